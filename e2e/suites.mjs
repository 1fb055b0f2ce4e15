// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The suites, and which of them come after which.
//
// Suites without `network` start what they need by themselves; they are over before the network begins.
// Those on the network share it and run beside each other, `after` the suites without which they would
// not work, or would see what they do not expect:
// - `consensus` counts how far finality trails, before any validator dies.
// - `transfers` and `fees` account for every base unit of blocks that have no other transaction, at a
//   fee of a byte that `governance` changes.
// - `newcomer` kills a validator that `validators` finds jailed after 80 blocks; until then one validator
//   of four is dead, and no other may die. `candidate` asks for an election that `election` sees.
// - `treasury` votes with the accounts and stashes of all others, and `mempool` fills the blocks.
// Upgrades are apart: they count blocks without finality on a network of four nodes, and the others leave
// more.
const SUITES = [
	{ name: "rehearsal" },
	{ name: "bad-upgrades" },
	{ name: "errors" },
	{ name: "sealing" },
	{ name: "commands" },
	{ name: "cargo-contract" },
	{ name: "first-contract" },
	{ name: "consensus", network: true, after: [] },
	{ name: "transfers", network: true, after: [] },
	{ name: "fees", network: true, after: ["transfers"] },
	{ name: "refused", network: true, after: ["fees"] },
	{ name: "metadata", network: true, after: ["fees"] },
	{ name: "newcomer", network: true, after: ["fees"] },
	{ name: "candidate", network: true, after: ["newcomer"] },
	{ name: "governance", network: true, after: ["fees"] },
	{ name: "views", network: true, after: ["fees"] },
	{ name: "contracts", network: true, after: ["views"] },
	{ name: "staking", network: true, after: ["contracts"] },
	{ name: "sync", network: true, after: ["staking"] },
	{ name: "treasury", network: true, after: ["governance", "candidate"] },
	{ name: "mempool", network: true, after: ["refused", "metadata", "treasury", "sync"] },
	{ name: "validators", network: true, after: ["mempool"], needs: ["newcomer"] },
	{ name: "departure", network: true, after: ["validators"], needs: ["validators"] },
	{ name: "resilience", network: true, after: ["validators"] },
	{ name: "election", network: true, after: ["resilience"], needs: ["candidate"] },
	{ name: "equivocation", network: true, after: ["departure", "election"] },
	{ name: "upgrade", network: true, apart: true, after: [] },
	{ name: "repair", network: true, apart: true, after: ["upgrade"], needs: ["upgrade"] },
	{ name: "safety", network: true, after: ["equivocation", "repair"] },
];

const find = (name) => SUITES.find((suite) => suite.name === name);

// All suites that come before this one, and before those: also where some of them do not run.
export function predecessors({ after }) {
	return after.flatMap((name) => [name, ...predecessors(find(name))]);
}

const needed = (name) => [name, ...(find(name).needs ?? []).flatMap(needed)];

// The suites with these names and those whose work they build on; without names all but the upgrades.
// Each comes after its predecessors.
export function chooseSuites(names) {
	const unknown = names.filter((name) => !find(name));
	if (unknown.length > 0) {
		const known = SUITES.map(({ name }) => name).join(", ");
		throw new Error(`no suite ${unknown.join(", ")}: there are network, ${known}`);
	}
	if (names.length === 0) {
		return SUITES.filter(({ apart }) => !apart);
	}
	const wanted = new Set(names.flatMap(needed));
	return SUITES.filter(({ name }) => wanted.has(name));
}

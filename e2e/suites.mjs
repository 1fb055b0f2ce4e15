// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The suites, and which of them come after which.
//
// Suites without `network` start what they need by themselves; they are over before the others begin.
// Those on a network share it and run beside each other, `after` the suites without which they would
// not work, or would see what they do not expect:
// - `consensus` counts how far finality trails, before any validator dies.
// - `transfers` and `fees` account for every base unit of blocks that have no other transaction, at a
//   fee of a byte that `governance` changes.
// - `governance` asks for the locks of votes, with accounts that vote in `refused-codes`, too.
// - `newcomer` kills a validator that `validators` finds jailed after 80 blocks; until then one validator
//   of four is dead, and no other may die. `candidate` asks for an election that `election` sees.
// - `treasury` votes with the accounts and stashes of all others, and `mempool` fills the blocks.
// - The upgrades count blocks without finality on a network of their own, with four nodes: the others
//   leave more. `mempool` would take the machine from them.
const SUITES = [
	{ name: "rehearsal" },
	{ name: "bad-upgrades" },
	{ name: "errors" },
	{ name: "sealing" },
	{ name: "commands" },
	{ name: "cargo-contract" },
	{ name: "first-contract" },
	{ name: "consensus", network: "main", after: [] },
	{ name: "transfers", network: "main", after: [] },
	{ name: "fees", network: "main", after: ["transfers"] },
	{ name: "refused", network: "main", after: ["fees"] },
	{ name: "metadata", network: "main", after: ["fees"] },
	{ name: "newcomer", network: "main", after: ["fees"] },
	{ name: "candidate", network: "main", after: ["newcomer"] },
	{ name: "governance", network: "main", after: ["fees"] },
	{ name: "views", network: "main", after: ["fees"] },
	{ name: "contracts", network: "main", after: ["views"] },
	{ name: "staking", network: "main", after: ["contracts"] },
	{ name: "sync", network: "main", after: ["staking"] },
	{ name: "refused-codes", network: "main", after: ["governance"] },
	{ name: "treasury", network: "main", after: ["governance", "candidate"] },
	{
		name: "mempool",
		network: "main",
		after: ["refused", "refused-codes", "metadata", "treasury", "sync"],
	},
	{ name: "validators", network: "main", after: ["mempool"], needs: ["newcomer"] },
	{ name: "departure", network: "main", after: ["validators"], needs: ["validators"] },
	{ name: "resilience", network: "main", after: ["validators"] },
	{ name: "election", network: "main", after: ["resilience"], needs: ["candidate"] },
	{ name: "equivocation", network: "main", after: ["departure", "election"] },
	{ name: "safety", network: "main", after: ["equivocation"] },
	{ name: "upgrade", network: "upgrades", after: ["mempool"] },
	{ name: "repair", network: "upgrades", after: ["upgrade"], needs: ["upgrade"] },
	{ name: "safety-of-upgrades", file: "safety", network: "upgrades", after: ["repair"] },
];

const find = (name) => SUITES.find((suite) => suite.name === name);

// All suites that come before this one, and before those: also where some of them do not run.
export function predecessors({ after }) {
	return after.flatMap((name) => [name, ...predecessors(find(name))]);
}

const needed = (name) => [name, ...(find(name).needs ?? []).flatMap(needed)];

// The suites with these names and those whose work they build on; without names all. Each comes after
// its predecessors.
export function chooseSuites(names) {
	const unknown = names.filter((name) => !find(name));
	if (unknown.length > 0) {
		const known = SUITES.map(({ name }) => name).join(", ");
		throw new Error(`no suite ${unknown.join(", ")}: there are network, ${known}`);
	}
	if (names.length === 0) {
		return SUITES;
	}
	const wanted = new Set(names.flatMap(needed));
	return SUITES.filter(({ name }) => wanted.has(name));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The suites, and which of them come after which.
//
// Suites without `network` start what they need by themselves.
// All run beside each other, `after` the suites without which they would not work, or would see what
// they do not expect:
// - `consensus` counts how far finality trails, before any validator dies.
// - `silence` kills the validator of `newcomer`, which is jailed after 80 blocks: `validators` waits for
//   that. Until then one validator of four is dead, and no other may die. `candidate` asks for an
//   election that `election` sees.
// - `ineligible` leaves a candidate that no election may choose, for all that come after.
// - `treasury` votes with the accounts and stashes of all others, and `mempool` fills the blocks.
// - `transfers` and `fees` account for every base unit of blocks that have no other transaction: they
//   have a network for themselves.
// - The upgrades count blocks without finality on a network with four nodes: the others leave more.
// - `resilience` kills a validator, too: where the upgrades are over.
// - `revival` kills two of four, and leaves two validators; it runs docs/examples/recover.mjs.
// - `errors` to `power-cut` start nodes of their own: one after the other, as the machine has two cores.
// - `torture` has four validators of its own, which take all of the processor: when all others are over.
// Those that are `long` need a build of their own and run only where they are named: scripts/test --long.
/** @type {Suite[]} */
const SUITES = [
	{ name: "alarms" },
	{ name: "bench" },
	{ name: "consensus", network: "main" },
	{ name: "newcomer", network: "main" },
	{ name: "governance", network: "main" },
	{ name: "ineligible", network: "main", after: ["consensus"] },
	{ name: "refused", network: "main", after: ["consensus"] },
	{ name: "metadata", network: "main", after: ["consensus"] },
	{ name: "views", network: "main", after: ["consensus"] },
	{ name: "contracts", network: "main", after: ["views"] },
	{ name: "papi", network: "main", after: ["views"] },
	{ name: "staking", network: "main", after: ["contracts"] },
	{ name: "sync", network: "main", after: ["staking"] },
	{ name: "silence", network: "main", after: ["newcomer", "consensus"], needs: ["newcomer"] },
	{ name: "candidate", network: "main", after: ["newcomer"] },
	{ name: "treasury", network: "main", after: ["governance", "candidate"] },
	{ name: "transfers", network: "upgrades" },
	{ name: "fees", network: "upgrades", after: ["transfers"] },
	{ name: "refused-codes", network: "upgrades", after: ["fees"] },
	{ name: "errors", after: ["consensus"] },
	{ name: "rpc-limits", after: ["errors"] },
	{ name: "genesis", after: ["rpc-limits"] },
	{ name: "operators", after: ["genesis"] },
	{ name: "launch", after: ["operators"] },
	{ name: "guides", after: ["launch"] },
	{ name: "power-cut", after: ["guides"] },
	{ name: "sealing", after: ["consensus"] },
	{ name: "steps", after: ["consensus"] },
	{ name: "restart-transactions", after: ["consensus"] },
	{ name: "state-calls", after: ["consensus"] },
	{ name: "full-pool", after: ["consensus"] },
	{ name: "told-again", after: ["consensus"] },
	{ name: "throughput", after: ["consensus"] },
	{ name: "warp-sync", after: ["consensus"] },
	{ name: "commands", after: ["consensus"] },
	{ name: "cargo-contract", after: ["consensus"] },
	{ name: "first-contract", after: ["consensus"] },
	{ name: "bad-upgrades", after: ["consensus"] },
	{ name: "rehearsal", after: ["consensus"] },
	{
		name: "mempool",
		network: "main",
		after: ["refused", "metadata", "treasury", "papi", "sync", "bad-upgrades", "rehearsal"],
	},
	{ name: "attacks", network: "main", after: ["mempool"] },
	{ name: "validators", network: "main", after: ["mempool", "silence"], needs: ["silence"] },
	{ name: "departure", network: "main", after: ["validators"], needs: ["validators"] },
	{ name: "election", network: "main", after: ["validators"], needs: ["candidate"] },
	{ name: "equivocation", network: "main", after: ["election"] },
	{ name: "safety", network: "main", after: ["departure", "equivocation", "attacks"] },
	{ name: "upgrade", network: "upgrades", after: ["refused-codes"] },
	{ name: "repair", network: "upgrades", after: ["upgrade"], needs: ["upgrade"] },
	{ name: "resilience", network: "upgrades", after: ["repair"] },
	{ name: "safety-of-upgrades", file: "safety", network: "upgrades", after: ["resilience"] },
	{ name: "revival", network: "upgrades", after: ["safety-of-upgrades"] },
	{ name: "torture", after: ["safety", "revival"] },
	{ name: "metadata-hash", long: true },
];

/** @type {(name: string) => Suite} */
const find = (name) => /** @type {Suite} */ (SUITES.find((suite) => suite.name === name));

// All suites that come before this one, and before those: also where some of them do not run.
/** @type {(suite: Suite) => string[]} */
export function predecessors({ after = [] }) {
	return after.flatMap((name) => [name, ...predecessors(find(name))]);
}

const needed = (name) => [name, ...(find(name).needs ?? []).flatMap(needed)];

// The suites with these names and those whose work they build on; without names all but the long ones.
// Each comes after its predecessors.
/** @type {(names: string[]) => Suite[]} */
export function chooseSuites(names) {
	const unknown = names.filter((name) => !find(name));
	if (unknown.length > 0) {
		const known = SUITES.map(({ name }) => name).join(", ");
		throw new Error(`no suite ${unknown.join(", ")}: there are network, ${known}`);
	}
	if (names.length === 0) {
		return SUITES.filter(({ long }) => !long);
	}
	const wanted = new Set(names.flatMap(needed));
	return SUITES.filter(({ name }) => wanted.has(name));
}

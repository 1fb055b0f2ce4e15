// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The profiles of the benchmark: how many rounds, and how much is sent in each. A round runs every lane
// once in every scenario, so that lanes take turns.

const ONE = { chain: "dev", validators: ["alice"] };
const FOUR = { chain: "local", validators: ["alice", "bob", "charlie", "dave"] };

// So many transfers, or calls of a contract, sent at once.
const transfers = (name, network, transactions) => ({
	...{ name: `transfers, ${name}`, load: "transfers", unit: "transfers" },
	...{ ...network, transactions },
});
const calls = (name, network, transactions) => ({
	...{ name: `contract calls, ${name}`, load: "calls", unit: "calls of flipper" },
	...{ ...network, transactions },
});

/** @type {Record<string, BenchProfile>} */
export const PROFILES = {
	// Correctness only, in scripts/test.
	smoke: { rounds: 1, lanes: ["ours"], scenarios: [transfers("one validator", ONE, 2_000)] },
	quick: {
		rounds: 2,
		lanes: ["ours", "default"],
		scenarios: [transfers("one validator", ONE, 10_000)],
	},
	full: {
		rounds: 5,
		lanes: ["ours", "default"],
		scenarios: [
			transfers("one validator", ONE, 40_000),
			transfers("four validators", FOUR, 20_000),
			calls("one validator", ONE, 6_000),
		],
	},
};

// What a node is started with, lane by lane. The pool takes all that a round sends at once, in each.
const ROOM = ["--pool-limit", "100000", "--pool-kbytes", "200000"];
/** @type {Record<string, BenchLane>} */
export const LANES = {
	ours: { title: "ours", args: ROOM },
	// The same binary as a template of the SDK would start it: votes two blocks behind the best one.
	default: { title: "default", args: [...ROOM, "--vote-behind-best", "2"] },
};

// All runs of a profile, in their order.
/** @type {(name: string) => BenchRun[]} */
export function runsOf(name) {
	const { rounds, lanes, scenarios } = PROFILES[name];
	const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
	return numbers.flatMap((round) =>
		scenarios.flatMap((scenario) => lanes.map((lane) => ({ round, scenario, lane }))),
	);
}

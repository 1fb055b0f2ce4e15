// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The shapes of the benchmark: what is run, and what it found.

interface BenchScenario {
	name: string;
	load: string;
	unit: string;
	chain: string;
	validators: string[];
	transactions: number;
}

interface BenchProfile {
	rounds: number;
	lanes: string[];
	scenarios: BenchScenario[];
}

interface BenchLane {
	title: string;
	args: string[];
}

// What the sender of a load says of it, in the words of batara-bench.
interface BenchLoad {
	transactions: number;
	accepted: number;
	final: number;
	missing: number;
	doubles: number;
	accepted_per_second: number;
	final_per_second: number;
	final_seconds: number;
	blocks: { number: number; seconds: number; transactions: number }[];
}

interface BenchRun {
	round: number;
	scenario: BenchScenario;
	lane: string;
}

interface Usage {
	seconds: number;
	processorSeconds: number;
	mostMib: number[];
	stolenSeconds: number;
}

interface BlockFacts {
	number: number;
	succeeded: number;
	slot: number;
	full: number;
}

interface Spread {
	median: number;
	least: number;
	most: number;
}

interface BenchFigures extends Usage {
	transactions: number;
	accepted: number;
	final: number;
	missing: number;
	doubles: number;
	succeeded: number;
	acceptedPerSecond: number;
	finalPerSecond: number;
	finalSeconds: number;
	// Seconds from the start, and how many were final then.
	finalOverTime: [number, number][];
	mostInABlock: number;
	// Number, transactions that succeeded, and fullness.
	blocks: [number, number, number][];
	emptySlots: number;
	finalityLagsMs: number[];
}

interface BenchRecord extends BenchRun {
	figures: BenchFigures;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The raw data of a benchmark, as tables.

const table = (head, rows) => [head, ...rows].map((row) => `${row.join(",")}\n`).join("");

const runOf = ({ round, scenario, lane }) => [round, scenario.name, lane];

// A line for each run.
/** @type {(records: BenchRecord[]) => string} */
export function roundsCsv(records) {
	const fields = [
		...["transactions", "accepted", "final", "acceptedPerSecond", "finalPerSecond", "finalSeconds"],
		...["mostInABlock", "emptySlots", "seconds", "processorSeconds", "stolenSeconds"],
	];
	const rows = records.map((record) => [
		...runOf(record),
		...fields.map((field) => record.figures[field]),
		Math.max(...record.figures.mostMib).toFixed(0),
	]);
	return table(["round", "scenario", "lane", ...fields, "mostMib"], rows);
}

// A line for each block with transactions of a run.
/** @type {(records: BenchRecord[]) => string} */
export function blocksCsv(records) {
	const rows = records.flatMap((record) =>
		record.figures.blocks.map(([number, succeeded, full]) => [
			...runOf(record),
			number,
			succeeded,
			full.toFixed(4),
		]),
	);
	return table(["round", "scenario", "lane", "block", "succeeded", "full"], rows);
}

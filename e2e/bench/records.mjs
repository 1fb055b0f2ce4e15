// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The file of finished runs, a line each: a benchmark that is stopped goes on where it was.

import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";

import { builds, nodeBinary } from "../network/locations.mjs";

// Runs of another binary are another measurement.
/** @type {(profile: string) => string} */
export function recordsFile(profile) {
	const binary = createHash("sha256").update(readFileSync(nodeBinary())).digest("hex");
	const folder = join(builds(), "bench");
	mkdirSync(folder, { recursive: true });
	return join(folder, `${profile}-${binary.slice(0, 12)}.jsonl`);
}

/** @type {(run: BenchRun) => string} */
const keyOf = ({ round, scenario, lane }) => `${round} ${scenario.name} ${lane}`;

// The finished runs.
/** @type {(file: string) => BenchRecord[]} */
export function readRecords(file) {
	const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
	return lines.filter(Boolean).map((line) => JSON.parse(line));
}

// Removes a last line that was being written when the program was stopped.
/** @type {(file: string) => void} */
export function removeTorn(file) {
	if (existsSync(file)) {
		const text = readFileSync(file, "utf8");
		truncateSync(file, Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)));
	}
}

/** @type {(runs: BenchRun[], records: BenchRecord[]) => BenchRun[]} */
export function unfinished(runs, records) {
	const done = new Set(records.map(keyOf));
	return runs.filter((run) => !done.has(keyOf(run)));
}

/** @type {(file: string, record: BenchRecord) => void} */
export const append = (file, record) => appendFileSync(file, `${JSON.stringify(record)}\n`);

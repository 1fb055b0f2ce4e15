// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What processes use of the machine, sampled once a second.

import { readFileSync } from "node:fs";

const EVERY_MS = 1_000;
// Of Linux, for all processors that it knows: the unit of times in /proc.
const TICKS_PER_SECOND = 100;
const MIB = 1024;

// Seconds of processor time that a process took so far.
/** @type {(pid: number) => number} */
function processorSeconds(pid) {
	// The name, in brackets, may have blanks in it.
	const [, rest] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) /);
	const fields = rest.split(" ");
	return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** @type {(pid: number) => number} */
function residentMib(pid) {
	const [, kib] = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+)/m) ?? [];
	return Number(kib ?? 0) / MIB;
}

// The seconds that other machines on the same host took from this one.
function stolenSeconds() {
	const [line] = readFileSync("/proc/stat", "utf8").split("\n");
	return Number(line.split(/\s+/)[8]) / TICKS_PER_SECOND;
}

// Begins to sample. `stop()` tells what was used since: of the processor, in seconds; of memory, the most
// of each process, in MiB.
/** @type {(pids: number[]) => { stop(): Usage }} */
export function watchUsage(pids) {
	const started = { at: Date.now(), stolen: stolenSeconds(), used: pids.map(processorSeconds) };
	const most = pids.map(residentMib);
	const timer = setInterval(() => {
		pids.forEach((pid, index) => {
			most[index] = Math.max(most[index], residentMib(pid));
		});
	}, EVERY_MS);
	return {
		stop() {
			clearInterval(timer);
			const used = pids.map((pid, index) => processorSeconds(pid) - started.used[index]);
			return {
				seconds: (Date.now() - started.at) / 1000,
				processorSeconds: used.reduce((sum, each) => sum + each, 0),
				mostMib: most,
				stolenSeconds: stolenSeconds() - started.stolen,
			};
		},
	};
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Logs of nodes: how they end, and what must never stand in them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ALARMS = [/panicked at/, /Essential task .* failed/];

// The first line of a node.
const STARTED = /Bataranetwork Node/;

// Panics of the runtime that the node catches and that suites provoke: it refuses an undecodable
// transaction (`refused`), and a block by a validator that is disabled (`equivocation`).
const PROVOKED =
	/Bad input data provided to validate_transaction|is disabled and should not be attempting/;

// What the node says when it stops. From then on its parts lose each other, and the sync
// engine may panic over it.
const STOPPING = /Stopping: closing the database/;
const AT_STOPS = /SelectNextSome polled after terminated/;

// Alarming lines of a log. Of one file that two runs of a node have written, each begins anew.
/** @type {(text: string) => string[]} */
export function alarmsIn(text) {
	let stopping = false;
	const lines = text.split("\n");
	return lines.filter((line, index) => {
		stopping = STOPPING.test(line) || (stopping && !STARTED.test(line));
		const withNext = `${line} ${lines[index + 1] ?? ""}`;
		const harmless = PROVOKED.test(withNext) || (stopping && AT_STOPS.test(line));
		return ALARMS.some((alarm) => alarm.test(line)) && !harmless;
	});
}

// Alarming lines of all logs of a network, by node.
/** @type {(dir: string) => string[]} */
export function alarmsOf(dir) {
	return readdirSync(dir)
		.filter((file) => file.endsWith(".log"))
		.flatMap((file) =>
			alarmsIn(readFileSync(join(dir, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
		);
}

/** @type {(node: { log: string }) => string} */
export const readLog = (node) => readFileSync(node.log, "utf8");

// The end of a log, without colours.
/** @type {(path: string, count?: number) => string} */
export function lastLines(path, count = 40) {
	const text = existsSync(path) ? readFileSync(path, "utf8") : "";
	return text
		.replace(/\u001b\[[0-9;]*m/g, "")
		.trim()
		.split("\n")
		.slice(-count)
		.join("\n");
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Logs of nodes: how they end, and what must never stand in them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ALARMS = [/panicked at/, /Essential task .* failed/];

// Panics of the runtime that the node catches and that suites provoke: it refuses an undecodable
// transaction (`refused`), and a block by a validator that is disabled (`equivocation`).
const PROVOKED =
	/Bad input data provided to validate_transaction|is disabled and should not be attempting/;

// At every orderly stop the transaction pool is said to have failed, at some the sync engine, which
// panics: the node has dropped the other end of its channel, which nothing else does.
const AT_ORDERLY_STOPS =
	/Essential task `(txpool-background|syncing)` failed|SelectNextSome polled after terminated/;
// At some the network ends first, and says so. If it did at another time the node would be gone, which
// the suite `safety` notices at the latest: it asks every node.
const BEFORE_THE_NODE = /`NetworkWorker` has terminated.* Ignore if the node is stopping/;
// GRANDPA's voter ends with the network, and at some stops hears of its end first. A network that ends
// by itself is an alarm of its own.
const AFTER_THE_NETWORK = /GRANDPA voter error: network error: Gossip engine future finished/;

export function alarmsIn(text) {
	const lines = text.split("\n");
	return lines.filter((line, index) => {
		const withNext = `${line} ${lines[index + 1] ?? ""}`;
		const before = lines[index - 1] ?? "";
		const harmless =
			PROVOKED.test(withNext) ||
			AT_ORDERLY_STOPS.test(line) ||
			(/`network-worker`/.test(line) && BEFORE_THE_NODE.test(before)) ||
			(/`grandpa-voter`/.test(line) && AFTER_THE_NETWORK.test(before));
		return ALARMS.some((alarm) => alarm.test(line)) && !harmless;
	});
}

// Alarming lines of all logs of a network, by node.
export function alarmsOf(dir) {
	return readdirSync(dir)
		.filter((file) => file.endsWith(".log"))
		.flatMap((file) =>
			alarmsIn(readFileSync(join(dir, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
		);
}

export const readLog = (node) => readFileSync(node.log, "utf8");

// The end of a log, without colours.
export function lastLines(path, count = 40) {
	const text = existsSync(path) ? readFileSync(path, "utf8") : "";
	return text
		.replace(/\u001b\[[0-9;]*m/g, "")
		.trim()
		.split("\n")
		.slice(-count)
		.join("\n");
}

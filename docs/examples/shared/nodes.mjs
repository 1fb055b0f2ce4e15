// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The nodes that a script talks to, for any client library.

import { fail, warn } from "./failure.mjs";

const BEHIND_MS = 60_000;

// Returns the addresses in NODE_URL, which are separated by spaces. Unless it is set, there is one: the
// node on this machine, at RPC_PORT or 9944.
/** @type {() => string[]} */
export function nodeUrls() {
	const { NODE_URL, RPC_PORT = 9944 } = process.env;
	const urls = (NODE_URL || `ws://127.0.0.1:${RPC_PORT}`).trim().split(/\s+/);
	const wrong = urls.find((url) => !/^wss?:\/\/./.test(url) || !URL.canParse(url));
	if (wrong !== undefined) {
		fail(
			`NODE_URL names nodes, such as ws://127.0.0.1:9944 or wss://rpc.example.org, not ${wrong}`,
		);
	}
	return urls;
}

// Ends the program because nothing answers there.
/** @type {(url: string) => never} */
export function failAbsent(url) {
	const several = nodeUrls().length > 1;
	const hint = several ? "leave it out of NODE_URL" : "start the node, or set NODE_URL";
	fail(`no node answers at ${url}: ${hint}`);
}

// Warns of a node that does not know the present state of the chain. `time` is that of its best block.
// The clock of a chain for development is its own.
/** @type {(url: string, node: { isSyncing: boolean, chainType: string, time: number }) => void} */
export function warnIfBehind(url, { isSyncing, chainType, time }) {
	const age = Date.now() - time;
	if (isSyncing) {
		warn(`the node at ${url} is still syncing: what it tells is old`);
	} else if (chainType !== "Development" && time === 0) {
		warn(
			`the node at ${url} has no block after the first: it is not synced, or the chain has not begun`,
		);
	} else if (chainType !== "Development" && age > BEHIND_MS) {
		const seconds = Math.round(age / 1_000);
		warn(
			`the best block of ${url} is ${seconds} s old: it is not synced, or the chain stands still`,
		);
	}
}

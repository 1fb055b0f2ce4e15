// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The nodes that a script talks to, for any client library.

import { fail } from "./failure.mjs";

// Returns the addresses in NODE_URL, which are separated by spaces. Unless it is set, there is one: the
// node on this machine, at RPC_PORT or 9944.
/** @type {() => string[]} */
export function nodeUrls() {
	const { NODE_URL, RPC_PORT = 9944 } = process.env;
	const urls = (NODE_URL || `ws://127.0.0.1:${RPC_PORT}`).trim().split(/\s+/);
	const wrong = urls.find((url) => !/^wss?:/.test(url));
	if (wrong !== undefined) {
		fail(`NODE_URL has to begin with ws:// or wss://, not ${wrong}`);
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

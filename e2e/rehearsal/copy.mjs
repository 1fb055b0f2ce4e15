// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The whole state of a block, read through RPC: all keys of the main trie, and of the child tries
// in which contracts keep their storage.

import { say } from "../chain/waiting.mjs";

// The most keys that a node gives in one answer.
const PAGE = 1_000;
const TELL_EVERY = 10_000;
const TRIES_AT_ONCE = 16;
// `:child_storage:default:`, in hex.
const CHILD_PREFIX = `0x${Buffer.from(":child_storage:default:").toString("hex")}`;

const isTooLarge = (error) => /too (big|large)|exceeded max/i.test(error.message);

// Nodes forget the state of old blocks while a large one is being copied.
function explain(error) {
	if (/discarded|pruned|UnknownBlock/i.test(error.message)) {
		return new Error(
			`the node forgot the state while it was copied (${error.message}): ` +
				"name one that runs with --state-pruning archive",
		);
	}
	return error;
}

// Asks for many values at once, for fewer where an answer would exceed what the node sends.
async function inParts(keys, read) {
	try {
		return await read(keys);
	} catch (error) {
		if (!isTooLarge(error) || keys.length === 1) {
			throw error;
		}
		const half = Math.ceil(keys.length / 2);
		return [
			...(await inParts(keys.slice(0, half), read)),
			...(await inParts(keys.slice(half), read)),
		];
	}
}

// Reads a trie page by page into a map from key to value, both in hex.
/**
 * @type {(
 *   readKeys: (last: string | null) => Promise<string[]>,
 *   readValues: (keys: string[]) => Promise<[string, string][]>,
 *   tell?: (count: number) => void,
 * ) => Promise<Map<string, string>>}
 */
async function readTrie(readKeys, readValues, tell = () => {}) {
	const entries = new Map();
	/** @type {string | null} */
	let last = null;
	for (;;) {
		const keys = await readKeys(last);
		if (keys.length > 0) {
			(await inParts(keys, readValues)).forEach(([key, value]) => entries.set(key, value));
			last = keys[keys.length - 1];
			tell(entries.size);
		}
		if (keys.length < PAGE) {
			return entries;
		}
	}
}

function readTop(chain, at) {
	let told = 0;
	return readTrie(
		(last) => chain.request("state_getKeysPaged", ["0x", PAGE, last, at]),
		async (keys) => {
			const [{ changes }] = await chain.request("state_queryStorageAt", [keys, at]);
			return changes;
		},
		(count) => {
			if (count - told >= TELL_EVERY) {
				told = count;
				say(`${count.toLocaleString("en")} entries so far`);
			}
		},
	);
}

const readChild = (chain, child, at) =>
	readTrie(
		(last) => chain.request("childstate_getKeysPaged", [child, "0x", PAGE, last, at]),
		async (keys) => {
			const values = await chain.request("childstate_getStorageEntries", [child, keys, at]);
			return keys.map((key, index) => [key, values[index]]);
		},
	);

// Child tries under the name that a chain spec has for them, without the prefix.
async function readChildren(chain, keys, at) {
	const children = new Map();
	for (let start = 0; start < keys.length; start += TRIES_AT_ONCE) {
		const slice = keys.slice(start, start + TRIES_AT_ONCE);
		const tries = await Promise.all(slice.map((key) => readChild(chain, key, at)));
		slice.forEach((key, index) =>
			children.set(`0x${key.slice(CHILD_PREFIX.length)}`, tries[index]),
		);
	}
	return children;
}

// The state of block `at`: `{ top, children }`. The roots of child tries are left out of `top`: a
// genesis computes them from `children`.
/** @type {(chain: Chain, at: string) => Promise<State>} */
export async function copyState(chain, at) {
	try {
		const top = await readTop(chain, at);
		const roots = [...top.keys()].filter((key) => key.startsWith(CHILD_PREFIX));
		const children = await readChildren(chain, roots, at);
		roots.forEach((key) => top.delete(key));
		return { top, children };
	} catch (error) {
		throw explain(error);
	}
}

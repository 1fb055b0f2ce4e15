// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The safety oracle: what must be true on every node, whatever was done to the network.

import { finalizedTransactions } from "../network/state.mjs";
import { finalized, hashAt } from "./rpc.mjs";

const AT_ONCE = 32;

const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

async function hashes(node, numbers) {
	const found = [];
	for (let start = 0; start < numbers.length; start += AT_ONCE) {
		const slice = numbers.slice(start, start + AT_ONCE);
		found.push(...(await Promise.all(slice.map((number) => hashAt(node, number)))));
	}
	return found;
}

// Heights at which two nodes hold different final blocks; `from` is where to begin.
export async function finalityConflicts(nodes, from = 1) {
	const tips = await Promise.all(
		nodes.map(async (node) => ({ node, top: (await finalized(node)).number })),
	);
	const [reference, ...others] = tips.sort((a, b) => b.top - a.top);
	const numbers = range(from, others[0]?.top ?? reference.top);
	const expected = await hashes(reference.node, numbers);
	const conflicts = [];
	for (const { node, top } of others) {
		const own = await hashes(
			node,
			numbers.filter((number) => number <= top),
		);
		own.forEach((hash, index) => {
			if (hash !== expected[index]) {
				conflicts.push(
					`#${numbers[index]}: ${reference.node.name} ${expected[index]}, ${node.name} ${hash}`,
				);
			}
		});
	}
	return { conflicts, heights: numbers.length };
}

// Transactions that were reported final and whose block is not in the chain of some node.
export async function lostTransactions(nodes) {
	const records = finalizedTransactions();
	const lost = [];
	for (const node of nodes) {
		const found = await hashes(
			node,
			records.map(({ number }) => number),
		);
		records.forEach(({ call, number, hash }, index) => {
			if (found[index] !== hash) {
				lost.push(`${call} in #${number} (${hash}) is not on ${node.name}`);
			}
		});
	}
	return { lost, transactions: records.length };
}

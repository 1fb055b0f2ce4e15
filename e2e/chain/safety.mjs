// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The safety oracle: what must be true on every node, whatever was done to the network.

import { finalizedTransactions } from "../network/state.mjs";
import { heights, readEach } from "./heights.mjs";
import { finalized, hashAt } from "./rpc.mjs";

const BLOCKS_AT_ONCE = 32;

const hashes = (node, numbers) => readEach(numbers, BLOCKS_AT_ONCE, (number) => hashAt(node, number));

// Heights at which two nodes hold different final blocks; `from` is where to begin.
/** @type {(nodes: AnyNode[], from?: number) => Promise<{ conflicts: string[], heights: number }>} */
export async function finalityConflicts(nodes, from = 1) {
	const tips = await Promise.all(
		nodes.map(async (node) => ({ node, top: (await finalized(node)).number })),
	);
	const [reference, ...others] = tips.sort((a, b) => b.top - a.top);
	const numbers = heights(from, others[0]?.top ?? reference.top);
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
/** @type {(nodes: AnyNode[]) => Promise<{ lost: string[], transactions: number }>} */
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

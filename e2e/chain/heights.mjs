// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The heights of blocks, gone through some at a time: a node answers many questions at once, not all.

// From `from` to `to`, both among them.
/** @type {(from: number, to: number) => number[]} */
export const heights = (from, to) =>
	Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);

// What `read` answers for each of these heights, in their order, `atOnce` at a time.
/**
 * @type {<T>(
 *   numbers: number[],
 *   atOnce: number,
 *   read: (number: number) => Promise<T>,
 * ) => Promise<T[]>}
 */
export async function readEach(numbers, atOnce, read) {
	const found = [];
	for (let start = 0; start < numbers.length; start += atOnce) {
		found.push(...(await Promise.all(numbers.slice(start, start + atOnce).map(read))));
	}
	return found;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The numbers that stand for many.

// The value below which this part of all lies, 0 to 1. None of no values.
/** @type {(values: number[], part: number) => number} */
export function quantile(values, part) {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/** @type {(values: number[]) => number} */
export function median(values) {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length / 2;
	return Number.isInteger(middle)
		? (sorted[middle - 1] + sorted[middle]) / 2
		: sorted[Math.floor(middle)];
}

// The median, and the least and the most.
/** @type {(values: number[]) => { median: number, least: number, most: number }} */
export const spread = (values) => ({
	median: median(values),
	least: Math.min(...values),
	most: Math.max(...values),
});

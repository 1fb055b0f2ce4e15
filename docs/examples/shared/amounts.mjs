// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Amounts: the chain counts in base units, people in BTR.

const DECIMALS = 12;
const UNITS_PER_BTR = 10n ** BigInt(DECIMALS);

// Holds up to 20 digits, as the chain has 128 bits, and up to 12 decimals.
const AMOUNT = new RegExp(`^(\\d{1,20})(?:\\.(\\d{1,${DECIMALS}}))?$`);

// Returns BTR, such as "12" or "0.5", in base units: exactly, without a number of JavaScript. Throws
// where it is no such amount.
/** @type {(btr: string | number) => bigint} */
export function units(btr) {
	const [, whole, decimals = ""] = AMOUNT.exec(String(btr)) ?? [];
	if (whole === undefined) {
		throw new Error(`${btr} is no amount of BTR, with up to ${DECIMALS} decimals after a point`);
	}
	return BigInt(whole) * UNITS_PER_BTR + BigInt(decimals.padEnd(DECIMALS, "0"));
}

// Tells whether a text is an amount of BTR above 0.
/** @type {(text: string) => boolean} */
export const isAmount = (text) => AMOUNT.test(text) && units(text) > 0n;

// Returns base units in BTR, rounded: a number to show, and not to count with.
/** @type {(amount: any) => number} */
export const inBtr = (amount) => Number(amount) / Number(UNITS_PER_BTR);

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Amounts: the chain counts in base units, people in BTR.

const UNITS_PER_BTR = 10n ** 12n;

// Returns whole BTR in base units.
/** @type {(btr: string | number) => bigint} */
export const units = (btr) => BigInt(btr) * UNITS_PER_BTR;

// Returns base units in BTR, rounded: a number to show, and not to count with.
/** @type {(amount: any) => number} */
export const inBtr = (amount) => Number(amount) / Number(UNITS_PER_BTR);

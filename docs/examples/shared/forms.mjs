// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the arguments of commands have to be: a test, and the same in words.

import { decodeAddress } from "@polkadot/util-crypto";

import { isAmount } from "./amounts.mjs";

/** @typedef {[{ test(text: string): boolean }, string]} Form */

// Addresses of this chain begin with 5. Those of other networks are accounts, too: of somebody who may
// not have the key here.
const PREFIX = 42;

// The chain counts blocks and proposals with 32 bits: nine digits always fit.
export const NUMBER = /** @type {Form} */ ([/^\d{1,9}$/, "a number of up to nine digits"]);
export const WHOLE = /** @type {Form} */ ([/^[1-9]\d{0,8}$/, "a whole number above 0"]);

// Tells whether a text is an address, of any network, or of the one with this prefix.
/** @type {(text: string, prefix?: number) => boolean} */
function isAddress(text, prefix) {
	try {
		return decodeAddress(text, false, /** @type {any} */ (prefix)).length === 32;
	} catch {
		return false;
	}
}

// Tells whether a text is the address of an account on another network.
/** @type {(text: string) => boolean} */
export const isForeign = (text) => isAddress(text) && !isAddress(text, PREFIX);

// Those that several scripts have. An argument without a form may be anything.
/** @type {Record<string, Form>} */
export const FORMS = {
	ADDRESS: [
		{ test: (text) => isAddress(text, PREFIX) },
		"that of an account of this chain, which begins with 5",
	],
	BTR: [
		{ test: isAmount },
		"an amount above 0, such as 12 or 0.5, of up to 20 digits and 12 decimals",
	],
	CONVICTION: [/^[0-6]$/, "0 to 6"],
	INDEX: [NUMBER[0], "the number that propose has printed"],
};

// The variables that all scripts have. One that is not set is good.
/** @type {Record<string, Form>} */
export const VARIABLES = {
	UNTIL: [/^(InBlock|Finalized)$/, "InBlock or Finalized"],
};

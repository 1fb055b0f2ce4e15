// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the arguments of commands have to be: a test, and the same in words.

import { decodeAddress } from "@polkadot/util-crypto";

/** @typedef {[{ test(text: string): boolean }, string]} Form */

export const NUMBER = /** @type {Form} */ ([/^\d+$/, "a number"]);
export const WHOLE = /** @type {Form} */ ([/^[1-9]\d*$/, "a whole number above 0"]);

function isAddress(text) {
	try {
		return decodeAddress(text).length === 32;
	} catch {
		return false;
	}
}

// Those that several scripts have. An argument without a form may be anything.
/** @type {Record<string, Form>} */
export const FORMS = {
	ADDRESS: [{ test: isAddress }, "that of an account"],
	BTR: WHOLE,
	CONVICTION: [/^[0-6]$/, "0 to 6"],
	INDEX: [/^\d+$/, "the number that propose has printed"],
};

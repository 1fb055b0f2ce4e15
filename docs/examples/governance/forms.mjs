// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the arguments of governance.mjs have to be.

import { existsSync } from "node:fs";

import { NUMBER, WHOLE } from "../shared/forms.mjs";

const TITLE_BYTES = 128;

const isTitle = (text) => text !== "" && Buffer.byteLength(text) <= TITLE_BYTES;

// The pair is the key, of which there is none, and the value; null is the value of the code.
function isParameter(text) {
	try {
		const [pair] = Object.values(/** @type {any} */ (Object.values(JSON.parse(text))[0]));
		return pair.length === 2;
	} catch {
		return false;
	}
}

/** @type {Record<string, import("../shared/forms.mjs").Form>} */
export const FORMS = {
	TITLE: [{ test: isTitle }, `what the proposal does, in ${TITLE_BYTES} bytes at most`],
	INDEX: NUMBER,
	TRACK: [/^\d{1,4}$/, "the number of a track, which tracks prints as id"],
	ORIGIN: [/^\w+$/, 'Root, or one of the table "What each origin may do"'],
	PALLET: [/^\w+$/, "such as Fees"],
	NAME: [/^\w+$/, "such as ByteFee"],
	BLOCKS: WHOLE,
	VALIDATORS: WHOLE,
	DELAY: WHOLE,
	FINAL: NUMBER,
	SET: NUMBER,
	"aye|nay|abstain": [/^(aye|nay|abstain)$/, "one of these words"],
	FILE: [{ test: existsSync }, "a file with the code of a runtime (.wasm)"],
	"PALLET.CALL": [/^\w+\.\w+$/, "the name of a call, such as balances.transferKeepAlive"],
	"Pallet.call": [/^\w+\.\w+$/, "the name of a call, such as Balances.transfer_keep_alive"],
	PARAMETER: [{ test: isParameter }, '{"PALLET":{"NAME":[null,VALUE]}}'],
};

/** @type {Record<string, import("../shared/forms.mjs").Form>} */
export const VARIABLES = {
	AT: [NUMBER[0], "the number of a block"],
};

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The refusals of a node: the codes of its errors, and the check that a request ends with one.

import assert from "node:assert/strict";

// sc-rpc: an invalid transaction, one that the pool has no room for, and what the runtime cannot
// decode.
export const INVALID = 1010;
export const FULL = 1016;
export const UNDECODABLE = [1001, 1002, 1040];
// A node has a transaction already, by gossip or in a block: invalid by now, banned, or imported.
export const KNOWN_ALREADY = [INVALID, 1012, 1013];

// The request fails with this code, or one of these, and with words in its message.
/** @type {(request: Promise<any>, code: number | number[], words?: RegExp) => Promise<void>} */
export async function assertRejected(request, code, words = /./) {
	await assert.rejects(request, (/** @type {any} */ error) => {
		assert.ok([code].flat().includes(error.code), error.message);
		assert.match(error.message, words);
		return true;
	});
}

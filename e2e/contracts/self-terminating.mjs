// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A contract that ends when it is called, in favour of who called it: to see deposits come back.

import { randomBytes } from "node:crypto";

import { findEvents } from "../chain/transactions.mjs";
import { deployWat, GAS } from "./wat.mjs";

export const KEPT_BYTES = 256;

// The deployment keeps 256 bytes. Memory: what is kept at 0, the key of 32 zero bytes at 256, the
// caller at 288, room for the caller at 320, and bytes that make the code one of its own at 324.
const source = (own) => `
(module
	(import "seal0" "caller" (func $caller (param i32 i32)))
	(import "seal1" "terminate" (func $terminate (param i32)))
	(import "seal2" "set_storage" (func $set_storage (param i32 i32 i32 i32) (result i32)))
	(import "env" "memory" (memory 1 1))
	(data (i32.const 324) "${own}")
	(func (export "deploy")
		(drop (call $set_storage
			(i32.const 256) (i32.const 32) (i32.const 0) (i32.const ${KEPT_BYTES}))))
	(func (export "call")
		(i32.store (i32.const 320) (i32.const 32))
		(call $caller (i32.const 288) (i32.const 320))
		(call $terminate (i32.const 288))))
`;

// Uploads and instantiates the contract. The code is one that nobody has uploaded before, so that
// `owner` gets its deposit back. `end` makes the call that ends the contract.
/**
 * @type {(
 *   api: Api,
 *   owner: Account,
 * ) => Promise<Submitted & { address: string, codeHash: string, codeDeposit: bigint, end(): Call }>}
 */
export async function deploySelfTerminating(api, owner) {
	const own = source(randomBytes(8).toString("hex"));
	const sent = await deployWat(api, owner, "self-terminating", own);
	const [stored] = findEvents(sent.events, "contracts", "CodeStored");
	return {
		...sent,
		codeHash: stored.data.codeHash.toHex(),
		codeDeposit: stored.data.depositHeld.toBigInt(),
		end: () => api.tx.contracts.call(sent.address, 0, GAS, null, "0x"),
	};
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A contract that keeps a text: to see whether contracts and their storage outlive an upgrade.

import { stringToHex, u8aToString } from "@polkadot/util";

import { deployWat, GAS } from "./wat.mjs";

// Input is kept, no input asks for what is kept. Memory: a length at 0, up to 64 bytes at 4, the
// key of 32 zero bytes at 128.
const SOURCE = `
(module
	(import "seal0" "input" (func $input (param i32 i32)))
	(import "seal0" "set_storage" (func $set_storage (param i32 i32 i32)))
	(import "seal0" "get_storage" (func $get_storage (param i32 i32 i32) (result i32)))
	(import "seal0" "seal_return" (func $return (param i32 i32 i32)))
	(import "env" "memory" (memory 1 1))
	(func $take
		(i32.store (i32.const 0) (i32.const 64))
		(call $input (i32.const 4) (i32.const 0)))
	(func $keep
		(call $set_storage (i32.const 128) (i32.const 4) (i32.load (i32.const 0))))
	(func $tell
		(i32.store (i32.const 0) (i32.const 64))
		(drop (call $get_storage (i32.const 128) (i32.const 4) (i32.const 0)))
		(call $return (i32.const 0) (i32.const 4) (i32.load (i32.const 0))))
	(func (export "deploy")
		(call $take)
		(call $keep))
	(func (export "call")
		(call $take)
		(if (i32.load (i32.const 0)) (then (call $keep)) (else (call $tell)))))
`;

// Instantiates the contract with `text`, of 64 bytes at most. `keep` makes the call that puts
// another text in its place.
/** @type {(api: Api, owner: Account, text: string) => Promise<TextStore>} */
export async function deployTextStore(api, owner, text) {
	const options = { input: stringToHex(text) };
	const { address } = await deployWat(api, owner, "text-store", SOURCE, options);
	return {
		address,
		owner: owner.address,
		keep: (other) => api.tx.contracts.call(address, 0, GAS, null, stringToHex(other)),
	};
}

// What the contract answers in block `hash`, and what the chain has about it: code, size, deposits.
/**
 * @type {(
 *   api: Api,
 *   hash: string,
 *   store: TextStore,
 * ) => Promise<{ text: string, info: string, code: string, codeInfo: string }>}
 */
export async function storedAt(api, hash, { address, owner }) {
	const at = await api.at(hash);
	const [info, { result }] = await Promise.all([
		at.query.contracts.contractInfoOf(address),
		at.call.contractsApi.call(owner, address, 0, null, null, "0x"),
	]);
	if (result.isErr) {
		throw new Error(`the contract ${address} does not answer: ${result.asErr}`);
	}
	const code = info.unwrap().codeHash;
	const codeInfo = await at.query.contracts.codeInfoOf(code);
	return {
		text: u8aToString(result.asOk.data.toU8a(true)),
		info: info.toHex(),
		code: code.toHex(),
		codeInfo: codeInfo.toHex(),
	};
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The end of a multi-block migration, and the safe mode that a failed one leaves.

import { findEvent } from "../chain/history.mjs";
import { hashAt, rpc } from "../chain/rpc.mjs";

// A block number that no chain reaches: safe mode until somebody ends it.
export const FOREVER = 2 ** 32 - 1;

// Until which block safe mode holds, as of block `hash`; null if it is off.
/** @type {(api: Api, hash: string) => Promise<number | null>} */
export async function safeUntil(api, hash) {
	const until = await (await api.at(hash)).query.safeMode.enteredUntil();
	return until.isSome ? until.unwrap().toNumber() : null;
}

// How the migration ended that began in block `from`: `UpgradeFailed` or `UpgradeCompleted`, and in
// which block.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   method: "UpgradeFailed" | "UpgradeCompleted",
 *   from: number,
 *   within: number,
 * ) => Promise<Block>}
 */
export async function migrationEnd(api, node, method, from, within) {
	const name = `multiBlockMigrations.${method}`;
	const { number, hash } = await findEvent(api, node, name, { from, within });
	return { number, hash };
}

// The signed transactions in the blocks `from` to `to`, which must be final.
/** @type {(api: Api, node: AnyNode, from: number, to: number) => Promise<string[]>} */
export async function transactionsBetween(api, node, from, to) {
	const found = [];
	for (let number = from; number <= to; number += 1) {
		const { block } = await api.rpc.chain.getBlock(await hashAt(node, number));
		const signed = block.extrinsics.filter(({ isSigned }) => isSigned);
		found.push(...signed.map(({ method }) => `${method.section}.${method.method} in ${number}`));
	}
	return found;
}

// How many accounts there are, as of block `hash`.
/** @type {(api: Api, node: AnyNode, hash: string) => Promise<number>} */
export async function countAccounts(api, node, hash) {
	const prefix = api.query.system.account.keyPrefix();
	const page = 500;
	let count = 0;
	for (let last = null; ;) {
		const keys = await rpc(node, "state_getKeysPaged", prefix, page, last, hash);
		count += keys.length;
		if (keys.length < page) {
			return count;
		}
		last = keys.at(-1);
	}
}

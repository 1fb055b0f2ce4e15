// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The status of an account as a validator: in the storage of the pallets, and as the view functions
// tell it.

import { rpc } from "../chain/rpc.mjs";
import { view } from "../chain/views.mjs";

const PAGE = 100;

// New session keys in the keystore of a node, and the proof that the account owns them.
/** @type {(api: Api, node: AnyNode, account: Addressed) => Promise<{ keys: string, proof: string }>} */
export function newKeys(api, node, { address }) {
	const owner = api.registry.createType("AccountId32", address).toHex();
	return rpc(node, "author_rotateKeysWithOwner", owner);
}

// What Staking, Session and Validators have about an account, as of block `hash`: plain values.
/** @type {(api: Api, hash: string, account: Addressed) => Promise<Standing>} */
export async function standingAt(api, hash, { address }) {
	const { query } = await api.at(hash);
	const [ledger, isCandidate, preferences, keys, jailed, { data }] = await Promise.all([
		query.staking.ledger(address),
		query.staking.validators.size(address),
		query.staking.validators(address),
		query.session.nextKeys(address),
		query.validators.jail(address),
		query.system.account(address),
	]);
	const bonded = ledger.unwrapOr(undefined);
	const candidate = isCandidate.toNumber() > 0;
	return {
		total: bonded?.total.toBigInt() ?? 0n,
		active: bonded?.active.toBigInt() ?? 0n,
		commission: candidate ? preferences.commission.toNumber() : null,
		keys: keys.isSome ? keys.unwrap().toHex() : null,
		// It can send `rejoin`.
		jailed: jailed.isSome && jailed.unwrap().preferences.isSome,
		reserved: data.reserved.toBigInt(),
	};
}

// All that the view function `validators` lists, asked for page by page. `api.at(hash)` in place of
// `api` asks about that block.
/** @type {(api: Api, page?: number) => Promise<any[]>} */
export async function listValidators(api, page = PAGE) {
	const all = [];
	for (;;) {
		const after = all.at(-1)?.account ?? null;
		const next = [...(await view(api, "Validators", "validators", after, page))];
		all.push(...next);
		if (next.length < page) {
			return all;
		}
	}
}

// The entry of one account in that list, as of block `hash`; undefined if it has none.
/** @type {(api: Api, hash: string, account: Addressed) => Promise<any>} */
export async function statusAt(api, hash, { address }) {
	const all = await listValidators(await api.at(hash));
	return all.find(({ account }) => account.toString() === address);
}

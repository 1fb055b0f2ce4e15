// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The accounts of the suites: those that the preset `local` funds, new ones, and that of the treasury.

import { Keyring } from "@polkadot/api";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { randomBytes } from "node:crypto";

import { submitOk } from "./transactions.mjs";

export const PREFIX = 42;
// The accounts that everybody knows the keys of.
export const DEV_NAMES = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];

export const BTR = 10n ** 12n;

await cryptoWaitReady();
const keyring = new Keyring({ type: "sr25519", ss58Format: PREFIX });

/** @type {(uri: string) => Account} */
export const account = (uri) => keyring.createFromUri(uri);

const capitalised = (name) => name[0].toUpperCase() + name.slice(1);

// The stash of a zombienet node: `//Alice//stash` for the node alice.
/** @type {(nodeName: string) => Account} */
export const stashOf = (nodeName) => account(`//${capitalised(nodeName)}//stash`);

// An account that nobody used before.
/** @type {() => Account} */
export const freshAccount = () => account(`//e2e/${randomBytes(8).toString("hex")}`);

/** @type {(api: Api, who: Addressed) => Promise<bigint>} */
export async function transferable(api, { address }) {
	const { data } = await api.query.system.account(address);
	/** @type {bigint[]} */
	const [free, frozen, reserved] = [data.free, data.frozen, data.reserved].map((amount) =>
		amount.toBigInt(),
	);
	const locked = frozen - reserved;
	return free - (locked > 0n ? locked : 0n);
}

// The development accounts that can spend `amount`, the richest first. Stashes stay out: they are
// authors, and what they earn would blur a count of balances.
/** @type {(api: Api, amount: bigint) => Promise<Account[]>} */
export async function payers(api, amount) {
	const held = await Promise.all(
		DEV_NAMES.map(async (name) => {
			const pair = account(`//${name}`);
			return { pair, free: await transferable(api, pair) };
		}),
	);
	const able = held.filter(({ free }) => free > amount).sort((a, b) => (a.free < b.free ? 1 : -1));
	if (able.length === 0) {
		throw new Error(
			`none of //${DEV_NAMES.join(", //")} holds ${amount / BTR} BTR: ` +
				"the preset `local_testnet` must fund them",
		);
	}
	return able.map(({ pair }) => pair);
}

// Accounts that nobody used before, with `amount` each.
/** @type {(api: Api, count: number, amount: bigint) => Promise<Account[]>} */
export async function fundedAccounts(api, count, amount) {
	const accounts = Array.from({ length: count }, freshAccount);
	const [payer] = await payers(api, amount * BigInt(count) + BTR);
	const transfers = accounts.map(({ address }) => api.tx.balances.transferKeepAlive(address, amount));
	await submitOk(api, api.tx.utility.batchAll(transfers), payer);
	return accounts;
}

// The account of the treasury: `modl`, the identifier of the pallet, zeros.
/** @type {(api: Api) => string} */
export function treasuryAccount(api) {
	const bytes = new Uint8Array(32);
	bytes.set(new TextEncoder().encode("modl"));
	bytes.set(api.consts.treasury.palletId.toU8a(), 4);
	return api.registry.createType("AccountId32", bytes).toString();
}

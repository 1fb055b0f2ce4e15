// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The balances of a block: all of them, to count money to the last base unit, and those of one account,
// free, on hold, and spent in a transaction.

// Free and reserved balance of every account, and the total issuance, as of block `hash`.
import { view } from "./views.mjs";
/** @type {(api: Api, hash: string) => Promise<Ledger>} */
export async function ledgerAt(api, hash) {
	const at = await api.at(hash);
	const [entries, issuance] = await Promise.all([
		at.query.system.account.entries(),
		at.query.balances.totalIssuance(),
	]);
	const totals = entries.map(([key, { data }]) => [
		key.args[0].toString(),
		data.free.toBigInt() + data.reserved.toBigInt(),
	]);
	return { totals: new Map(totals), issuance: issuance.toBigInt() };
}

/** @type {(amounts: Iterable<bigint>) => bigint} */
export const sum = (amounts) => [...amounts].reduce((total, amount) => total + amount, 0n);

// Accounts whose total changed, with the difference.
/** @type {(before: Ledger, after: Ledger) => Map<string, bigint>} */
function changes(before, after) {
	const addresses = new Set([...before.totals.keys(), ...after.totals.keys()]);
	/** @type {[string, bigint][]} */
	const differences = [...addresses].map((address) => [
		address,
		(after.totals.get(address) ?? 0n) - (before.totals.get(address) ?? 0n),
	]);
	return new Map(differences.filter(([, difference]) => difference !== 0n));
}

// What the block of a transaction did to all balances.
/**
 * @type {(
 *   api: Api,
 *   block: ChildBlock,
 * ) => Promise<{ byAccount: Map<string, bigint>, issuance: bigint }>}
 */
export async function changesOfBlock(api, { parent, hash }) {
	const [before, after] = await Promise.all([ledgerAt(api, parent), ledgerAt(api, hash)]);
	return { byAccount: changes(before, after), issuance: after.issuance - before.issuance };
}

// As of block `hash`.
/** @type {(api: Api, hash: string, who: Addressed) => Promise<Balance>} */
export async function balanceAt(api, hash, { address }) {
	const { data } = await (await api.at(hash)).query.system.account(address);
	return { free: data.free.toBigInt(), held: data.reserved.toBigInt() };
}

// What `who` had before the block of a transaction and has after it.
/** @type {(api: Api, block: ChildBlock, who: Addressed) => Promise<Balance[]>} */
export const balancesAcross = (api, { parent, hash }, who) =>
	Promise.all([parent, hash].map((at) => balanceAt(api, at, who)));

// By how much less is free then.
/** @type {(api: Api, block: ChildBlock, who: Addressed) => Promise<bigint>} */
export async function spentIn(api, transaction, who) {
	const [before, now] = await balancesAcross(api, transaction, who);
	return before.free - now.free;
}

// What the supply is made of, as of block `hash`.
/** @type {(api: Api, hash: string) => Promise<any>} */
export const supplyAt = async (api, hash) => view(await api.at(hash), "Accounts", "supply");

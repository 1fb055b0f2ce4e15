// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// All balances of a block, to count money to the last planck.

// Free and reserved balance of every account, and the total issuance, as of block `hash`.
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

export const sum = (amounts) => [...amounts].reduce((total, amount) => total + amount, 0n);

// Accounts whose total changed, with the difference.
export function changes(before, after) {
	const addresses = new Set([...before.totals.keys(), ...after.totals.keys()]);
	const differences = [...addresses].map((address) => [
		address,
		(after.totals.get(address) ?? 0n) - (before.totals.get(address) ?? 0n),
	]);
	return new Map(differences.filter(([, difference]) => difference !== 0n));
}

// What the block of a transaction did to all balances.
export async function changesOfBlock(api, { parent, hash }) {
	const [before, after] = await Promise.all([ledgerAt(api, parent), ledgerAt(api, hash)]);
	return { byAccount: changes(before, after), issuance: after.issuance - before.issuance };
}

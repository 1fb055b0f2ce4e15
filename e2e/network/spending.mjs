// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What accounts have, free and on hold, and what a transaction took from them.

// As of block `hash`.
export async function balanceAt(api, hash, { address }) {
	const { data } = await (await api.at(hash)).query.system.account(address);
	return { free: data.free.toBigInt(), held: data.reserved.toBigInt() };
}

// What `who` had before the block of a transaction and has after it.
export const balancesAcross = (api, { parent, hash }, who) =>
	Promise.all([parent, hash].map((at) => balanceAt(api, at, who)));

// By how much less is free then.
export async function spentIn(api, transaction, who) {
	const [before, now] = await balancesAcross(api, transaction, who);
	return before.free - now.free;
}

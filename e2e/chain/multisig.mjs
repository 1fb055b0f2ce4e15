// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Calls in the name of a multisignature account: its owners send the same one after the other, until
// there are enough.

import { sortAddresses } from "@polkadot/util-crypto";

import { PREFIX } from "./accounts.mjs";
import { submitOk } from "./transactions.mjs";

/**
 * @type {(
 *   api: Api,
 *   group: { multisig: string, owners: Account[], threshold: number },
 *   call: Call,
 * ) => Promise<void>}
 */
export async function sendTogether(api, { multisig, owners, threshold }, call) {
	const { weight } = await call.paymentInfo(multisig);
	let timepoint = null;
	for (const owner of owners.slice(0, threshold)) {
		const addresses = owners.map(({ address }) => address);
		const others = addresses.filter((address) => address !== owner.address);
		const sorted = sortAddresses(others, PREFIX);
		await submitOk(api, api.tx.multisig.asMulti(threshold, sorted, timepoint, call, weight), owner);
		const [open] = await api.query.multisig.multisigs.entries(multisig);
		timepoint = open?.[1].unwrap().when ?? null;
	}
}

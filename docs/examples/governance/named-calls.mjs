// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Calls by their name in Polkadot.js Apps, with arguments as they are typed.

// Returns an argument: JSON, or plain text. Numbers stay text: JavaScript would round long ones.
const valueOf = (text) => (/^[[{"]|^(null|true|false)$/.test(text) ? JSON.parse(text) : text);

// Makes the call `name`, such as balances.transferKeepAlive.
/** @type {(api: any, name: string, ...values: string[]) => any} */
export function makeCall(api, name, ...values) {
	const [pallet, call] = name.split(".");
	if (!api.tx[pallet]?.[call]) {
		throw new Error(`there is no call ${name}: Apps lists them under Developer > Extrinsics`);
	}
	return api.tx[pallet][call](...values.map(valueOf));
}

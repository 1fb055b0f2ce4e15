// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Calls by their name in Polkadot.js Apps, with arguments as they are typed.

import { reasonOf } from "../shared/failure.mjs";
import { isForeign } from "../shared/forms.mjs";

// Returns an argument: JSON, or plain text. Numbers stay text: JavaScript would round long ones.
function valueOf(text) {
	if (isForeign(text)) {
		throw new Error("an address of another network: those of this chain begin with 5");
	}
	return /^[[{"]|^(null|true|false)$/.test(text) ? JSON.parse(text) : text;
}

// Returns an argument that its type can hold. Throws with its name where it cannot.
function argument(api, { name, type }, text) {
	try {
		const value = valueOf(text);
		api.createType(api.registry.createLookupType(type), value);
		return value;
	} catch (error) {
		throw new Error(`the argument ${name.unwrap()} cannot be ${text}: ${reasonOf(error)}`);
	}
}

// Makes the call `name`, such as balances.transferKeepAlive.
/** @type {(api: any, name: string, ...values: string[]) => any} */
export function makeCall(api, name, ...values) {
	const [pallet, call] = name.split(".");
	const make = api.tx[pallet]?.[call];
	if (!make) {
		throw new Error(`there is no call ${name}: Apps lists them under Developer > Extrinsics`);
	}
	const { fields } = make.meta;
	if (values.length !== fields.length) {
		const takes = fields.map((field) => field.name.unwrap()).join(", ") || "no arguments";
		throw new Error(`${name} takes ${takes}: ${fields.length}, not ${values.length}`);
	}
	return make(...fields.map((field, index) => argument(api, field, values[index])));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// View functions of the runtime: questions that a pallet answers, listed in the metadata.

import { u8aConcat, u8aToHex } from "@polkadot/util";

// Asks `pallet.name`, named as in the metadata: view(api, "FeePolicy", "fee_quote", weight, length).
// @polkadot/api has no function for it. So this encodes the arguments and decodes the answer by their
// types in the metadata, and calls the runtime API that runs view functions, by `state_call`.
/** @type {(api: any, pallet: string, name: string, ...values: any[]) => Promise<any>} */
export async function view(api, pallet, name, ...values) {
	const found = api.registry.metadata.pallets
		.find((each) => each.name.eq(pallet))
		?.viewFunctions.find((each) => each.name.eq(name));
	if (!found) {
		throw new Error(`this chain has no view function ${pallet}.${name}: is it the right node?`);
	}
	const { length } = found.inputs;
	if (values.length !== length) {
		// A missing value would be taken for 0, and answered.
		throw new Error(`${pallet}.${name} takes ${length} values, not ${values.length}`);
	}
	const typed = (type, value) => api.createType(api.registry.createLookupType(type), value);
	const encoded = found.inputs.map(({ type }, index) => typed(type, values[index]).toU8a());
	const input = u8aToHex(u8aConcat(...encoded));
	const answer = await api.call.runtimeViewFunction.executeViewFunction(found.id.toHex(), input);
	if (answer.isErr) {
		throw new Error(`${pallet}.${name} cannot be asked: ${answer.asErr}`);
	}
	return typed(found.output, answer.asOk.toU8a(true));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// View functions of pallets. PAPI calls them by name; @polkadot/api has no call of its own for them,
// so they go by the identifier in the metadata through the runtime API that runs them.

import { u8aConcat, u8aToHex } from "@polkadot/util";
import { createWsClient } from "polkadot-api/ws";
import { WebSocket } from "ws";

function describe(api, pallet, name) {
	const found = api.registry.metadata.pallets
		.find((candidate) => candidate.name.toString() === pallet)
		?.viewFunctions.find((candidate) => candidate.name.toString() === name);
	if (!found) {
		throw new Error(`the metadata has no view function ${pallet}.${name}`);
	}
	return found;
}

// Calls `pallet.name` through @polkadot/api; names as in the metadata (`FeePolicy`, `fee_quote`).
// `api.at(hash)` in place of `api` asks about that block.
/** @type {(api: Api, pallet: string, name: string, ...values: any[]) => Promise<any>} */
export async function view(api, pallet, name, ...values) {
	const { id, inputs, output } = describe(api, pallet, name);
	const typed = (type, value) => api.registry.createType(api.registry.createLookupType(type), value);
	const encoded = inputs.map(({ type }, index) => typed(type, values[index]).toU8a());
	const answer = await api.call.runtimeViewFunction.executeViewFunction(
		id.toHex(),
		u8aToHex(u8aConcat(...encoded)),
	);
	if (answer.isErr) {
		throw new Error(`${pallet}.${name}: ${answer.asErr}`);
	}
	return typed(output, answer.asOk.toU8a(true));
}

const open = new Set();

// A PAPI client without generated descriptors.
/** @type {(node: Reachable) => import("polkadot-api").PolkadotClient} */
export function connectPapi({ rpcPort }) {
	const client = createWsClient(`ws://127.0.0.1:${rpcPort}`, { websocketClass: WebSocket });
	open.add(client);
	return client;
}

export function disconnectPapi() {
	open.forEach((client) => client.destroy());
	open.clear();
}

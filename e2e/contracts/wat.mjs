// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Contracts written in the text form of Wasm: small, and no toolchain is needed.

import { randomBytes } from "node:crypto";

import { u8aToHex } from "@polkadot/util";
import wabt from "wabt";

import { findEvents, submitOk } from "../chain/transactions.mjs";

// The contract as hex, ready to be uploaded.
/** @type {(name: string, source: string) => Promise<`0x${string}`>} */
export async function compileWat(name, source) {
	const module = (await wabt()).parseWat(`${name}.wat`, source);
	module.validate();
	const { buffer } = module.toBinary({});
	module.destroy();
	return u8aToHex(buffer);
}

// Far more gas than a call or a deployment of a small contract needs, and little of what a block holds.
export const GAS = { refTime: 50_000_000_000n, proofSize: 1_000_000n };

// Uploads and instantiates the contract of this text, `input` given to it. `send` sends the deployment
// and gives back its events; to what it tells the address is added.
/**
 * @type {(
 *   api: Api,
 *   owner: Account,
 *   name: string,
 *   source: string,
 *   options?: { input?: string, send?: any },
 * ) => Promise<Submitted & { address: string }>}
 */
export async function deployWat(api, owner, name, source, { input = "0x", send = submitOk } = {}) {
	const code = await compileWat(name, source);
	const salt = u8aToHex(randomBytes(8));
	const deployment = api.tx.contracts.instantiateWithCode(0, GAS, null, code, input, salt);
	const sent = await send(api, deployment, owner);
	const [{ data }] = findEvents(sent.events, "contracts", "Instantiated");
	return { ...sent, address: data.contract.toString() };
}

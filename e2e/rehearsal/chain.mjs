// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// JSON-RPC over WebSocket with any node, untyped: reading a state takes many requests, and some
// calls of the runtime take minutes.

import { once } from "node:events";

import { TypeRegistry } from "@polkadot/types";
import { hexToU8a } from "@polkadot/util";
import { WebSocket } from "ws";

import { RpcError } from "../chain/rpc.mjs";
import { Misuse } from "./outcome.mjs";

const CONNECT_WITHIN_MS = 15_000;
const ANSWER_WITHIN_MS = 120_000;

async function open(url) {
	let socket;
	try {
		socket = new WebSocket(url, { handshakeTimeout: CONNECT_WITHIN_MS, maxPayload: 0 });
		await once(socket, "open");
	} catch (error) {
		const reason = error.code ?? error.message;
		throw new Misuse(`no node answers at ${url} (${reason}): start one, or name another by --rpc`);
	}
	return socket;
}

function answer(waiting, data) {
	const { id, error, result } = JSON.parse(data);
	const request = waiting.get(id);
	if (!request) {
		return;
	}
	waiting.delete(id);
	clearTimeout(request.timer);
	if (error) {
		request.reject(new RpcError(request.method, error));
	} else {
		request.resolve(result);
	}
}

/** @type {(url: string) => Promise<Chain>} */
export async function openChain(url) {
	const socket = await open(url);
	const waiting = new Map();
	let last = 0;
	const fail = (id, reason) => {
		const { method, reject, timer } = waiting.get(id);
		waiting.delete(id);
		clearTimeout(timer);
		reject(new Error(`${method} at ${url}: ${reason}`));
	};
	socket.on("error", () => {});
	socket.on("message", (data) => answer(waiting, data));
	socket.on("close", () => [...waiting.keys()].forEach((id) => fail(id, "the node hung up")));
	return {
		url,
		close: () => socket.close(),
		request: (method, params = [], within = ANSWER_WITHIN_MS) =>
			new Promise((resolve, reject) => {
				const id = (last += 1);
				const timer = setTimeout(() => fail(id, `no answer in ${within / 1_000} s`), within);
				waiting.set(id, { method, resolve, reject, timer });
				if (socket.readyState === WebSocket.OPEN) {
					socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
				} else {
					fail(id, "the node hung up");
				}
			}),
	};
}

// Calls a function of the runtime on the state of a block: SCALE bytes in and out. If no block is
// named, it is the best one.
/**
 * @type {(
 *   chain: Chain,
 *   name: string,
 *   parameters?: string,
 *   options?: { at?: string, within?: number },
 * ) => Promise<Uint8Array>}
 */
export const callRuntime = async (chain, name, parameters = "0x", { at, within } = {}) =>
	hexToU8a(await chain.request("state_call", [name, parameters, ...(at ? [at] : [])], within));

const METADATA_VERSIONS = [16, 15, 14];

// The newest form of metadata that both sides know, as SCALE bytes.
/** @type {(chain: Chain, at?: string) => Promise<Uint8Array>} */
export async function metadataOf(chain, at) {
	const registry = new TypeRegistry();
	for (const version of METADATA_VERSIONS) {
		const asked = registry.createType("u32", version).toHex(true);
		const found = registry.createType(
			"Option<Bytes>",
			await callRuntime(chain, "Metadata_metadata_at_version", asked, { at }),
		);
		if (found.isSome) {
			return found.unwrap().toU8a(true);
		}
	}
	throw new Error(`${chain.url} has no metadata of the versions ${METADATA_VERSIONS.join(", ")}`);
}

// What is known about the running chain before anything is copied.
/** @type {(chain: Chain) => Promise<any>} */
export async function introduce(chain) {
	const hash = await chain.request("chain_getFinalizedHead");
	const [header, version, name, properties] = await Promise.all([
		chain.request("chain_getHeader", [hash]),
		chain.request("state_getRuntimeVersion", [hash]),
		chain.request("system_chain"),
		chain.request("system_properties"),
	]);
	return {
		hash,
		header,
		number: Number(header.number),
		name,
		properties,
		version: {
			name: version.specName,
			spec: version.specVersion,
			transaction: version.transactionVersion,
		},
	};
}

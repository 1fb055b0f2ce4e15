// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A connection to a node with @polkadot/api.

import { ApiPromise, WsProvider } from "@polkadot/api";

import { failAbsent, nodeUrls } from "./nodes.mjs";

const ANSWERS_WITHIN_MS = 10_000;

// Connects to one node. If it does not answer, or goes away later, the program ends with one line.
// The types of calls and answers are in the metadata of the chain: here they are `any`.
/** @type {(url: string) => Promise<any>} */
export function connectTo(url) {
	const absent = () => failAbsent(url);
	const provider = new WsProvider(url, false);
	const late = setTimeout(absent, ANSWERS_WITHIN_MS);
	provider.on("connected", () => clearTimeout(late));
	provider.on("error", absent);
	provider.on("disconnected", absent);
	provider.connect();
	// Without `noInitWarn` it lists the methods of the node for which it has no function of its own.
	return ApiPromise.create({ provider, noInitWarn: true });
}

// Connects to the node that NODE_URL or RPC_PORT names: to the first one if there are several.
/** @type {() => Promise<any>} */
export const connect = () => connectTo(nodeUrls()[0]);

// Connects to all nodes in NODE_URL.
/** @type {() => Promise<any[]>} */
export const connectAll = () => Promise.all(nodeUrls().map(connectTo));

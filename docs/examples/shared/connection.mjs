// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A connection to a node with @polkadot/api.

import { ApiPromise, WsProvider } from "@polkadot/api";

import { fail, warn } from "./failure.mjs";
import { failAbsent, nodeUrls, warnIfBehind } from "./nodes.mjs";
import { adviceIfSent } from "./submission.mjs";

const ANSWERS_WITHIN_MS = 10_000;
const QUIET_MS = 30_000;

// Warns of a node without a new block, once in each pause.
async function watchBlocks(api, url) {
	const tell = () => warn(`no new block at ${url} for ${QUIET_MS / 1_000} s; still waiting`);
	let quiet = setTimeout(tell, QUIET_MS);
	await api.rpc.chain.subscribeNewHeads(() => {
		clearTimeout(quiet);
		quiet = setTimeout(tell, QUIET_MS);
	});
}

async function checkState(api, url) {
	const { chain, system } = api.rpc;
	const [health, type, hash] = await Promise.all([
		system.health(),
		system.chainType(),
		chain.getBlockHash(),
	]);
	const time = (await (await api.at(hash)).query.timestamp.now()).toNumber();
	warnIfBehind(url, { isSyncing: health.isSyncing.isTrue, chainType: type.type, time });
}

// Connects to one node. If it does not answer, or goes away later, the program ends with one line.
// The types of calls and answers are in the metadata of the chain: here they are `any`.
/** @type {(url: string) => Promise<any>} */
export async function connectTo(url) {
	const absent = () => failAbsent(url);
	const provider = new WsProvider(url, false);
	const late = setTimeout(absent, ANSWERS_WITHIN_MS);
	provider.on("connected", () => clearTimeout(late));
	provider.on("error", absent);
	provider.on("disconnected", () => {
		const advice = adviceIfSent();
		return advice ? fail(`the node at ${url} went away: ${advice}`) : absent();
	});
	provider.connect();
	// Without `noInitWarn` it lists the methods of the node for which it has no function of its own.
	const api = await ApiPromise.create({ provider, noInitWarn: true });
	await checkState(api, url);
	await watchBlocks(api, url);
	return api;
}

// Connects to the node that NODE_URL or RPC_PORT names: to the first one if there are several.
/** @type {() => Promise<any>} */
export const connect = () => connectTo(nodeUrls()[0]);

// Connects to all nodes in NODE_URL.
/** @type {() => Promise<any[]>} */
export const connectAll = () => Promise.all(nodeUrls().map(connectTo));

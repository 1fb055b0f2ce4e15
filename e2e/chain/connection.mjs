// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The typed connection (@polkadot/api) that users have, closed again when a suite ends.

import { ApiPromise, WsProvider } from "@polkadot/api";

const CONNECT_WITHIN_MS = 60_000;
const open = new Set();

/** @type {(node: AnyNode) => Promise<Api>} */
export async function connect(node) {
	const url = `ws://127.0.0.1:${node.rpcPort}`;
	const api = new ApiPromise({ provider: new WsProvider(url), noInitWarn: true });
	open.add(api);
	let last = "no answer";
	api.on("error", (error) => {
		last = error.message ?? String(error);
	});
	let timer;
	const tooLate = new Promise((_, reject) => {
		timer = setTimeout(
			() => reject(new Error(`no connection to ${node.name} at ${url}: ${last}`)),
			CONNECT_WITHIN_MS,
		);
	});
	try {
		await Promise.race([api.isReady, tooLate]);
	} finally {
		clearTimeout(timer);
	}
	return api;
}

/** @type {(api: Api) => Promise<void>} */
export async function disconnect(api) {
	open.delete(api);
	await api.disconnect();
}

export async function disconnectAll() {
	await Promise.allSettled([...open].map(disconnect));
}

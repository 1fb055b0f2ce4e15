// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Many JSON-RPC calls in one HTTP request, as whoever sends many transactions does.

import { RpcError } from "./rpc.mjs";

const ANSWERED_WITHIN_MS = 60_000;

// Calls `method` once for each list of parameters, and gives back the results in the same order.
// Throws the first error, unless its code is among those that do not matter.
export async function rpcBatch(node, method, parameterLists, harmless = []) {
	const requests = parameterLists.map((params, id) => ({ jsonrpc: "2.0", id, method, params }));
	const response = await fetch(`http://127.0.0.1:${node.rpcPort}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(requests),
		signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
	});
	const answers = await response.json();
	if (!Array.isArray(answers)) {
		throw new RpcError(method, answers.error);
	}
	const byId = new Map(answers.map((answer) => [answer.id, answer]));
	return requests.map(({ id }) => {
		const { error, result } = byId.get(id);
		if (error && !harmless.includes(error.code)) {
			throw new RpcError(method, error);
		}
		return result;
	});
}

export const submitAll = (node, transactions, harmless = []) =>
	rpcBatch(
		node,
		"author_submitExtrinsic",
		transactions.map((hex) => [hex]),
		harmless,
	);

// A node has a transaction already, by gossip or in a block: invalid by now, banned, or imported.
const KNOWN_ALREADY = [1010, 1012, 1013];

// The first node must take all of them, and tells their hashes. The others get them too: gossip loses
// some of thousands.
export async function submitToAll([first, ...others], transactions) {
	const hashes = await submitAll(first, transactions);
	await Promise.all(others.map((node) => submitAll(node, transactions, KNOWN_ALREADY)));
	return hashes;
}

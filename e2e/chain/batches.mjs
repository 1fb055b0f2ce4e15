// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Many JSON-RPC calls in one HTTP request, as whoever sends many transactions does.

import { KNOWN_ALREADY } from "./refusals.mjs";
import { post, RpcError } from "./rpc.mjs";

const ANSWERED_WITHIN_MS = 60_000;

// So many harmless requests.
/** @type {(count: number) => object[]} */
export const questions = (count) =>
	Array.from({ length: count }, (_, id) => ({
		jsonrpc: "2.0",
		id,
		method: "system_chain",
		params: [],
	}));

// The answers to so many questions in one request, or the one error.
/** @type {(node: AnyNode, count: number) => Promise<any>} */
export const askAll = (node, count) => post(node, questions(count), ANSWERED_WITHIN_MS);

// Calls `method` once for each list of parameters, and gives back the results in the same order.
// Throws the first error, unless its code is among those that do not matter.
async function rpcBatch(node, method, parameterLists, harmless = []) {
	const requests = parameterLists.map((params, id) => ({ jsonrpc: "2.0", id, method, params }));
	const answers = await post(node, requests, ANSWERED_WITHIN_MS);
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

const submitAll = (node, transactions, harmless = []) =>
	rpcBatch(
		node,
		"author_submitExtrinsic",
		transactions.map((hex) => [hex]),
		harmless,
	);

// The first node must take all of them, and tells their hashes. The others get them too: gossip loses
// some of thousands.
/** @type {(nodes: AnyNode[], transactions: string[]) => Promise<string[]>} */
export async function submitToAll([first, ...others], transactions) {
	const hashes = await submitAll(first, transactions);
	await Promise.all(others.map((node) => submitAll(node, transactions, KNOWN_ALREADY)));
	return hashes;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// JSON-RPC over HTTP, for questions that need no types: heights, hashes, health.

import { setTimeout as sleep } from "node:timers/promises";

import { lastLines } from "../network/logs.mjs";
import { nodeProcess } from "../network/processes.mjs";
import { patienceFor } from "./limits.mjs";
import { fatal, waitFor } from "./waiting.mjs";

const ANSWER_WITHIN_MS = 20_000;
const STARTED_WITHIN_MS = 2_000;

export class RpcError extends Error {
	constructor(method, { code, message, data }) {
		super(`${method}: ${code}: ${message}${data === undefined ? "" : `: ${JSON.stringify(data)}`}`);
		this.code = code;
	}
}

// A node of the network that does not run will not answer later either: nobody waits for it. One that
// was started at this moment has no arguments yet by which it is found.
/** @type {(node: AnyNode, error: Error) => Promise<Error>} */
async function explainSilence(node, error) {
	if (!node.log || nodeProcess(node)) {
		return error;
	}
	await sleep(STARTED_WITHIN_MS);
	if (nodeProcess(node)) {
		return error;
	}
	return fatal(`${node.name} does not run; its log ends with:\n${lastLines(node.log)}`);
}

// The answer to one request, or to a batch of them.
/** @type {(node: Reachable, body: object, within?: number) => Promise<any>} */
export async function post({ rpcPort }, body, within = ANSWER_WITHIN_MS) {
	const response = await fetch(`http://127.0.0.1:${rpcPort}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(within),
	});
	return response.json();
}

/** @type {(node: AnyNode, method: string, ...params: any[]) => Promise<any>} */
export async function rpc(node, method, ...params) {
	const request = { jsonrpc: "2.0", id: 1, method, params };
	const answer = await post(node, request).catch(async (error) => {
		throw await explainSilence(node, error);
	});
	if (answer.error) {
		throw new RpcError(method, answer.error);
	}
	return answer.result;
}

/** @type {(node: AnyNode) => Promise<number>} */
export async function best(node) {
	return Number((await rpc(node, "chain_getHeader")).number);
}

/** @type {(node: AnyNode) => Promise<Block>} */
export async function finalized(node) {
	const hash = await rpc(node, "chain_getFinalizedHead");
	const header = await rpc(node, "chain_getHeader", hash);
	return { hash, number: Number(header.number) };
}

// With what waits in the pool of the node.
/** @type {(node: AnyNode, account: Addressed) => Promise<number>} */
export const nextNonce = (node, { address }) => rpc(node, "system_accountNextIndex", address);

/** @type {(node: AnyNode, number: number) => Promise<string>} */
export const hashAt = (node, number) => rpc(node, "chain_getBlockHash", number);

/**
 * @type {(
 *   kind: string,
 *   read: (node: AnyNode) => Promise<number>,
 *   node: AnyNode,
 *   height: number,
 * ) => Promise<number>}
 */
async function waitForHeight(kind, read, node, height) {
	const from = await read(node);
	const reached = waitFor(
		`${kind} block ${height} on ${node.name}`,
		async () => {
			const now = await read(node);
			return { done: now >= height, value: now, seen: `${kind} #${now}` };
		},
		{ timeout: patienceFor(height - from) },
	);
	return reached.catch((error) => {
		if (node.log) {
			error.message += `; its log ends with:\n${lastLines(node.log)}`;
		}
		throw error;
	});
}

/** @type {(node: AnyNode, height: number) => Promise<number>} */
export const waitForBest = (node, height) => waitForHeight("best", best, node, height);

/** @type {(node: AnyNode, height: number) => Promise<number>} */
export const waitForFinalized = (node, height) =>
	waitForHeight("finalised", async (of) => (await finalized(of)).number, node, height);

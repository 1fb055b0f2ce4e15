// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A load of contract calls: `flip` of the contract flipper, signed beforehand, sent as fast as the first
// node takes them, and followed until all are final.

import { account } from "../chain/accounts.mjs";
import { submitToAll } from "../chain/batches.mjs";
import { connect } from "../chain/connection.mjs";
import { finalized, hashAt, rpc } from "../chain/rpc.mjs";
import { waitFor } from "../chain/waiting.mjs";
import { readBundle } from "../contracts/bundles.mjs";
import { deploy, dryRun } from "../contracts/ink.mjs";
import { signFlood } from "../load/flood.mjs";

const BATCH = 100;
const FINAL_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 200;

async function signCalls(node, calls) {
	const api = await connect(node);
	const owner = account("//Alice");
	const { contract } = await deploy(api, readBundle("flipper"), owner, [false]);
	const { gas, failure, error } = await dryRun(contract, owner, "flip");
	if (failure ?? error) {
		throw new Error(`flip fails: ${failure ?? error}`);
	}
	const gasLimit = api.registry.createType("WeightV2", gas);
	const { method } = contract.abi.findMessage("flip");
	return signFlood(api, () => contract.tx[method]({ gasLimit, storageDepositLimit: null }), calls);
}

// Counts our transactions in final blocks as these come. `look()` tells if all are there.
function follower(node, transactions, from, started) {
	const left = new Set(transactions);
	const known = new Set(transactions);
	const blocks = [];
	let doubles = 0;
	let next = from;
	return {
		blocks,
		doubles: () => doubles,
		async look() {
			for (const { number } = await finalized(node); next <= number; next += 1) {
				const { block } = await rpc(node, "chain_getBlock", await hashAt(node, next));
				const ours = block.extrinsics.filter((hex) => known.has(hex));
				doubles += ours.filter((hex) => !left.delete(hex)).length;
				const seconds = (Date.now() - started) / 1000;
				blocks.push({ number: next, seconds, transactions: ours.length });
			}
			return { done: left.size === 0, seen: `${left.size} calls are not final`, left: left.size };
		},
	};
}

// Sends so many calls. Gives back what batara-bench would say of them.
/** @type {(nodes: AnyNode[], calls: number) => Promise<BenchLoad>} */
export async function sendCalls(nodes, calls) {
	const transactions = await signCalls(nodes[0], calls);
	const started = Date.now();
	const { number } = await finalized(nodes[0]);
	const follow = follower(nodes[0], transactions, number + 1, started);
	for (let start = 0; start < transactions.length; start += BATCH) {
		await submitToAll(nodes, transactions.slice(start, start + BATCH));
	}
	const sendingSeconds = (Date.now() - started) / 1000;
	const limits = { timeout: FINAL_WITHIN_MS, every: LOOK_EVERY_MS };
	await waitFor("all calls to be final", () => follow.look(), limits);
	const last = follow.blocks.findLast((block) => block.transactions > 0);
	const finalSeconds = last?.seconds ?? 0;
	return {
		transactions: calls,
		accepted: calls,
		final: calls,
		missing: 0,
		doubles: follow.doubles(),
		accepted_per_second: calls / sendingSeconds,
		final_per_second: calls / finalSeconds,
		final_seconds: finalSeconds,
		blocks: follow.blocks,
	};
}

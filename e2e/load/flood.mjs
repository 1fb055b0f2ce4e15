// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A flood of transactions with large tips, signed beforehand and sent to all nodes.

import { BTR, freshAccount, payers } from "../chain/accounts.mjs";
import { submitToAll } from "../chain/batches.mjs";
import { best, hashAt, rpc } from "../chain/rpc.mjs";
import { submitOk } from "../chain/transactions.mjs";
import { say } from "../chain/waiting.mjs";

export const FLOOD_TIP = BTR / 10n;

const SENDERS = 100;
const BATCH = 100;
// Four times the fee of a call of 5 ms; what is not needed stays with the senders.
const FEE_ROOM = BTR / 20n;

/** @type {(api: Api, senders: Account[], calls: number) => Promise<void>} */
async function fund(api, senders, calls) {
	const callsOfEach = BigInt(Math.ceil(calls / senders.length));
	const amount = callsOfEach * (FLOOD_TIP + FEE_ROOM) + BTR;
	const total = amount * BigInt(senders.length);
	const [payer] = await payers(api, total + BTR);
	const transfers = senders.map(({ address }) => api.tx.balances.transferKeepAlive(address, amount));
	await submitOk(api, api.tx.utility.batchAll(transfers), payer);
	say(`${senders.length} senders share ${total / BTR} BTR`);
}

// The event loop goes on between two batches: the connection must not look dead meanwhile.
const breathe = () => new Promise((done) => setImmediate(done));

// `calls` signed transactions as hex. They never expire: each sender is used for one flood only.
// Those of a batch have different senders, so that their order in the batch does not matter.
/** @type {(api: Api, makeCall: () => Call, calls: number) => Promise<string[]>} */
export async function signFlood(api, makeCall, calls) {
	const senders = Array.from({ length: SENDERS }, freshAccount);
	await fund(api, senders, calls);
	const transactions = [];
	for (let index = 0; index < calls; index += 1) {
		const nonce = Math.floor(index / SENDERS);
		const sender = senders[index % SENDERS];
		const signed = await makeCall().signAsync(sender, { nonce, era: 0, tip: FLOOD_TIP });
		transactions.push(signed.toHex());
		if (index % BATCH === BATCH - 1) {
			await breathe();
		}
	}
	say(`${calls} transactions are signed`);
	return transactions;
}

// Queues all transactions on every node, `nodes[0]` first. Tells the best block at which half of them
// were queued: from the second block after it on, no author was short of them.
/**
 * @type {(
 *   nodes: AnyNode[],
 *   transactions: string[],
 * ) => Promise<{ halfQueuedAt: number, seconds: number }>}
 */
export async function submitFlood(nodes, transactions) {
	const started = Date.now();
	let halfQueuedAt = 0;
	for (let start = 0; start < transactions.length; start += BATCH) {
		await submitToAll(nodes, transactions.slice(start, start + BATCH));
		if (halfQueuedAt === 0 && start + BATCH >= transactions.length / 2) {
			halfQueuedAt = await best(nodes[0]);
		}
	}
	const seconds = (Date.now() - started) / 1000;
	say(`${transactions.length} transactions were queued in ${seconds.toFixed(1)} s`);
	return { halfQueuedAt, seconds };
}

// A function that tells how many of the transactions are in no block yet. `head` reads the height up
// to which blocks count, from block `from` on.
/**
 * @type {(
 *   node: AnyNode,
 *   transactions: string[],
 *   from: number,
 *   head?: (node: AnyNode) => Promise<number>,
 * ) => () => Promise<number>}
 */
export function waitingCounter(node, transactions, from, head = best) {
	const known = new Set(transactions);
	let next = from;
	let left = known.size;
	return async () => {
		const top = await head(node);
		for (; next <= top; next += 1) {
			const { block } = await rpc(node, "chain_getBlock", await hashAt(node, next));
			left -= block.extrinsics.filter((hex) => known.has(hex)).length;
		}
		return left;
	};
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The calls of contracts that enter in a second: authors are kept supplied, and only blocks count that
// had more to take than they could.

import { submitToAll } from "../chain/batches.mjs";
import { best, hashAt, waitForBest } from "../chain/rpc.mjs";
import { say, waitFor } from "../chain/waiting.mjs";

const BATCH = 100;
// Calls that may wait at a time: what some blocks hold, and below the pool's limit.
const QUEUE = 4_000;
const FULL_BLOCKS = 12;
// A block that opens a session takes no transactions; where that many take none, none are left.
const EMPTY_BLOCKS = 5;
const ROOM_WITHIN_MS = 300_000;

// Calls that succeeded in a block, and its time.
async function blockOf(api, node, number) {
	const at = await api.at(await hashAt(node, number));
	const [events, now] = await Promise.all([at.query.system.events(), at.query.timestamp.now()]);
	const called = events.filter(({ event }) => api.events.contracts.Called.is(event));
	return { calls: called.length, ms: now.toNumber() };
}

// Sends batch after batch as long as the queue has room.
async function send(nodes, calls, progress) {
	for (let start = 0; start < calls.length; start += BATCH) {
		await waitFor(
			"room in the queue",
			() => ({ done: progress.enough || progress.queued - progress.taken < QUEUE }),
			{ timeout: ROOM_WITHIN_MS, every: 50 },
		);
		if (progress.enough) {
			return;
		}
		await submitToAll(nodes, calls.slice(start, start + BATCH));
		progress.queued += BATCH;
	}
	progress.sent = true;
}

// A block counts if, before its author began, as much as it took was left over: nobody can say then
// that it was short of calls.
async function watch(api, node, progress) {
	const full = [];
	let empty = 0;
	let parent = await blockOf(api, node, await best(node));
	let queuedBefore = progress.queued;
	for (let number = (await best(node)) + 1; ; number += 1) {
		await waitForBest(node, number);
		const block = await blockOf(api, node, number);
		const left = queuedBefore - progress.taken - block.calls;
		if (block.calls > 0 && left >= block.calls) {
			full.push({ calls: block.calls, ms: block.ms - parent.ms });
		}
		queuedBefore = progress.queued;
		progress.taken += block.calls;
		progress.enough ||= full.length >= FULL_BLOCKS;
		parent = block;
		empty = block.calls === 0 ? empty + 1 : 0;
		const isDrained = progress.taken >= progress.queued || empty >= EMPTY_BLOCKS;
		if (isDrained && (progress.enough || progress.sent)) {
			return full;
		}
	}
}

// Calls a second in full blocks, and how many of these there were. Comes back when the queue is empty.
/**
 * @type {(
 *   api: Api,
 *   nodes: AnyNode[],
 *   calls: string[],
 * ) => Promise<{ rate: number, blocks: number }>}
 */
export async function measureRate(api, nodes, calls) {
	const progress = { queued: 0, taken: 0, enough: false, sent: false };
	const [full] = await Promise.all([watch(api, nodes[0], progress), send(nodes, calls, progress)]);
	const total = (of) => full.reduce((sum, block) => sum + block[of], 0);
	say(`${progress.taken} of ${progress.queued} calls are in blocks`);
	return { rate: (total("calls") / total("ms")) * 1000, blocks: full.length };
}

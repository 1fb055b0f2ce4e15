// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Lanes under a flood of contract calls with a hundred times the tip of everybody else. First the
// flood has the chain to itself, then others send payments, votes and validators' calls.
//
// The suite `mempool` runs it short, `mempool-trials.mjs` long.

import { setTimeout as sleep } from "node:timers/promises";

import { BTR, payers } from "../chain/accounts.mjs";
import { blockOfEach, normalLimit, readBlocks } from "../chain/inclusion.mjs";
import { patienceFor } from "../chain/limits.mjs";
import { best, finalized, waitForBest, waitForFinalized } from "../chain/rpc.mjs";
import { say, waitFor } from "../chain/waiting.mjs";
import { deployGasBurner } from "../contracts/gas-burner.mjs";
import { nodesExcept } from "../network/state.mjs";
import { bystanderSender, outcomesOf, prepareBystanders } from "./bystanders.mjs";
import { signFlood, submitFlood, waitingCounter } from "./flood.mjs";
import { mempoolSnapshot } from "./mempool.mjs";

// Picoseconds of gas of one call: with what comes on top about 230 of them fill a block.
const CALL_GAS = 5_000_000_000n;
// From pallets/fee-policy/src/lanes.rs: a lane that nobody used for more than 4 blocks is idle, and
// in every 16th block all lanes have their whole guarantee.
const IDLE_AFTER_BLOCKS = 4;
const WHOLE_EVERY_BLOCKS = 16;
// The flood is alone for so many blocks, or until so much of it is left.
const ALONE_BLOCKS = 5;
const ALONE_UNTIL = 0.6;
const BETWEEN_TRIALS_MS = 800;
const SNAPSHOTS = 5;
const STALLED_BLOCKS = 20;

async function prepare(api, calls) {
	const [owner] = await payers(api, 1_000n * BTR);
	const burner = await deployGasBurner(api, owner, CALL_GAS);
	const kinds = await prepareBystanders(api);
	const flood = await signFlood(api, burner.call, calls);
	return { kinds, flood };
}

// After it every lane but that of contracts is idle.
const waitUntilIdle = async (node) => waitForBest(node, (await best(node)) + IDLE_AFTER_BLOCKS + 2);

async function floodAlone(node, waiting, total) {
	const from = await best(node);
	await waitFor(
		"the flood to have some blocks to itself",
		async () => {
			const [now, left] = [await best(node), await waiting()];
			const done = now >= from + ALONE_BLOCKS || left <= total * ALONE_UNTIL;
			return { done, seen: `block ${now}, ${left} calls wait` };
		},
		{ timeout: patienceFor(ALONE_BLOCKS * 2) },
	);
}

// Sends the trials at a steady pace, and looks into the mempool right after some of them.
async function sendTrials(node, send, count) {
	const started = Date.now();
	const snapshotEvery = Math.max(1, Math.floor(count / SNAPSHOTS));
	const trials = [];
	for (let index = 0; index < count; index += 1) {
		const trial = await send();
		if (index % snapshotEvery === 0) {
			trial.snapshot = await mempoolSnapshot(node);
		}
		trials.push(trial);
		await sleep(Math.max(0, started + (index + 1) * BETWEEN_TRIALS_MS - Date.now()));
	}
	say(`${count} trials are sent`);
	return trials;
}

// Until the flood is over, or no final block has taken any of it for a while: a pool keeps a tenth of
// its limit for transactions that wait for another one, and forgets the rest.
async function drain(node, flood, from) {
	const waiting = waitingCounter(node, flood, from, async () => (await finalized(node)).number);
	let least = { left: Infinity, at: 0 };
	await waitFor(
		"the flood to be over",
		async () => {
			const [left, { number: at }] = [await waiting(), await finalized(node)];
			if (left < least.left) {
				least = { left, at };
			}
			const done = left === 0 || at > least.at + STALLED_BLOCKS;
			return { done, seen: `${left} calls are in no final block` };
		},
		{ timeout: patienceFor(40 + flood.length / 25), every: 2_000 },
	);
	// Trials that were sent last may be in later blocks than the last call.
	const { number } = await finalized(node);
	return waitForFinalized(node, number + 3);
}

// Adds to the blocks how much of the flood they took and left.
function countCalls(blocks, flood, limit) {
	const known = new Set(flood);
	let waiting = flood.length;
	return blocks.map((block) => {
		const calls = block.transactions.filter((hex) => known.has(hex)).length;
		waiting -= calls;
		const fullness = Number((block.normalWeight * 10_000n) / limit) / 10_000;
		return { ...block, calls, waiting, fullness };
	});
}

// Blocks that the flood had to itself, that held no guarantee back and had room for transactions,
// and after which calls still waited. The block after the one where half was queued may have been
// begun before.
const aloneBlocks = (blocks, halfQueuedAt, firstTrial) =>
	blocks.filter(
		({ number, waiting, opensSession }) =>
			number >= halfQueuedAt + 2 &&
			number <= firstTrial &&
			number % WHOLE_EVERY_BLOCKS !== 0 &&
			waiting > 0 &&
			!opensSession,
	);

function judge(trial, blocks, where, total) {
	const { number } = trial;
	const atThatTime = blocks.findLast((block) => block.number <= number);
	const waiting = (atThatTime?.waiting ?? total) / total;
	return { ...trial, outcomes: outcomesOf(trial, blocks, where), waiting };
}

// Runs all of it on a network and gives back what happened:
// `blocks` with `calls`, `waiting`, `fullness` and more of each; `alone`, those of the first phase;
// `trials` with the `outcomes` of each, the share of the flood that was `waiting`, and for some a
// `snapshot` of the mempool.
/**
 * @type {(
 *   api: Api,
 *   node: NetworkNode,
 *   size: { calls: number, trials: number },
 * ) => Promise<LanesResult>}
 */
export async function runLanesTrial(api, node, { calls, trials: count }) {
	const { kinds, flood } = await prepare(api, calls);
	await waitUntilIdle(node);
	const from = (await best(node)) + 1;
	const queued = await submitFlood([node, ...nodesExcept(node.name)], flood);
	await floodAlone(node, waitingCounter(node, flood, from), calls);
	const send = await bystanderSender(api, node, kinds);
	const sent = await sendTrials(node, send, count);
	const to = await drain(node, flood, from);
	const blocks = countCalls(await readBlocks(api, node, from, to), flood, normalLimit(api));
	const where = blockOfEach(blocks);
	return {
		blocks,
		alone: aloneBlocks(blocks, queued.halfQueuedAt, sent[0].number),
		trials: sent.map((trial) => judge(trial, blocks, where, calls)),
		queuedInSeconds: queued.seconds,
	};
}

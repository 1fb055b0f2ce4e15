// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Floods that kept everybody out of blocks for a few BTR: batches that never run, calls of the
// operational class that are sure to fail, and long transactions, all with a hundred times the tip of
// others. Payments, votes and validators' calls still do not wait.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { freshAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { blockOfEach, readBlocks } from "./chain/inclusion.mjs";
import { best, finalized, waitForFinalized } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import { bystanderSender, outcomesOf, prepareBystanders } from "./load/bystanders.mjs";
import { signFlood, submitFlood } from "./load/flood.mjs";
import { node, nodesExcept } from "./network/state.mjs";

// About eight blocks of operational calls alone.
const CALLS = 1_500;
const TRIALS = 6;
const BETWEEN_TRIALS_MS = 2_000;
const BLOCKS_AT_MOST = 2;
// Picoseconds that a call declares: its fee stays within what the senders of a flood have.
const DECLARED = { refTime: 20_000_000_000n, proofSize: 0 };
// Bytes, for the same fee.
const LONG = 20_000;

const alice = node("alice");
let api;
let outcomes;
let entered;

// Makes the calls in turn.
function attacks() {
	const { balances, system, utility } = api.tx;
	const failing = balances.transferKeepAlive(freshAccount().address, 2n ** 100n);
	const heavy = (call) => utility.withWeight(call, DECLARED);
	const kinds = [
		() => utility.batch([failing, heavy(system.remark("0x00")), system.remark("0x01")]),
		() => heavy(system.setHeapPages(1)),
		() => system.remark(`0x${"07".repeat(LONG)}`),
	];
	let next = 0;
	return () => kinds[next++ % kinds.length]();
}

before(async () => {
	api = await connect(alice);
	const kinds = await prepareBystanders(api);
	const flood = await signFlood(api, attacks(), CALLS);
	const send = await bystanderSender(api, alice, kinds);
	const from = (await best(alice)) + 1;
	await submitFlood([alice, ...nodesExcept(alice.name)], flood);
	const trials = [];
	for (let index = 0; index < TRIALS; index += 1) {
		trials.push(await send());
		await sleep(BETWEEN_TRIALS_MS);
	}
	const { number } = await finalized(alice);
	const to = await waitForFinalized(alice, Math.max(number, await best(alice)) + BLOCKS_AT_MOST);
	const blocks = await readBlocks(api, alice, from, to);
	const where = blockOfEach(blocks);
	entered = flood.filter((hex) => where.has(hex)).length;
	outcomes = trials.flatMap((trial) =>
		outcomesOf(trial, blocks, where).map((outcome) => ({ sentAt: trial.number, ...outcome })),
	);
});
after(disconnectAll);

test("the floods enter too", () => {
	say(`${entered} of ${CALLS} transactions of the floods are in blocks`);
	assert.ok(entered > CALLS / 4);
});

test(`payments, votes and validators' calls enter within ${BLOCKS_AT_MOST} blocks`, () => {
	assert.equal(outcomes.length, 3 * TRIALS);
	assert.deepEqual(
		outcomes.filter(({ blocks, failed }) => blocks > BLOCKS_AT_MOST || failed),
		[],
	);
});

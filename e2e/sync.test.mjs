// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Late nodes with empty databases reach the tip: one block by block from genesis, one by warp sync. So
// does a node that was away while transfers went on.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";

import { connect, disconnectAll } from "./chain/connection.mjs";
import { patienceFor } from "./chain/limits.mjs";
import { best, finalized, hashAt, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { finalityConflicts } from "./chain/safety.mjs";
import { blocksOfEpochs } from "./chain/timing.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { missingTransfers, startLoad } from "./load/steady-load.mjs";
import { readLog } from "./network/logs.mjs";
import { killNode, restartNode, startLateNode, stopNode } from "./network/nodes.mjs";
import { node } from "./network/state.mjs";

// Blocks that a late node has to follow after it reached the tip.
const FOLLOWED_BLOCKS = 3;
const EPOCH_BLOCKS = blocksOfEpochs(1);
// Blocks that a node misses while it is away, and those under load before and after.
const MISSED_BLOCKS = 3;
const LOADED_BLOCKS = 2;

const alice = node("alice");
const late = {};
let api;
let target;

before(async () => {
	api = await connect(alice);
	await waitFor(
		"the first epoch to end",
		async () => {
			const session = await api.query.session.currentIndex();
			return { done: session.toNumber() > 0, seen: `session ${session}` };
		},
		{ timeout: patienceFor(EPOCH_BLOCKS * 2) },
	);
	target = await finalized(alice);
	say(`both nodes have to reach final block ${target.number}`);
	[late.full, late.warp] = await Promise.all([
		// The other network backend and database, among nodes on the default ones.
		startLateNode("late-full", [
			...["--sync", "full"],
			...["--network-backend", "libp2p"],
			...["--database", "paritydb"],
		]),
		startLateNode("late-warp", ["--sync", "warp"]),
	]);
});

after(async () => {
	await Promise.all(Object.values(late).map(stopNode));
	await disconnectAll();
});

async function assertAtTip(joined) {
	await waitForFinalized(joined, target.number);
	// After a warp sync the blocks before its target are fetched in the background.
	const held = await waitFor(
		`${joined.name} to hold block ${target.number}`,
		async () => {
			const hash = await hashAt(joined, target.number);
			return { done: hash !== null, value: hash, seen: "not yet" };
		},
		{ timeout: patienceFor(EPOCH_BLOCKS) },
	);
	assert.equal(held, target.hash);
	await waitForBest(joined, (await best(alice)) + FOLLOWED_BLOCKS);
	const { currentBlock, highestBlock } = await rpc(joined, "system_syncState");
	assert.ok(highestBlock - currentBlock <= 1, `sync state: ${currentBlock} of ${highestBlock}`);
	const { isSyncing, peers } = await rpc(joined, "system_health");
	say(`${joined.name}: block ${currentBlock} of ${highestBlock}, ${peers} peers`);
	assert.equal(isSyncing, false);
}

test("a late node joins from genesis and reaches the tip", async () => {
	await assertAtTip(late.full);
	for (const number of [1, Math.floor(target.number / 2), target.number]) {
		const hash = await hashAt(alice, number);
		assert.equal(await hashAt(late.full, number), hash);
		const { block } = await rpc(late.full, "chain_getBlock", hash);
		assert.ok(block.extrinsics.length > 0, `body of block ${number}`);
	}
	const { conflicts } = await finalityConflicts([alice, late.full]);
	assert.deepEqual(conflicts, []);
});

test("the database is RocksDB, or ParityDB where it was chosen", () => {
	const engineOf = ({ basePath }) => {
		const files = readdirSync(basePath, { recursive: true });
		return files
			.map(String)
			.filter((file) => /\/(db|paritydb)\/full\/(CURRENT|metadata)$/.test(file));
	};
	assert.match(engineOf(alice).join(), /\/db\/full\/CURRENT$/);
	assert.match(engineOf(late.full).join(), /\/paritydb\/full\/metadata$/);
});

test("the network backend is litep2p, or libp2p where it was chosen", () => {
	assert.match(readLog(alice), /Running litep2p network backend/);
	assert.match(readLog(late.full), /Running libp2p network backend/);
});

test("a late node joins by warp sync and reaches the tip", async () => {
	await assertAtTip(late.warp);
	const log = readLog(late.warp);
	assert.match(log, /Warp sync is complete/);
	assert.match(log, /State sync is complete/);
	assert.doesNotMatch(log, /Warp sync failed|State sync failed/);
});

test("the state that warp sync brought is the state of the chain", async () => {
	const { number, hash } = await finalized(late.warp);
	await waitForFinalized(alice, number);
	// The storage prefix of the pallet System.
	const system = "0x26aa394eea5630e07c48ae0c9558cef7";
	const ask = (of) => rpc(of, "state_getKeysPaged", system, 100, null, hash);
	const keys = await ask(alice);
	assert.ok(keys.length > 0);
	assert.deepEqual(await ask(late.warp), keys);
	for (const key of keys.slice(0, 20)) {
		const [theirs, ours] = await Promise.all(
			[alice, late.warp].map((of) => rpc(of, "state_getStorage", key, hash)),
		);
		assert.equal(ours, theirs, key);
	}
});

test("a full node that is killed under load and started again has all blocks", async () => {
	const load = await startLoad(api, alice);
	await waitForFinalized(late.full, (await finalized(alice)).number + LOADED_BLOCKS);
	const away = await finalized(late.full);
	const command = await killNode(late.full);
	await waitForFinalized(alice, away.number + MISSED_BLOCKS);
	await restartNode(late.full, command);
	assert.ok((await finalized(late.full)).number >= away.number, "what was final is final");
	const { number: back } = await finalized(alice);
	await waitForFinalized(late.full, back + LOADED_BLOCKS);

	const sent = await load.stop();
	const last = Math.max(...sent.transfers.map(({ number }) => number));
	await waitForFinalized(late.full, last);
	const count = (from, to) =>
		sent.transfers.filter(({ number }) => number > from && number <= to).length;
	say(`${sent.transfers.length} transfers, ${count(away.number, back)} of them while it was away`);
	assert.ok(count(away.number, back) > 0 && count(back, last) > 0, "the load went on");
	const theirs = await connect(late.full);
	assert.deepEqual(await missingTransfers(theirs, await hashAt(late.full, last), sent), []);
	for (let number = away.number; number <= last; number += 1) {
		const hash = await hashAt(alice, number);
		const [{ block: ours }, { block: alices }] = await Promise.all(
			[late.full, alice].map((of) => rpc(of, "chain_getBlock", hash)),
		);
		assert.deepEqual(ours, alices, `block ${number}`);
	}
});

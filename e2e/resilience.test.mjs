// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// One of four validators dies without warning: finality goes on, and it comes back as it was.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { findBlockBy, validatorsAt } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { AUTHORING_BOUND, FINALITY_BOUND } from "./chain/limits.mjs";
import { best, finalized, hashAt, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { readLog } from "./network/logs.mjs";
import { killNode, restartNode } from "./network/nodes.mjs";
import { nodeProcess } from "./network/processes.mjs";
import { allNodes, node, nodesExcept } from "./network/state.mjs";

const BLOCKS_WITHOUT_DAVE = 10;

const alice = node("alice");
const dave = node("dave");
const stash = stashOf("dave").address;
let api;
let atDeath;
let command;
let logBefore;
let restartedAt;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

test("finality goes on without dave", async () => {
	const validators = await validatorsAt(api, await hashAt(alice, await best(alice)));
	assert.ok(validators.includes(stash), "dave is a validator when he dies");
	atDeath = { best: await best(dave), finalized: await finalized(dave) };
	command = await killNode(dave);
	logBefore = readLog(dave).length;
	say(`dave was killed at best #${atDeath.best}, finalised #${atDeath.finalized.number}`);
	assert.equal(nodeProcess(dave), undefined, "dave is gone");
	await assert.rejects(rpc(dave, "system_health"), "nobody answers for dave");

	const { number } = await finalized(alice);
	for (const survivor of nodesExcept("dave")) {
		await waitForFinalized(survivor, number + BLOCKS_WITHOUT_DAVE);
	}
	assert.equal(nodeProcess(dave), undefined, "dave stayed away");
});

test("dave comes back with his database", async () => {
	restartedAt = await best(alice);
	await restartNode(dave, command);
	// It may answer a moment before its log is written.
	const height = await waitFor("dave's log to tell the highest block in his database", () => {
		const said = readLog(dave)
			.slice(logBefore)
			.match(/Highest known block at #(\d+)/);
		return { done: said !== null, value: Number(said?.[1]) };
	});
	say(`dave's database holds block ${height}`);
	assert.ok(height >= atDeath.best, `had #${atDeath.best}, has #${height}`);
	const now = await finalized(dave);
	assert.ok(now.number >= atDeath.finalized.number, "his finalised height did not fall");
	assert.equal(await hashAt(dave, atDeath.finalized.number), atDeath.finalized.hash);
});

test("dave catches up", async () => {
	const target = await finalized(alice);
	await waitForBest(dave, restartedAt);
	await waitForFinalized(dave, target.number);
	assert.equal(await hashAt(dave, target.number), target.hash);
});

test("dave authors again", async () => {
	const number = await findBlockBy(api, alice, stash, restartedAt + 1, AUTHORING_BOUND);
	assert.ok(number, `dave authored none of ${AUTHORING_BOUND} blocks after ${restartedAt}`);
	say(`block ${number} is dave's`);
});

test("finality is close again on all nodes", async () => {
	const height = await best(alice);
	for (const each of allNodes()) {
		await waitForFinalized(each, height);
		const lag = (await best(each)) - (await finalized(each)).number;
		assert.ok(lag <= FINALITY_BOUND, `${each.name} trails by ${lag} blocks`);
	}
});

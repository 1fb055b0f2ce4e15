// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The last look at the network: whatever the suites did to it, these hold on every node.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ledgerAt, sum } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { finalized, waitForFinalized } from "./chain/rpc.mjs";
import { finalityConflicts, lostTransactions } from "./chain/safety.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { alarmsOf } from "./network/logs.mjs";
import { readMetrics } from "./network/metrics.mjs";
import { allNodes, networkDir, node } from "./network/state.mjs";

// What may be on its way through a queue while its size is read.
const ON_THE_WAY = 10;

const alice = node("alice");
const nodes = allNodes();
let api;

before(async () => {
	api = await connect(alice);
	const { number } = await finalized(alice);
	await Promise.all(nodes.map((each) => waitForFinalized(each, number)));
});
after(disconnectAll);

test("no two nodes have different final blocks at one height", async () => {
	const { conflicts, heights } = await finalityConflicts(nodes);
	say(`${heights} heights on ${nodes.map(({ name }) => name).join(", ")}`);
	assert.deepEqual(conflicts, []);
});

test("every transaction that was called final is in the chain of every node", async () => {
	const { lost, transactions } = await lostTransactions(nodes);
	say(`${transactions} transactions`);
	assert.deepEqual(lost, []);
});

test("the sum of all balances is the total issuance", async () => {
	const { hash } = await finalized(alice);
	const { totals, issuance } = await ledgerAt(api, hash);
	assert.equal(sum(totals.values()), issuance);
});

// Who subscribes to blocks and does not read keeps each notice, and with it the state of its block.
test("no queue inside a node keeps what it was sent", async () => {
	for (const each of nodes) {
		await waitFor(`the queues of ${each.name} to be empty`, async () => {
			const sizes = (await readMetrics(each)).filter(
				({ name }) => name === "substrate_unbounded_channel_size",
			);
			assert.ok(sizes.length > 0, `${each.name} tells the sizes of its queues`);
			const full = sizes.filter(({ value }) => value > ON_THE_WAY);
			const seen = full.map(({ labels, value }) => `${labels.entity} has ${value}`).join(", ");
			return { done: full.length === 0, seen };
		});
	}
});

test("no log has a panic or a failed task", () => {
	assert.deepEqual(alarmsOf(networkDir()), []);
});

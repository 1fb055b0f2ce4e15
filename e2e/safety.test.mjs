// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The last look at the network: whatever the suites did to it, these hold on every node.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ledgerAt, sum } from "./network/balances.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { alarmsOf } from "./network/logs.mjs";
import { finalized, waitForFinalized } from "./network/rpc.mjs";
import { finalityConflicts, lostTransactions } from "./network/safety.mjs";
import { allNodes, networkDir, node } from "./network/state.mjs";
import { say } from "./network/waiting.mjs";

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

test("no log has a panic or a failed task", () => {
	assert.deepEqual(alarmsOf(networkDir()), []);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The validator that joined in the suite `newcomer` dies. Other suites run while it is silent, and the
// suite `validators` goes on with it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { best, rpc } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import { killNode } from "./network/nodes.mjs";
import { leaveNote, node, readNote, removeNode } from "./network/state.mjs";

test("a validator dies", async () => {
	const { ferdie } = readNote("newcomer");
	const command = await killNode(ferdie);
	removeNode(ferdie.name);
	await assert.rejects(rpc(ferdie, "system_health"), "nobody answers for ferdie");
	const died = await best(node("alice"));
	leaveNote("silence", { command, died });
	say(`ferdie died at block ${died}`);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Which lines of a node's log fail a run: what a node says as it is stopped does not, the same line at
// another time does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { alarmsIn } from "./network/logs.mjs";

const FAILED = (task) => `Essential task \`${task}\` failed. Shutting down service.`;
const IMPORTED = "Imported #200 (0x009d…3174 → 0xee2e…92db)";
const NETWORK_ENDED =
	"`NetworkWorker` has terminated, shutting down the network future. Ignore if the node is stopping.";

const alarms = (...lines) => alarmsIn([IMPORTED, ...lines, ""].join("\n"));

test("a panic is an alarm", () => {
	const line = "Thread 'tokio-runtime-worker' panicked at 'index out of bounds'";
	assert.deepEqual(alarms(line), [line]);
});

test("a task that fails by itself is an alarm", () => {
	for (const task of ["network-worker", "grandpa-voter", "babe-worker"]) {
		assert.deepEqual(alarms(FAILED(task)), [FAILED(task)]);
	}
});

test("what ends first at an orderly stop is none", () => {
	assert.deepEqual(alarms(NETWORK_ENDED, FAILED("network-worker")), []);
	assert.deepEqual(alarms(FAILED("txpool-background")), []);
	assert.deepEqual(
		alarms(
			"GRANDPA voter error: network error: Gossip engine future finished",
			FAILED("grandpa-voter"),
		),
		[],
	);
});

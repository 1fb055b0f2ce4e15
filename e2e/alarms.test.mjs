// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The lines of a node's log that fail a run: what a node says after it has begun to stop does not, the
// same line at another time does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { alarmsIn } from "./network/logs.mjs";

const FAILED = (task) => `Essential task \`${task}\` failed. Shutting down service.`;
const IMPORTED = "Imported #200 (0x009d…3174 → 0xee2e…92db)";
const STOPPING = "Stopping: closing the database";

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

test("a sync engine lost after the line of a stop is no alarm", () => {
	const lost = "Thread 'syncing' panicked at 'SelectNextSome polled after terminated'";
	assert.deepEqual(alarms(STOPPING, lost), []);
	assert.deepEqual(alarms(lost, STOPPING), [lost]);
	assert.deepEqual(alarms(STOPPING, lost, "Bataranetwork Node", lost), [lost]);
});

test("any other failure at a stop is an alarm", () => {
	const line = "Thread 'tokio-runtime-worker' panicked at 'index out of bounds'";
	assert.deepEqual(alarms(STOPPING, line), [line]);
	assert.deepEqual(alarms(STOPPING, FAILED("babe-worker")), [FAILED("babe-worker")]);
});

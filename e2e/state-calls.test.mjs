// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// More runtime calls at once than the node keeps instances of the runtime for: it answers them all, makes
// blocks, and its log stays short. A node without `node/src/counting_executor.rs` wrote a line for each
// call that found no instance free, 78,956 in a minute.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { best, rpc, waitForBest } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import {
	cleanUp,
	exportSpec,
	freshFolder,
	linesOf,
	portOptions,
	run,
	startLoneNode,
} from "./network/lone-node.mjs";
import { CODE_KEY } from "./upgrades/wasm.mjs";

// Few instances, so that few calls at once are too many: other suites run on the same processor.
const INSTANCES = 2;
const IN_FLIGHT = 8;
const CALLS = 1_000;
// Each call is longer than the processor stays with one thread: it is interrupted, with its instance.
const LONG_CALL = ["Metadata_metadata", "0x"];
// The least of upstream's lines that `CALLS` must have where they are written: most calls have one.
const MANY_LINES = 50;
const BLOCKS_AFTER = 2;
const MINUTE_MS = 60_000;

const UPSTREAM = /Ran out of free WASM instances/;
const OURS = /More runtime calls run at once than instances are kept/;

after(cleanUp);

const startNode = (...args) =>
	startLoneNode(["--dev", "--tmp", "--max-runtime-instances", String(INSTANCES), ...args]);

// Sends `CALLS` state calls, `IN_FLIGHT` of them at any time. Each of them must be answered.
async function flood(node) {
	let left = CALLS;
	const client = async () => {
		while (left > 0) {
			left -= 1;
			const answer = await rpc(node, "state_call", ...LONG_CALL);
			assert.match(answer.slice(0, 10), /^0x/);
		}
	};
	const started = Date.now();
	await Promise.all(Array.from({ length: IN_FLIGHT }, client));
	say(`${CALLS} calls were answered in ${Math.round((Date.now() - started) / 1_000)} s`);
}

test("a flood of state calls makes one line a minute", async () => {
	const started = Date.now();
	const node = await startNode();
	await flood(node);
	await waitForBest(node, (await best(node)) + BLOCKS_AFTER);
	await node.stop();
	const lines = linesOf(node, OURS);
	const minutes = Math.ceil((Date.now() - started) / MINUTE_MS);
	assert.ok(lines.length >= 1 && lines.length <= minutes, `in ${minutes} min:\n${lines.join("\n")}`);
	assert.match(lines[0], /--rpc-rate-limit.*--max-runtime-instances/);
	assert.deepEqual(linesOf(node, UPSTREAM), []);
});

// What the test above would see if the line were not left out.
test("--log wasm-runtime=warn has a line for each call back", async () => {
	const node = await startNode("--log", "wasm-runtime=warn");
	await flood(node);
	await node.stop();
	const { length } = linesOf(node, UPSTREAM);
	assert.ok(length >= MANY_LINES, `${length} lines`);
});

test("a runtime that cannot be made is still told of", async () => {
	const spec = JSON.parse(await exportSpec("dev", "--raw"));
	spec.genesis.raw.top[CODE_KEY] = "0xdeadbeef";
	const folder = freshFolder();
	const path = join(folder, "spec.json");
	writeFileSync(path, JSON.stringify(spec));
	const { options } = await portOptions();
	const { code, stderr } = await run(["--chain", path, "--base-path", folder, ...options]);
	assert.notEqual(code, 0);
	assert.match(stderr, /Cannot create a runtime/);
});

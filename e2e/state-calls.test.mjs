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
import { cleanUp, freshFolder, portOptions, run, startLoneNode } from "./network/lone-node.mjs";
import { CODE } from "./rehearsal/spec.mjs";

// Few instances, so that few calls at once are too many: other suites run on the same processor.
const INSTANCES = 2;
const AT_ONCE = 8;
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

const linesWith = (node, pattern) =>
	node
		.output()
		.split("\n")
		.filter((line) => pattern.test(line));

// Sends `CALLS` state calls, `AT_ONCE` of them at any time. Each of them must be answered.
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
	await Promise.all(Array.from({ length: AT_ONCE }, client));
	say(`${CALLS} calls were answered in ${Math.round((Date.now() - started) / 1_000)} s`);
}

test("a flood of state calls is one line a minute, and blocks go on", async () => {
	const started = Date.now();
	const node = await startNode();
	await flood(node);
	await waitForBest(node, (await best(node)) + BLOCKS_AFTER);
	await node.stop();
	const lines = linesWith(node, OURS);
	const minutes = Math.ceil((Date.now() - started) / MINUTE_MS);
	assert.ok(lines.length >= 1 && lines.length <= minutes, `in ${minutes} min:\n${lines.join("\n")}`);
	assert.match(lines[0], /--rpc-rate-limit.*--max-runtime-instances/);
	assert.deepEqual(linesWith(node, UPSTREAM), []);
});

// What the test above would see if the line were not left out.
test("--log wasm-runtime=warn has a line for each call back", async () => {
	const node = await startNode("--log", "wasm-runtime=warn");
	await flood(node);
	await node.stop();
	const { length } = linesWith(node, UPSTREAM);
	assert.ok(length >= MANY_LINES, `${length} lines`);
});

test("a runtime that cannot be made is still told of", async () => {
	const exported = await run(["export-chain-spec", "--chain", "dev", "--raw"]);
	assert.equal(exported.code, 0, exported.stderr);
	const spec = JSON.parse(exported.stdout);
	spec.genesis.raw.top[CODE] = "0xdeadbeef";
	const folder = freshFolder();
	const path = join(folder, "spec.json");
	writeFileSync(path, JSON.stringify(spec));
	const { options } = await portOptions();
	const { code, stderr } = await run(["--chain", path, "--base-path", folder, ...options]);
	assert.notEqual(code, 0);
	assert.match(stderr, /Cannot create a runtime/);
});

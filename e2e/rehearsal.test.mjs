// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// scripts/rehearse-upgrade on a chain with some state: which upgrades it calls fine, which not, and
// that the chain which it asks, and the machine, stay as they are.
// Needs the node binary, and the runtimes of the drills: `node e2e/upgrades/build.mjs first second
// trapping` and `node e2e/upgrades/build.mjs --try-runtime first`, which has the hash of its metadata.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { u8aToHex } from "@polkadot/util";

import { account, BTR, fundedAccounts } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { finalized, hashAt, rpc } from "./chain/rpc.mjs";
import { submitOk } from "./chain/transactions.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { deployTextStore } from "./contracts/text-store.mjs";
import { codeAt } from "./governance/upgrading.mjs";
import { nodeBinary, REPOSITORY } from "./network/locations.mjs";
import { cleanUp, exportSpec, freshFolder, startLoneNode } from "./network/lone-node.mjs";
import { freePorts } from "./network/ports.mjs";
import { processesIn } from "./network/processes.mjs";
import { findSubxt } from "./rehearsal/clients.mjs";
import { baseVersion, wasmFile } from "./upgrades/variants.mjs";
import { CODE_KEY, hashOf, notWasm, renamed, truncated, wasmOf } from "./upgrades/wasm.mjs";

const SCRIPT = join(REPOSITORY, "scripts", "rehearse-upgrade");
const FINE = 0;
const HARM = 1;
const MISUSE = 2;
const INTERRUPTED = 130;
// Only guards against a run that hangs.
const ENDS_WITHIN_MS = 12 * 60_000;
const BONDED = 20n * BTR;
const LOST_HASH = /the running code has the hash of its metadata, and the new one has not: Ledger/;

// Where the suites note their transactions; this one runs without a network.
process.env.BATARA_E2E_NETWORK ??= freshFolder();

let node;
let url;

before(async () => {
	node = await startLoneNode(["--dev", "--tmp"]);
	url = `ws://127.0.0.1:${node.rpcPort}`;
	const api = await connect(node);
	const [nominator] = await fundedAccounts(api, 3, 100n * BTR);
	await submitOk(api, api.tx.staking.bond(BONDED, "Staked"), nominator);
	await deployTextStore(api, account("//Bob"), "before the rehearsal");
	await disconnectAll();
});

after(async () => {
	await disconnectAll();
	cleanUp();
});

// A file with these bytes.
function fileWith(name, bytes) {
	const path = join(freshFolder(), name);
	writeFileSync(path, bytes);
	return path;
}

// The path of a drill; the message says how to build it if it is not there.
function drill(name) {
	wasmOf(name);
	return wasmFile(name);
}

// Starts the script with a folder of its own for what it writes.
function start(args) {
	const folder = freshFolder();
	const child = spawn(SCRIPT, args, {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, BATARA_NODE: nodeBinary(), TMPDIR: folder },
	});
	const run = { child, folder, output: "" };
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text) => {
			run.output += text;
		});
	}
	run.closed = once(child, "close");
	return run;
}

// No node and no file of a run is left.
async function assertTidy({ folder }) {
	await waitFor("all processes of the rehearsal to end", () => {
		const left = processesIn(folder);
		return { done: left.length === 0, seen: `left: ${left.join(", ")}` };
	});
	assert.deepEqual(readdirSync(folder), []);
}

// Runs the script to its end, and holds it to this exit code.
async function rehearse(args, expected) {
	const run = start(args);
	const timer = setTimeout(() => run.child.kill("SIGTERM"), ENDS_WITHIN_MS);
	const [code] = await run.closed;
	clearTimeout(timer);
	assert.equal(code, expected, run.output);
	await assertTidy(run);
	return run.output;
}

test("a rehearsal of a sound upgrade names its new call", async () => {
	const before = await finalized(node);
	const checked = ["--try-runtime", drill("first.try-runtime")];
	const output = await rehearse([drill("first"), "--rpc", url, ...checked], FINE);
	const [, summary] = output.split("==> summary: ");
	assert.match(summary, /^this upgrade would be fine/, output);
	assert.match(summary, new RegExp(`batara ${baseVersion()} => batara ${baseVersion() + 1}`));
	assert.ok(summary.includes(hashOf(wasmOf("first"))), "it tells the hash to propose");
	assert.match(summary, /the storage of 1 contract/);
	assert.match(summary, /all checks pass/);
	assert.match(summary, /all nodes have the new version/);
	assert.match(summary, /a transfer passes after it/);
	assert.doesNotMatch(output, LOST_HASH, "neither code has the hash of its metadata");
	assert.match(output, /^ *\+ pallet Drill$/m);
	assert.match(output, /^ *\+ call drill\.note 0 \(text: .*\)$/m);
	// `subxt diff` says it in its own words; where it is missing, how to get it.
	const said = findSubxt() ? /Pallets:\n.*\+ Drill/ : /cargo install subxt-cli --version [\d.]+/;
	assert.match(output, said);

	const { specVersion } = await rpc(node, "state_getRuntimeVersion");
	assert.equal(specVersion, baseVersion(), "the chain that was asked is as it was");
	assert.equal(await hashAt(node, before.number), before.hash);
});

test("a migration that panics is found, with what it says", async () => {
	const output = await rehearse([drill("trapping"), "--rpc", url], HARM);
	const [, summary] = output.split("==> summary: ");
	assert.match(summary, /^this upgrade would do harm/, output);
	assert.match(summary, /failed in: running the migrations on the copy/);
	assert.match(summary, /the first block of the new code panics:\s+panicked at \S*drill/);
});

test("codes that the chain would refuse are told", async () => {
	const code = wasmOf("first");
	const foreign = fileWith("foreign.wasm", renamed(code));
	assert.match(await rehearse([foreign, "--rpc", url], HARM), /is a runtime of "batarb"/);
	const half = fileWith("half.wasm", truncated(code));
	assert.match(await rehearse([half, "--rpc", url], HARM), /cannot be unpacked/);
	const same = fileWith("same.wasm", await codeAt(node));
	const output = await rehearse([same, "--rpc", url], HARM);
	const version = baseVersion();
	assert.match(output, new RegExp(`has version ${version}, and the chain has ${version}`));
});

test("a rehearsal that cannot begin ends with one clear line", async () => {
	const text = fileWith("text.wasm", notWasm());
	const { rpcPort } = await freePorts();
	const silent = `ws://127.0.0.1:${rpcPort}`;
	/** @type {[string[], RegExp][]} */
	const cases = [
		[[], /^error: which runtime\?/],
		[[drill("first"), "--speed", "fast"], /^error: unknown option '--speed'/],
		[[join(text, "..", "missing.wasm")], /^error: there is no file '/],
		[[text, "--rpc", url], /^error: .*text\.wasm is no Wasm/],
		[[drill("first"), "--rpc", silent], /^error: no node answers at ws:.*ECONNREFUSED/],
		[
			[drill("first"), "--rpc", url, "--try-runtime", drill("second")],
			/^error: .*second\.wasm is batara \d+, and .*first\.wasm is batara \d+/,
		],
	];
	for (const [args, line] of cases) {
		const output = await rehearse(args, MISUSE);
		assert.match(output, line);
		assert.equal(output.trim().split("\n").length, 1, output);
	}
});

// Runs the script until this is so, then presses Ctrl-C.
async function rehearseUntil(args, what, isSo) {
	const run = start(args);
	await waitFor(what, () => {
		assert.equal(run.child.exitCode, null, run.output);
		return { done: isSo(run), seen: run.output.slice(-80) };
	});
	run.child.kill("SIGINT");
	const [code] = await run.closed;
	assert.equal(code, INTERRUPTED, run.output);
	await assertTidy(run);
	return run.output;
}

test("Ctrl-C leaves nothing behind", async () => {
	const starts = ({ folder }) => processesIn(folder).length > 0;
	await rehearseUntil([drill("first"), "--rpc", url], "a node of the rehearsal to start", starts);
});

test("a new code without the hash of its metadata, where the running one has it, is told", async () => {
	const spec = JSON.parse(await exportSpec("dev", "--raw"));
	spec.genesis.raw.top[CODE_KEY] = u8aToHex(wasmOf("first.try-runtime"));
	const hashed = await startLoneNode([
		...["--chain", fileWith("hashed.json", JSON.stringify(spec))],
		...["--alice", "--force-authoring", "--unsafe-force-node-key-generation", "--tmp"],
	]);
	const args = ["--rpc", `ws://127.0.0.1:${hashed.rpcPort}`];
	const toNetwork = ({ output }) => output.includes("==> starting a throw-away network");
	const output = await rehearseUntil([drill("second"), ...args], "all warnings", toNetwork);
	await hashed.stop();
	assert.match(output, LOST_HASH);
});

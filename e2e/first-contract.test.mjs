// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands that docs/guides/first-contract.md has a newcomer type: a contract of one's own from
// `new` to called, on the node for contract work.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { builds, REPOSITORY } from "./network/locations.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

const SCRIPT = join(REPOSITORY, "scripts", "contract");
const runFile = promisify(execFile);
// A new contract compiles ink! for minutes. What was compiled is kept for the next run, in which the
// contract is new again, at the same place.
const game = join(builds(), "first-contract", "my_game");
const compiled = join(game, "target");
const kept = join(dirname(game), "target");
let url;
let bundle;
let address;

function removeGame() {
	if (existsSync(compiled)) {
		rmSync(kept, { recursive: true, force: true });
		renameSync(compiled, kept);
	}
	rmSync(game, { recursive: true, force: true });
	mkdirSync(dirname(game), { recursive: true });
}

before(async () => {
	removeGame();
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	url = `ws://127.0.0.1:${node.rpcPort}`;
});
after(() => {
	removeGame();
	cleanUp();
});

const run = (...args) => runFile(SCRIPT, args, { env: { ...process.env, NO_COLOR: "1" } });

// What `scripts/contract` prints as its answer; progress goes to the other stream.
async function contract(...args) {
	const { stdout } = await run(...args);
	return stdout.trim();
}

const call = (message, ...options) =>
	contract("call", address, "--contract", game, "--message", message, "--url", url, ...options);

test("new writes a contract whose tests pass", async () => {
	await contract("new", "my_game", game);
	if (existsSync(kept)) {
		renameSync(kept, compiled);
	}
	assert.match(await contract("test", game), /test result: ok\. [1-9]\d* passed/);
});

test("build makes a bundle of it", async () => {
	const built = (await contract("build", game)).match(/^bundle +(.+my_game\.contract)$/m);
	assert.ok(built, "it says where the bundle is");
	bundle = JSON.parse(readFileSync(built[1], "utf8"));
});

test("deploy prints the address of the contract, and nothing else", async () => {
	const { stdout, stderr } = await run("deploy", game, "--args", "true", "--url", url);
	address = stdout.trim();
	assert.match(address, /^5[1-9A-HJ-NP-Za-km-z]{47}$/);
	// Progress, without the seventy lines of where each part of the fee went.
	assert.match(stderr, /Success! Gas required/);
	assert.doesNotMatch(stderr, /Event/);
});

test("deploy shows events when asked for them", async () => {
	const again = ["--args", "true", "--salt", "0x01", "--url", url, "--events"];
	const { stderr } = await run("deploy", game, ...again);
	assert.match(stderr, /Event Contracts ➜ Instantiated/);
});

test("deploy of a file that is no contract ends with one line", async () => {
	const { code, stderr } = await run("deploy", "no-such-contract").catch((error) => error);
	assert.equal(code, 1);
	assert.match(stderr, /^error: 'no-such-contract' is no folder with a Cargo\.toml.*\n$/);
});

test("a transaction changes the answer to a question", async () => {
	assert.match(await call("get"), /Ok\(true\)/);
	await call("flip", "-x");
	assert.match(await call("get"), /Ok\(false\)/);
});

test("a question to the node changes nothing", async () => {
	await call("flip");
	assert.match(await call("get"), /Ok\(false\)/);
});

test("info tells the hash of its code", async () => {
	assert.ok((await contract("info", address, "--url", url)).includes(bundle.source.hash));
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What docs/guides/first-contract.md has a newcomer type: a contract of one's own from `new` to
// called, on the node for contract work.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { E2E_DIR } from "./network/locations.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

const REPOSITORY = resolve(E2E_DIR, "..");
const SCRIPT = join(REPOSITORY, "scripts", "contract");
const runFile = promisify(execFile);
// In the folder of the other contracts, with which it shares the compiled ink!: elsewhere the first test
// and the first build take minutes.
const folder = join(REPOSITORY, "contracts", "target", "first-contract");
const game = join(folder, "my_game");
let url;
let bundle;
let address;

before(async () => {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	url = `ws://127.0.0.1:${node.rpcPort}`;
});
after(() => {
	rmSync(folder, { recursive: true, force: true });
	cleanUp();
});

// What `scripts/contract` prints as its answer; progress goes to the other stream.
async function contract(...args) {
	const env = { ...process.env, NO_COLOR: "1" };
	const { stdout } = await runFile(SCRIPT, args, { env });
	return stdout.trim();
}

const call = (message, ...options) =>
	contract("call", address, "--contract", game, "--message", message, "--url", url, ...options);

test("new writes a contract whose tests pass", async () => {
	await contract("new", "my_game", game);
	assert.match(await contract("test", game), /test result: ok\. [1-9]\d* passed/);
});

test("build makes a bundle of it", async () => {
	const [, path] = (await contract("build", game)).match(/^bundle +(.+my_game\.contract)$/m);
	bundle = JSON.parse(readFileSync(path, "utf8"));
});

test("deploy prints the address of the contract, and nothing else", async () => {
	address = await contract("deploy", game, "--args", "true", "--url", url);
	assert.match(address, /^5[1-9A-HJ-NP-Za-km-z]{47}$/);
});

test("a question is answered, a transaction changes the answer", async () => {
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

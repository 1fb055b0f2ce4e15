// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The subcommands: what an operator does with a stopped node, and before an upgrade.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cleanUp, freshFolder, run, startLoneNode } from "./network/lone-node.mjs";
import { waitForFinalized } from "./network/rpc.mjs";
import { CODE } from "./rehearsal/spec.mjs";

const BLOCKS = 3;

const basePath = freshFolder();
const copyPath = freshFolder();
const blocksFile = join(freshFolder(), "blocks");
const on = (path) => ["--dev", "--base-path", path];

after(cleanUp);

async function succeed(...args) {
	const { code, stderr } = await run(args);
	assert.equal(code, 0, stderr);
}

async function bestOf(path) {
	const { code, stdout, stderr } = await run(["chain-info", ...on(path)]);
	assert.equal(code, 0, stderr);
	return JSON.parse(stdout).best_number;
}

before(async () => {
	const node = await startLoneNode(on(basePath));
	await waitForFinalized(node, BLOCKS);
	await node.stop();
});

test("chain-info tells the height of a stopped node", async () => {
	assert.ok((await bestOf(basePath)) >= BLOCKS);
});

test("check-block executes a block again", async () => {
	await succeed("check-block", ...on(basePath), String(BLOCKS));
});

test("exported blocks are imported into an empty database", async () => {
	await succeed("export-blocks", ...on(basePath), "--to", String(BLOCKS), "--binary", blocksFile);
	assert.ok(statSync(blocksFile).size > 0);
	await succeed("import-blocks", ...on(copyPath), "--binary", blocksFile);
	assert.equal(await bestOf(copyPath), BLOCKS);
});

test("revert takes blocks back that are not final", async () => {
	await succeed("revert", ...on(copyPath), "1");
	assert.equal(await bestOf(copyPath), BLOCKS - 1);
});

test("export-state writes a chain spec with the state of a block", async () => {
	const { code, stdout, stderr } = await run(["export-state", ...on(basePath), "1"]);
	assert.equal(code, 0, stderr);
	assert.ok(Object.keys(JSON.parse(stdout).genesis.raw.top).length > 0);
});

test("purge-chain removes the database and leaves the keys", async () => {
	const chain = join(basePath, "chains", "batara_dev");
	await succeed("purge-chain", ...on(basePath), "-y");
	assert.ok(!existsSync(join(chain, "db", "full", "CURRENT")));
	assert.ok(existsSync(chain));
});

test("a precompiled runtime is not compiled again by a node", async () => {
	const folder = freshFolder();
	const { code, stdout, stderr } = await run(["export-chain-spec", "--chain", "dev", "--raw"]);
	assert.equal(code, 0, stderr);
	const wasm = join(folder, "runtime.wasm");
	writeFileSync(wasm, Buffer.from(JSON.parse(stdout).genesis.raw.top[CODE].slice(2), "hex"));
	const cache = ["--runtime-cache-path", join(folder, "cache")];
	const compiled = () =>
		readdirSync(join(folder, "cache"), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.parentPath.includes("modules"))
			.map(({ name }) => name)
			.filter((name) => !name.endsWith(".stats"));

	await succeed("precompile-runtime", wasm, ...cache);
	const [before, ...others] = compiled();
	assert.deepEqual(others, [], "one file");
	const node = await startLoneNode(["--dev", "--tmp", ...cache]);
	await waitForFinalized(node, 1);
	await node.stop();
	assert.deepEqual(compiled(), [before]);
});

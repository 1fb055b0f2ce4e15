// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The subcommands that work on a database: what an operator does with a stopped node.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cleanUp, freshFolder, run, startLoneNode } from "./network/lone-node.mjs";
import { waitForFinalized } from "./network/rpc.mjs";

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

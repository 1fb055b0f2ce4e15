// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The subcommands: what an operator does with a stopped node, and before an upgrade.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";

import { waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import {
	cleanUp,
	exportSpec,
	freshFolder,
	portOptions,
	run,
	runOk,
	startLoneNode,
} from "./network/lone-node.mjs";
import { CODE_KEY } from "./upgrades/wasm.mjs";

const BLOCKS = 3;

const basePath = freshFolder();
const copyPath = freshFolder();
const blocksFile = join(freshFolder(), "blocks");
const on = (path) => ["--dev", "--base-path", path];

after(cleanUp);

async function succeed(...args) {
	const { stderr } = await runOk(args);
	assert.doesNotMatch(stderr, /Essential task/);
}

// A command that has nothing to do says so, and what it was given is as it was.
async function refuse(args, word) {
	const { code, stderr } = await run(args);
	assert.equal(code, 1, stderr);
	assert.match(stderr, word);
	assert.doesNotMatch(stderr, /Essential task/);
}

async function bestOf(path) {
	const { stdout } = await runOk(["chain-info", ...on(path)]);
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

test("commands make nothing in a folder without a database", async () => {
	const empty = freshFolder();
	for (const command of [
		["chain-info"],
		["check-block", "1"],
		["export-blocks", join(empty, "blocks")],
		["export-state"],
		["revert"],
		["purge-chain", "-y"],
	]) {
		const [name, ...rest] = command;
		await refuse([name, ...on(empty), ...rest], /there is no database at .*--base-path/);
	}
	assert.deepEqual(readdirSync(empty), []);
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

test("an import or export without any block fails", async () => {
	const missing = join(freshFolder(), "missing");
	await refuse(
		["import-blocks", ...on(copyPath), "--binary", blocksFile],
		/is 3 as before: the input has none/,
	);
	await refuse(["import-blocks", ...on(copyPath), missing], /missing: No such file/);
	const range = ["--from", "500", "--to", "600"];
	await refuse(["export-blocks", ...on(copyPath), ...range, missing], /no blocks 500 to 600/);
	assert.ok(!existsSync(missing));
});

test("revert takes blocks back that are not final", async () => {
	await succeed("revert", ...on(copyPath), "1");
	assert.equal(await bestOf(copyPath), BLOCKS - 1);
	await refuse(["revert", ...on(copyPath), "0"], /nothing to revert/);
});

test("a session key is inserted with the scheme of its kind only", async () => {
	const insert = (type, scheme) => [
		"key",
		"insert",
		...on(copyPath),
		"--suri",
		"//Zoe",
		"--key-type",
		type,
		"--scheme",
		scheme,
	];
	await succeed(...insert("gran", "ed25519"));
	await refuse(insert("gran", "sr25519"), /grandpa keys have the scheme ed25519/);
	await refuse(insert("imon", "sr25519"), /babe, gran or audi/);
});

test("key inspect reads a secret that is piped in", async () => {
	const piped = await runOk(["key", "inspect", "--scheme", "ed25519"], {
		input: "//Alice//grandpa\n",
	});
	const given = await run(["key", "inspect", "--scheme", "ed25519", "//Alice//grandpa"]);
	assert.equal(piped.stdout, given.stdout);
	await refuse(["key", "inspect"], /no secret is given/);
});

test("export-state writes a chain spec with the state of a block", async () => {
	const { stdout } = await runOk(["export-state", ...on(basePath), "1"]);
	assert.ok(Object.keys(JSON.parse(stdout).genesis.raw.top).length > 0);
});

test("no command works on the database of a node that runs", async () => {
	const node = await startLoneNode(on(basePath));
	await waitForBest(node, BLOCKS + 1);
	for (const [name, ...rest] of [["chain-info"], ["export-state"], ["purge-chain", "-y"]]) {
		await refuse([name, ...on(basePath), ...rest], /is locked by another node: stop that node/);
	}
	const { code } = await node.stop();
	assert.equal(code, 0);
	assert.ok((await bestOf(basePath)) > BLOCKS);
});

test("a database is opened only with the options that made it", async () => {
	const { options } = await portOptions();
	const start = (...more) => [...on(basePath), ...options, ...more];
	await refuse(start("--state-pruning", "0"), /--state-pruning 0 would keep nothing/);
	await refuse(start("--state-pruning", "archive"), /was made with another --state-pruning/);
	await refuse(start("--database", "paritydb"), /made with --database rocksdb: start with that/);
	assert.ok((await bestOf(basePath)) > BLOCKS);
});

test("a database of another kind is no database", async () => {
	const path = freshFolder();
	const node = await startLoneNode([...on(path), "--database", "auto"]);
	await waitForBest(node, 1);
	await node.stop();
	const { options } = await portOptions();
	await refuse([...on(path), ...options], /made with --database paritydb: start with that/);
	await refuse(["chain-info", ...on(path)], /there is no database at/);
	await succeed("purge-chain", ...on(path), "--database", "paritydb", "-y");
});

test("purge-chain removes a database that is damaged", async () => {
	const database = join(copyPath, "chains", "batara_dev", "db", "full");
	const tables = readdirSync(database).filter((name) => name.endsWith(".sst"));
	assert.ok(tables.length > 0);
	tables.forEach((name) => writeFileSync(join(database, name), "damaged"));
	await succeed("purge-chain", ...on(copyPath), "-y");
	assert.ok(!existsSync(database));
});

test("a network key that is not there is not made", async () => {
	const { options } = await portOptions();
	const missing = join(freshFolder(), "key");
	await refuse(["--dev", "--tmp", ...options, "--node-key-file", missing], /there is no network key/);
	assert.ok(!existsSync(missing));
});

test("purge-chain removes the database and leaves the keys", async () => {
	const chain = join(basePath, "chains", "batara_dev");
	await succeed("purge-chain", ...on(basePath), "-y");
	assert.ok(!existsSync(join(chain, "db", "full", "CURRENT")));
	assert.ok(existsSync(chain));
});

test("a folder of compiled runtimes that others can write to is refused", async () => {
	const open = freshFolder();
	chmodSync(open, 0o777);
	await refuse(["precompile-runtime", blocksFile, "--runtime-cache-path", open], /others can write/);
	const { options } = await portOptions();
	await refuse(["--dev", "--tmp", ...options, "--runtime-cache-path", open], /others can write/);
});

test("a precompiled runtime is not compiled again by a node", async () => {
	const folder = freshFolder();
	const spec = JSON.parse(await exportSpec("dev", "--raw"));
	const wasm = join(folder, "runtime.wasm");
	writeFileSync(wasm, Buffer.from(spec.genesis.raw.top[CODE_KEY].slice(2), "hex"));
	const cache = ["--runtime-cache-path", join(folder, "cache")];
	const compiled = () =>
		readdirSync(join(folder, "cache"), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.parentPath.includes("modules"))
			.map(({ name }) => name)
			.filter((name) => !name.endsWith(".stats"));

	await succeed("precompile-runtime", wasm, ...cache);
	const [before, ...others] = compiled();
	assert.deepEqual(others, [], "one file");
	// A relative path is the same folder, for the node as for the command.
	const here = relative(process.cwd(), join(folder, "cache"));
	const node = await startLoneNode(["--dev", "--tmp", "--runtime-cache-path", here]);
	await waitForFinalized(node, 1);
	await node.stop();
	assert.deepEqual(compiled(), [before]);
});

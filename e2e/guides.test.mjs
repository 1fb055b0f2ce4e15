// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of docs/guides/, as a newcomer pastes them, and the scripts of docs/examples/ that they run:
// they work, and print what the pages say.
// On a chain of one node, which needs less of the machine than a devnet. Needs the node binary only.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { runExample } from "./guide/examples.mjs";
import { follow, readerAt } from "./guide/follow.mjs";
import { E2E_DIR } from "./network/locations.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

// A proposal has to collect six votes before its decision is over, also on a machine that is busy.
const BLOCK_MS = "4000";

const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
// Each script, with arguments that are good.
const SCRIPTS = {
	"governance.mjs": ["list"],
	"quote-papi.mjs": [BOB, "1"],
	"quote.mjs": [BOB, "1"],
	"recover.mjs": ["look"],
	"sponsor.mjs": ["1"],
	"transfer.mjs": [BOB, "1"],
	"validator.mjs": ["list"],
};

let reader;

before(async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", BLOCK_MS]);
	reader = readerAt(node);
});
after(cleanUp);

// Runs a script that fails. Gives back what it says.
async function failing(env, script, ...args) {
	const variables = { ...reader.variables, ...env };
	const { code, stderr } = await runExample(reader.folder, script, args, variables);
	assert.equal(code, 1, stderr);
	return stderr;
}

// On a chain that is new, as the guides say.
test("the sample of Polkadot.js sends a transaction and prints BTR", async () => {
	await follow(reader, "connect-polkadot-js.md", "Send a transaction");
});

test("the samples of fees print what the guide says", async () => {
	await follow(reader, "fees.md", "Quote");
	await follow(reader, "fees.md", "Sponsor a user");
	await follow(reader, "fees.md", "What waits");
});

test("the road to a change in one minute ends with the new value", async () => {
	const printed = await follow(reader, "governance.md", "A change in one minute");
	assert.equal(printed.match(/convictionVoting\.Voted/g)?.length, 6);
});

test("all deposits of it come back", async () => {
	await follow(reader, "governance.md", "Deposits");
});

test("a stash becomes a candidate with keys of the node at RPC_PORT, and leaves again", async () => {
	await follow(reader, "become-a-validator.md", "The script");
	await follow(reader, "become-a-validator.md", "Join");
	await follow(reader, "become-a-validator.md", "Leave");
});

test("who signs with nothing is told to set SECRET", async () => {
	const nobody = { SECRET: "" };
	assert.match(
		await failing(nobody, "governance.mjs", "vote", "0", "aye", "1"),
		/^SECRET is not set/,
	);
	assert.match(await failing(nobody, "validator.mjs", "leave"), /^SECRET is not set/);
});

test("no account is made of a word that is no secret phrase", async () => {
	const mistyped = { SECRET: "Alice" };
	assert.match(
		await failing(mistyped, "governance.mjs", "vote", "0", "aye", "1"),
		/^SECRET is no secret/,
	);
	assert.match(await failing(mistyped, "validator.mjs", "leave"), /^SECRET is no secret/);
});

test("an argument that is missing or wrong is named, and nothing is sent", async () => {
	const propose = ["governance.mjs", "propose", "A map", "spend"];
	assert.match(
		await failing({}, ...propose, "5"),
		/^ADDRESS is missing.*\nusage: spend BTR ADDRESS$/m,
	);
	assert.match(await failing({}, ...propose, "5", "5FHn"), /^no ADDRESS: 5FHn/);
	assert.match(
		await failing({}, "governance.mjs", "vote", "0", "yes", "1"),
		/^no aye\|nay\|abstain: yes/,
	);
	assert.match(await failing({}, "validator.mjs", "join", "110000", "5", "", ""), /^KEYS is missing/);
});

test("scripts that take BTR and accounts name what is missing", async () => {
	assert.match(await failing({}, "transfer.mjs", BOB), /^BTR is missing/);
	assert.match(await failing({}, "quote.mjs", "5FHn", "1"), /^no ADDRESS: 5FHn/);
	assert.match(await failing({}, "recover.mjs", "vote"), /^INDEX is missing/);
});

test("the scripts have the packages of the tests", () => {
	const packagesIn = (folder) =>
		JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
	const tested = packagesIn(E2E_DIR);
	const { "": own, ...others } = packagesIn(reader.folder);
	const { dependencies } = JSON.parse(readFileSync(join(reader.folder, "package.json"), "utf8"));
	assert.deepEqual(own.dependencies, dependencies);
	for (const [path, { version }] of Object.entries(others)) {
		assert.equal(version, tested[path]?.version, path);
	}
});

test("a script without arguments, or with --help, prints its usage", async () => {
	const scripts = readdirSync(reader.folder).filter((name) => name.endsWith(".mjs"));
	assert.deepEqual(scripts.sort(), Object.keys(SCRIPTS));
	for (const name of scripts) {
		const asked = await runExample(reader.folder, name, ["--help"]);
		assert.equal(asked.code, 0, asked.stderr);
		assert.ok(asked.stdout.startsWith(`usage: node ${name} `), asked.stdout);
		assert.equal(await failing({}, name), asked.stdout);
	}
});

test("a node that does not answer is named in one line", async () => {
	for (const [name, args] of Object.entries(SCRIPTS)) {
		const told = await failing({ NODE_URL: "ws://127.0.0.1:1" }, name, ...args);
		assert.match(told, /^no node answers at ws:\/\/127\.0\.0\.1:1: .*\n$/, name);
	}
});

test("an address that is none of a node is named in one line", async () => {
	const told = await failing({ NODE_URL: "127.0.0.1:9944" }, "governance.mjs", "list");
	assert.equal(told, "NODE_URL has to begin with ws:// or wss://, not 127.0.0.1:9944\n");
});

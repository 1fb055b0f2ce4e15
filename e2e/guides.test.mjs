// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The scripts and commands of docs/guides/, as a newcomer pastes them: they work, and print what the
// pages say.
// On a chain of one node, which needs less of the machine than a devnet. Needs the node binary only.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { follow, prepareScripts } from "./guide/follow.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

// A proposal has to collect six votes before its decision is over, also on a machine that is busy.
const BLOCK_MS = "4000";

const runFile = promisify(execFile);
let scripts;

before(async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", BLOCK_MS]);
	scripts = prepareScripts(
		node,
		"governance.md",
		"fees.md",
		"connect-polkadot-js.md",
		"become-a-validator.md",
	);
});
after(cleanUp);

// Runs a script that fails. Gives back what it says.
async function failing(env, script, ...args) {
	const all = { ...process.env, RPC_PORT: String(scripts.rpcPort), ...env };
	const options = { cwd: scripts.folder, env: all };
	const run = runFile(process.execPath, [join(scripts.folder, script), ...args], options);
	const { code, stderr } = await run.catch((error) => error);
	assert.equal(code, 1);
	return stderr;
}

// On a chain that is new, as the guides say.
test("the sample of Polkadot.js sends a transaction and prints BTR", async () => {
	await follow(scripts, "connect-polkadot-js.md", "Send a transaction");
});

test("the samples of fees print what the guide says", async () => {
	await follow(scripts, "fees.md", "Quote");
	await follow(scripts, "fees.md", "Sponsor a user");
	await follow(scripts, "fees.md", "What waits");
});

test("the road to a change in one minute ends with the new value", async () => {
	const printed = await follow(scripts, "governance.md", "A change in one minute");
	assert.equal(printed.match(/convictionVoting\.Voted/g)?.length, 6);
});

test("all deposits of it come back", async () => {
	await follow(scripts, "governance.md", "Deposits");
});

test("a stash becomes a candidate with keys of the node at RPC_PORT, and leaves again", async () => {
	await follow(scripts, "become-a-validator.md", "The script");
	await follow(scripts, "become-a-validator.md", "Join");
	await follow(scripts, "become-a-validator.md", "Leave");
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

test("a node that does not answer is named in one line", async () => {
	const samples = ["transfer.mjs", "quote.mjs", "quote-papi.mjs", "sponsor.mjs"];
	for (const name of ["governance.mjs", "validator.mjs", ...samples]) {
		const told = await failing({ NODE_URL: "ws://127.0.0.1:1" }, name, "list");
		assert.match(told, /^no node answers at ws:\/\/127\.0\.0\.1:1: .*\n$/, name);
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of docs/guides/, as a newcomer pastes them, and the scripts of docs/examples/ that they run:
// they work, and print what the pages say.
// On a chain of one node, which needs less of the machine than a devnet. Needs the node binary only.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { units } from "../docs/examples/shared/amounts.mjs";
import { runExample } from "./guide/examples.mjs";
import { follow, readerAt } from "./guide/follow.mjs";
import { E2E_DIR } from "./network/locations.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

// A proposal has to collect six votes before its decision is over, also on a machine that is busy.
const BLOCK_MS = "4000";

const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
// The same account, as Polkadot writes it.
const ELSEWHERE = "14E5nqKAp3oAJcmzgZhUD2RcptBeUBScxKHgJKU4HPNcKVf3";
const ALICE = { SECRET: "//Alice" };
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

// Runs a command of Alice that works. Gives back what it prints.
async function governance(env, ...args) {
	const variables = { ...reader.variables, ...ALICE, ...env };
	const { code, stdout, stderr } = await runExample(reader.folder, "governance.mjs", args, variables);
	assert.equal(code, 0, stderr);
	return stdout;
}

async function bestBlock() {
	const answer = await fetch(reader.variables.NODE_URL.replace("ws:", "http:"), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "chain_getHeader", params: [] }),
	});
	const { result } = /** @type {any} */ (await answer.json());
	return Number(result.number);
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

test("of two proposals that are enacted in one block, wait tells each its own result", async () => {
	const AT = String((await bestBlock()) + 12);
	const paid = await governance({ AT }, "propose", "Pay Bob", "spend", "0.5", BOB);
	const refused = await governance({ AT }, "submit", "SmallSpender", "system.setHeapPages", "8");
	const indices = [paid, refused].map((told) => /index: '(\d+)'/.exec(told)?.[1] ?? "");
	await governance({}, "deposit", indices[1]);
	for (const index of indices) {
		await governance({}, "vote", index, "aye", "900000", "0");
	}
	const results = [/: Ok$/m, /: BadOrigin/];
	const told = await Promise.all(indices.map((index) => governance({}, "wait", index)));
	told.forEach((each, place) => assert.match(each, results[place]));
	assert.match(await governance({}, "wait", indices[1]), results[1], "it is over");
});

test("votes are unlocked with their number, and without it nothing is left", async () => {
	const track = "10";
	const first = await governance({}, "unlock", track, "1", "2");
	assert.match(first, /^nothing is locked on the track 10 any more$/m);
	assert.match(await failing(ALICE, "governance.mjs", "unlock", track, "1"), /^nothing to unlock/);
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
		/^ADDRESS is missing.*\nusage: node governance\.mjs propose TITLE spend BTR ADDRESS$/m,
	);
	assert.match(await failing({}, ...propose, "5", "5FHn"), /^no ADDRESS: 5FHn/);
	assert.match(await failing({}, ...propose, "5", ELSEWHERE), /^no ADDRESS: .* begins with 5$/m);
	assert.match(await failing({}, ...propose, "0.0000000000001", BOB), /^no BTR: 0\.0000000000001/);
	assert.match(await failing({}, "governance.mjs", "propose", "A map"), /^KIND is missing/);
	assert.match(await failing({}, "governance.mjs", "propose", "ä".repeat(65), "call"), /^no TITLE/);
	assert.match(
		await failing({}, "governance.mjs", "vote", "0", "yes", "1"),
		/^no aye\|nay\|abstain: yes/,
	);
	assert.match(await failing({}, "validator.mjs", "join", "110000", "5", "", ""), /^KEYS is missing/);
});

test("a variable that is wrong is named, and nothing is sent", async () => {
	const list = ["governance.mjs", "list"];
	assert.equal(await failing({ AT: "abc" }, ...list), "AT is the number of a block, not abc\n");
	assert.match(await failing({ UNTIL: "Ready" }, ...list), /^UNTIL is InBlock or Finalized, not R/);
	const past = ["propose", "Late", "call", "system.remark", "0x00"];
	assert.match(
		await failing({ AT: "1" }, "governance.mjs", ...past),
		/^AT is the number of a block to come/,
	);
});

test("what the chain does not have is named, with what it has", async () => {
	const signed = (...args) => failing(ALICE, "governance.mjs", ...args);
	assert.match(await signed("unlock", "7"), /^no TRACK: 7\. It is one of 0 Root, /);
	assert.match(await signed("submit", "Council", "system.remark", "0x00"), /^no ORIGIN.* Root, /);
	const transfer = ["send", "balances.transferKeepAlive"];
	assert.match(await signed(...transfer, BOB, "1.5"), /^the argument value cannot be 1\.5: /);
	assert.match(await signed(...transfer, ELSEWHERE, "1"), /^the argument dest .* another network/);
	assert.match(await signed("unlock", "0"), /^nothing to unlock/);
	assert.match(await signed("refund", "0"), /^nothing to refund/);
});

test("amounts with decimals are exact", () => {
	assert.equal(units("0.5"), 500_000_000_000n);
	assert.equal(units("9007199254740993.000000000001"), 9_007_199_254_740_993_000_000_000_001n);
	assert.equal(units(3), 3_000_000_000_000n);
	for (const wrong of ["0.0000000000001", "1,000", ".5", "1.", "-1", "1e3"]) {
		assert.throws(() => units(wrong), /is no amount of BTR/, wrong);
	}
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
	for (const wrong of ["127.0.0.1:9944", "ws://", "ws://127.0.0.1:99999"]) {
		for (const name of ["quote.mjs", "quote-papi.mjs"]) {
			const told = await failing({ NODE_URL: wrong }, name, BOB, "1");
			assert.ok(told.startsWith("NODE_URL names nodes, such as ws://"), told);
			assert.ok(told.endsWith(`, not ${wrong}\n`), told);
		}
	}
});

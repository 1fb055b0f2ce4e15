// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Upgrades that the chain cannot refuse, because the code can be read: a migration that no block has
// room for, and one that panics. Each on a lone node, which can be given up.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { u8aToHex } from "@polkadot/util";

import { BTR, freshAccount, fundedAccounts } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { best, finalized, hashAt, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { submit, submitOk } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { passProposal } from "./governance/proposals.mjs";
import { FOREVER, migrationEnd, safeUntil } from "./governance/safe-mode.mjs";
import { firstBlockOf, reconnect, sendCode, upgradeTo, versionAt } from "./governance/upgrading.mjs";
import {
	cleanUp,
	exportSpec,
	freshFolder,
	linesOf,
	startLoneNode,
	waitForLine,
} from "./network/lone-node.mjs";
import { baseVersion } from "./upgrades/variants.mjs";
import { hashOf, wasmOf } from "./upgrades/wasm.mjs";

const FAILS_WITHIN_BLOCKS = 3;
const BLOCKS_AFTER = 5;
// The node tries to make a block in each slot, and says once or twice why it failed: after so many
// times the chain counts as ended.
const MORE_PANICS = 6;
const PANIC = /panicked at/;
const UPGRADED = baseVersion() + 1;

// Transactions of a lone node are on record in a folder of their own: the suite `safety` looks for
// those of the network on all of its nodes.
process.env.BATARA_E2E_NETWORK = freshFolder();

after(async () => {
	await disconnectAll();
	cleanUp();
});

const transfer = (api) => api.tx.balances.transferKeepAlive(freshAccount().address, BTR);

let heavy;

test("a migration that no block has room for fails, and closes the chain", async () => {
	const node = await startLoneNode(["--dev", "--tmp"]);
	const api = await connect(node);
	const [payer] = await fundedAccounts(api, 1, 100n * BTR);
	heavy = { node, api, payer };
	const { switched } = await upgradeTo(api, node, "heavy", "A heavy migration");
	const began = await firstBlockOf(node, switched);
	const failed = await migrationEnd(api, node, "UpgradeFailed", began.number, FAILS_WITHIN_BLOCKS);
	assert.equal(failed.number, began.number);
	assert.equal(await safeUntil(api, failed.hash), FOREVER);
	await waitForFinalized(node, failed.number + BLOCKS_AFTER);
	heavy.api = await reconnect(api, node, UPGRADED);
	assert.equal((await submit(heavy.api, transfer(heavy.api), payer)).error, "system.CallFiltered");
});

test("a referendum opens the closed chain again", async () => {
	const { node, api, payer } = heavy;
	const kind = { Call: api.tx.safeMode.forceExit().method };
	const { hash } = await passProposal(api, node, kind, "End of safe mode");
	assert.equal(await safeUntil(api, hash), null);
	await submitOk(api, transfer(api), payer);
	await disconnectAll();
	await node.stop();
});

const base = freshFolder();
const spec = join(base, "chain.json");
const nodeKey = randomBytes(32).toString("hex");
let trapped;

// A lone validator of the development chain on a database that stays, from a chain spec file.
const startFromSpec = () =>
	startLoneNode([
		"--chain",
		spec,
		"--alice",
		"--validator",
		"--force-authoring",
		"--node-key",
		nodeKey,
		"--base-path",
		join(base, "data"),
		"--no-hardware-benchmarks",
	]);

// How often the runtime panicked, as the node tells it.
const panics = (node) => linesOf(node, PANIC).length;

before(async () => {
	writeFileSync(spec, await exportSpec("dev", "--raw"));
});

// The block that sets the code may never be final: the chain ends with it.
test("the log says why a runtime whose migration panics ends the chain", async () => {
	const node = await startFromSpec();
	const api = await connect(node);
	const code = wasmOf("trapping");
	await passProposal(api, node, { Upgrade: { codeHash: hashOf(code) } }, "A trap");
	await sendCode(api, node, code);
	const last = await waitFor("the trapping runtime to be set", async () => {
		const hash = await rpc(node, "chain_getBlockHash");
		const version = await versionAt(node, hash);
		const number = await best(node);
		return { done: version === UPGRADED, value: number, seen: `version ${version} in ${number}` };
	});
	say(await waitForLine(node, PANIC));
	const before = panics(node);
	await waitFor("the node to fail in further slots", () => {
		const more = panics(node) - before;
		return { done: more >= MORE_PANICS, seen: `${more} more panics` };
	});
	assert.match(node.output(), /the drill's migration panics/);
	assert.equal(await best(node), last, "there is no further block");
	await rpc(node, "system_health");
	trapped = { number: last, hash: await hashAt(node, last), final: await finalized(node) };
	await disconnectAll();
	await node.stop();
});

test("a substitute in the chain spec goes on from the last block", async () => {
	const codeSubstitutes = { [trapped.number]: u8aToHex(wasmOf("first")) };
	const original = JSON.parse(readFileSync(spec, "utf8"));
	writeFileSync(spec, JSON.stringify({ ...original, codeSubstitutes }));

	const node = await startFromSpec();
	await waitForBest(node, trapped.number + 1);
	await waitForFinalized(node, trapped.number + BLOCKS_AFTER);
	assert.equal(await hashAt(node, trapped.number), trapped.hash);
	assert.equal(await hashAt(node, trapped.final.number), trapped.final.hash);
	assert.equal(panics(node), 0);
	say(`the chain went on after block ${trapped.number}`);

	// What the substitute does to the state is what the migration of `first` does.
	const api = await connect(node);
	const birth = (await api.query.drill.birth()).unwrap();
	assert.equal(birth.block.toNumber(), trapped.number + 1);
	const [payer] = await fundedAccounts(api, 1, 10n * BTR);
	await submitOk(api, transfer(api), payer);
	await disconnectAll();
	await node.stop();
});

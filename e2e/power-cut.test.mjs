// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A validator on ParityDB that ends like in a power cut, again and again while it makes blocks under
// load: it starts with what it had made final, and goes on.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { account, BTR, freshAccount } from "./chain/accounts.mjs";
import { connect, disconnect, disconnectAll } from "./chain/connection.mjs";
import { SLOT_MS } from "./chain/limits.mjs";
import { finalized, hashAt, nextNonce, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import { cleanUp, freshFolder, startLoneNode } from "./network/lone-node.mjs";

const CUTS = 5;
// Transfers that are sent together, and the pause before the next ones: blocks are not empty, and signing
// leaves most of the processor to others.
const TOGETHER = 20;
const PAUSE_MS = 200;

const basePath = freshFolder();
const alice = account("//Alice");

after(async () => {
	await disconnectAll();
	cleanUp();
});

const start = () => startLoneNode(["--dev", "--base-path", basePath, "--database", "paritydb"]);

// Sends transfers until the node answers no more. Tells how many it took.
async function load(node, stopped) {
	const api = await connect(node);
	const receiver = freshAccount().address;
	let nonce = await nextNonce(node, alice);
	let taken = 0;
	while (!stopped.aborted) {
		const signed = await Promise.all(
			Array.from({ length: TOGETHER }, (_, index) =>
				api.tx.balances
					.transferKeepAlive(receiver, BTR / 1_000n)
					.signAsync(alice, { nonce: nonce + index, era: 0 }),
			),
		);
		const sent = signed.map((each) => rpc(node, "author_submitExtrinsic", each.toHex()));
		const answers = await Promise.allSettled(sent);
		taken += answers.filter(({ status }) => status === "fulfilled").length;
		nonce += TOGETHER;
		await sleep(PAUSE_MS);
	}
	await disconnect(api);
	return taken;
}

// Lets the node make a block under load, then ends it, each time at another moment of a slot. Tells what
// was final a moment before.
async function cut(node, from, count) {
	const stop = new AbortController();
	const loading = load(node, stop.signal);
	await waitForFinalized(node, from + 1);
	await sleep((SLOT_MS * (count - 1)) / CUTS);
	const last = await finalized(node);
	await node.kill();
	stop.abort();
	return { ...last, taken: await loading };
}

test(`after each of ${CUTS} sudden ends all that was final is there, and blocks go on`, async () => {
	let node = await start();
	assert.ok(existsSync(join(basePath, "chains", "batara_dev", "paritydb", "full", "metadata")));
	let from = 0;
	for (let count = 1; count <= CUTS; count += 1) {
		const last = await cut(node, from, count);
		assert.ok(last.taken > 0, "it was under load");
		node = await start();
		const { number } = await finalized(node);
		say(`cut ${count}: block ${last.number} was final, now ${number}; ${last.taken} transfers`);
		assert.ok(number >= last.number, `the finalised height fell from ${last.number} to ${number}`);
		assert.equal(await hashAt(node, last.number), last.hash);
		from = number;
	}
	await waitForFinalized(node, from + 1);
	assert.deepEqual(await node.stop(), { code: 0, signal: null });
});

test("every block of the chain can be read, from the first to the last final one", async () => {
	const node = await start();
	const { number: top } = await finalized(node);
	let parent = await hashAt(node, 0);
	for (let number = 1; number <= top; number += 1) {
		const hash = await hashAt(node, number);
		const { block } = await rpc(node, "chain_getBlock", hash);
		assert.equal(block.header.parentHash, parent, `block ${number}`);
		parent = hash;
	}
	await node.stop();
});

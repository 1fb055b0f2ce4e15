// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Warp sync to the one target of an epoch that broke it: the block right after one with which the
// validators changed. The proof brings the header of that block, so that the target had a parent in the
// database and no state could be imported on it. The node fell back to a full sync that never went past
// block 1. Needs the node binary only, no network: a chain that stands still has only one target.

import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { finalized, hashAt, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { cleanUp, freshFolder, startLoneNode, waitForLine } from "./network/lone-node.mjs";
import { addressOf } from "./network/nodes.mjs";

// Warp sync starts with three peers.
const PEERS = 3;
const FOLLOWED_BLOCKS = 2;
// Epochs in which the author may be too late to be stopped in time.
const ATTEMPTS = 5;

const authorFolder = freshFolder();
const startAuthor = (...options) => startLoneNode(["--dev", "--base-path", authorFolder, ...options]);
const startFullNode = (folder, ...options) =>
	startLoneNode(["--chain", "dev", "--base-path", folder, ...options]);

const setId = async (node) => (await rpc(node, "grandpa_roundState")).setId;

// The last final block of the set of validators that is at work, as soon as another follows.
async function lastOfSet(author) {
	const first = await setId(author);
	return waitFor(
		"the validators of the next epoch",
		async () => {
			const { number } = await finalized(author);
			return { done: (await setId(author)) > first, value: number, seen: `final #${number}` };
		},
		{ every: 100 },
	);
}

// Stops the author when the block after the last of a set is the last final one.
async function stopAfterChange(attempt = 1) {
	const author = await startAuthor();
	await waitForFinalized(author, 1);
	const last = await lastOfSet(author);
	await waitFor(
		`block ${last + 1} to be final`,
		async () => ({ done: (await finalized(author)).number > last }),
		{ every: 100 },
	);
	await author.kill();
	const stopped = await startFullNode(authorFolder);
	const head = await finalized(stopped);
	await stopped.stop();
	say(`validators changed with block ${last}, the last final block is ${head.number}`);
	if (head.number === last + 1) {
		return head;
	}
	assert.ok(attempt < ATTEMPTS, `stopped too late ${ATTEMPTS} times`);
	return stopAfterChange(attempt + 1);
}

// A full node with the chain of the author, and its address.
async function startPeer() {
	const folder = freshFolder();
	cpSync(authorFolder, folder, { recursive: true });
	rmSync(join(folder, "chains", "batara_dev", "network"), { recursive: true, force: true });
	return addressOf(await startFullNode(folder));
}

let target;
let addresses;
let late;

before(async () => {
	target = await stopAfterChange();
	addresses = await Promise.all(Array.from({ length: PEERS }, startPeer));
	late = await startFullNode(freshFolder(), "--sync", "warp", "--bootnodes", ...addresses);
});

after(cleanUp);

test("the block after a change of validators is a target like any other", async () => {
	const line = await waitForLine(late, /State sync is complete|State sync failed/);
	assert.match(line, /complete/);
	await waitForFinalized(late, target.number);
	assert.equal(await hashAt(late, target.number), target.hash);
});

test("the blocks before the target are fetched, its parent among them", async () => {
	await waitFor("all blocks to be here", async () => {
		const numbers = Array.from({ length: target.number }, (_, index) => index + 1);
		const hashes = await Promise.all(numbers.map((number) => hashAt(late, number)));
		const blocks = await Promise.all(
			hashes.map((hash) => (hash === null ? null : rpc(late, "chain_getBlock", hash))),
		);
		const missing = numbers.filter((_, index) => blocks[index] === null);
		return { done: missing.length === 0, seen: `${missing} are missing` };
	});
});

test("the node follows when the chain goes on", async () => {
	const author = await startAuthor("--bootnodes", ...addresses);
	await waitForFinalized(author, target.number + FOLLOWED_BLOCKS);
	await waitForFinalized(late, target.number + FOLLOWED_BLOCKS);
});

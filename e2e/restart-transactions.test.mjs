// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Transactions that a node accepted by RPC survive its sudden end, until a final block has them.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { account, BTR, freshAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { best, nextNonce, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { cleanUp, freshFolder, startLoneNode, waitForLine } from "./network/lone-node.mjs";

const TRANSFERS = 20;
const BACK = /transactions of the journal are back/;
const basePath = freshFolder();
const folder = join(basePath, "chains", "batara_dev", "mempool");
const journal = join(folder, "journal");
let sent;

after(async () => {
	await disconnectAll();
	cleanUp();
});

// A full node, which makes no blocks: what waits goes on waiting.
const startFullNode = (...options) =>
	startLoneNode(["--chain", "dev", "--base-path", basePath, ...options]);
const startAuthor = () => startLoneNode(["--dev", "--base-path", basePath, "--pool-journal", "true"]);

async function kill(node) {
	await disconnectAll();
	await node.kill();
}

async function sendTransfers(node) {
	const api = await connect(node);
	const receiver = freshAccount().address;
	const hexes = [];
	for (let nonce = 0; nonce < TRANSFERS; nonce += 1) {
		const call = api.tx.balances.transferKeepAlive(receiver, BTR);
		const signed = await call.signAsync(account("//Alice"), { nonce });
		await rpc(node, "author_submitExtrinsic", signed.toHex());
		hexes.push(signed.toHex());
	}
	return hexes;
}

const pending = (node) => rpc(node, "author_pendingExtrinsics");

test("accepted transactions are back in their order after kill -9", async () => {
	const first = await startFullNode();
	sent = await sendTransfers(first);
	assert.equal(statSync(journal).mode & 0o777, 0o600);
	await kill(first);
	const node = await startFullNode();
	assert.deepEqual(await pending(node), sent);
	assert.equal(await nextNonce(node, account("//Alice")), TRANSFERS);
	assert.match(await waitForLine(node, BACK), new RegExp(`${TRANSFERS} transactions .*, 0 were`));
	await kill(node);
});

test("--pool-journal false leaves the journal alone", async () => {
	const node = await startFullNode("--pool-journal", "false");
	assert.deepEqual(await pending(node), []);
	await kill(node);
});

test("records before a broken end are back", async () => {
	const whole = readFileSync(journal);
	truncateSync(journal, whole.length - 1);
	const node = await startFullNode();
	assert.deepEqual(await pending(node), sent.slice(0, -1));
	await waitForLine(node, new RegExp(`bytes that cannot be read.* ${TRANSFERS - 1} transactions`));
	await kill(node);
	writeFileSync(journal, whole);
});

test("transactions in final blocks are not brought back", async () => {
	const author = await startAuthor();
	await waitFor("blocks to take all", async () => {
		const { length } = await pending(author);
		return { done: length === 0, seen: `${length} wait` };
	});
	await waitForFinalized(author, await best(author));
	await kill(author);
	const node = await startFullNode();
	assert.deepEqual(await pending(node), []);
	// Without a line, if the journal was written anew before the end.
	assert.doesNotMatch(node.output(), /[1-9]\d* transactions of the journal are back/);
	await kill(node);
});

test("transactions that the operator removed are not brought back", async () => {
	const node = await startFullNode();
	const api = await connect(node);
	const call = api.tx.balances.transferKeepAlive(freshAccount().address, BTR);
	const signed = await call.signAsync(account("//Alice"), { nonce: -1 });
	const hash = await rpc(node, "author_submitExtrinsic", signed.toHex());
	assert.deepEqual(await rpc(node, "author_removeExtrinsic", [{ hash }]), [hash]);
	assert.deepEqual(await pending(node), []);
	const bytes = Buffer.from(signed.toU8a());
	await waitFor("the journal to forget it", () => ({ done: !readFileSync(journal).includes(bytes) }));
	await kill(node);
	const again = await startFullNode();
	assert.deepEqual(await pending(again), []);
	await kill(again);
});

test("a file that is no journal is kept beside a new one", async () => {
	writeFileSync(journal, "garbage");
	const node = await startFullNode();
	await waitForLine(node, /is no journal of transactions/);
	assert.deepEqual(readdirSync(folder).sort(), ["journal", "journal.broken-1"]);
	assert.equal(readFileSync(join(folder, "journal.broken-1"), "utf8"), "garbage");
	await node.stop();
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Blocks on demand, for contract developers: with every transaction, or at a steady pace.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { account, BTR, freshAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { best, finalized } from "./chain/rpc.mjs";
import { inBlock } from "./chain/transactions.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { deployGasBurner } from "./contracts/gas-burner.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

const TRANSFERS = 3;
// Picoseconds of gas.
const HEAVY_REF_TIME = 1_200_000_000_000n;
const HEAVY_CALLS = 8;

after(async () => {
	await disconnectAll();
	cleanUp();
});

const waitForHeight = (node, height) =>
	waitFor(`final block ${height}`, async () => {
		const [top, { number }] = await Promise.all([best(node), finalized(node)]);
		return { done: number >= height, value: number, seen: `best #${top}, final #${number}` };
	});

// The number of the block that takes the transaction.
async function included(api, call, signer) {
	const { hash } = await inBlock(api, call, signer);
	return (await api.rpc.chain.getHeader(hash)).number.toNumber();
}

test("--sealing instant makes a final block with each transaction, and none without", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	const api = await connect(node);
	assert.equal(await best(node), 0);
	const receiver = freshAccount();
	for (let count = 1; count <= TRANSFERS; count += 1) {
		const call = api.tx.balances.transferKeepAlive(receiver.address, BTR);
		assert.equal(await included(api, call, account("//Alice")), count);
		await waitForHeight(node, count);
	}
	assert.equal(await best(node), TRANSFERS);
	const { data } = await api.query.system.account(receiver.address);
	assert.equal(data.free.toBigInt(), BigInt(TRANSFERS) * BTR);
	await disconnectAll();
	await node.stop();
});

test("--sealing instant goes on where a block opens a session and takes no transaction", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	const api = await connect(node);
	const slots = api.consts.babe.epochDuration.toNumber();
	const receiver = freshAccount();
	let taken;
	for (let count = 0; count <= slots; count += 1) {
		const call = api.tx.balances.transferKeepAlive(receiver.address, BTR);
		taken = await included(api, call, account("//Alice"));
	}
	// One block for each transaction, and the one that took none.
	assert.equal(taken, slots + 2);
	await waitForHeight(node, taken);
	assert.equal(await best(node), taken);
	await disconnectAll();
	await node.stop();
});

// More than the lanes of others leave to one while these are open.
test("--sealing instant takes a heavy call after a deployment, by itself", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	const api = await connect(node);
	const alice = account("//Alice");
	const burner = await deployGasBurner(api, alice, HEAVY_REF_TIME, inBlock);
	const sent = await best(node);
	const taken = await included(api, burner.call(), alice);
	assert.ok(taken > sent + 1, "the first block had no room for it");
	await disconnectAll();
	await node.stop();
});

test("--sealing instant goes on until all that waits is taken", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	const api = await connect(node);
	const alice = account("//Alice");
	const burner = await deployGasBurner(api, alice, HEAVY_REF_TIME / 2n, inBlock);
	const nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
	for (let count = 0; count < HEAVY_CALLS; count += 1) {
		await burner.call().signAndSend(alice, { nonce: nonce + count });
	}
	await waitFor("all calls to be taken", async () => {
		const { nonce: seen } = await api.query.system.account(alice.address);
		return { done: seen.toNumber() === nonce + HEAVY_CALLS, seen: `nonce ${seen}` };
	});
	await disconnectAll();
	await node.stop();
});

test("--sealing 500 makes blocks without transactions", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--sealing", "500"]);
	await waitForHeight(node, 5);
	const api = await connect(node);
	const receiver = freshAccount();
	const call = api.tx.balances.transferKeepAlive(receiver.address, BTR);
	const number = await included(api, call, account("//Alice"));
	await waitForHeight(node, number + 1);
	const { data } = await api.query.system.account(receiver.address);
	assert.equal(data.free.toBigInt(), BTR);
	await disconnectAll();
	await node.stop();
});

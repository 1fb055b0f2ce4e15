// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Blocks on demand, for contract developers: with every transaction, or at a steady pace.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { account, BTR, freshAccount } from "./network/accounts.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";
import { best, finalized } from "./network/rpc.mjs";
import { waitFor } from "./network/waiting.mjs";

const TRANSFERS = 3;

after(async () => {
	await disconnectAll();
	cleanUp();
});

const waitForHeight = (node, height) =>
	waitFor(`final block ${height}`, async () => {
		const [top, { number }] = await Promise.all([best(node), finalized(node)]);
		return { done: number >= height, value: number, seen: `best #${top}, final #${number}` };
	});

// Resolves once the transaction is in a block, with the number of that block.
function included(api, call, signer) {
	return new Promise((resolve, reject) => {
		call
			.signAndSend(signer, { nonce: -1 }, ({ status, dispatchError }) => {
				if (dispatchError) {
					reject(new Error(dispatchError.toString()));
				} else if (status.isInBlock) {
					api.rpc.chain
						.getHeader(status.asInBlock)
						.then(({ number }) => resolve(number.toNumber()));
				}
			})
			.catch(reject);
	});
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

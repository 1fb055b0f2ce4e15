// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A node without keys sends a transaction to the only validator at a moment when the validator's pool is
// full. Peers answer nothing: the node tells it again, or the transaction would wait for ever.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, BTR } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { FULL } from "./chain/refusals.mjs";
import { best, nextNonce, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";
import { byLane, readMetrics } from "./network/metrics.mjs";

const LIMIT = 20;
// A node tells again after 30 s.
const WITHIN_MS = 120_000;

const [alice, bob, charlie] = ["//Alice", "//Bob", "//Charlie"].map(account);

let validator;
let node;
let api;

before(async () => {
	validator = await startLoneNode(["--dev", "--tmp", "--pool-limit", String(LIMIT)]);
	const peer = await rpc(validator, "system_localPeerId");
	const address = `/ip4/127.0.0.1/tcp/${validator.p2pPort}/p2p/${peer}`;
	node = await startLoneNode(["--chain", "dev", "--tmp", "--bootnodes", address]);
	await waitForFinalized(node, 2);
	api = await connect(node);
});
after(async () => {
	await disconnectAll();
	await node?.stop();
	await validator?.stop();
	cleanUp();
});

const nonceInBlock = async ({ address }) => (await api.query.system.account(address)).nonce.toNumber();

const sign = (signer, nonce) =>
	api.tx.balances.transferKeepAlive(charlie.address, BTR).signAsync(signer, { nonce, era: 0 });

const refused = async () =>
	byLane(await readMetrics(validator), "batara_mempool_refused_transactions_total").payments;

// Until one is refused.
async function fillPool() {
	for (;;) {
		const signed = await sign(alice, await nextNonce(validator, alice));
		try {
			await rpc(validator, "author_submitExtrinsic", signed.toHex());
		} catch (error) {
			assert.equal(error.code, FULL, error);
			return;
		}
	}
}

// The validator has refused it, or has it.
async function isRefused(nonce, before) {
	return waitFor("the validator to get it", async () => {
		const accepted = (await nextNonce(validator, bob)) > nonce;
		const told = (await refused()) > before;
		return { done: accepted || told, value: !accepted };
	});
}

// Sends payments of bob's until the validator has refused one, and gives back its nonce.
async function sendWhenFull() {
	for (;;) {
		await waitForBest(validator, (await best(validator)) + 1);
		await fillPool();
		const before = await refused();
		const nonce = await nextNonce(validator, bob);
		await rpc(node, "author_submitExtrinsic", (await sign(bob, nonce)).toHex());
		if (await isRefused(nonce, before)) {
			return nonce;
		}
		say("it found a place");
	}
}

test("a transaction that a full peer refused comes into a block", async () => {
	const nonce = await sendWhenFull();
	const start = Date.now();
	await waitFor(
		"the payment to come into a block",
		async () => ({ done: (await nonceInBlock(bob)) > nonce }),
		{ timeout: WITHIN_MS },
	);
	say(`${Math.round((Date.now() - start) / 1000)} s after it was refused`);
});

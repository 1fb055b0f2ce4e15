// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A pool that is nearly full: the lanes share it, and whoever is refused is told. On a node that authors
// nothing, so that nothing leaves the pool.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, BTR } from "./network/accounts.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";
import { laneOf, mempoolStatus } from "./network/mempool.mjs";
import { byLane, readMetrics } from "./network/metrics.mjs";
import { rpc } from "./network/rpc.mjs";

const INVALID = 1010;
const FULL = 1016;

// Of these, half is open to all; payments have a quarter and what is nobody's, 35 %.
const LIMIT = 200;
const PAYMENTS = 50 + 70;
const GOVERNANCE = 20;
const OTHER = 10;

const [alice, bob, charlie] = ["//Alice", "//Bob", "//Charlie"].map(account);

let node;
let api;

before(async () => {
	node = await startLoneNode(["--chain", "dev", "--tmp", "--pool-limit", String(LIMIT)]);
	api = await connect(node);
});
after(async () => {
	await disconnectAll();
	await node?.stop();
	cleanUp();
});

const payment = () => api.tx.balances.transferKeepAlive(bob.address, BTR);
const remark = () => api.tx.system.remark("0x00");
const ballot = () => api.tx.convictionVoting.removeVote(null, 0);

const sign = (call, signer, nonce, tip = 0n) => call.signAsync(signer, { nonce, tip, era: 0 });

// The code of the error, or undefined.
async function codeOf(transaction) {
	try {
		await rpc(node, "author_submitExtrinsic", transaction.toHex());
	} catch (error) {
		assert.notEqual(error.code, undefined, error);
		return error.code;
	}
	return undefined;
}

// One after the other, so that no nonce overtakes another.
async function codesOf(transactions) {
	const codes = [];
	for (const transaction of transactions) {
		codes.push(await codeOf(transaction));
	}
	return codes;
}

// `makeCall` gives a new one each time: a call is changed by its signature.
const signMany = (count, makeCall, signer, first = 0) =>
	Promise.all(
		Array.from({ length: count }, (_, index) => sign(makeCall(), signer, first + index)),
	);

const count = (codes, code) => codes.filter((other) => other === code).length;

// A fifth of the limit may wait for others, and is shared in the same way.
const FUTURES = LIMIT / 5;
const OPEN_FUTURES = FUTURES / 2;
const FAR = 1_000;

test("what waits for others leaves the other lanes their places", async () => {
	const codes = await codesOf(await signMany(2 * FUTURES, remark, charlie, FAR));
	const accepted = count(codes, undefined);
	assert.ok(accepted >= OPEN_FUTURES && accepted < FUTURES * 0.6, `${accepted} accepted`);
	assert.equal(codes.length - accepted, count(codes, FULL));
	for (const [call, signer, share] of [
		[payment, alice, FUTURES / 4],
		[ballot, bob, FUTURES / 10],
	]) {
		const others = await codesOf(await signMany(share, call, signer, FAR));
		assert.equal(count(others, undefined), share);
	}
	const { dropped, future } = await mempoolStatus(node);
	assert.equal(dropped, 0);
	assert.equal(future, accepted + FUTURES / 4 + FUTURES / 10);
});

test("what is ready enters, whatever waits for others in its lane", async () => {
	assert.deepEqual(await codesOf(await signMany(2, remark, bob)), [undefined, undefined]);
	assert.equal(await codeOf(await sign(remark(), bob, 2 * FAR)), FULL);
});

test("a flood of one lane leaves the others their places", async () => {
	const codes = await codesOf(await signMany(LIMIT, payment, alice));
	const accepted = count(codes, undefined);
	assert.ok(accepted >= PAYMENTS && accepted < PAYMENTS + LIMIT / 10, `${accepted} accepted`);
	assert.equal(codes.length - count(codes, undefined), count(codes, FULL));
	const votes = await codesOf(await signMany(GOVERNANCE, ballot, charlie));
	assert.equal(count(votes, undefined), GOVERNANCE);
});

test("mempool_status and metrics tell what was refused", async () => {
	const { lanes } = await mempoolStatus(node);
	const payments = laneOf({ lanes }, "payments");
	assert.equal(payments.places, LIMIT / 4);
	assert.ok(payments.refused >= LIMIT - PAYMENTS, `${payments.refused}`);
	assert.equal(laneOf({ lanes }, "governance").refused, 0);
	const counted = byLane(
		await readMetrics(node),
		"batara_mempool_refused_transactions_total",
	);
	assert.equal(counted.payments, payments.refused);
});

// The lane of everything else has 5 % and nothing in it. More forged ones than that come, then real ones.
test("what is not valid takes no place", async () => {
	const forged = (await signMany(LIMIT / 4, remark, bob)).map((signed, index) => {
		const signature = signed.signature.toHex().slice(2);
		const wrong = `${signature.slice(0, -8)}${index.toString(16).padStart(4, "0")}0000`;
		return { toHex: () => signed.toHex().replace(signature, wrong) };
	});
	assert.equal(count(await codesOf(forged), INVALID), forged.length);
	const real = await codesOf(await signMany(OTHER - 2, remark, bob, 2));
	assert.equal(count(real, undefined), real.length);
	assert.equal(await codeOf(await sign(remark(), bob, OTHER)), FULL);
});

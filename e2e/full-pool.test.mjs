// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A pool that is nearly full: the lanes share it, and whoever is refused is told. On a node that authors
// nothing, so that nothing leaves the pool.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, BTR } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { FULL, INVALID } from "./chain/refusals.mjs";
import { rpc } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { laneOf, mempoolStatus } from "./load/mempool.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";
import { byLane, readMetrics } from "./network/metrics.mjs";

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
	Promise.all(Array.from({ length: count }, (_, index) => sign(makeCall(), signer, first + index)));

const count = (codes, code) => codes.filter((other) => other === code).length;

// The pool is twelve times as large as the limit, a tenth of it is for what waits for others.
const FUTURES = (12 * LIMIT) / 10;

// It was tried 50 times in ten seconds, and each time the runtime panicked.
test("bytes that the runtime cannot read are refused at once", async () => {
	const panics = () => node.output().match(/panicked/g)?.length ?? 0;
	const earlier = panics();
	await assert.rejects(rpc(node, "author_submitExtrinsic", "0x0400"), /author_submitExtrinsic: \d+/);
	assert.ok(panics() - earlier < 5, `${panics() - earlier} panics`);
});

test("only waiting transactions of the flooded lane are thrown out", async () => {
	const told = [];
	const watch = (signed) => signed.send(({ status }) => status.isDropped && told.push(signed));
	// These have waited for the longest time.
	const votes = await signMany(GOVERNANCE, ballot, alice, 1_000);
	const ends = await Promise.all(votes.map(watch));
	const flood = await signMany(FUTURES + OTHER, remark, charlie, 1_000);
	ends.push(...(await Promise.all(flood.map(watch))));
	const { dropped, future } = await waitFor("all to be told", async () => {
		const status = await mempoolStatus(node);
		const least = GOVERNANCE + OTHER;
		return { done: status.dropped >= least && told.length >= status.dropped, value: status };
	});
	assert.equal(dropped, told.length);
	assert.equal(future, GOVERNANCE + FUTURES + OTHER - dropped);
	assert.deepEqual(
		told.filter((signed) => votes.includes(signed)),
		[],
	);
	ends.forEach((end) => end());
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
	const counted = byLane(await readMetrics(node), "batara_mempool_refused_transactions_total");
	assert.equal(counted.payments, payments.refused);
});

// The lane of everything else has 5 % and nothing in it. More forged ones than that come, then real ones.
test("a transaction that is not valid takes no place", async () => {
	const forged = (await signMany(LIMIT / 4, remark, bob)).map((signed, index) => {
		const signature = signed.signature.toHex().slice(2);
		const wrong = `${signature.slice(0, -8)}${index.toString(16).padStart(4, "0")}0000`;
		return { toHex: () => signed.toHex().replace(signature, wrong) };
	});
	assert.equal(count(await codesOf(forged), INVALID), forged.length);
	const real = await codesOf(await signMany(OTHER, remark, bob));
	assert.equal(count(real, undefined), OTHER);
	assert.equal(await codeOf(await sign(remark(), bob, OTHER)), FULL);
});

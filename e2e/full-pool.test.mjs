// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A pool that is nearly full: the lanes share it, whoever is refused or dropped is told, and nobody gets
// a hole in its nonces. On nodes that author nothing, so that nothing leaves the pool.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, BTR } from "./network/accounts.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";
import { laneOf, mempoolStatus } from "./network/mempool.mjs";
import { byLane, readMetrics } from "./network/metrics.mjs";
import { rpc } from "./network/rpc.mjs";
import { waitFor } from "./network/waiting.mjs";

const INVALID = 1010;
const FULL = 1016;
const TOO_MANY_FUTURE = 1021;

// Of these, half is open to all; payments have a quarter and what is nobody's, 35 %.
const LIMIT = 200;
const PAYMENTS = 50 + 70;
const GOVERNANCE = 20;
const OTHER = 10;
const FUTURE = LIMIT / 10;

const names = ["//Alice", "//Bob", "//Charlie", "//Dave"];
const [alice, bob, charlie, dave] = names.map(account);

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

test("what waits for others has a tenth of the pool, and what is ready enters", async () => {
	const ahead = await codesOf(await signMany(FUTURE + 10, payment, dave, 1));
	assert.equal(count(ahead, undefined), FUTURE);
	assert.equal(count(ahead, TOO_MANY_FUTURE), 10);
	assert.equal(await codeOf(await sign(payment(), dave, 0)), undefined);
	await waitFor("all of them to be ready", async () => {
		const { ready, future } = await mempoolStatus(node);
		return { done: ready === FUTURE + 1 && future === 0, seen: `${ready} ready, ${future} wait` };
	});
});

test("a flood of one lane leaves the others their places", async () => {
	const codes = await codesOf(await signMany(LIMIT, payment, alice));
	const accepted = FUTURE + 1 + count(codes, undefined);
	assert.ok(accepted >= PAYMENTS && accepted < PAYMENTS + LIMIT / 10, `${accepted} accepted`);
	assert.equal(codes.length - count(codes, undefined), count(codes, FULL));
	const votes = await codesOf(await signMany(GOVERNANCE, ballot, charlie));
	assert.equal(count(votes, undefined), GOVERNANCE);
});

test("mempool_status and metrics tell what was refused", async () => {
	const { lanes } = await mempoolStatus(node);
	const payments = laneOf({ lanes }, "payments");
	assert.equal(payments.places, LIMIT / 4);
	assert.ok(payments.displaced >= LIMIT - PAYMENTS, `${payments.displaced}`);
	assert.equal(laneOf({ lanes }, "governance").displaced, 0);
	const counted = byLane(
		await readMetrics(node),
		"batara_mempool_displaced_transactions_total",
	);
	assert.equal(counted.payments, payments.displaced);
});

// The lane of everything else has 5 % and nothing in it. More forged ones than that come, then real ones.
test("what is not valid takes no place", async () => {
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

// On a node whose pool is full of payments of one sender, all of them watched.
test("a higher tip takes the place of the last of a sender, who is told", async () => {
	const small = await startLoneNode(["--chain", "dev", "--tmp", "--pool-limit", "40"]);
	const smallApi = await connect(small);
	const statuses = [];
	const pay = (signer, nonce, tip) =>
		smallApi.tx.balances
			.transferKeepAlive(dave.address, BTR)
			.signAsync(signer, { nonce, tip, era: 0 });
	const watch = async (nonce) =>
		(await pay(alice, nonce, 0n)).send(({ status }) => {
			statuses[nonce] = [...(statuses[nonce] ?? []), status.type];
		});
	let taken = 0;
	await assert.rejects(async () => {
		for (; ; taken += 1) {
			await watch(taken);
		}
	}, /Immediately Dropped/);
	// A quarter of 40 and 35 % of it; somewhat more while nobody has counted.
	assert.ok(taken >= 24 && taken < 32, `${taken} taken`);

	const submit = async (signed) => rpc(small, "author_submitExtrinsic", signed.toHex());
	await assert.rejects(submit(await pay(charlie, 0, 0n)), { code: FULL });
	for (const nonce of [0, 1, 2]) {
		const rich = await pay(bob, nonce, BTR / 1_000n);
		// The node counts once a second.
		await waitFor("a higher tip to be accepted", async () => {
			const hash = await submit(rich).catch(({ code }) => code);
			return { done: hash !== FULL, seen: hash };
		});
	}
	const dropped = () =>
		statuses.flatMap((all, nonce) => (all.includes("Dropped") ? [nonce] : []));
	await waitFor("three senders to be told", () => {
		const seen = dropped();
		return { done: seen.length === 3, seen: seen.join(", ") };
	});
	assert.deepEqual(dropped(), [taken - 3, taken - 2, taken - 1]);
	assert.equal((await mempoolStatus(small)).ready, taken);
	await small.stop();
});

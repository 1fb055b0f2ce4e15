// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Transactions that the pool must refuse, each with the error that tells why.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, fundedAccounts } from "./chain/accounts.mjs";
import { askAll } from "./chain/batches.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { assertRejected, INVALID, UNDECODABLE } from "./chain/refusals.mjs";
import { best, hashAt, nextNonce, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { submitOk } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { node } from "./network/state.mjs";

const alice = node("alice");
const receiver = freshAccount();
let api;
let sender;

before(async () => {
	api = await connect(alice);
	[sender] = await fundedAccounts(api, 1, 100n * BTR);
});
after(disconnectAll);

const transfer = (value = BTR) => api.tx.balances.transferKeepAlive(receiver.address, value);
const send = (hex) => rpc(alice, "author_submitExtrinsic", hex);

const assertRefused = (hex, code, words) => assertRejected(send(hex), code, words);

async function assertAlive() {
	await waitForBest(alice, (await best(alice)) + 1);
}

test("a nonce that was used is outdated", async () => {
	await submitOk(api, transfer(), sender);
	const stale = await transfer(2n * BTR).signAsync(sender, {
		nonce: (await nextNonce(alice, sender)) - 1,
	});
	await assertRefused(stale.toHex(), INVALID, /outdated/i);
});

test("a nonce ahead of its turn waits, and goes in once the gap is filled", async () => {
	const nonce = await nextNonce(alice, sender);
	const ahead = await transfer(3n * BTR).signAsync(sender, { nonce: nonce + 1 });
	await send(ahead.toHex());
	await submitOk(api, transfer(4n * BTR), sender, { nonce });
	await waitFor("both transactions to be in a block", async () => {
		const account = await api.query.system.account(sender.address);
		const seen = `next nonce ${account.nonce}, wanted ${nonce + 2}`;
		return { done: account.nonce.toNumber() === nonce + 2, seen };
	});
});

test("a wrong signature is refused", async () => {
	const signed = await transfer().signAsync(sender, { nonce: await nextNonce(alice, sender) });
	const signature = signed.signature.toHex().slice(2);
	const last = signature.at(-3) === "0" ? "1" : "0";
	const forged = `${signature.slice(0, -3)}${last}${signature.slice(-2)}`;
	const hex = signed.toHex();
	assert.ok(hex.includes(signature));
	await assertRefused(hex.replace(signature, forged), INVALID, /bad signature/i);
});

test("a signature for another chain is refused", async () => {
	const signed = await transfer().signAsync(sender, {
		nonce: await nextNonce(alice, sender),
		genesisHash: `0x${"11".repeat(32)}`,
		era: 0,
		blockHash: `0x${"11".repeat(32)}`,
	});
	await assertRefused(signed.toHex(), INVALID, /bad signature/i);
});

// A period of four blocks that ended. The runtime takes the era for the running period, finds
// another block hash there, and so the signature does not fit.
test("an era that is over is refused", async () => {
	const birth = 4;
	await waitForFinalized(alice, birth + 12);
	const signed = await transfer().signAsync(sender, {
		nonce: await nextNonce(alice, sender),
		era: api.createType("ExtrinsicEra", { current: birth, period: 4 }),
		blockHash: await hashAt(alice, birth),
	});
	await assertRefused(signed.toHex(), INVALID, /bad signature|ancient birth/i);
});

test("an era born in a block that the chain does not know is refused", async () => {
	const signed = await transfer().signAsync(sender, {
		nonce: await nextNonce(alice, sender),
		era: api.createType("ExtrinsicEra", { current: 60_000, period: 65_536 }),
		blockHash: await hashAt(alice, 1),
	});
	await assertRefused(signed.toHex(), INVALID, /ancient birth/i);
});

test("an account that cannot pay the fee is refused", async () => {
	const poor = freshAccount();
	const signed = await transfer().signAsync(poor, { nonce: 0 });
	await assertRefused(signed.toHex(), INVALID, /inability to pay/i);
});

test("bytes that are no transaction get an error, and the node lives on", async () => {
	// No length prefix that fits; a fitting one with garbage behind it; nothing at all.
	for (const bytes of ["0xdeadbeef", "0x20ffffffffffffffff", "0x"]) {
		say(`sending ${bytes}`);
		await assertRejected(send(bytes), UNDECODABLE);
	}
	await assertAlive();
});

test("a batch of more than 500 requests is refused, one of 500 is answered", async () => {
	assert.equal((await askAll(alice, 500)).length, 500);
	assert.match((await askAll(alice, 501)).error.message, /batch/i);
	await assertAlive();
});

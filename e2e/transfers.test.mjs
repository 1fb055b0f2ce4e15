// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A signed transfer is final, and every base unit that it moved is accounted for.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, payers, treasuryAccount } from "./chain/accounts.mjs";
import { changesOfBlock, ledgerAt, sum } from "./chain/balances.mjs";
import { authorOf } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { submitInQuietBlock } from "./chain/quiet-blocks.mjs";
import { hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { findEvents, quoteOf } from "./chain/transactions.mjs";
import { say } from "./chain/waiting.mjs";
import { allNodes, node } from "./network/state.mjs";

const VALUE = 12n * BTR + 345_678_901_234n;

const alice = node("alice");
let api;
let sender;
let transfer;

before(async () => {
	api = await connect(alice);
	[sender] = await payers(api, 1_000n * BTR);
});
after(disconnectAll);

// The sums below need a block in which nothing else moves money, and of which we know whom the
// runtime takes for its author. Each attempt has a receiver of its own.
async function transferQuietly() {
	let to;
	const makeCall = () => {
		to = freshAccount().address;
		return api.tx.balances.transferKeepAlive(to, VALUE);
	};
	const sent = await submitInQuietBlock(api, makeCall, sender);
	return { ...sent, to };
}

test("a signed transfer is included, succeeds and is final on every node", async () => {
	transfer = await transferQuietly();
	const [event] = findEvents(transfer.events, "balances", "Transfer");
	assert.deepEqual(
		event.data.map((value) => value.toString()),
		[sender.address, transfer.to, VALUE.toString()],
	);
	for (const other of allNodes()) {
		await waitForFinalized(other, transfer.number);
		assert.equal(await hashAt(other, transfer.number), transfer.hash, `on ${other.name}`);
	}
});

test("sender and receiver add up to the base unit", async () => {
	const { byAccount } = await changesOfBlock(api, transfer);
	assert.ok(transfer.fee > 0n, "the transfer cost a fee");
	assert.equal(byAccount.get(transfer.to), VALUE);
	assert.equal(byAccount.get(sender.address), -(VALUE + transfer.fee));
});

test("the fee goes to author and treasury, or is burned, without a rest", async () => {
	const { byAccount, issuance } = await changesOfBlock(api, transfer);
	const author = await authorOf(api, alice, transfer.hash);
	const treasury = treasuryAccount(api);
	const toAuthor = byAccount.get(author) ?? 0n;
	const toTreasury = byAccount.get(treasury) ?? 0n;
	const burned = -issuance;
	say(`fee ${transfer.fee} = author ${toAuthor} + treasury ${toTreasury} + burned ${burned}`);

	const expected = [sender.address, transfer.to, author, treasury];
	const strangers = [...byAccount.keys()].filter((address) => !expected.includes(address));
	assert.deepEqual(strangers, [], "accounts that the transfer should not touch");
	assert.ok(toAuthor > 0n, "the author gets a part");
	assert.ok(toTreasury >= 0n && burned >= 0n);
	assert.equal(toAuthor + toTreasury + burned, transfer.fee);
});

test("the quote before the transfer is the fee that was charged", async () => {
	assert.equal(await quoteOf(alice, transfer), transfer.fee);
});

test("the sum of all balances is the total issuance", async () => {
	for (const hash of [transfer.parent, transfer.hash]) {
		const { totals, issuance } = await ledgerAt(api, hash);
		assert.equal(sum(totals.values()), issuance, `in block ${hash}`);
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The fee of a transaction, who gets it, and who pays it if there is a sponsor.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, fundedAccounts, payers, treasuryAccount } from "./chain/accounts.mjs";
import { changesOfBlock, supplyAt } from "./chain/balances.mjs";
import { authorOf } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { submitInQuietBlock } from "./chain/quiet-blocks.mjs";
import { assertRejected, INVALID, UNDECODABLE } from "./chain/refusals.mjs";
import { rpc } from "./chain/rpc.mjs";
import { exists, heldAt, startSponsorship } from "./chain/sponsorship.mjs";
import { findEvents, quoteOf, submit, submitOk } from "./chain/transactions.mjs";
import { node } from "./network/state.mjs";

const VALUE = 3n * BTR + 123_456_789n;
const AUTHOR_PERCENT = 50n;
const TREASURY_PERCENT = 30n;

const alice = node("alice");
const receiver = freshAccount();
const newcomer = freshAccount();
let api;
let sender;
let sponsor;
let sponsored;
let patron;

before(async () => {
	api = await connect(alice);
	[sender] = await payers(api, 1_000n * BTR);
	[sponsor, sponsored, patron] = await fundedAccounts(api, 3, 20n * BTR);
});
after(disconnectAll);

const transfer = () => api.tx.balances.transferKeepAlive(receiver.address, VALUE);
const remark = () => api.tx.system.remark("0x00");

test("a transfer costs what the node quoted", async () => {
	const paid = await submitOk(api, transfer(), sender);
	assert.ok(paid.fee > 0n);
	assert.equal(paid.fee, await quoteOf(alice, paid));
});

test("author, treasury and fire share a fee to the last base unit", async () => {
	const paid = await submitInQuietBlock(api, transfer, sender);
	const { byAccount, issuance } = await changesOfBlock(api, paid);
	const author = byAccount.get(await authorOf(api, alice, paid.hash)) ?? 0n;
	const treasury = byAccount.get(treasuryAccount(api)) ?? 0n;
	assert.equal(author, (paid.fee * AUTHOR_PERCENT) / 100n);
	assert.equal(treasury, (paid.fee * TREASURY_PERCENT) / 100n);
	assert.equal(author + treasury - issuance, paid.fee);

	const burnedAt = async (hash) => (await supplyAt(api, hash)).burnedByFees.toBigInt();
	assert.equal((await burnedAt(paid.hash)) - (await burnedAt(paid.parent)), -issuance);
});

test("a sponsor pays the quoted fee, the sender nothing but the value", async () => {
	await startSponsorship(api, alice, sponsor, sponsored);
	const paid = await submitInQuietBlock(api, transfer, sponsored);
	assert.equal(paid.fee, await quoteOf(alice, paid));

	const { byAccount } = await changesOfBlock(api, paid);
	assert.equal(byAccount.get(sponsored.address), -VALUE);
	assert.equal(byAccount.get(sponsor.address), -paid.fee);
	const budgetAt = (hash) => heldAt(api, hash, sponsor, "SponsorshipBudget");
	assert.equal((await budgetAt(paid.parent)) - (await budgetAt(paid.hash)), paid.fee);

	const [event] = findEvents(paid.events, "feePolicy", "FeeSponsored");
	assert.deepEqual(
		event.data.map((value) => value.toString()),
		[sponsor.address, sponsored.address, paid.fee.toString()],
	);
});

test("an account that never held BTR sends its first transaction", async () => {
	assert.equal(await exists(api, alice, newcomer), false);
	await startSponsorship(api, alice, patron, newcomer);
	const sent = await submitOk(api, remark(), newcomer);
	assert.equal(findEvents(sent.events, "feePolicy", "FeeSponsored").length, 1);
	const { nonce, providers, sufficients, data } = await api.query.system.account(newcomer.address);
	assert.deepEqual(
		[nonce, providers, sufficients].map((count) => count.toNumber()),
		[1, 0, 1],
	);
	assert.equal(data.free.toBigInt(), 0n);
});

test("a tip is refused to a sponsored account without BTR", async () => {
	const tipped = await remark().signAsync(newcomer, { nonce: -1, tip: 1 });
	const sent = rpc(alice, "author_submitExtrinsic", tipped.toHex());
	await assertRejected(sent, INVALID, /inability to pay/i);
});

test("nothing is left of the account after the sponsor withdrew", async () => {
	const { events } = await submitOk(api, api.tx.feePolicy.withdraw(newcomer.address), patron);
	const [ended] = findEvents(events, "feePolicy", "SponsorshipEnded");
	assert.equal(ended.data.at(-1).type, "Withdrawn");
	assert.equal(await exists(api, alice, newcomer), false);
	const { nonce, providers, sufficients } = await api.query.system.account(newcomer.address);
	assert.deepEqual(
		[nonce, providers, sufficients].map((count) => count.toNumber()),
		[0, 0, 0],
	);
});

test("a sponsor that withdrew has everything back", async () => {
	const { data } = await api.query.system.account(patron.address);
	assert.equal(data.reserved.toBigInt(), 0n);
	assert.equal((await api.query.balances.holds(patron.address)).length, 0);
});

const setLaneShares = (operations, governance) =>
	api.tx.parameters.setParameter({
		Fees: { Lanes: [null, { operations, governance, payments: 0, contracts: 0, other: 0 }] },
	});

test("lane shares of 120 % are no transaction", async () => {
	const signed = await setLaneShares(600_000, 600_000).signAsync(sender, { nonce: -1 });
	await assertRejected(rpc(alice, "author_submitExtrinsic", signed.toHex()), UNDECODABLE);
});

test("lane shares of 100 % are one, for governance only", async () => {
	const { error } = await submit(api, setLaneShares(600_000, 400_000), sender);
	assert.equal(error, "BadOrigin");
});

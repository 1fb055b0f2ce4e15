// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A payment from the treasury: voted, and then made by the chain itself at the end of the spend
// period.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, payers, treasuryAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { findEvent } from "./chain/history.mjs";
import { rpc } from "./chain/rpc.mjs";
import { submitOk } from "./chain/transactions.mjs";
import { view } from "./chain/views.mjs";
import { passProposal } from "./governance/proposals.mjs";
import { node } from "./network/state.mjs";

// More than the treasury may have earned by now: somebody gives it the rest.
const PAYMENT = 25n * BTR;
// The period may end some blocks late: blocks are skipped, not slots counted.
const LATE = 5;

const alice = node("alice");
const beneficiary = freshAccount();
let api;
let proposal;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

const supplyAt = async (hash) => view(await api.at(hash), "Accounts", "supply");
const incomeOf = ({ treasuryIncome: { fees, emission, slashes } }) =>
	fees.toBigInt() + emission.toBigInt() + slashes.toBigInt();
const balanceAt = async (hash) => {
	const { query } = await api.at(hash);
	return (await query.system.account(beneficiary.address)).data.free.toBigInt();
};

test("the smallest spender track approves a payment", async () => {
	const [giver] = await payers(api, PAYMENT + BTR);
	await submitOk(api, api.tx.balances.transferKeepAlive(treasuryAccount(api), PAYMENT), giver);
	const kind = { Spend: { amount: PAYMENT, beneficiary: beneficiary.address } };
	proposal = await passProposal(api, kind, "A small piece of work");
	const before = await view(
		await api.at(await rpc(alice, "chain_getBlockHash", proposal.submitted)),
		"Governance",
		"proposal",
		proposal.index,
	);
	const { track, kind: told } = before.unwrap();
	const tracks = await view(api, "Governance", "tracks");
	const small = tracks.find((each) => each.track.type === "SmallSpender");
	assert.equal(track.unwrap().toNumber(), small.id.toNumber());
	assert.equal(told.asSpend.amount.toBigInt(), PAYMENT);
	assert.equal(told.asSpend.beneficiary.toString(), beneficiary.address);
});

test("the chain pays it at the end of the spend period", async () => {
	const period = api.consts.treasury.spendPeriod.toNumber();
	const paid = await findEvent(api, alice, "treasury.Awarded", {
		from: proposal.enacted,
		within: period + LATE,
		matches: (data) => data.account.toString() === beneficiary.address,
	});
	const { parentHash } = await rpc(alice, "chain_getHeader", paid.hash);
	assert.equal(await balanceAt(parentHash), 0n);
	assert.equal(await balanceAt(paid.hash), PAYMENT);

	const [earlier, now] = await Promise.all([supplyAt(parentHash), supplyAt(paid.hash)]);
	const earned = incomeOf(now) - incomeOf(earlier);
	assert.equal(now.treasury.toBigInt(), earlier.treasury.toBigInt() + earned - PAYMENT);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A payment from the treasury: voted, and then made by the chain itself at the end of the spend
// period.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, payers, treasuryAccount } from "./chain/accounts.mjs";
import { balanceAt, supplyAt } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { findEvent } from "./chain/history.mjs";
import { hashAt, rpc } from "./chain/rpc.mjs";
import { submitOk } from "./chain/transactions.mjs";
import { passProposal, proposalAt, trackOf } from "./governance/proposals.mjs";
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

const incomeOf = ({ treasuryIncome: { fees, emission, slashes } }) =>
	fees.toBigInt() + emission.toBigInt() + slashes.toBigInt();
const freeAt = async (hash) => (await balanceAt(api, hash, beneficiary)).free;

test("the smallest spender track approves a payment", async () => {
	const [giver] = await payers(api, PAYMENT + BTR);
	await submitOk(api, api.tx.balances.transferKeepAlive(treasuryAccount(api), PAYMENT), giver);
	const kind = { Spend: { amount: PAYMENT, beneficiary: beneficiary.address } };
	proposal = await passProposal(api, alice, kind, "A small piece of work");
	const submittedIn = await hashAt(alice, proposal.submitted);
	const { track, kind: told } = await proposalAt(api, submittedIn, proposal.index);
	const small = await trackOf(api, "SmallSpender");
	assert.equal(track.unwrap().toNumber(), small.id.toNumber());
	assert.equal(told.asSpend.amount.toBigInt(), PAYMENT);
	assert.equal(told.asSpend.beneficiary.toString(), beneficiary.address);
});

test("the chain makes the payment at the end of the spend period", async () => {
	const period = api.consts.treasury.spendPeriod.toNumber();
	const paid = await findEvent(api, alice, "treasury.Awarded", {
		from: proposal.enacted,
		within: period + LATE,
		matches: (data) => data.account.toString() === beneficiary.address,
	});
	const { parentHash } = await rpc(alice, "chain_getHeader", paid.hash);
	assert.equal(await freeAt(parentHash), 0n);
	assert.equal(await freeAt(paid.hash), PAYMENT);

	const [earlier, now] = await Promise.all([supplyAt(api, parentHash), supplyAt(api, paid.hash)]);
	const earned = incomeOf(now) - incomeOf(earlier);
	assert.equal(now.treasury.toBigInt(), earlier.treasury.toBigInt() + earned - PAYMENT);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A new era starts, and the chain pays the rewards of the one before by itself, once and exactly.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, payers } from "./chain/accounts.mjs";
import { ledgerAt, sum } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { patienceFor } from "./chain/limits.mjs";
import { hashAt } from "./chain/rpc.mjs";
import { ERA_BLOCKS } from "./chain/timing.mjs";
import { submit } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { node } from "./network/state.mjs";
import { eraAt, payoutOf } from "./validators/payouts.mjs";

const alice = node("alice");
let api;
let payer;
let era;
let stash;

before(async () => {
	api = await connect(alice);
	[payer] = await payers(api, 1_000n * BTR);
});
after(disconnectAll);

test("a new era starts", async () => {
	const first = await eraAt(api, await hashAt(alice, 1));
	const active = await waitFor(
		`an era after era ${first}`,
		async () => {
			const head = await api.rpc.chain.getFinalizedHead();
			const [now, at] = await Promise.all([eraAt(api, head), api.at(head)]);
			const session = await at.query.session.currentIndex();
			return { done: now > first, value: now, seen: `era ${now}, session ${session}` };
		},
		{ timeout: patienceFor(ERA_BLOCKS * 2), every: 2_000 },
	);
	era = active - 1;
	say(`era ${active} is active`);
});

test("the era before has points for its authors", async () => {
	const [reward, points] = await Promise.all([
		api.query.staking.erasValidatorReward(era),
		api.query.staking.erasRewardPoints(era),
	]);
	assert.ok(reward.isSome && reward.unwrap().toBigInt() > 0n, `reward of era ${era}: ${reward}`);
	const earners = [...points.individual.entries()].sort(([, a], [, b]) => b.cmp(a));
	assert.ok(earners.length > 0, "nobody has reward points");
	const total = sum(earners.map(([, earned]) => earned.toBigInt()));
	assert.equal(total, points.total.toBigInt());
	stash = earners[0][0].toString();
});

test("issuance grows by the reward that the chain pays", async () => {
	const payout = await payoutOf(api, alice, era, { from: 1, within: 100 * ERA_BLOCKS });
	const { completed, paid, rewards } = payout;
	assert.equal(paid + payout.remainder, payout.reward + payout.rounding);
	assert.equal(sum(rewards.map(({ event }) => event.data.amount.toBigInt())), paid);
	say(`era ${era} paid ${paid} base units in block ${completed.number}`);
	const { totals, issuance } = await ledgerAt(api, completed.hash);
	assert.equal(sum(totals.values()), issuance);
});

test("the same reward is not paid twice", async () => {
	const { error } = await submit(api, api.tx.staking.payoutStakers(stash, era), payer);
	assert.ok(
		["staking.AlreadyClaimed", "staking.InvalidPage"].includes(String(error)),
		`error: ${error}`,
	);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A new era starts, and the rewards of the one before can be paid out, once and exactly.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, payers } from "./network/accounts.mjs";
import { changesOfBlock, ledgerAt, sum } from "./network/balances.mjs";
import { authorOf, startsSession } from "./network/blocks.mjs";
import { patienceFor } from "./network/bounds.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { hashAt } from "./network/rpc.mjs";
import { node } from "./network/state.mjs";
import { findEvents, submit, submitOk } from "./network/transactions.mjs";
import { say, waitFor } from "./network/waiting.mjs";

// An era has three epochs of 20 slots; some slots may stay empty.
const ERA_BLOCKS = 60;

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

async function eraAt(hash) {
	const at = await api.at(hash);
	return (await at.query.staking.activeEra()).unwrap().index.toNumber();
}

test("a new era starts", async () => {
	const first = await eraAt(await hashAt(alice, 1));
	const active = await waitFor(
		`an era after era ${first}`,
		async () => {
			const head = await api.rpc.chain.getFinalizedHead();
			const [now, at] = await Promise.all([eraAt(head), api.at(head)]);
			const session = await at.query.session.currentIndex();
			return { done: now > first, value: now, seen: `era ${now}, session ${session}` };
		},
		{ timeout: patienceFor(ERA_BLOCKS * 2), every: 2_000 },
	);
	era = active - 1;
	say(`era ${active} is active`);
});

test("the era before has a reward, and points for who authored", async () => {
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

test("payoutStakers pays the validator, and issuance grows by what was paid", async () => {
	const paid = await submitOk(api, api.tx.staking.payoutStakers(stash, era), payer);
	const rewards = findEvents(paid.events, "staking", "Rewarded");
	const own = rewards.filter((event) => event.data[0].toString() === stash);
	const reward = sum(own.map((event) => event.data.at(-1).toBigInt()));
	assert.ok(reward > 0n, `no Rewarded event for ${stash}`);
	say(`era ${era} paid ${reward} planck to ${stash}`);

	const { byAccount, issuance } = await changesOfBlock(api, paid);
	assert.equal(sum(byAccount.values()), issuance, "balances moved by what was issued");
	const author = await authorOf(api, alice, paid.hash);
	const gained = byAccount.get(stash);
	if (author === stash || (await startsSession(api, paid.hash))) {
		assert.ok(gained >= reward && gained <= reward + paid.fee, "reward and a part of the fee");
	} else {
		assert.equal(gained, reward);
	}
	const minted = sum(rewards.map((event) => event.data.at(-1).toBigInt()));
	assert.ok(issuance <= minted && issuance >= minted - paid.fee, "nothing else was minted");
	const { totals, issuance: issued } = await ledgerAt(api, paid.hash);
	assert.equal(sum(totals.values()), issued);
});

test("the same reward is not paid twice", async () => {
	const { error } = await submit(api, api.tx.staking.payoutStakers(stash, era), payer);
	assert.ok(["staking.AlreadyClaimed", "staking.InvalidPage"].includes(error), `error: ${error}`);
});

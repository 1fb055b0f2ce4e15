// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The stake of a validator, which comes back when its bonding time is over: of the one that left in the
// suite `validators`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { balanceAt } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { findEvent } from "./chain/history.mjs";
import { FINALITY_BOUND } from "./chain/limits.mjs";
import { finalized, hashAt, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING } from "./chain/timing.mjs";
import { say } from "./chain/waiting.mjs";
import { stopNode } from "./network/nodes.mjs";
import { node, nodesExcept, readNote } from "./network/state.mjs";
import { eraAt, rewardsBetween, rewardsOf } from "./validators/payouts.mjs";
import { standingAt, statusAt } from "./validators/status.mjs";

const alice = node("alice");
const stash = stashOf("ferdie");
const note = readNote("validators");
const { ferdie } = note;
let api;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

test("the chain gives bond and key deposit back to the base unit", async () => {
	const released = await findEvent(api, alice, "validators.Left", {
		from: note.left,
		within: blocksOfEpochs((TIMING.bondingEras + 3) * TIMING.epochsPerEra),
		matches: (data) => data.validator.toString() === stash.address,
	});
	say(`left in block ${note.left}, free in block ${released.number}`);
	assert.ok((await eraAt(api, released.hash)) >= note.freeIn);

	const parent = await hashAt(alice, released.number - 1);
	const before = await standingAt(api, parent, stash);
	const deposit = api.consts.session.keyDeposit.toBigInt();
	const returned = released.event.data.returned.toBigInt();
	assert.equal(returned, before.total);
	assert.equal(before.reserved, returned + deposit);
	assert.deepEqual(await standingAt(api, released.hash, stash), {
		total: 0n,
		active: 0n,
		commission: null,
		keys: null,
		jailed: false,
		reserved: 0n,
	});

	const freeAt = async (hash) => (await balanceAt(api, hash, stash)).free;
	const rewards = await rewardsBetween(api, alice, released.number, released.number);
	assert.equal(
		(await freeAt(released.hash)) - (await freeAt(parent)),
		returned + deposit + rewardsOf(rewards, stash.address, "Stash"),
	);
	const { holds } = (await api.at(released.hash)).query.balances;
	assert.equal((await holds(stash.address)).length, 0);
	assert.equal(await statusAt(api, released.hash, stash), undefined);
});

test("rewards after the departure are not bonded again", async () => {
	const { hash, number } = await finalized(alice);
	const rewards = await rewardsBetween(api, alice, note.left + 1, number);
	assert.equal(rewardsOf(rewards, stash.address, "Staked"), 0n);
	assert.equal((await standingAt(api, hash, stash)).total, 0n);
});

test("finality goes on when the operator stops the node", async () => {
	assert.equal(await rpc(ferdie, "system_health").then(({ isSyncing }) => isSyncing), false);
	await stopNode(ferdie);
	const { number } = await finalized(alice);
	for (const each of nodesExcept("double")) {
		await waitForFinalized(each, number + FINALITY_BOUND);
	}
});

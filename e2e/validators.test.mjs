// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The validator that joined in the suite `newcomer` and died in `silence`: the chain has paid it by
// itself, jails it for its silence and takes it back. Then it leaves: the suite `departure` goes on with it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { sum } from "./chain/balances.mjs";
import { findBlockBy, validatorsAt, walkAuthors } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { eventsBetween, findEvent } from "./chain/history.mjs";
import { AUTHORING_BOUND, patienceFor, SLOT_MS } from "./chain/limits.mjs";
import { finalized, hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING } from "./chain/timing.mjs";
import { findEvents, submit, submitOk } from "./chain/transactions.mjs";
import { view } from "./chain/views.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { restartNode } from "./network/nodes.mjs";
import { addNode, leaveNote, node, readNote, removeNode } from "./network/state.mjs";
import { eraAt, payoutOf, rewardsBetween, rewardsOf } from "./validators/payouts.mjs";
import { newKeys, standingAt, statusAt } from "./validators/status.mjs";

// From pallets/validators/src/liveness.rs: a silent validator is suspected after so many blocks of
// each validator of the set.
const EXPECTED_BLOCKS = 20;
const OFFLINE_EPOCHS = 2;

const alice = node("alice");
const stash = stashOf("ferdie");
const note = { ...readNote("newcomer"), ...readNote("silence") };
const ferdie = note.ferdie;
const bond = BigInt(note.bond);

// What `before` builds, and what each step leaves for those after it.
/**
 * @typedef {object} Progress
 * @property {Readonly<{ api: Api }>} built
 * @property {FoundEvent} paid
 * @property {FoundEvent} jailed
 * @property {Submitted} rejoined
 * @property {Submitted} rotated
 * @property {Submitted & { freeIn: number }} left
 */
const suite = /** @type {Progress} */ ({});

before(async () => {
	suite.built = Object.freeze({ api: await connect(alice) });
});
after(disconnectAll);

// Sends a call that has to fail with this error and change nothing but the fee. The chain may pay in
// the same block.
async function assertRefused(call, name) {
	const { api } = suite.built;
	const { error, hash, number, parent } = await submit(api, call, stash);
	assert.equal(error, name);
	const { total, active, reserved, ...rest } = await standingAt(api, parent, stash);
	const rewards = await rewardsBetween(api, alice, number, number);
	const reward = rewardsOf(rewards, stash.address, "Staked");
	assert.deepEqual(await standingAt(api, hash, stash), {
		total: total + reward,
		active: active + reward,
		reserved: reserved + reward,
		...rest,
	});
}

test("era tells what Staking knows, and the timing of the chain", async () => {
	const { api } = suite.built;
	const { hash } = await finalized(alice);
	const at = await api.at(hash);
	const era = await view(at, "Validators", "era");
	const active = (await at.query.staking.activeEra()).unwrap();
	const index = active.index.toNumber();
	assert.equal(era.index.toNumber(), index);
	assert.equal(era.startedMs.toString(), active.start.toString());
	assert.equal(era.epochs.toNumber(), TIMING.epochsPerEra);
	assert.ok(era.epoch.toNumber() < TIMING.epochsPerEra);
	assert.equal(era.plannedMs.toNumber(), TIMING.epochsPerEra * TIMING.epochSlots * SLOT_MS);
	assert.ok(era.progress.toNumber() <= 1_000_000);
	const staked = (await at.query.staking.erasTotalStake(index)).toBigInt();
	assert.equal(era.staked.toBigInt(), staked);
	assert.ok(era.stakersReward.toBigInt() > 0n && era.treasuryReward.toBigInt() > 0n);
	assert.equal(era.unpaid.toBigInt(), (await at.query.validators.unpaid()).toBigInt());
});

test("the chain pays the era of the new validator to the base unit", async () => {
	const { api } = suite.built;
	const era = await eraAt(api, await hashAt(alice, note.authored));
	const payout = await payoutOf(api, alice, era, { from: note.authored });
	suite.paid = payout.completed;
	assert.equal(payout.paid + payout.remainder, payout.reward + payout.rounding);
	assert.ok(rewardsOf(payout.rewards, stash.address, "Staked") > 0n, "it was rewarded");
	const total = sum(payout.rewards.map(({ event }) => event.data.amount.toBigInt()));
	assert.equal(total, payout.paid);
	say(
		`era ${era} paid ${total} in block ${suite.paid.number}, left ${payout.remainder} to the treasury`,
	);
});

test("the stake of the validator grew by exactly its rewards", async () => {
	const { paid } = suite;
	const { api } = suite.built;
	const rewards = await rewardsBetween(api, alice, note.joined, paid.number);
	const { total, active } = await standingAt(api, paid.hash, stash);
	const expected = bond + rewardsOf(rewards, stash.address, "Staked");
	assert.deepEqual({ total, active }, { total: expected, active: expected });
});

test("only the silent validator is jailed", async () => {
	const { api } = suite.built;
	const { length } = await validatorsAt(api, await hashAt(alice, note.died));
	suite.jailed = await findEvent(api, alice, "validators.Jailed", {
		from: note.died,
		within: 2 * EXPECTED_BLOCKS * length,
	});
	const { validator, epochs, blocks, until } = suite.jailed.event.data;
	assert.equal(validator.toString(), stash.address);
	assert.ok(epochs.toNumber() >= OFFLINE_EPOCHS);
	assert.ok(blocks.toNumber() >= EXPECTED_BLOCKS * length);
	say(
		`jailed in block ${suite.jailed.number} after ${epochs} epochs of ${blocks} blocks, until epoch ${until}`,
	);
	const all = await eventsBetween(api, alice, note.joined, suite.jailed.number, [
		"validators.Jailed",
	]);
	assert.equal(all.length, 1);
	const { state, jailedUntil } = await statusAt(api, suite.jailed.hash, stash);
	assert.deepEqual([state.type, jailedUntil.unwrap().toNumber()], ["Jailed", until.toNumber()]);
	const { commission, jailed: isJailed, keys } = await standingAt(api, suite.jailed.hash, stash);
	assert.deepEqual(
		{ commission, isJailed, keys },
		{ commission: null, isJailed: true, keys: note.keys },
	);
});

// A block that opens a session counts for nobody: the runtime looks its author up in the old set.
test("the event tells the epochs and blocks of the silence", async () => {
	const { jailed } = suite;
	const { api } = suite.built;
	const found = await eventsBetween(api, alice, note.authored, jailed.number, ["session.NewSession"]);
	const openings = found.map(({ number }) => number);
	let last = note.authored;
	await walkAuthors(api, alice, note.authored, jailed.number, ({ number, author }) => {
		if (author === stash.address && !openings.includes(number)) {
			last = number;
		}
		return false;
	});
	const [first, ...later] = openings.filter((number) => number > last);
	const { epochs, blocks } = jailed.event.data;
	assert.equal(epochs.toNumber(), later.length, `first silent epoch from block ${first}`);
	assert.equal(blocks.toNumber(), jailed.number - first - later.length);
});

test("one call makes the jailed validator a candidate again", async () => {
	const { api } = suite.built;
	await restartNode(ferdie, note.command);
	addNode(ferdie);
	await waitForFinalized(ferdie, (await finalized(alice)).number);
	suite.rejoined = await submitOk(api, api.tx.validators.rejoin(), stash);
	assert.equal(findEvents(suite.rejoined.events, "validators", "Rejoined").length, 1);
	const { commission, jailed: isJailed } = await standingAt(api, suite.rejoined.hash, stash);
	assert.deepEqual({ commission, isJailed }, { commission: note.commission, isJailed: false });
	const { state, jailedUntil } = await statusAt(api, suite.rejoined.hash, stash);
	assert.equal(state.type === "Jailed", jailedUntil.isSome, "until its term is over");
});

test("one call changes the keys for the same deposit", async () => {
	const { rejoined } = suite;
	const { api } = suite.built;
	const { keys, proof } = await newKeys(api, ferdie, stash);
	assert.notEqual(keys, note.keys);
	const before = await standingAt(api, rejoined.hash, stash);
	suite.rotated = await submitOk(api, api.tx.validators.rotateKeys(keys, proof), stash);
	assert.equal(findEvents(suite.rotated.events, "validators", "KeysRotated").length, 1);
	const rewards = rewardsOf(
		await rewardsBetween(api, alice, rejoined.number + 1, suite.rotated.number),
		stash.address,
		"Staked",
	);
	const now = await standingAt(api, suite.rotated.hash, stash);
	assert.equal(now.keys, keys);
	assert.equal(now.reserved, before.reserved + rewards);
});

test("rejoining twice is refused", async () => {
	const { api } = suite.built;
	await assertRefused(api.tx.validators.rejoin(), "validators.NotJailed");
});

test("one election takes place without the jailed validator", async () => {
	const { jailed } = suite;
	const { api } = suite.built;
	const without = jailed.event.data.until.toNumber() - 1;
	const opening = await findEvent(api, alice, "session.NewSession", {
		from: jailed.number,
		within: blocksOfEpochs(4),
		matches: (data) => data.sessionIndex.toNumber() === without,
	});
	assert.ok(!(await validatorsAt(api, opening.hash)).includes(stash.address));
	say(`epoch ${without} began in block ${opening.number} without it`);
});

// Elections for the session after the next see the candidates and the keys of now.
test("the validator is elected again and authors with its new keys", async () => {
	const { rotated } = suite;
	const { api } = suite.built;
	const sessionAt = async (hash) =>
		(await (await api.at(hash)).query.session.currentIndex()).toNumber();
	const wanted = (await sessionAt(rotated.hash)) + 2;
	const number = await waitFor(
		"ferdie to be in session.validators again",
		async () => {
			const head = await finalized(alice);
			const [session, validators] = await Promise.all([
				sessionAt(head.hash),
				validatorsAt(api, head.hash),
			]);
			const done = session >= wanted && validators.includes(stash.address);
			return { done, value: head.number, seen: `session ${session} of ${wanted}` };
		},
		{ timeout: patienceFor(blocksOfEpochs(4)), every: 1_000 },
	);
	const { keys } = await standingAt(api, await hashAt(alice, number), stash);
	const at = await api.at(await hashAt(alice, number));
	const authorities = (await at.query.babe.authorities()).map(([key]) => key.toHex());
	assert.ok(authorities.includes(keys?.slice(0, 66)), "BABE knows the new key");
	const block = await findBlockBy(api, alice, stash.address, number, AUTHORING_BOUND);
	assert.ok(block, `ferdie authored none of ${AUTHORING_BOUND} blocks from ${number} on`);
	say(`block ${block} is ferdie's`);
});

test("one call unbonds all stake of a leaving validator", async () => {
	const { api } = suite.built;
	const sent = await submitOk(api, api.tx.validators.leave(), stash);
	const [event] = findEvents(sent.events, "validators", "Leaving");
	suite.left = { ...sent, freeIn: event.data.freeIn.toNumber() };
	const at = await api.at(suite.left.hash);
	const planned = (await at.query.staking.currentEra()).unwrap().toNumber();
	assert.equal(suite.left.freeIn, planned + TIMING.bondingEras);
	const { total, active, commission, keys } = await standingAt(api, suite.left.hash, stash);
	assert.ok(total >= bond && keys);
	assert.deepEqual({ active, commission }, { active: 0n, commission: null });
	assert.equal((await statusAt(api, suite.left.hash, stash)).state.type, "Leaving");
});

test("leaving twice is refused", async () => {
	const { left } = suite;
	const { api } = suite.built;
	await assertRefused(api.tx.validators.leave(), "validators.AlreadyLeaving");
	// No other suite waits for its node any more.
	removeNode(ferdie.name);
	leaveNote("validators", { ferdie, left: left.number, freeIn: left.freeIn });
});

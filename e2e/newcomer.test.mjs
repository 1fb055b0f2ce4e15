// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A new node joins with one transaction, is elected, and authors. The suite `silence` kills it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, fundedAccounts, stashOf, transferable } from "./chain/accounts.mjs";
import { findBlockBy, startsSession, validatorsAt } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { AUTHORING_BOUND, patienceFor } from "./chain/limits.mjs";
import { finalized, hashAt, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING, timingOf } from "./chain/timing.mjs";
import { findEvents, submit, submitOk } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { readLog } from "./network/logs.mjs";
import { readMetrics } from "./network/metrics.mjs";
import { restartWith, startLateNode } from "./network/nodes.mjs";
import { leaveNote, node } from "./network/state.mjs";
import { listValidators, newKeys, standingAt, statusAt } from "./validators/status.mjs";

const COMMISSION = 70_000_000; // 7 %, of one billion
const FOR_FEES = 100n * BTR;

const alice = node("alice");
const stash = stashOf("ferdie");

// What `before` builds, and what each step leaves for those after it.
/**
 * @typedef {object} Progress
 * @property {Readonly<{ api: Api, bond: bigint, smallestBond: bigint, stranger: Account }>} built
 * @property {NetworkNode} ferdie
 * @property {string} keys
 * @property {string} proof
 * @property {Submitted} joined
 * @property {number} electedIn
 */
const suite = /** @type {Progress} */ ({});

before(async () => {
	const api = await connect(alice);
	// Enough for a seat: eve of the suite `candidate` bonds a tenth more than the first validators
	// do, three of them later a fifth.
	const ledger = await api.query.staking.ledger(stashOf("alice").address);
	const bond = (ledger.unwrap().active.toBigInt() * 115n) / 100n;
	const smallestBond = (await api.query.staking.minValidatorBond()).toBigInt();
	const [stranger] = await fundedAccounts(api, 1, smallestBond + FOR_FEES);
	suite.built = Object.freeze({ api, bond, smallestBond, stranger });
});
after(disconnectAll);

const join = (amount) =>
	suite.built.api.tx.validators.join(amount, COMMISSION, suite.keys, suite.proof);

// Sends a call that has to fail with this error and change nothing but the fee.
async function assertRefused(call, signer, name) {
	const { api } = suite.built;
	const { error, hash, parent } = await submit(api, call, signer);
	assert.equal(error, name);
	assert.deepEqual(await standingAt(api, hash, signer), await standingAt(api, parent, signer));
}

test("the network has the timing of the suites", () => {
	const { api } = suite.built;
	assert.deepEqual(timingOf(api), TIMING);
});

test("a new node follows the chain and makes session keys for its stash", async () => {
	const { api, bond } = suite.built;
	assert.ok((await transferable(api, stash)) >= bond + FOR_FEES, "the preset funds the stash");
	const reached = await finalized(alice);
	suite.ferdie = await startLateNode("ferdie");
	await waitForFinalized(suite.ferdie, reached.number);
	({ keys: suite.keys, proof: suite.proof } = await newKeys(api, suite.ferdie, stash));
	assert.equal(await rpc(suite.ferdie, "author_hasSessionKeys", suite.keys), true);
});

test("joining with keys and proof of somebody else is refused", async () => {
	const { smallestBond, stranger } = suite.built;
	await assertRefused(join(smallestBond), stranger, "session.InvalidProof");
});

test("joining with less than the smallest bond is refused", async () => {
	const { smallestBond } = suite.built;
	await assertRefused(join(smallestBond - 1n), stash, "staking.InsufficientBond");
});

test("one transaction makes a candidate", async () => {
	const { keys } = suite;
	const { api, bond } = suite.built;
	suite.joined = await submitOk(api, join(bond), stash);
	const before = await standingAt(api, suite.joined.parent, stash);
	const [event] = findEvents(suite.joined.events, "validators", "Joined");
	const { validator, bond: bonded, commission } = event.data;
	assert.equal(validator.toString(), stash.address);
	assert.equal(bonded.toBigInt(), bond);
	assert.equal(commission.toNumber(), COMMISSION);

	const deposit = api.consts.session.keyDeposit.toBigInt();
	assert.deepEqual(await standingAt(api, suite.joined.hash, stash), {
		total: bond,
		active: bond,
		commission: COMMISSION,
		keys,
		jailed: false,
		reserved: before.reserved + bond + deposit,
	});
	const status = await statusAt(api, suite.joined.hash, stash);
	assert.equal(status.state.type, "Waiting");
	assert.equal(status.ownStake.toBigInt(), bond);
	assert.equal(status.commission.toNumber(), COMMISSION);
	assert.equal(status.hasKeys.isTrue, true);
});

// How many of the three kinds of keys the node finds in the next set.
async function queuedKinds(ferdie) {
	const metrics = await readMetrics(ferdie);
	return metrics.find(({ name, labels }) => name === "batara_session_keys" && labels.set === "queued")
		?.value;
}

// If the first block that it sees opens an epoch, he may be elected by then, and there is nothing to say.
test("the node with its keys starts again as a validator", async () => {
	const { ferdie } = suite;
	await restartWith(ferdie, (args) => [...args, "--validator"]);
	assert.deepEqual(await rpc(ferdie, "system_nodeRoles"), ["Authority"]);
	await waitFor("ferdie to say that he is not elected, or to be", async () => {
		const told = readLog(ferdie).match(/: (5\w+), which has registered them, is not elected/);
		const queued = await queuedKinds(ferdie);
		const seen = `${told?.[0] ?? "no word"}, ${queued} kinds of keys in the next set`;
		return { done: told?.[1] === stash.address || queued === 3, seen };
	});
});

test("validators lists all of them, page by page, in the order of accounts", async () => {
	const { joined } = suite;
	const { api } = suite.built;
	const at = await api.at(joined.hash);
	const addresses = (list) => list.map(({ account }) => account.toString());
	const all = addresses(await listValidators(at));
	assert.deepEqual(addresses(await listValidators(at, 2)), all);
	const inOrder = [...(await listValidators(at))].sort((a, b) =>
		Buffer.compare(a.account.toU8a(), b.account.toU8a()),
	);
	assert.deepEqual(all, addresses(inOrder));
	const candidates = (await at.query.staking.validators.keys()).map(({ args }) => `${args[0]}`);
	assert.deepEqual([...all].sort(), candidates.sort());
});

test("joining twice is refused", async () => {
	const { bond } = suite.built;
	await assertRefused(join(bond), stash, "staking.AlreadyBonded");
});

test("rejoining is refused to an account that was not jailed", async () => {
	const { api } = suite.built;
	await assertRefused(api.tx.validators.rejoin(), stash, "validators.NotJailed");
});

test("leaving is refused to an account that is no validator", async () => {
	const { api, stranger } = suite.built;
	await assertRefused(api.tx.validators.leave(), stranger, "validators.NotValidator");
});

test("the new validator is elected", async () => {
	const { joined } = suite;
	const { api, bond } = suite.built;
	suite.electedIn = await waitFor(
		"ferdie to be in session.validators",
		async () => {
			const { hash, number } = await finalized(alice);
			const validators = await validatorsAt(api, hash);
			return { done: validators.includes(stash.address), value: number, seen: `block ${number}` };
		},
		{ timeout: patienceFor(blocksOfEpochs(4)), every: 1_000 },
	);
	say(`ferdie joined in block ${joined.number} and is a validator in block ${suite.electedIn}`);
	const status = await statusAt(api, await hashAt(alice, suite.electedIn), stash);
	assert.equal(status.state.type, "Active");
	assert.equal(status.ownStake.toBigInt(), bond);
});

// The first block of a session gives nobody points of the new era.
test("the new validator authors", async () => {
	const { electedIn, ferdie, keys, joined } = suite;
	const { api, bond } = suite.built;
	let from = electedIn;
	let authored;
	do {
		authored = await findBlockBy(api, alice, stash.address, from, AUTHORING_BOUND);
		assert.ok(authored, `ferdie authored none of ${AUTHORING_BOUND} blocks from ${from} on`);
		from = authored + 1;
	} while (await startsSession(api, await hashAt(alice, authored)));
	say(`block ${authored} is ferdie's`);
	const status = await statusAt(api, await hashAt(alice, authored), stash);
	assert.ok(status.blocksInEra.toNumber() > 0);
	const keysIn = (await readMetrics(ferdie)).filter(({ name }) => name === "batara_session_keys");
	assert.equal(keysIn.find(({ labels }) => labels.set === "active")?.value, 3);
	leaveNote("newcomer", {
		ferdie,
		keys,
		commission: COMMISSION,
		bond: bond.toString(),
		joined: joined.number,
		authored,
	});
});

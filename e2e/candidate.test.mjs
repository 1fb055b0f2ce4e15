// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A fifth node makes its session keys, proves that it owns them, bonds and stands for election.
// The election takes an era, in which other suites run: the suite `election` looks at its result.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, payers, stashOf, transferable } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { finalized, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { submit, submitOk } from "./chain/transactions.mjs";
import { say } from "./chain/waiting.mjs";
import { nodesOfNetworkFile } from "./network/network-file.mjs";
import { restartWith, startLateNode } from "./network/nodes.mjs";
import { node } from "./network/state.mjs";
import { newKeys } from "./validators/status.mjs";

// Four seats, five candidates: eve takes charlie's. The others raise their bonds above hers.
const UNSEATED = "charlie";
const COMMISSION = 100_000_000; // 10 %, of one billion
const FOR_FEES = 100n * BTR;

const alice = node("alice");
const stash = stashOf("eve");
let api;
let eve;
let keys;
let proof;
let genesisBond;

before(async () => {
	api = await connect(alice);
	const ledger = await api.query.staking.ledger(stashOf(UNSEATED).address);
	genesisBond = ledger.unwrap().active.toBigInt();
});
after(disconnectAll);

const bondOfEve = () => genesisBond + genesisBond / 10n;

async function fundEve() {
	const amount = bondOfEve() + FOR_FEES;
	if ((await transferable(api, stash)) < amount) {
		const [payer] = await payers(api, amount + FOR_FEES);
		await submitOk(api, api.tx.balances.transferKeepAlive(stash.address, amount), payer);
	}
	say(`eve's stash holds at least ${amount / BTR} BTR`);
}

async function raiseBonds() {
	const seated = nodesOfNetworkFile().filter(({ name }) => name !== UNSEATED);
	await Promise.all(
		seated.map(({ name }) =>
			submitOk(api, api.tx.staking.bondExtra(genesisBond / 5n), stashOf(name)),
		),
	);
	say(`${seated.map(({ name }) => name).join(", ")} bonded a fifth more`);
}

test("the fifth node joins with a funded stash", async () => {
	const reached = await finalized(alice);
	[eve] = await Promise.all([startLateNode("eve"), fundEve(), raiseBonds()]);
	await waitForFinalized(eve, reached.number);
});

test("author_rotateKeysWithOwner gives keys that the node holds, and a proof", async () => {
	({ keys, proof } = await newKeys(api, eve, stash));
	// babe, grandpa and authority discovery, of 32 bytes each, and at least a signature for each.
	assert.match(keys, /^0x[0-9a-f]{192}$/);
	assert.match(proof, /^0x[0-9a-f]{384,}$/);
	assert.equal(await rpc(eve, "author_hasSessionKeys", keys), true);
	assert.equal(await rpc(alice, "author_hasSessionKeys", keys), false);
});

test("an empty proof is refused", async () => {
	const { error } = await submit(api, api.tx.session.setKeys(keys, "0x"), stash);
	assert.equal(error, "session.InvalidProof");
});

test("eve bonds, sets her keys and stands for election", async () => {
	const { address } = stash;
	await submitOk(
		api,
		api.tx.utility.batchAll([
			api.tx.staking.bond(bondOfEve(), "Staked"),
			api.tx.session.setKeys(keys, proof),
			api.tx.staking.validate({ commission: COMMISSION, blocked: false }),
		]),
		stash,
	);
	const next = await api.query.session.nextKeys(address);
	assert.ok(next.isSome, "the session knows her keys");
	assert.equal(next.unwrap().toHex(), keys);
	const prefs = await api.query.staking.validators(address);
	assert.equal(prefs.commission.toNumber(), COMMISSION);
	const [session, era] = await Promise.all([
		api.query.session.currentIndex(),
		api.query.staking.activeEra(),
	]);
	say(`eve is a candidate in session ${session} of era ${era.unwrap().index}`);
});

test("the node with eve's keys starts again as a validator", async () => {
	await restartWith(eve, (args) => [...args, "--validator"]);
	assert.deepEqual(await rpc(eve, "system_nodeRoles"), ["Authority"]);
	assert.equal(await rpc(eve, "author_hasSessionKeys", keys), true);
});

test("the proof of one account is refused for another", async () => {
	const other = stashOf(UNSEATED);
	const { error } = await submit(api, api.tx.session.setKeys(keys, proof), other);
	assert.equal(error, "session.InvalidProof");
});

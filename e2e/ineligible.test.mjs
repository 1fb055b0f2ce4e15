// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A candidate with more stake than anybody and without session keys is not elected. It stays a candidate
// for all suites that come after: before there was a rule for it, the chain ended two epochs later.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, fundedAccounts } from "./chain/accounts.mjs";
import { validatorsAt } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { patienceFor } from "./chain/limits.mjs";
import { finalized, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING } from "./chain/timing.mjs";
import { findEvents, submitOk } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { node } from "./network/state.mjs";
import { eraAt } from "./validators/payouts.mjs";
import { statusAt } from "./validators/status.mjs";

// A validator of the genesis has 100,000 BTR.
const STAKE = 150_000n * BTR;
// The one that was planned before, and two that could have elected it.
const ERAS = 3;

const alice = node("alice");
let api;
let candidate;
let joined;

before(async () => {
	api = await connect(alice);
	[candidate] = await fundedAccounts(api, 1, STAKE + 10n * BTR);
});
after(disconnectAll);

test("stock calls make an account without keys a candidate", async () => {
	const calls = [
		api.tx.staking.bond(STAKE, "Stash"),
		api.tx.staking.validate({ commission: 0, blocked: false }),
	];
	joined = await submitOk(api, api.tx.utility.batchAll(calls), candidate);
	assert.equal(findEvents(joined.events, "staking", "ValidatorPrefsSet").length, 1);
	const status = await statusAt(api, joined.hash, candidate);
	assert.deepEqual([status.state.type, status.hasKeys.isTrue], ["Waiting", false]);
});

test("elections leave out a candidate without keys", async () => {
	const wanted = (await eraAt(api, joined.hash)) + ERAS;
	const head = await waitFor(
		`era ${wanted} to be final`,
		async () => {
			const { hash } = await finalized(alice);
			const era = await eraAt(api, hash);
			return { done: era >= wanted, value: hash, seen: `era ${era}` };
		},
		{ timeout: patienceFor(blocksOfEpochs((ERAS + 1) * TIMING.epochsPerEra)), every: 2_000 },
	);
	const at = await api.at(head);
	const validators = (await validatorsAt(api, head)).sort();
	assert.ok(validators.length >= 4 && !validators.includes(candidate.address), `${validators}`);
	const exposed = await at.query.staking.erasStakersOverview.keys(await eraAt(api, head));
	const stakes = exposed.map(({ args }) => args[1].toString()).sort();
	assert.deepEqual(stakes, validators, "rewards and slashes are for those who validate");
	const queued = (await at.query.session.queuedKeys()).map(([who]) => who.toString());
	assert.ok(queued.length >= 4 && !queued.includes(candidate.address), `${queued}`);
	const { number } = await finalized(alice);
	await waitForFinalized(alice, number + TIMING.epochSlots);
	say(`${candidate.address} waits with ${STAKE / BTR} BTR and no keys`);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The fifth validator is elected, authors and votes: begun by the suite `candidate`.
// Ferdie may be stopped meanwhile, by the suite `departure`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { findBlockBy, validatorsAt } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { AUTHORING_BOUND, FINALITY_BOUND, patienceFor } from "./chain/limits.mjs";
import { best, finalized, hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING } from "./chain/timing.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { node, nodesExcept } from "./network/state.mjs";

// Two eras, and one epoch for the keys to be queued.
const ELECTED_WITHIN_BLOCKS = blocksOfEpochs(2 * TIMING.epochsPerEra + 1);

const alice = node("alice");
const eve = node("eve");
const stash = stashOf("eve").address;
let api;
let electedIn;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

test("the fifth validator is elected", async () => {
	const start = await best(alice);
	await waitFor(
		"eve to be in session.validators",
		async () => {
			const { hash, number } = await finalized(alice);
			const at = await api.at(hash);
			const [session, era, planned] = await Promise.all([
				at.query.session.currentIndex(),
				at.query.staking.activeEra(),
				at.query.staking.currentEra(),
			]);
			const validators = await validatorsAt(api, hash);
			electedIn = number;
			return {
				done: validators.includes(stash),
				seen: `block ${number}, session ${session}, era ${era.unwrap().index}, planned ${planned}`,
			};
		},
		{ timeout: patienceFor(ELECTED_WITHIN_BLOCKS), every: 2_000 },
	);
	say(`eve is a validator in block ${electedIn} (the wait began at ${start})`);
	const validators = await validatorsAt(api, await hashAt(alice, electedIn));
	const others = ["alice", "bob", "dave"].map((name) => stashOf(name).address);
	assert.deepEqual(validators.sort(), [...others, stash].sort());
});

test("the fifth validator authors", async () => {
	const number = await findBlockBy(api, alice, stash, electedIn, AUTHORING_BOUND);
	assert.ok(number, `eve authored none of ${AUTHORING_BOUND} blocks from ${electedIn} on`);
	say(`block ${number} is eve's`);
});

test("finality goes on with the new set, on every node", async () => {
	const { number } = await finalized(alice);
	for (const each of [eve, ...nodesExcept("ferdie")]) {
		await waitForFinalized(each, number + FINALITY_BOUND);
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Codes that cannot be set, though a majority voted for them, and codes that nobody voted for: the
// chain says why and changes nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, fundedAccounts } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { assertRejected, INVALID } from "./chain/refusals.mjs";
import { best, finalized, waitForFinalized } from "./chain/rpc.mjs";
import { errorName, findEvents, submit, submitOk } from "./chain/transactions.mjs";
import { say } from "./chain/waiting.mjs";
import { proposeAll, waitForEnactment } from "./governance/proposals.mjs";
import { applyCall, codeAt, sendCode, versionAt } from "./governance/upgrading.mjs";
import { node } from "./network/state.mjs";
import { baseVersion } from "./upgrades/variants.mjs";
import { hashOf, notWasm, renamed, truncated, wasmOf } from "./upgrades/wasm.mjs";

// Blocks from the first proposals to the first enactment, and from one to the next. In between the
// code is sent and refused: the next authorisation replaces the one before.
const UNTIL_FIRST = 14;
const CODE_GAP = 8;

const BASE = baseVersion();

const alice = node("alice");
let api;
let sender;
let refused;

before(async () => {
	api = await connect(alice);
	const version = await versionAt(alice, (await finalized(alice)).hash);
	assert.equal(version, BASE, "the network runs the runtime of these sources");
	[sender] = await fundedAccounts(api, 1, 100n * BTR);
});
after(disconnectAll);

test("four codes that cannot be set find a majority", async () => {
	const running = await codeAt(alice);
	/** @type {[string, Buffer, string][]} */
	const codes = [
		["a text", notWasm(), "system.FailedToExtractRuntimeVersion"],
		["half a code", truncated(wasmOf("first")), "system.FailedToExtractRuntimeVersion"],
		["the code of another chain", renamed(wasmOf("first")), "system.InvalidSpecName"],
		["the running code", running, "system.SpecVersionNeedsToIncrease"],
	];
	const from = (await best(alice)) + UNTIL_FIRST;
	const proposals = await proposeAll(
		api,
		codes.map(([title, code], position) => ({
			title,
			kind: { Call: api.tx.system.authorizeUpgrade(hashOf(code)).method },
			enact: { At: from + position * CODE_GAP },
		})),
	);
	refused = proposals.map((proposal, position) => {
		const [, code, error] = codes[position];
		return { proposal, code, error };
	});
});

async function assertRefused({ proposal, code, error }) {
	const { number, hash, events } = await submitOk(api, applyCall(api, code), sender);
	const [event] = findEvents(events, "system", "RejectedInvalidAuthorizedUpgrade");
	assert.ok(event, `${proposal.title} is refused in block ${number}`);
	assert.equal(event.data.codeHash.toHex(), hashOf(code));
	assert.equal(errorName(api, event.data.error), error);
	assert.equal(await versionAt(alice, hash), BASE);
	assert.ok((await (await api.at(hash)).query.system.authorizedUpgrade()).isNone);
	say(`block ${number} refuses ${proposal.title}: ${error}`);
}

test("three of the codes are refused with errors that say why", async () => {
	for (const each of refused.slice(0, -1)) {
		await waitForEnactment(api, alice, each.proposal);
		await assertRefused(each);
	}
});

test("any other code than the authorised one is refused", async () => {
	const last = refused.at(-1);
	await waitForEnactment(api, alice, last.proposal);
	const { error } = await submit(api, applyCall(api, wasmOf("first")), sender);
	assert.equal(error, "system.Unauthorized");
	await assertRefused(last);
});

test("a code that nobody authorised is refused, without a signature by the pool", async () => {
	// The pool bans what it refused: this must be none of the codes that come later.
	const code = wasmOf("heavy");
	const { error } = await submit(api, applyCall(api, code), sender);
	assert.equal(error, "system.NothingAuthorized");
	await assertRejected(sendCode(api, alice, code), INVALID);
	const { number, hash } = await finalized(alice);
	assert.equal(await versionAt(alice, hash), BASE);
	await waitForFinalized(alice, number + 1);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The key of one validator makes blocks on two nodes, once the second has been made to. Two blocks in
// one slot are reported, with their seals, the validator is disabled, and after the delay its stake is
// slashed, nobody else's. It costs bob more than half of his stake, so this comes last. Two votes in
// one round: runtime/tests/offences.rs.
// Ferdie may be stopped meanwhile, by the suite `departure`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf, treasuryAccount } from "./chain/accounts.mjs";
import { sum } from "./chain/balances.mjs";
import { validatorsAt } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { eventsAt, eventsBetween, findEvent } from "./chain/history.mjs";
import { AUTHORING_BOUND, FINALITY_BOUND, patienceFor } from "./chain/limits.mjs";
import { finalized, hashAt, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { blocksOfEpochs, TIMING } from "./chain/timing.mjs";
import { errorName } from "./chain/transactions.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { readLog } from "./network/logs.mjs";
import { killNode } from "./network/nodes.mjs";
import { node, nodesExcept, removeNode } from "./network/state.mjs";
import { DOUBLE_LISTENS_FOR, forceAuthoring, startDouble } from "./validators/double.mjs";
import { eraAt } from "./validators/payouts.mjs";
import { standingAt } from "./validators/status.mjs";

const BILLION = 1_000_000_000n;
// What the double says of the keys.
const HEARD = /Another node signs with the session keys of this one: block #\d+/;
// What both say as soon as both sign.
const TOO_LATE = /Another node signs .* This one signs, too: two blocks in one slot are reported/;
const HALF = /its babe, authority discovery key is in the set of validators, its grandpa key is not/;
const DOUBLE_BLOCK = "babe:equivocatio";
// Of a slash whoever reported the offence gets half of a tenth, the treasury the rest.
const REPORTER_PART = 20n;

const alice = node("alice");
const bob = node("bob");
const stash = stashOf("bob");
let api;
let began;
let double;
let offence;
let reported;
let slashed;

before(async () => {
	api = await connect(alice);
});
after(async () => {
	if (double) {
		await killNode(double).catch(() => {});
		removeNode(double.name);
	}
	await disconnectAll();
});

const kindOf = ({ kind }) => Buffer.from(kind.toU8a()).toString();

const isBob = (data) => (data.validator ?? data.staker).toString() === stash.address;

// `fraction`, in billionths, of `amount`, rounded to the nearest as the runtime does.
/** @type {(amount: bigint, fraction: bigint) => bigint} */
function shareOf(amount, fraction) {
	const product = amount * fraction;
	return product / BILLION + (product % BILLION > BILLION / 2n ? 1n : 0n);
}

async function isDisabledAt(hash) {
	const { query } = await api.at(hash);
	const [validators, disabled] = await Promise.all([
		query.session.validators(),
		query.session.disabledValidators(),
	]);
	return disabled.some(([index]) => validators[index.toNumber()]?.toString() === stash.address);
}

test("a second node with bob's keys signs nothing when it hears him", async () => {
	// On a chain that has just begun it would not listen.
	await waitForBest(alice, DOUBLE_LISTENS_FOR + 5);
	const validators = await validatorsAt(api, (await finalized(alice)).hash);
	assert.ok(validators.includes(stash.address), "bob is a validator");
	double = await startDouble(bob, "double");
	assert.notEqual(
		await rpc(double, "system_localPeerId"),
		await rpc(bob, "system_localPeerId"),
		"the double is a node of its own",
	);
	await waitFor(
		"the double to tell of bob, and of its own GRANDPA key",
		async () => {
			const log = readLog(double);
			const done = HEARD.test(log) && HALF.test(log);
			return { done, seen: `block ${(await finalized(alice)).number}` };
		},
		{ timeout: patienceFor(AUTHORING_BOUND) },
	);
	assert.doesNotMatch(readLog(double), /Prepared block for proposing/);
	assert.ok(!(await isDisabledAt((await finalized(alice)).hash)), "bob is not disabled");
});

// Both nodes make a block in each of bob's slots, until the chain has noticed. Whoever runs a key twice
// notices late; here the double ends then.
test("a second block in one slot is reported", async () => {
	began = (await finalized(alice)).number;
	await forceAuthoring(double);
	offence = await findEvent(api, alice, "offences.Offence", {
		from: began,
		within: AUTHORING_BOUND,
		matches: (data) => kindOf(data) === DOUBLE_BLOCK,
	});
	say(`${DOUBLE_BLOCK} in block ${offence.number}, ${offence.number - began} blocks after the start`);
	for (const each of [bob, double]) {
		await waitFor(`${each.name} to tell that both sign`, () => ({
			done: TOO_LATE.test(readLog(each)),
		}));
	}
	await killNode(double);
	removeNode(double.name);
	double = null;
});

test("the block with the offence tells the slash to come and who is disabled", async () => {
	const events = await eventsAt(api, offence.hash);
	const named = (section, method) =>
		events.filter((event) => event.section === section && event.method === method);
	const kinds = named("offences", "Offence").map(({ data }) => kindOf(data));
	assert.ok(
		kinds.every((kind) => kind === DOUBLE_BLOCK),
		`kinds: ${kinds}`,
	);
	reported = await findEvent(api, alice, "staking.SlashReported", {
		from: began,
		within: AUTHORING_BOUND,
		matches: isBob,
	});
	assert.equal(reported.number, offence.number, "the slash is that of the two blocks");

	const { length } = await validatorsAt(api, reported.hash);
	const { fraction, slashEra } = reported.event.data;
	// Staking disables nobody for what was done in an era that is over: it may end in between.
	const isOver = (await eraAt(api, offence.hash)) > slashEra.toNumber();
	const isNamed = named("session", "ValidatorDisabled").some(({ data }) => isBob(data));
	assert.deepEqual([isNamed, await isDisabledAt(offence.hash)], [!isOver, !isOver]);
	const expected = Math.min(1, (3 / length) ** 2);
	assert.equal(fraction.toNumber(), Math.floor(expected * Number(BILLION)));
	say(`era ${slashEra} costs ${expected * 100} %`);
});

test("the slash takes its share of the stake when its delay is over", async () => {
	const { fraction, slashEra } = reported.event.data;
	const era = slashEra.toNumber();
	slashed = await findEvent(api, alice, "staking.Slashed", {
		from: reported.number,
		within: blocksOfEpochs((TIMING.slashDeferEras + 3) * TIMING.epochsPerEra),
		matches: isBob,
	});
	const at = await api.at(slashed.hash);
	assert.equal(await eraAt(api, slashed.hash), era + TIMING.slashDeferEras + 1);

	const exposure = (await at.query.staking.erasStakersOverview(era, stash.address)).unwrap();
	const amount = slashed.event.data.amount.toBigInt();
	assert.equal(amount, shareOf(exposure.own.toBigInt(), fraction.toBigInt()));
	const parent = await hashAt(alice, slashed.number - 1);
	const [before, now] = [
		await standingAt(api, parent, stash),
		await standingAt(api, slashed.hash, stash),
	];
	assert.equal(before.total - now.total, amount);
	assert.equal(before.reserved - now.reserved, amount);
	say(`bob lost ${amount} in block ${slashed.number}`);
});

test("the treasury gets the slash but for the reporter's part", async () => {
	const amount = slashed.event.data.amount.toBigInt();
	const events = await eventsAt(api, slashed.hash);
	const begin = events.findIndex(
		({ section, method, data }) => section === "staking" && method === "Slashed" && isBob(data),
	);
	const deposits = events
		.slice(begin + 1)
		.filter(({ section, method }) => section === "balances" && method === "Deposit")
		.map(({ data }) => ({ who: data.who.toString(), amount: data.amount.toBigInt() }));
	const treasury = treasuryAccount(api);
	const end = deposits.findIndex(({ who }) => who === treasury);
	assert.ok(end >= 0, "the treasury got something");
	const reporters = sum(deposits.slice(0, end).map((deposit) => deposit.amount));
	assert.equal(deposits[end].amount + reporters, amount);
	const most = amount / REPORTER_PART + 1n;
	assert.ok(reporters <= most, `reporters got ${reporters}, ${most} at most`);
});

test("no report was refused for its signatures", async () => {
	const { number } = await finalized(alice);
	const events = await eventsBetween(api, alice, began, number, [
		"offences.Offence",
		"system.ExtrinsicFailed",
	]);
	const outcomes = events.map(({ event: { data }, number }) => {
		return { number, outcome: data.kind ? kindOf(data) : errorName(api, data.dispatchError) };
	});
	outcomes.forEach(({ number, outcome }) => say(`block ${number}: ${outcome}`));
	const refused = outcomes.filter(({ outcome }) => outcome === "babe.InvalidEquivocationProof");
	assert.deepEqual(refused, []);
});

test("nobody else is slashed", async () => {
	const { number } = await finalized(alice);
	const events = await eventsBetween(api, alice, began, number, [
		"staking.SlashReported",
		"staking.Slashed",
	]);
	assert.deepEqual(
		events.filter(({ event }) => !isBob(event.data)).map(({ event }) => event.toHuman()),
		[],
	);
});

test("finality goes on, on every node", async () => {
	const { number } = await finalized(alice);
	for (const each of nodesExcept("ferdie")) {
		await waitForFinalized(each, number + FINALITY_BOUND);
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// An upgrade whose multi-block migration fails closes the chain but for what repairs it, and one
// referendum brings a repaired runtime and opens the chain again. Nobody restarts a node.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BTR, freshAccount, fundedAccounts } from "./chain/accounts.mjs";
import { startsSession } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { watchFinality } from "./chain/finality.mjs";
import { findEvent } from "./chain/history.mjs";
import { UNFINALIZED_BOUND } from "./chain/limits.mjs";
import { finalized, hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { findEvents, submit, submitOk } from "./chain/transactions.mjs";
import { say } from "./chain/waiting.mjs";
import { deployTextStore, storedAt } from "./contracts/text-store.mjs";
import { passProposal } from "./governance/proposals.mjs";
import {
	countAccounts,
	FOREVER,
	migrationEnd,
	safeUntil,
	transactionsBetween,
} from "./governance/safe-mode.mjs";
import {
	applyUpgrade,
	firstBlockOf,
	percent,
	precompile,
	reconnect,
	upgradeTo,
	versionAt,
	weightShareAt,
} from "./governance/upgrading.mjs";
import { AT_ONCE, aye, openReferendum } from "./governance/votes.mjs";
import { processesOfNodes } from "./network/nodes.mjs";
import { allNodes, node } from "./network/state.mjs";
import { baseVersion } from "./upgrades/variants.mjs";
import { hashOf, wasmOf } from "./upgrades/wasm.mjs";
import { newKeys } from "./validators/status.mjs";

// Steps of the migrations, at least: `failing` fails in its third one.
const STEPS = 3;
const FAILS_WITHIN_BLOCKS = 10;
// One step a block, some accounts a step.
const REPAIRED_WITHIN_BLOCKS = 200;
// Blocks from the enactment until safe mode ends: time for somebody to send the code.
const EXIT_AFTER = 10;
const BLOCKS_AFTER = 5;
const CLOSED = "system.CallFiltered";
const FUNDS = 300n * BTR;

const [SECOND, FAILING, REPAIRED] = [2, 3, 4].map((step) => baseVersion() + step);

const alice = node("alice");
const receiver = freshAccount();

// What `before` builds, and what each step leaves for those after it.
/**
 * @typedef {object} Progress
 * @property {Readonly<Record<"payer" | "owner", Account> & {
 *   people: Account[],
 *   contract: TextStore,
 *   processes: Record<string, number | undefined>,
 * }>} built
 * @property {Api} api
 * @property {Upgrade} failing
 * @property {Block} failed
 * @property {EnactedProposal} proposal
 * @property {ChildBlock} switched
 * @property {Block} completed
 */
const suite = /** @type {Progress} */ ({});

before(async () => {
	suite.api = await connect(alice);
	const version = await versionAt(alice, (await finalized(alice)).hash);
	assert.equal(version, SECOND, "the suite `upgrade` ran before: `node run.mjs repair`");
	const [payer, owner, ...people] = await fundedAccounts(suite.api, 8, FUNDS);
	const contract = await deployTextStore(suite.api, owner, "kept before the failure");
	suite.built = Object.freeze({ payer, owner, people, contract, processes: processesOfNodes() });
});
after(disconnectAll);

const transfer = () => suite.api.tx.balances.transferKeepAlive(receiver.address, BTR);
const finalHash = async () => (await finalized(alice)).hash;
const countedAt = async (hash) => (await (await suite.api.at(hash)).query.drill.counted()).toNumber();

function assertSteady({ longest, since }) {
	const { processes } = suite.built;
	say(`at most ${longest} blocks without finality (after block ${since})`);
	assert.ok(longest <= UNFINALIZED_BOUND, `${longest} blocks after block ${since}`);
	assert.deepEqual(processesOfNodes(), processes, "no node was restarted");
}

async function sayFigures({ submitted, enacted, seconds }, { hash }) {
	const { api } = suite;
	say(`${enacted - submitted} blocks and ${seconds} s from the proposal to the enactment`);
	say(`the first block of the new runtime weighs ${percent(await weightShareAt(api, hash))}`);
}

test("the chain closes itself when a migration fails half-way", async () => {
	const watch = await watchFinality(allNodes());
	suite.failing = await upgradeTo(suite.api, alice, "failing", "Count the accounts");
	suite.api = await reconnect(suite.api, alice, FAILING);
	const began = await firstBlockOf(alice, suite.failing.switched);
	suite.failed = await migrationEnd(
		suite.api,
		alice,
		"UpgradeFailed",
		began.number,
		FAILS_WITHIN_BLOCKS,
	);
	assert.equal(suite.failed.number - began.number + 1, STEPS);
	assert.equal(await safeUntil(suite.api, suite.failed.hash), FOREVER);
	assert.equal(await safeUntil(suite.api, await hashAt(alice, suite.failed.number - 1)), null);
	const [counted, accounts] = await Promise.all([
		countedAt(suite.failed.hash),
		countAccounts(suite.api, alice, suite.failed.hash),
	]);
	say(`the migration failed in block ${suite.failed.number} at ${counted} of ${accounts} accounts`);
	assert.ok(counted > 0 && counted < accounts, `counted ${counted} of ${accounts}`);
	assert.deepEqual(
		await transactionsBetween(suite.api, alice, began.number, suite.failed.number),
		[],
	);

	await Promise.all(
		allNodes().map((each) => waitForFinalized(each, suite.failed.number + BLOCKS_AFTER)),
	);
	assertSteady(watch.stop());
	await sayFigures(suite.failing.proposal, began);
});

test("every node has the version whose migration failed", async () => {
	const { failing } = suite;
	for (const each of allNodes()) {
		assert.equal(await versionAt(each, failing.switched.parent), SECOND, each.name);
		assert.equal(await versionAt(each, failing.switched.hash), FAILING, each.name);
	}
});

test("transfers, batches and contract calls are closed", async () => {
	const { api } = suite;
	const { payer, people, contract, owner } = suite.built;
	const closed = await Promise.all([
		submit(api, transfer(), payer),
		submit(api, api.tx.utility.batchAll([transfer()]), people[0]),
		submit(api, contract.keep("not now"), owner),
	]);
	assert.deepEqual(
		closed.map(({ error }) => error),
		[CLOSED, CLOSED, CLOSED],
	);
	assert.equal((await api.query.system.account(receiver.address)).data.free.toBigInt(), 0n);
});

test("staking, session keys and preimages are open", async () => {
	const { api } = suite;
	const { people } = suite.built;
	const [staker, holder, writer] = people;
	const { keys, proof } = await newKeys(api, alice, holder);
	const [bonded] = await Promise.all([
		submitOk(api, api.tx.staking.bond(20n * BTR, "Staked"), staker),
		submitOk(api, api.tx.session.setKeys(keys, proof), holder),
		submitOk(api, api.tx.preimage.notePreimage("0x010203"), writer),
	]);
	assert.equal(findEvents(bonded.events, "staking", "Bonded").length, 1);
	const next = await api.query.session.nextKeys(holder.address);
	assert.equal(next.unwrap().toHex(), keys);
});

test("proposals, referenda, their deposits and votes are open", async () => {
	const { api } = suite;
	const { people } = suite.built;
	const [, , voter, depositor, proposer] = people;
	const kind = { Spend: { amount: BTR, beneficiary: voter.address } };
	const proposed = api.tx.governance.propose("One BTR", kind, AT_ONCE);
	const [{ events }, opened] = await Promise.all([
		submitOk(api, proposed, proposer),
		openReferendum(api, depositor, { Governance: "SmallSpender" }),
	]);
	const [event] = findEvents(events, "governance", "Proposed");
	const vote = api.tx.convictionVoting.vote(event.data.index, aye("None", BTR));
	const place = api.tx.referenda.placeDecisionDeposit(opened.index);
	const [voted, placed] = await Promise.all([
		submitOk(api, vote, voter),
		submitOk(api, place, depositor),
	]);
	assert.equal(findEvents(voted.events, "convictionVoting", "Voted").length, 1);
	assert.equal(findEvents(placed.events, "referenda", "DecisionDepositPlaced").length, 1);
});

test("one referendum brings the repaired runtime and the end of safe mode", async () => {
	await precompile("repair");
	const watch = await watchFinality(allNodes());
	const exit = suite.api.tx.safeMode.forceExit();
	const call = suite.api.tx.utility.batchAll([
		suite.api.tx.system.authorizeUpgrade(hashOf(wasmOf("repair"))),
		suite.api.tx.scheduler.scheduleAfter(EXIT_AFTER, null, 0, exit),
	]);
	suite.proposal = await passProposal(suite.api, alice, { Call: call.method }, "Repair the count");
	suite.switched = await applyUpgrade(suite.api, alice, wasmOf("repair"));
	suite.api = await reconnect(suite.api, alice, REPAIRED);
	const began = await firstBlockOf(alice, suite.switched);
	suite.completed = await migrationEnd(
		suite.api,
		alice,
		"UpgradeCompleted",
		began.number,
		REPAIRED_WITHIN_BLOCKS,
	);
	await Promise.all(
		allNodes().map((each) => waitForFinalized(each, suite.completed.number + BLOCKS_AFTER)),
	);
	assertSteady(watch.stop());
	await sayFigures(suite.proposal, began);
});

test("every node has the repaired version", async () => {
	const { switched } = suite;
	for (const each of allNodes()) {
		assert.equal(await versionAt(each, switched.parent), FAILING, each.name);
		assert.equal(await versionAt(each, switched.hash), REPAIRED, each.name);
	}
});

test("the migration took several blocks of inherents, and counted all accounts", async () => {
	const { switched, completed, api } = suite;
	const began = switched.number + 1;
	const steps = completed.number - began + 1;
	say(`the migration took ${steps} blocks`);
	assert.ok(steps >= STEPS, `from block ${began} to ${completed.number}`);
	assert.deepEqual(await transactionsBetween(api, alice, began, completed.number), []);
	const counted = await countedAt(completed.hash);
	assert.equal(counted, await countAccounts(api, alice, completed.hash));
});

test("safe mode ends in the block that the referendum said", async () => {
	const { proposal, api } = suite;
	// A call scheduled after so many blocks runs in the block after these, and one later if a session
	// begins in it.
	const next = proposal.enacted + EXIT_AFTER + 1;
	await waitForFinalized(alice, next);
	const due = (await startsSession(api, await hashAt(alice, next))) ? next + 1 : next;
	const exited = await findEvent(api, alice, "safeMode.Exited", {
		from: proposal.enacted,
		within: EXIT_AFTER + 2,
	});
	assert.equal(exited.number, due);
	assert.equal(await safeUntil(api, await hashAt(alice, due - 1)), FOREVER);
	assert.equal(await safeUntil(api, exited.hash), null);
});

test("transfers and contract calls pass again", async () => {
	const { api } = suite;
	const { payer, contract, owner } = suite.built;
	await Promise.all([
		submitOk(api, transfer(), payer),
		submitOk(api, contract.keep("kept after the repair"), owner),
	]);
	const { data } = await api.query.system.account(receiver.address);
	assert.equal(data.free.toBigInt(), BTR);
	assert.equal((await storedAt(api, await finalHash(), contract)).text, "kept after the repair");
});

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
let api;
let payer;
let owner;
let people;
let contract;
let processes;
let failing;
let failed;
let proposal;
let switched;
let completed;

before(async () => {
	api = await connect(alice);
	const version = await versionAt(alice, (await finalized(alice)).hash);
	assert.equal(version, SECOND, "the suite `upgrade` ran before: `node run.mjs repair`");
	[payer, owner, ...people] = await fundedAccounts(api, 8, FUNDS);
	contract = await deployTextStore(api, owner, "kept before the failure");
	processes = processesOfNodes();
});
after(disconnectAll);

const transfer = () => api.tx.balances.transferKeepAlive(receiver.address, BTR);
const finalHash = async () => (await finalized(alice)).hash;
const countedAt = async (hash) => (await (await api.at(hash)).query.drill.counted()).toNumber();

function assertSteady({ longest, since }) {
	say(`at most ${longest} blocks without finality (after block ${since})`);
	assert.ok(longest <= UNFINALIZED_BOUND, `${longest} blocks after block ${since}`);
	assert.deepEqual(processesOfNodes(), processes, "no node was restarted");
}

async function sayFigures({ submitted, enacted, seconds }, { hash }) {
	say(`${enacted - submitted} blocks and ${seconds} s from the proposal to the enactment`);
	say(`the first block of the new runtime weighs ${percent(await weightShareAt(api, hash))}`);
}

test("a migration fails half-way, and the chain closes itself", async () => {
	const watch = await watchFinality(allNodes());
	failing = await upgradeTo(api, alice, "failing", "Count the accounts");
	api = await reconnect(api, alice, FAILING);
	const began = await firstBlockOf(alice, failing.switched);
	failed = await migrationEnd(api, alice, "UpgradeFailed", began.number, FAILS_WITHIN_BLOCKS);
	assert.equal(failed.number - began.number + 1, STEPS);
	assert.equal(await safeUntil(api, failed.hash), FOREVER);
	assert.equal(await safeUntil(api, await hashAt(alice, failed.number - 1)), null);
	const [counted, accounts] = await Promise.all([
		countedAt(failed.hash),
		countAccounts(api, alice, failed.hash),
	]);
	say(`the migration failed in block ${failed.number} at ${counted} of ${accounts} accounts`);
	assert.ok(counted > 0 && counted < accounts, `counted ${counted} of ${accounts}`);
	assert.deepEqual(await transactionsBetween(api, alice, began.number, failed.number), []);

	await Promise.all(allNodes().map((each) => waitForFinalized(each, failed.number + BLOCKS_AFTER)));
	assertSteady(watch.stop());
	await sayFigures(failing.proposal, began);
});

test("every node has the version whose migration failed", async () => {
	for (const each of allNodes()) {
		assert.equal(await versionAt(each, failing.switched.parent), SECOND, each.name);
		assert.equal(await versionAt(each, failing.switched.hash), FAILING, each.name);
	}
});

test("transfers, batches and contract calls are closed", async () => {
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
	const exit = api.tx.safeMode.forceExit();
	const call = api.tx.utility.batchAll([
		api.tx.system.authorizeUpgrade(hashOf(wasmOf("repair"))),
		api.tx.scheduler.scheduleAfter(EXIT_AFTER, null, 0, exit),
	]);
	proposal = await passProposal(api, alice, { Call: call.method }, "Repair the count");
	switched = await applyUpgrade(api, alice, wasmOf("repair"));
	api = await reconnect(api, alice, REPAIRED);
	const began = await firstBlockOf(alice, switched);
	completed = await migrationEnd(
		api,
		alice,
		"UpgradeCompleted",
		began.number,
		REPAIRED_WITHIN_BLOCKS,
	);
	await Promise.all(
		allNodes().map((each) => waitForFinalized(each, completed.number + BLOCKS_AFTER)),
	);
	assertSteady(watch.stop());
	await sayFigures(proposal, began);
});

test("every node has the repaired version", async () => {
	for (const each of allNodes()) {
		assert.equal(await versionAt(each, switched.parent), FAILING, each.name);
		assert.equal(await versionAt(each, switched.hash), REPAIRED, each.name);
	}
});

test("the migration took several blocks of inherents, and counted all accounts", async () => {
	const began = switched.number + 1;
	const steps = completed.number - began + 1;
	say(`the migration took ${steps} blocks`);
	assert.ok(steps >= STEPS, `from block ${began} to ${completed.number}`);
	assert.deepEqual(await transactionsBetween(api, alice, began, completed.number), []);
	const counted = await countedAt(completed.hash);
	assert.equal(counted, await countAccounts(api, alice, completed.hash));
});

test("safe mode ends in the block that the referendum said", async () => {
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
	await Promise.all([
		submitOk(api, transfer(), payer),
		submitOk(api, contract.keep("kept after the repair"), owner),
	]);
	const { data } = await api.query.system.account(receiver.address);
	assert.equal(data.free.toBigInt(), BTR);
	assert.equal((await storedAt(api, await finalHash(), contract)).text, "kept after the repair");
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Upgrades by referendum on a network under load: all nodes take the code in the same block, without a
// restart, and what was there stays.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { u8aToString } from "@polkadot/util";

import { BTR, fundedAccounts, stashOf } from "./chain/accounts.mjs";
import { ledgerAt, sum } from "./chain/balances.mjs";
import { findBlockBy, validatorsAt, walkAuthors } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { watchFinality } from "./chain/finality.mjs";
import { AUTHORING_BOUND, UNFINALIZED_BOUND } from "./chain/limits.mjs";
import { assertRejected, INVALID } from "./chain/refusals.mjs";
import { best, finalized, rpc, waitForFinalized } from "./chain/rpc.mjs";
import { findEvents, submitOk } from "./chain/transactions.mjs";
import { say } from "./chain/waiting.mjs";
import { deployTextStore, storedAt } from "./contracts/text-store.mjs";
import {
	builtInVersion,
	firstBlockOf,
	percent,
	reconnect,
	upgradeTo,
	versionAt,
	weightShareAt,
} from "./governance/upgrading.mjs";
import { abstain, aye, nay, openReferendum, votesAt } from "./governance/votes.mjs";
import { missingTransfers, startLoad } from "./load/steady-load.mjs";
import { killNode, processesOfNodes, restartNode } from "./network/nodes.mjs";
import { executable } from "./network/processes.mjs";
import { allNodes, node, nodesExcept } from "./network/state.mjs";
import { unexplainedStakes, validatorsAcross } from "./upgrades/unchanged.mjs";
import { baseVersion } from "./upgrades/variants.mjs";

const BLOCKS_AFTER = 10;
const BLOCKS_WITHOUT_DAVE = 2;
const TEXT = "kept before the upgrade";

const BASE = baseVersion();
const [FIRST, SECOND] = [BASE + 1, BASE + 2];

const alice = node("alice");
const dave = node("dave");

// What `before` builds, and what each step leaves for those after it.
/**
 * @typedef {object} Progress
 * @property {Readonly<Record<"owner" | "opener" | "latecomer", Account> & {
 *   voters: Account[],
 *   notaries: Account[],
 * }>} built
 * @property {Api} api
 * @property {TextStore} contract
 * @property {Referendum} referendum
 * @property {{ kept: any, votes: any }} survived
 * @property {string} oldTransaction
 * @property {Record<string, number | undefined>} processes
 * @property {FinalityGap} watched
 * @property {Transfers} load
 * @property {Upgrade} first
 * @property {Upgrade} second
 * @property {Command} command
 */
const suite = /** @type {Progress} */ ({});

before(async () => {
	suite.api = await connect(alice);
	const version = await versionAt(alice, (await finalized(alice)).hash);
	assert.equal(version, BASE, "the network runs the runtime of these sources");
	const [owner, opener, latecomer, ...others] = await fundedAccounts(suite.api, 8, 100n * BTR);
	const [voters, notaries] = [others.slice(0, 3), others.slice(3)];
	suite.built = Object.freeze({ owner, opener, latecomer, voters, notaries });
});
after(disconnectAll);

test("the chain has a contract and a referendum with votes", async () => {
	const { api } = suite;
	const { owner, opener, voters, latecomer } = suite.built;
	[suite.contract, suite.referendum] = await Promise.all([
		deployTextStore(api, owner, TEXT),
		openReferendum(api, opener),
	]);
	const { vote } = api.tx.convictionVoting;
	const votes = [aye("Locked1x", 5n * BTR), nay("None", 7n * BTR), abstain(9n * BTR)];
	await Promise.all(
		votes.map((each, position) =>
			submitOk(api, vote(suite.referendum.index, each), voters[position]),
		),
	);
	const { hash } = await finalized(alice);
	suite.survived = {
		kept: await storedAt(api, hash, suite.contract),
		votes: await votesAt(api, hash, suite.referendum, voters),
	};
	assert.equal(suite.survived.kept.text, TEXT);
	const signed = await api.tx.system.remark("0x00").signAsync(latecomer, { nonce: 0, era: 0 });
	suite.oldTransaction = signed.toHex();
});

test("the first upgrade is voted and applied while transfers go on", async () => {
	suite.processes = processesOfNodes();
	const load = await startLoad(suite.api, alice);
	const watch = await watchFinality(allNodes());
	suite.first = await upgradeTo(suite.api, alice, "first", "A pallet for notes");
	const { number } = suite.first.switched;
	await Promise.all(allNodes().map((each) => waitForFinalized(each, number + BLOCKS_AFTER)));
	suite.watched = watch.stop();
	suite.load = await load.stop();
	suite.api = await reconnect(suite.api, alice, FIRST);
	const { hash } = await firstBlockOf(alice, suite.first.switched);
	const weight = percent(await weightShareAt(suite.api, hash));
	say(`runtime ${FIRST} is set in block ${number}; its first block weighs ${weight}`);
	say(
		`at most ${suite.watched.longest} blocks without finality (after block ${suite.watched.since})`,
	);
});

test("every node has the new version from the same block on", async () => {
	const { first } = suite;
	const { hash, parent } = first.switched;
	for (const each of allNodes()) {
		assert.equal(await versionAt(each, parent), BASE, each.name);
		assert.equal(await versionAt(each, hash), FIRST, each.name);
	}
});

test("binaries that were built with the old runtime run the new one, and author with it", async () => {
	const { processes, first, api } = suite;
	const binaries = Object.values(processes).map((pid) => executable(Number(pid)));
	for (const binary of new Set(binaries)) {
		assert.equal(await builtInVersion(binary), BASE, binary);
	}
	for (const each of allNodes()) {
		const { specVersion } = await rpc(each, "state_getRuntimeVersion");
		assert.equal(specVersion, FIRST, `${each.name} answers with the new runtime`);
	}
	const { number } = first.switched;
	const authors = new Set();
	await walkAuthors(api, alice, number + 1, number + BLOCKS_AFTER, ({ author }) => {
		authors.add(author);
	});
	assert.ok(authors.size > 1, `authors since then: ${[...authors].join(", ")}`);
});

test("finality never stood still without a restart", () => {
	const { processes, watched } = suite;
	assert.deepEqual(processesOfNodes(), processes);
	assert.ok(
		watched.longest <= UNFINALIZED_BOUND,
		`${watched.longest} blocks after block ${watched.since} without finality`,
	);
});

test("no transfer is lost, and only those signed for the old version were refused", async () => {
	const { load, first, api } = suite;
	const { transfers, refusals } = load;
	const { number } = first.switched;
	say(`${transfers.length} transfers, ${refusals.length} of them signed anew`);
	assert.ok(
		transfers.some((transfer) => transfer.number <= number),
		"some came before",
	);
	assert.ok(
		transfers.some((transfer) => transfer.number > number),
		"some came after",
	);
	const early = refusals.filter((refusal) => refusal.signedFor !== BASE || refusal.number < number);
	assert.deepEqual(early, []);
	const { hash } = await finalized(alice);
	assert.deepEqual(await missingTransfers(api, hash, load), []);
});

test("the migration ran once, in the block after", async () => {
	const { first, api } = suite;
	const { number, hash } = await firstBlockOf(alice, first.switched);
	const birth = (await (await api.at(hash)).query.drill.birth()).unwrap();
	const { query } = await api.at(first.switched.hash);
	assert.equal(birth.block.toNumber(), number);
	assert.equal(birth.issuance.toBigInt(), (await query.balances.totalIssuance()).toBigInt());
	const later = await api.query.drill.birth();
	assert.equal(later.unwrap().toHex(), birth.toHex());
});

test("balances add up, stakes and validators are the same", async () => {
	const { first, api } = suite;
	const migrated = await firstBlockOf(alice, first.switched);
	const { totals, issuance } = await ledgerAt(api, migrated.hash);
	assert.equal(sum(totals.values()), issuance);
	assert.deepEqual(await unexplainedStakes(api, alice, migrated), []);
	const { due, now } = await validatorsAcross(api, migrated);
	assert.deepEqual(now, due);
});

test("the contract answers as before the upgrade", async () => {
	const { first, api, contract, survived } = suite;
	const { owner } = suite.built;
	const { hash } = await firstBlockOf(alice, first.switched);
	assert.deepEqual(await storedAt(api, hash, contract), survived.kept);
	const called = await submitOk(api, contract.keep("kept after it"), owner);
	assert.equal((await storedAt(api, called.hash, contract)).text, "kept after it");
});

test("the referendum keeps its votes", async () => {
	const { first, api, referendum, survived } = suite;
	const { voters, opener } = suite.built;
	const { hash } = await firstBlockOf(alice, first.switched);
	assert.deepEqual(await votesAt(api, hash, referendum, voters), survived.votes);
	const vote = api.tx.convictionVoting.vote(referendum.index, aye("None", BTR));
	const voted = await submitOk(api, vote, opener);
	const { tally } = await votesAt(api, voted.hash, referendum, voters);
	const support = (of) => BigInt(of.support);
	assert.equal(support(tally), support(survived.votes.tally) + BTR);
});

test("a transaction for the old runtime passes when signed anew", async () => {
	const { oldTransaction, api } = suite;
	const { latecomer } = suite.built;
	const sent = rpc(alice, "author_submitExtrinsic", oldTransaction);
	await assertRejected(sent, INVALID, /bad signature/i);
	await submitOk(api, api.tx.system.remark("0x00"), latecomer, { nonce: 0, era: 0 });
});

test("the new call works", async () => {
	const { api } = suite;
	const { notaries } = suite.built;
	const sent = await Promise.all(
		notaries.map((notary, position) =>
			submitOk(api, api.tx.drill.note(`note ${position}`), notary),
		),
	);
	sent.forEach(({ events }, position) => {
		const [event] = findEvents(events, "drill", "Noted");
		assert.equal(event.data.who.toString(), notaries[position].address);
		assert.equal(u8aToString(event.data.text.toU8a(true)), `note ${position}`);
	});
});

test("the second upgrade is voted and applied while dave is dead", async () => {
	const stash = stashOf("dave").address;
	const validators = await validatorsAt(suite.api, (await finalized(alice)).hash);
	assert.ok(validators.includes(stash), "dave is a validator when he dies");
	suite.command = await killNode(dave);
	const watch = await watchFinality(nodesExcept(dave.name));
	suite.second = await upgradeTo(suite.api, alice, "second", "Notes have a date");
	await waitForFinalized(alice, suite.second.switched.number + BLOCKS_WITHOUT_DAVE);
	const { longest, since } = watch.stop();
	suite.api = await reconnect(suite.api, alice, SECOND);
	say(`runtime ${SECOND} is set in block ${suite.second.switched.number}`);
	say(`at most ${longest} blocks without finality (after block ${since})`);
	assert.ok(longest <= UNFINALIZED_BOUND, `${longest} blocks after block ${since}`);
	await assert.rejects(rpc(dave, "system_health"), "dave stayed away");
});

test("dave comes back and authors with the new version", async () => {
	const { command, second, api } = suite;
	const restartedAt = await best(alice);
	await restartNode(dave, command);
	await waitForFinalized(dave, restartedAt);
	const { hash, parent } = second.switched;
	assert.equal(await versionAt(dave, parent), FIRST);
	assert.equal(await versionAt(dave, hash), SECOND);
	const stash = stashOf("dave").address;
	const number = await findBlockBy(api, alice, stash, restartedAt + 1, AUTHORING_BOUND);
	assert.ok(number, `dave authored none of ${AUTHORING_BOUND} blocks after ${restartedAt}`);
});

test("the notes have the block of the migration, new ones their own", async () => {
	const { second, api } = suite;
	const { notaries } = suite.built;
	const migrated = await firstBlockOf(alice, second.switched);
	const noteAt = async (hash, { address }) => {
		const { text, at } = (await (await api.at(hash)).query.drill.notes(address)).unwrap();
		return { text: u8aToString(text.toU8a(true)), at: at.toNumber() };
	};
	for (const [position, notary] of notaries.entries()) {
		const expected = { text: `note ${position}`, at: migrated.number };
		assert.deepEqual(await noteAt(migrated.hash, notary), expected);
	}
	const [notary] = notaries;
	const { number, hash } = await submitOk(api, api.tx.drill.note("again"), notary);
	assert.deepEqual(await noteAt(hash, notary), { text: "again", at: number });
	const { totals, issuance } = await ledgerAt(api, migrated.hash);
	assert.equal(sum(totals.values()), issuance);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Governance from the proposal to its effect: once with `governance.propose`, and back again the
// stock way, with a preimage, a referendum and its deposit in three transactions.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { u8aToString } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";

import { account, BTR, fundedAccounts } from "./chain/accounts.mjs";
import { balanceAt } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { SLOT_MS } from "./chain/limits.mjs";
import { hashAt, rpc } from "./chain/rpc.mjs";
import { findEvents, submitOk } from "./chain/transactions.mjs";
import { view } from "./chain/views.mjs";
import { say } from "./chain/waiting.mjs";
import { findEnactment, proposalAt, trackOf } from "./governance/proposals.mjs";
import { abstain, AT_ONCE, aye } from "./governance/votes.mjs";
import { node } from "./network/state.mjs";

const TRACKS = [
	"root",
	"upgrader",
	"parameter_admin",
	"staking_admin",
	"small_spender",
	"medium_spender",
	"big_spender",
	"canceller",
	"killer",
	"emergency",
];
const LOCAL_TRACK_MS = 120_000;
const NEWEST = 2 ** 32 - 1;
// Other suites may submit something in the same block.
const PAGE = 4;

const TITLE = "A byte costs seven millionths";
const NEW_BYTE_FEE = 7_000_000n;
const OLD_BYTE_FEE = 1_000_000n;
const BYTE_FEE = { Fees: { ByteFee: null } };
// Fees and the deposits of preimages.
const ROOM = 100n * BTR;

const alice = node("alice");
const [ayeLocked, ayeFree, abstainer] = ["//Alice", "//Bob", "//Charlie"].map(account);
let api;
let track;
let proposer;
let proposed;
let stock;

before(async () => {
	api = await connect(alice);
	track = await trackOf(api, "ParameterAdmin");
	[proposer] = await fundedAccounts(api, 1, 2n * deposits() + ROOM);
});
after(disconnectAll);

const deposits = () =>
	track.terms.decisionDeposit.toBigInt() + api.consts.referenda.submissionDeposit.toBigInt();

// From the proposal to its effect, in blocks.
const periodsOf = (terms) =>
	[terms.preparePeriod, terms.decisionPeriod, terms.confirmPeriod, terms.minEnactmentPeriod].map(
		(period) => period.toNumber(),
	);

const reservedAt = async (hash) => (await balanceAt(api, hash, proposer)).held;

const balanceOf = (vote) => (vote.isStandard ? vote.asStandard.balance : vote.asSplitAbstain.abstain);

// What governance set for the fee of a byte, or null where the value in the code holds.
async function byteFeeAt(hash) {
	const value = await (await api.at(hash)).query.parameters.parameters(BYTE_FEE);
	return value.isSome ? value.unwrap().asFees.asByteFee.toBigInt() : null;
}

// What the bytes of a transaction cost, as the node quotes it.
async function quotedByteFee(hash) {
	const signed = await api.tx.system.remark("0x").signAsync(proposer, { nonce: -1 });
	const details = await rpc(alice, "payment_queryFeeDetails", signed.toHex(), hash);
	return BigInt(details.inclusionFee.lenFee) / BigInt(signed.encodedLength);
}

// Two ayes with different conviction and an abstention, with half of what each has, in whole BTR:
// the same BTR can vote on both proposals. Tells the block in which all have voted, and the votes.
async function voteOn(index) {
	const half = async ({ address }) => {
		const { data } = await api.query.system.account(address);
		return (data.free.toBigInt() / 2n / BTR) * BTR;
	};
	const votes = [
		[ayeLocked, aye("Locked1x", await half(ayeLocked))],
		[ayeFree, aye("None", await half(ayeFree))],
		[abstainer, abstain(await half(abstainer))],
	];
	const sent = await Promise.all(
		votes.map(([voter, vote]) => submitOk(api, api.tx.convictionVoting.vote(index, vote), voter)),
	);
	const balances = sent.map(({ events }) => {
		const [voted] = findEvents(events, "convictionVoting", "Voted");
		return balanceOf(voted.data.vote).toBigInt();
	});
	const last = sent.reduce((one, other) => (other.number > one.number ? other : one));
	return { ...last, balances };
}

// Waits until the proposal has done what it says, in the block that it foretold after the votes, or
// a block later for each session that begins until then.
async function assertEnactedAsForetold(index, votedIn, valueBefore, valueAfter) {
	const foretold = await proposalAt(api, votedIn.hash, index);
	assert.ok(foretold.canEnd.isSome, `it passes with these votes: ${foretold.votes}`);
	const approved = foretold.canEnd.unwrap().toNumber();
	const enacted = foretold.enacted.unwrap().toNumber();
	assert.ok(enacted > approved);
	assert.ok(foretold.ends.isNone || approved <= foretold.ends.unwrap().toNumber());
	say(`proposal ${index}: foretold for block ${approved}, its enactment for block ${enacted}`);
	const { number, hash } = await findEnactment(api, alice, index, { since: votedIn.number, enacted });
	say(`it is enacted in block ${number}`);

	const earlier = await hashAt(alice, number - 1);
	const waiting = await proposalAt(api, earlier, index);
	assert.equal(waiting.state.type, "Approved");
	const at = waiting.state.asApproved.at.toNumber();
	assert.ok(approved <= at && at - approved <= number - enacted, `approved in block ${at}`);
	assert.ok(waiting.enacted.unwrap().toNumber() <= number);
	assert.equal(await byteFeeAt(earlier), valueBefore);

	assert.ok((await proposalAt(api, hash, index)).enacted.isNone, "its call was made");
	assert.equal(await byteFeeAt(hash), valueAfter);
	return hash;
}

test("tracks tells ten tracks, as the metadata does", async () => {
	const tracks = await view(api, "Governance", "tracks");
	assert.deepEqual(
		tracks.map(({ name }) => u8aToString(name)),
		TRACKS,
	);
	const facts = (id, terms) => [
		id.toNumber(),
		terms.decisionDeposit.toBigInt(),
		...periodsOf(terms),
		terms.maxDeciding.toNumber(),
	];
	assert.deepEqual(
		tracks.map(({ id, terms }) => facts(id, terms)),
		api.consts.referenda.tracks.map(([id, terms]) => facts(id, terms)),
	);
});

test("each track of this network is through within two minutes", async () => {
	for (const { name, terms } of await view(api, "Governance", "tracks")) {
		const blocks = periodsOf(terms).reduce((sum, period) => sum + period, 0);
		assert.ok(blocks * SLOT_MS <= LOCAL_TRACK_MS, `${u8aToString(name)}: ${blocks} blocks`);
	}
});

test("one transaction proposes, with title and deposits", async () => {
	assert.equal(await byteFeeAt(await rpc(alice, "chain_getFinalizedHead")), null);
	const kind = { Parameter: { Fees: { ByteFee: [null, NEW_BYTE_FEE] } } };
	const sent = await submitOk(api, api.tx.governance.propose(TITLE, kind, AT_ONCE), proposer);
	const [event] = findEvents(sent.events, "governance", "Proposed");
	assert.equal(event.data.proposer.toString(), proposer.address);
	assert.equal(u8aToString(event.data.title), TITLE);
	proposed = { ...sent, index: event.data.index.toNumber() };

	const holds = await (await api.at(sent.hash)).query.balances.holds(proposer.address);
	const held = holds.reduce((sum, { amount }) => sum + amount.toBigInt(), 0n);
	assert.ok(held > 0n, "the title is a preimage");
	assert.equal((await reservedAt(sent.hash)) - held, deposits());
});

test("proposal tells what is proposed, and how it stands", async () => {
	const { hash, number, index } = proposed;
	const proposal = await proposalAt(api, hash, index);
	assert.equal(u8aToString(proposal.title.unwrap()), TITLE);
	assert.equal(proposal.proposer.unwrap().toString(), proposer.address);
	const [, value] = proposal.kind.asParameter.asFees.asByteFee;
	assert.equal(value.unwrap().toBigInt(), NEW_BYTE_FEE);
	assert.equal(proposal.track.unwrap().toNumber(), track.id.toNumber());
	assert.equal(proposal.state.type, "Preparing");
	assert.equal(
		proposal.state.asPreparing.until.toNumber(),
		number + track.terms.preparePeriod.toNumber(),
	);
	const votes = proposal.votes.unwrap();
	assert.equal(votes.ayes.toBigInt() + votes.nays.toBigInt() + votes.support.toBigInt(), 0n);
	assert.equal(votes.approvalNeeded.toNumber(), track.terms.approval.start.toNumber());
	assert.equal(votes.supportNeeded.toNumber(), track.terms.support.start.toNumber());
	assert.ok(proposal.canEnd.isNone && proposal.enacted.isNone, "nobody has voted");

	const newest = await view(await api.at(hash), "Governance", "proposals", NEWEST, PAGE);
	assert.ok(newest.length <= PAGE);
	assert.ok(
		newest.some((each) => each.toHex() === proposal.toHex()),
		"it is one of the newest",
	);
});

test("votes count with their conviction, abstentions as support only", async () => {
	proposed.voted = await voteOn(proposed.index);
	const [locked, free, abstained] = proposed.voted.balances;
	const proposal = await proposalAt(api, proposed.voted.hash, proposed.index);
	const votes = proposal.votes.unwrap();
	assert.equal(votes.ayes.toBigInt(), locked + free / 10n);
	assert.equal(votes.nays.toBigInt(), 0n);
	assert.equal(votes.support.toBigInt(), locked + free + abstained);
	assert.equal(votes.approval.toNumber(), 1_000_000_000);
	const { query } = await api.at(proposed.voted.hash);
	const issuance = (await query.balances.totalIssuance()).toBigInt();
	const share = (votes.support.toBigInt() * 1_000_000_000n) / issuance;
	assert.equal(votes.supportShare.toBigInt(), share);
	assert.equal(votes.turnout.toBigInt(), share);
});

test("the stock way proposes the way back in three transactions", async () => {
	const call = api.tx.parameters.setParameter({ Fees: { ByteFee: [null, null] } }).method;
	const preimage = { hash: blake2AsHex(call.toU8a()), len: call.encodedLength };
	const origin = { Governance: "ParameterAdmin" };
	await submitOk(api, api.tx.preimage.notePreimage(call.toHex()), proposer);
	const submit = api.tx.referenda.submit(origin, { Lookup: preimage }, AT_ONCE);
	const sent = await submitOk(api, submit, proposer);
	const [{ data }] = findEvents(sent.events, "referenda", "Submitted");
	stock = { index: data.index.toNumber(), preimage: preimage.hash };

	const proposal = await proposalAt(api, sent.hash, stock.index);
	assert.equal(proposal.state.type, "NeedsDeposit");
	assert.equal(proposal.track.unwrap().toNumber(), track.id.toNumber());
	assert.ok(proposal.title.isNone && proposal.ends.isNone);
	assert.ok(proposal.kind.asParameter.asFees.asByteFee[1].isNone, "back to the value in the code");

	const placed = await submitOk(api, api.tx.referenda.placeDecisionDeposit(stock.index), proposer);
	const { state } = await proposalAt(api, placed.hash, stock.index);
	assert.ok(["Preparing", "Deciding"].includes(state.type), state.type);
	stock = { ...stock, voted: await voteOn(stock.index) };
});

test("the proposal is enacted in the block that it foretold", async () => {
	const hash = await assertEnactedAsForetold(proposed.index, proposed.voted, null, NEW_BYTE_FEE);
	assert.equal(await quotedByteFee(hash), NEW_BYTE_FEE);
});

test("the referendum of the stock way is enacted some blocks later", async () => {
	const hash = await assertEnactedAsForetold(stock.index, stock.voted, NEW_BYTE_FEE, null);
	assert.equal(await quotedByteFee(hash), OLD_BYTE_FEE);
});

test("the proposer gets all deposits back, and those of the preimages", async () => {
	const before = await reservedAt(await rpc(alice, "chain_getFinalizedHead"));
	const indices = [proposed, stock].map(({ index }) => index);
	const refunds = indices.flatMap((index) => [
		api.tx.referenda.refundDecisionDeposit(index),
		api.tx.referenda.refundSubmissionDeposit(index),
	]);
	const { hash } = await submitOk(api, api.tx.utility.batchAll(refunds), proposer);
	assert.equal(before - (await reservedAt(hash)), 2n * deposits());
	const preimages = [blake2AsHex(TITLE), stock.preimage];
	const unnotes = preimages.map((preimage) => api.tx.preimage.unnotePreimage(preimage));
	const unnoted = await submitOk(api, api.tx.utility.batchAll(unnotes), proposer);
	assert.equal(await reservedAt(unnoted.hash), 0n);
	const { title, proposer: who, votes } = await proposalAt(api, unnoted.hash, proposed.index);
	assert.ok(title.isNone && who.isNone && votes.isNone);
});

test("a voter without a longer lock has all votes back at once", async () => {
	for (const voter of [ayeFree, abstainer]) {
		const free = [proposed, stock].map(({ index }) =>
			api.tx.convictionVoting.removeVote(track.id, index),
		);
		const unlock = api.tx.convictionVoting.unlock(track.id, voter.address);
		const { hash } = await submitOk(api, api.tx.utility.batchAll([...free, unlock]), voter);
		const locks = await (await api.at(hash)).query.balances.locks(voter.address);
		assert.equal(locks.length, 0);
	}
});

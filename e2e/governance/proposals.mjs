// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Proposals that pass: proposed in one transaction, voted for by accounts that hold most of all
// BTR, and enacted in the block that the view `proposal` foretold.
//
// The first block of a session is full by weight, so that the scheduler does what is due in it one
// block later. Each such block on the way may put a proposal off by one.

import { bnToU8a, compactAddLength, stringToU8a, u8aConcat } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";

import { account, BTR, payers, transferable } from "../chain/accounts.mjs";
import { startsSession } from "../chain/blocks.mjs";
import { eventsAt } from "../chain/history.mjs";
import { patienceFor } from "../chain/limits.mjs";
import { errorName, findEvents, submitOk } from "../chain/transactions.mjs";
import { view } from "../chain/views.mjs";
import { say, waitFor } from "../chain/waiting.mjs";

const NAMES = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];
// Who holds less does not vote.
const WORTH_A_VOTE = 100n * BTR;
// What each voter votes with, in hundredths of all it holds. The rest stays free to be spent: the
// lock of a vote outlives the vote.
const VOTED = 70n;
// Deposits of the track with the highest ones, fees, and the preimages.
const ROOM = 11_000n * BTR;

const AT_ONCE = { After: 0 };

// The development accounts and their stashes: nearly all BTR of the presets `dev` and `local`.
export const devVoters = () =>
	[...NAMES, ...NAMES.map((name) => `${name}//stash`)].map((name) => account(`//${name}`));

// One call as it is: a batch of one would only cost more.
const inOne = (api, calls) => (calls.length === 1 ? calls[0] : api.tx.utility.batchAll(calls));

// The first voter locks for longer, the second does not, the third abstains: all count as support,
// and there is no nay.
function voteOf(position, balance) {
	if (position === 2) {
		return { SplitAbstain: { aye: 0, nay: 0, abstain: balance } };
	}
	const conviction = position === 0 ? "Locked1x" : "None";
	return { Standard: { vote: { aye: true, conviction }, balance } };
}

// What each voter votes, with balances in whole BTR. More than half of all BTR passes any track at
// once, and less would make every proposal wait for its track.
async function votesOf(api, voters) {
	const spendable = await Promise.all(voters.map((voter) => transferable(api, voter)));
	const found = await api.query.system.account.multi(voters.map(({ address }) => address));
	const totals = found.map(({ data }) => data.free.toBigInt() + data.reserved.toBigInt());
	// Who was slashed after a vote may have no BTR left that the vote does not lock, and pays no fee.
	const able = voters
		.map((voter, index) => ({ voter, total: totals[index], spendable: spendable[index] }))
		.filter(({ total, spendable: fees }) => total >= WORTH_A_VOTE && fees >= BTR)
		.map(({ voter, total }) => ({ voter, balance: ((total * VOTED) / 100n / BTR) * BTR }));
	const support = able.reduce((sum, { balance }) => sum + balance, 0n);
	const issuance = (await api.query.balances.totalIssuance()).toBigInt();
	if (support * 2n <= issuance) {
		throw new Error(`the voters have ${support / BTR} of ${issuance / BTR} BTR: not half of all`);
	}
	return able.map(({ voter, balance }, position) => ({ voter, vote: voteOf(position, balance) }));
}

// Votes for all these proposals; gives back the block in which the last voter had voted.
async function voteFor(api, indices, voters) {
	const sent = await Promise.all(
		(await votesOf(api, voters)).map(({ voter, vote }) => {
			const calls = indices.map((index) => api.tx.convictionVoting.vote(index, vote));
			return submitOk(api, inOne(api, calls), voter);
		}),
	);
	return sent.reduce((one, other) => (other.number > one.number ? other : one));
}

// The blocks in which a proposal is approved and enacted, if the votes stay as they are in `hash`.
async function foretell(api, index, hash) {
	const status = (await view(await api.at(hash), "Governance", "proposal", index)).unwrap();
	const { state, canEnd, enacted } = status;
	if (enacted.isNone) {
		throw new Error(`proposal ${index} is not enacted with these votes: ${status}`);
	}
	const approved = state.isApproved ? state.asApproved.at : canEnd.unwrap();
	return { approved: approved.toNumber(), enacted: enacted.unwrap().toNumber() };
}

// Proposes all of `proposals` in one transaction and votes for them. Each is `{ kind, title, enact }`,
// `kind` and `enact` as `governance.propose` takes them. Tells of each its index and the blocks in
// which it was submitted, and is going to be approved and enacted.
export async function proposeAll(api, proposals, { proposer, voters = devVoters() } = {}) {
	const needed = ROOM * BigInt(proposals.length);
	const signer = proposer ?? (await payers(api, needed))[0];
	const calls = proposals.map(({ kind, title, enact = AT_ONCE }) =>
		api.tx.governance.propose(title, kind, enact),
	);
	const { number, events } = await submitOk(api, inOne(api, calls), signer);
	const indices = findEvents(events, "governance", "Proposed").map(({ data }) =>
		data.index.toNumber(),
	);
	const voted = await voteFor(api, indices, voters);
	return Promise.all(
		indices.map(async (index, position) => ({
			index,
			title: proposals[position].title,
			submitted: number,
			since: voted.number,
			...(await foretell(api, index, voted.hash)),
		})),
	);
}

// The name under which Referenda schedules the call of a proposal.
const enactmentId = (index) =>
	blake2AsHex(
		u8aConcat(
			stringToU8a("assembly"),
			compactAddLength(stringToU8a("enactment")),
			bnToU8a(index, { bitLength: 32, isLe: true }),
		),
	);

async function waitForFinal(api, number) {
	const height = async () => {
		const header = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
		return header.number.toNumber();
	};
	const from = await height();
	await waitFor(
		`block ${number} to be final`,
		async () => {
			const now = await height();
			return { done: now >= number, seen: `final #${now}` };
		},
		{ timeout: patienceFor(number - from) },
	);
	return (await api.rpc.chain.getBlockHash(number)).toHex();
}

// The result of the call of a proposal in block `hash`; none if it was not made there.
async function resultIn(api, index, hash) {
	const id = enactmentId(index);
	const made = (await eventsAt(api, hash)).find(
		({ section, method, data }) =>
			section === "scheduler" && method === "Dispatched" && data.id.unwrapOr(null)?.toHex() === id,
	);
	return made?.data.result;
}

async function sessionsBetween(api, from, to) {
	const numbers = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
	const starts = await Promise.all(
		numbers.map(async (number) => startsSession(api, await api.rpc.chain.getBlockHash(number))),
	);
	return starts.filter(Boolean).length;
}

// Waits until the call of a proposal is made, which was foretold in block `since` for block `enacted`,
// and that block is final. Tells the block.
export async function findEnactment(api, index, { since, enacted }) {
	for (let number = enacted; ; number += 1) {
		const hash = await waitForFinal(api, number);
		const result = await resultIn(api, index, hash);
		if (result?.isErr) {
			const name = errorName(api, result.asErr);
			throw new Error(`the call of proposal ${index} failed in block ${number}: ${name}`);
		}
		if (result) {
			return { number, hash };
		}
		if (number - enacted >= (await sessionsBetween(api, since + 1, number + 1))) {
			throw new Error(`proposal ${index} is not enacted in block ${enacted}, as was foretold`);
		}
	}
}

async function secondsBetween(api, from, to) {
	const [begin, end] = await Promise.all(
		[from, to].map(async (number) => {
			const at = await api.at(await api.rpc.chain.getBlockHash(number));
			return (await at.query.timestamp.now()).toNumber();
		}),
	);
	return (end - begin) / 1_000;
}

// Waits until the block in which `proposal`, one that `proposeAll` gave back, is enacted is final.
// `enacted` is that block then; adds its hash, and the seconds from the submission, for the log only.
export async function waitForEnactment(api, proposal) {
	const { index, title, submitted } = proposal;
	const { number: enacted, hash } = await findEnactment(api, index, proposal);
	const seconds = await secondsBetween(api, submitted, enacted);
	const blocks = enacted - submitted;
	say(`proposal ${index} (${title}): enacted ${blocks} blocks, ${seconds} s after its submission`);
	return { ...proposal, enacted, hash, seconds };
}

// One proposal from its submission to its enactment. Of `options` all are optional: `enact` says
// when, `proposer` pays, `voters` decide.
export async function passProposal(api, kind, title, options = {}) {
	const { enact, ...people } = options;
	const [proposal] = await proposeAll(api, [{ kind, title, enact }], people);
	return waitForEnactment(api, proposal);
}

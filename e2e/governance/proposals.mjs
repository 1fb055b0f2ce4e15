// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Proposals that pass: proposed in one transaction, voted for by accounts that hold most of all
// BTR, and enacted in the block that the view `proposal` foretold.
//
// The first block of a session is full by weight, so that the scheduler does what is due in it one
// block later. Each such block on the way may put a proposal off by one.

import { bnToU8a, compactAddLength, stringToU8a, u8aConcat } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";

import { account, BTR, DEV_NAMES, payers, transferable } from "../chain/accounts.mjs";
import { sum } from "../chain/balances.mjs";
import { startsSession } from "../chain/blocks.mjs";
import { heights } from "../chain/heights.mjs";
import { eventsAt } from "../chain/history.mjs";
import { hashAt, waitForFinalized } from "../chain/rpc.mjs";
import { errorName, findEvents, submitOk } from "../chain/transactions.mjs";
import { view } from "../chain/views.mjs";
import { say } from "../chain/waiting.mjs";
import { abstain, AT_ONCE, aye } from "./votes.mjs";

// Who holds less does not vote.
const WORTH_A_VOTE = 100n * BTR;
// What each voter votes with, in hundredths of all it holds. The rest stays free to be spent: the
// lock of a vote outlives the vote.
const VOTED = 70n;
// Deposits of the track with the highest ones, fees, and the preimages.
const ROOM = 11_000n * BTR;

// The development accounts and their stashes: nearly all BTR of the presets `dev` and `local`.
const devVoters = () =>
	[...DEV_NAMES, ...DEV_NAMES.map((name) => `${name}//stash`)].map((name) => account(`//${name}`));

// One call as it is: a batch of one would only cost more.
const inOne = (api, calls) => (calls.length === 1 ? calls[0] : api.tx.utility.batchAll(calls));

// The first voter locks for longer, the second does not, the third abstains: all count as support,
// and there is no nay.
function voteOf(position, balance) {
	if (position === 2) {
		return abstain(balance);
	}
	return aye(position === 0 ? "Locked1x" : "None", balance);
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
	const support = sum(able.map(({ balance }) => balance));
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

// A track by the name of its origin, with its terms.
/** @type {(api: Api, name: string) => Promise<any>} */
export async function trackOf(api, name) {
	const tracks = await view(api, "Governance", "tracks");
	return tracks.find(({ track }) => track.type === name);
}

// A proposal as of block `hash`, as the view tells it.
/** @type {(api: Api, hash: string, index: number) => Promise<any>} */
export async function proposalAt(api, hash, index) {
	const found = await view(await api.at(hash), "Governance", "proposal", index);
	if (found.isNone) {
		throw new Error(`there is no proposal ${index} in block ${hash}`);
	}
	return found.unwrap();
}

// The blocks in which a proposal is approved and enacted, if the votes stay as they are in `hash`.
async function foretell(api, index, hash) {
	const status = await proposalAt(api, hash, index);
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
/**
 * @type {(
 *   api: Api,
 *   proposals: ProposalRequest[],
 *   people?: { proposer?: Account, voters?: Account[] },
 * ) => Promise<Proposal[]>}
 */
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

// The result of the call of a proposal in block `hash`; none if it was not made there.
async function resultIn(api, index, hash) {
	const id = enactmentId(index);
	const made = (await eventsAt(api, hash)).find(
		({ section, method, data }) =>
			section === "scheduler" &&
			method === "Dispatched" &&
			data.id.unwrapOr(null)?.toHex() === id,
	);
	return made?.data.result;
}

// How many sessions begin in the blocks `from` to `to`.
async function sessionsIn(api, node, from, to) {
	const starts = await Promise.all(
		heights(from, to).map(async (number) => startsSession(api, await hashAt(node, number))),
	);
	return starts.filter(Boolean).length;
}

// Waits until the call of a proposal is made, which was foretold in block `since` for block `enacted`,
// and that block is final. Tells the block.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   index: number,
 *   foretold: { since: number, enacted: number },
 * ) => Promise<Block>}
 */
export async function findEnactment(api, node, index, { since, enacted }) {
	for (let number = enacted; ; number += 1) {
		await waitForFinalized(node, number);
		const hash = await hashAt(node, number);
		const result = await resultIn(api, index, hash);
		if (result?.isErr) {
			const name = errorName(api, result.asErr);
			throw new Error(`the call of proposal ${index} failed in block ${number}: ${name}`);
		}
		if (result) {
			return { number, hash };
		}
		if (number - enacted >= (await sessionsIn(api, node, since + 1, number))) {
			throw new Error(`proposal ${index} is not enacted in block ${enacted}, as was foretold`);
		}
	}
}

async function secondsBetween(api, node, from, to) {
	const [begin, end] = await Promise.all(
		[from, to].map(async (number) => {
			const at = await api.at(await hashAt(node, number));
			return (await at.query.timestamp.now()).toNumber();
		}),
	);
	return (end - begin) / 1_000;
}

// Waits until the block in which `proposal`, one that `proposeAll` gave back, is enacted is final.
// `enacted` is that block then; adds its hash, and the seconds from the submission, for the log only.
/** @type {(api: Api, node: AnyNode, proposal: Proposal) => Promise<EnactedProposal>} */
export async function waitForEnactment(api, node, proposal) {
	const { index, title, submitted } = proposal;
	const { number: enacted, hash } = await findEnactment(api, node, index, proposal);
	const seconds = await secondsBetween(api, node, submitted, enacted);
	const blocks = enacted - submitted;
	say(`proposal ${index} (${title}): enacted ${blocks} blocks, ${seconds} s after its submission`);
	return { ...proposal, enacted, hash, seconds };
}

// One proposal from its submission to its enactment. Of `options` all are optional: `enact` says
// when, `proposer` pays, `voters` decide.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   kind: any,
 *   title: string,
 *   options?: { enact?: any, proposer?: Account, voters?: Account[] },
 * ) => Promise<EnactedProposal>}
 */
export async function passProposal(api, node, kind, title, options = {}) {
	const { enact, ...people } = options;
	const [proposal] = await proposeAll(api, [{ kind, title, enact }], people);
	return waitForEnactment(api, node, proposal);
}

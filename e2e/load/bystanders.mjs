// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The bystanders of a flood: a payment, a vote and a validator's call, with small tips.

import { BTR, freshAccount, fundedAccounts, stashOf } from "../chain/accounts.mjs";
import { submitToAll } from "../chain/batches.mjs";
import { blocksWaited } from "../chain/inclusion.mjs";
import { best } from "../chain/rpc.mjs";
import { submitOk } from "../chain/transactions.mjs";
import { say } from "../chain/waiting.mjs";
import { aye, openReferendum } from "../governance/votes.mjs";
import { nodesExcept } from "../network/state.mjs";

export const BYSTANDER_TIP = BTR / 1_000n;

// For a deposit, or for hundreds of trials: each pays one BTR, and fees.
const FUNDS = 1_000n * BTR;

// The stash says again what it has said before: the election does not notice.
async function sameValidation(api, stash) {
	const { commission, blocked } = await api.query.staking.validators(stash.address);
	return { commission: commission.toNumber(), blocked: blocked.isTrue };
}

// The three kinds of transactions, each with its lane and its sender.
/**
 * @type {(
 *   api: Api,
 *   people: { payer: Account, voter: Account, stash: Account },
 *   referendum: number,
 *   preferences: object,
 * ) => Bystander[]}
 */
function kindsOf(api, { payer, voter, stash }, referendum, preferences) {
	const receiver = freshAccount();
	return [
		{
			kind: "payment",
			lane: "payments",
			sender: payer,
			call: () => api.tx.balances.transferKeepAlive(receiver.address, BTR),
		},
		{
			kind: "vote",
			lane: "governance",
			sender: voter,
			call: () => api.tx.convictionVoting.vote(referendum, aye("None", BTR)),
		},
		{
			kind: "validate",
			lane: "operations",
			sender: stash,
			call: () => api.tx.staking.validate(preferences),
		},
	];
}

// Opens a referendum to vote on, and sends each kind once in a quiet chain: nobody shall wait for a
// call that could not succeed.
/** @type {(api: Api) => Promise<Bystander[]>} */
export async function prepareBystanders(api) {
	const stash = stashOf("alice");
	const [proposer, payer, voter] = await fundedAccounts(api, 3, FUNDS);
	const { index: referendum } = await openReferendum(api, proposer, { system: "Root" });
	const preferences = await sameValidation(api, stash);
	const kinds = kindsOf(api, { payer, voter, stash }, referendum, preferences);
	for (const { call, sender } of kinds) {
		await submitOk(api, call(), sender);
	}
	say(`payment, vote on referendum ${referendum} and validate work`);
	return kinds;
}

// A function that sends one transaction of each kind and tells what was sent, and the best block when
// every node had all of them: how long gossip takes under a flood depends on the machine, what an
// author puts first does not.
/** @type {(api: Api, node: NetworkNode, kinds: Bystander[]) => Promise<() => Promise<Trial>>} */
export async function bystanderSender(api, node, kinds) {
	const nonces = await Promise.all(
		kinds.map(({ sender }) => api.rpc.system.accountNextIndex(sender.address)),
	);
	const next = nonces.map((nonce) => nonce.toNumber());
	const sign = async ({ kind, lane, sender, call }, index) => {
		const nonce = next[index];
		next[index] += 1;
		const signed = await call().signAsync(sender, { nonce, era: 0, tip: BYSTANDER_TIP });
		return { kind, lane, sender: sender.address, hex: signed.toHex() };
	};
	return async () => {
		const sent = await Promise.all(kinds.map(sign));
		const others = nodesExcept(node.name);
		const hexes = sent.map(({ hex }) => hex);
		const hashes = await submitToAll([node, ...others], hexes);
		const number = await best(node);
		return { number, sent: sent.map((one, index) => ({ ...one, hash: hashes[index] })) };
	};
}

// What became of a trial: of each kind, in which block after it was sent it came (one that opens a
// session is not counted), and whether it failed. `where` has the block of each transaction.
/** @type {(trial: Trial, blocks: ReadBlock[], where: Map<string, ReadBlock>) => TrialOutcome[]} */
export const outcomesOf = ({ number, sent }, blocks, where) =>
	sent.map(({ kind, hex }) => {
		const included = where.get(hex);
		return {
			kind,
			blocks: included ? blocksWaited(blocks, number, included) : Infinity,
			failed: Boolean(included?.failed.has(hex)),
		};
	});

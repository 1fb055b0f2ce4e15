// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of governance.mjs that sign and send.

import { readFileSync } from "node:fs";

import { u8aToHex } from "@polkadot/util";

import { units } from "../shared/amounts.mjs";
import { reasonOf } from "../shared/failure.mjs";
import { signer } from "../shared/signer.mjs";
import { makeKind } from "./kinds.mjs";
import { findProposal } from "./listing.mjs";
import { makeCall } from "./named-calls.mjs";
import { sending } from "./sending.mjs";
import { checkTrack, originOf, tellLocked, votesLeft } from "./tracks.mjs";
import { conviction, VOTES } from "./votes.mjs";

async function whenEnacted(api) {
	const { AT } = process.env;
	const now = (await api.rpc.chain.getHeader()).number.toNumber();
	if (AT && Number(AT) <= now) {
		throw new Error(`AT is the number of a block to come, not ${AT}: now is ${now}`);
	}
	return AT ? { At: AT } : { After: 0 };
}

async function proposing(api, title, ...kind) {
	const when = await whenEnacted(api);
	const what = makeKind(api, ...kind);
	try {
		return api.tx.governance.propose(title, what, when);
	} catch (error) {
		throw new Error(`the arguments of ${kind[0]} are wrong: ${reasonOf(error)}`);
	}
}

async function submission(api, name, call, ...values) {
	const when = await whenEnacted(api);
	const origin = await originOf(api, name);
	const { method } = makeCall(api, call, ...values);
	return api.tx.referenda.submit(origin, { Inline: method.toHex() }, when);
}

// Removes the votes that are still there: the second time, when the lock is over, there are none.
async function unlocking(api, track, ...indices) {
	const { removeVote, unlock } = api.tx.convictionVoting;
	const { address } = signer();
	await checkTrack(api, track);
	const left = await votesLeft(api, track, address, indices);
	const votes = left.map((index) => removeVote(track, index));
	return api.tx.utility.forceBatch([...votes, unlock(track, address)]);
}

async function delegating(api, track, to, btr, times) {
	await checkTrack(api, track);
	return api.tx.convictionVoting.delegate(track, to, conviction(times), units(btr));
}

async function undelegating(api, track) {
	await checkTrack(api, track);
	return api.tx.convictionVoting.undelegate(track);
}

// Takes back those deposits of a proposal that can come back and are still there.
async function refunding(api, index) {
	const { preimage, referenda, utility } = api.tx;
	const { votes, state } = await findProposal(api, index);
	if (votes.isSome) {
		throw new Error(`proposal ${index} has not ended: wait ${index} ends when it has`);
	}
	const info = (await api.query.referenda.referendumInfoFor(index)).unwrap();
	const [, submitted, decision] = info.isKilled ? [] : info.inner;
	const given = (state.isApproved || state.isCancelled) && submitted.isSome;
	const title = (await api.query.referenda.metadataOf(index)).unwrapOr(undefined);
	const kept = title && (await api.query.preimage.requestStatusFor(title)).isSome;
	const calls = [
		...(decision?.isSome ? [referenda.refundDecisionDeposit(index)] : []),
		...(given ? [referenda.refundSubmissionDeposit(index)] : []),
		...(kept ? [preimage.unnotePreimage(title)] : []),
	];
	if (calls.length === 0) {
		throw new Error(`nothing to refund: proposal ${index} has no deposits that come back any more`);
	}
	return utility.forceBatch(calls);
}

const applying = ({ tx }, file) => tx.system.applyAuthorizedUpgrade(u8aToHex(readFileSync(file)));

const entry = (takes, does, make, finish) => ({ takes, does, work: sending(make, finish) });

/** @type {Record<string, import("../shared/program.mjs").Command>} */
export const CALLS = {
	propose: entry("TITLE KIND [ARGUMENT...]", "proposes", proposing),
	submit: entry("ORIGIN PALLET.CALL [ARGUMENT...]", "proposes the stock way", submission),
	deposit: entry("INDEX", "places the decision deposit", ({ tx }, index) =>
		tx.referenda.placeDecisionDeposit(index),
	),
	vote: entry("INDEX aye|nay|abstain BTR [CONVICTION]", "votes", ({ tx }, index, how, btr, times) =>
		tx.convictionVoting.vote(index, VOTES[how](btr, times)),
	),
	delegate: entry("TRACK ADDRESS BTR [CONVICTION]", "lets another account vote", delegating),
	undelegate: entry("TRACK", "ends that", undelegating),
	unlock: entry(
		"TRACK [INDEX...]",
		"removes ended votes, frees what they locked",
		unlocking,
		(api, track) => tellLocked(api, track, signer().address),
	),
	refund: entry("INDEX", "takes deposits back", refunding),
	apply: entry("FILE", "applies an authorised runtime", applying),
	send: entry("PALLET.CALL [ARGUMENT...]", "sends a call of one's own", makeCall),
};

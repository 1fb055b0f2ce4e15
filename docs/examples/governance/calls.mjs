// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of governance.mjs that sign and send.

import { readFileSync } from "node:fs";

import { u8aToHex } from "@polkadot/util";

import { units } from "../shared/amounts.mjs";
import { signer } from "../shared/signer.mjs";
import { makeKind } from "./kinds.mjs";
import { findProposal } from "./listing.mjs";
import { makeCall } from "./named-calls.mjs";
import { sending } from "./sending.mjs";
import { conviction, VOTES } from "./votes.mjs";

const whenEnacted = () => (process.env.AT ? { At: process.env.AT } : { After: 0 });

function submission(api, name, call, ...values) {
	const origin = name === "Root" ? { system: name } : { Governance: name };
	const { method } = makeCall(api, call, ...values);
	return api.tx.referenda.submit(origin, { Inline: method.toHex() }, { After: 0 });
}

function unlocking({ tx }, track, ...indices) {
	const { removeVote, unlock } = tx.convictionVoting;
	const votes = indices.map((index) => removeVote(track, index));
	return tx.utility.forceBatch([...votes, unlock(track, signer().address)]);
}

// Takes back those deposits of a proposal that can come back.
async function refunding(api, index) {
	const { preimage, referenda, utility } = api.tx;
	const { votes, state } = await findProposal(api, index);
	if (votes.isSome) {
		throw new Error(`proposal ${index} has not ended: wait ${index} ends when it has`);
	}
	const title = await api.query.referenda.metadataOf(index);
	return utility.forceBatch([
		referenda.refundDecisionDeposit(index),
		...(state.isApproved || state.isCancelled ? [referenda.refundSubmissionDeposit(index)] : []),
		...(title.isSome ? [preimage.unnotePreimage(title.unwrap())] : []),
	]);
}

const applying = ({ tx }, file) => tx.system.applyAuthorizedUpgrade(u8aToHex(readFileSync(file)));

const entry = (takes, does, make) => ({ takes, does, work: sending(make) });

/** @type {Record<string, import("../shared/program.mjs").Command>} */
export const CALLS = {
	propose: entry("TITLE [KIND] [ARGUMENT...]", "proposes", (api, title, kind, ...values) =>
		api.tx.governance.propose(title, makeKind(api, kind, ...values), whenEnacted()),
	),
	submit: entry("ORIGIN PALLET.CALL [ARGUMENT...]", "proposes the stock way", submission),
	deposit: entry("INDEX", "places the decision deposit", ({ tx }, index) =>
		tx.referenda.placeDecisionDeposit(index),
	),
	vote: entry("INDEX aye|nay|abstain BTR [CONVICTION]", "votes", ({ tx }, index, how, btr, times) =>
		tx.convictionVoting.vote(index, VOTES[how](btr, times)),
	),
	delegate: entry(
		"TRACK ADDRESS BTR [CONVICTION]",
		"lets another account vote",
		({ tx }, track, to, btr, times) =>
			tx.convictionVoting.delegate(track, to, conviction(times), units(btr)),
	),
	undelegate: entry("TRACK", "ends that", ({ tx }, track) => tx.convictionVoting.undelegate(track)),
	unlock: entry("TRACK [INDEX...]", "removes ended votes, frees what they locked", unlocking),
	refund: entry("INDEX", "takes deposits back", refunding),
	apply: entry("FILE", "applies an authorised runtime", applying),
	send: entry("PALLET.CALL [ARGUMENT...]", "sends a call of one's own", makeCall),
};

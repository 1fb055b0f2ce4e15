// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The votes of referenda: one to vote on, ballots, and what the chain has of them.

import { findEvents, submitOk } from "../chain/transactions.mjs";

// The moment of an enactment: as soon as the track allows it.
export const AT_ONCE = { After: 0 };

// A referendum that goes on for days: nobody places its decision deposit, but one can vote on it.
// `origin` decides on its track.
/** @type {(api: Api, proposer: Account, origin?: any) => Promise<Referendum>} */
export async function openReferendum(api, proposer, origin = { Governance: "ParameterAdmin" }) {
	const call = api.tx.system.remark("0x").method;
	const submit = api.tx.referenda.submit(origin, { Inline: call.toHex() }, AT_ONCE);
	const { events } = await submitOk(api, submit, proposer);
	const [{ data }] = findEvents(events, "referenda", "Submitted");
	return { index: data.index.toNumber(), track: data.track.toNumber() };
}

/** @type {(conviction: string, balance: bigint) => object} */
export const aye = (conviction, balance) => ({
	Standard: { vote: { aye: true, conviction }, balance },
});

/** @type {(conviction: string, balance: bigint) => object} */
export const nay = (conviction, balance) => ({
	Standard: { vote: { aye: false, conviction }, balance },
});

/** @type {(balance: bigint) => object} */
export const abstain = (balance) => ({ SplitAbstain: { aye: 0, nay: 0, abstain: balance } });

// The tally of a referendum, and the votes and locks of `voters`, as of block `hash`.
/**
 * @type {(
 *   api: Api,
 *   hash: string,
 *   referendum: Referendum,
 *   voters: Addressed[],
 * ) => Promise<{ tally: any, ofVoters: object[] }>}
 */
export async function votesAt(api, hash, { index, track }, voters) {
	const { query } = await api.at(hash);
	const info = await query.referenda.referendumInfoFor(index);
	const ofVoters = await Promise.all(
		voters.map(async ({ address }) => {
			const [voting, locks] = await Promise.all([
				query.convictionVoting.votingFor(address, track),
				query.balances.locks(address),
			]);
			return { voting: voting.toHex(), locks: locks.toHex() };
		}),
	);
	return { tally: info.unwrap().asOngoing.tally.toJSON(), ofVoters };
}

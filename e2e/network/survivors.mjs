// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What an upgrade must leave as it is: votes and their locks, stakes, the validators.

import { eventsBetween, rewardsOf } from "./history.mjs";
import { findEvents, submitOk } from "./transactions.mjs";

const AT_ONCE = { After: 0 };

// A referendum that goes on for days: nobody places its decision deposit, but one can vote on it.
// `track` is the name of its origin.
export async function openReferendum(api, proposer, track = "ParameterAdmin") {
	const call = api.tx.system.remark("0x").method;
	const submit = api.tx.referenda.submit(
		{ Governance: track },
		{ Inline: call.toHex() },
		AT_ONCE,
	);
	const { events } = await submitOk(api, submit, proposer);
	const [{ data }] = findEvents(events, "referenda", "Submitted");
	return { index: data.index.toNumber(), track: data.track.toNumber() };
}

export const aye = (conviction, balance) => ({
	Standard: { vote: { aye: true, conviction }, balance },
});

export const nay = (conviction, balance) => ({
	Standard: { vote: { aye: false, conviction }, balance },
});

// The tally of a referendum, and the votes and locks of `voters`, as of block `hash`.
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

// Total and active stake of each staker, as of block `hash`.
async function stakesAt(api, hash) {
	const { query } = await api.at(hash);
	const entries = await query.staking.ledger.entries();
	return new Map(
		entries.map(([key, ledger]) => {
			const { total, active } = ledger.unwrap();
			return [key.args[0].toString(), { total: total.toBigInt(), active: active.toBigInt() }];
		}),
	);
}

// The stakers whose stake block `number` changed by anything but the rewards that it paid.
export async function unexplainedStakes(api, node, { number, parent, hash }) {
	const [before, now, rewards] = await Promise.all([
		stakesAt(api, parent),
		stakesAt(api, hash),
		eventsBetween(api, node, number, number, ["staking.Rewarded"]),
	]);
	return [...new Set([...before.keys(), ...now.keys()])].filter((stash) => {
		const earned = rewardsOf(rewards, stash, "Staked");
		const [old, present] = [before.get(stash), now.get(stash)];
		return !(
			old &&
			present?.total === old.total + earned &&
			present.active === old.active + earned
		);
	});
}

// The validators that are due in block `hash`: those of its parent, or the next ones if a session
// begins in it. And those that it has.
export async function validatorsAcross(api, { parent, hash }) {
	const [before, at] = await Promise.all([api.at(parent), api.at(hash)]);
	const [validators, queued, events, now] = await Promise.all([
		before.query.session.validators(),
		before.query.session.queuedKeys(),
		at.query.system.events(),
		at.query.session.validators(),
	]);
	const opens = events.some(
		({ event: { section, method } }) => section === "session" && method === "NewSession",
	);
	const due = opens ? queued.map(([validator]) => validator) : validators;
	return { due: due.map(String), now: now.map(String) };
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The stakes and the validators that an upgrade must leave as they are.

import { startsSession } from "../chain/blocks.mjs";
import { eventsBetween } from "../chain/history.mjs";
import { rewardsOf } from "../validators/payouts.mjs";

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
/** @type {(api: Api, node: AnyNode, block: ChildBlock) => Promise<string[]>} */
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
/** @type {(api: Api, block: ChildBlock) => Promise<{ due: string[], now: string[] }>} */
export async function validatorsAcross(api, { parent, hash }) {
	const [before, at] = await Promise.all([api.at(parent), api.at(hash)]);
	const [validators, queued, opens, now] = await Promise.all([
		before.query.session.validators(),
		before.query.session.queuedKeys(),
		startsSession(api, hash),
		at.query.session.validators(),
	]);
	const due = opens ? queued.map(([validator]) => validator) : validators;
	return { due: due.map(String), now: now.map(String) };
}

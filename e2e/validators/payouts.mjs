// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The eras, and the rewards that the chain pays for them by itself.

import { eventsBetween, findEvent } from "../chain/history.mjs";
import { hashAt } from "../chain/rpc.mjs";
import { ERA_BLOCKS } from "../chain/timing.mjs";

/** @type {(api: Api, hash: string) => Promise<bigint>} */
async function overpaidAt(api, hash) {
	return (await (await api.at(hash)).query.validators.overpaid()).toBigInt();
}

// The payouts of an era that ends after block `from`, once they are final: the events `staking.Rewarded`,
// `validators.PayoutsCompleted` with its block, and in base units the reward, what was paid of it, what
// was left to the treasury, and by how much rounding paid too much or made up for it. With a full mempool
// payouts take several blocks.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   era: number,
 *   place: { from: number, within?: number },
 * ) => Promise<Payout>}
 */
export async function payoutOf(api, node, era, { from, within = 2 * ERA_BLOCKS }) {
	const ended = await findEvent(api, node, "staking.EraPaid", {
		from,
		within,
		matches: (data) => data.eraIndex.toNumber() === era,
	});
	const completed = await findEvent(api, node, "validators.PayoutsCompleted", {
		from: ended.number,
		within: ERA_BLOCKS,
		matches: (data) => data.era.toNumber() === era,
	});
	const before = await overpaidAt(api, await hashAt(node, ended.number - 1));
	return {
		completed,
		rewards: await eventsBetween(api, node, ended.number, completed.number, ["staking.Rewarded"]),
		reward: ended.event.data.validatorPayout.toBigInt(),
		paid: completed.event.data.paid.toBigInt(),
		remainder: completed.event.data.remainder.toBigInt(),
		rounding: (await overpaidAt(api, completed.hash)) - before,
	};
}

// The era that was active in a block.
/** @type {(api: Api, hash: string) => Promise<number>} */
export async function eraAt(api, hash) {
	const at = await api.at(hash);
	return (await at.query.staking.activeEra()).unwrap().index.toNumber();
}

/** @type {(api: Api, node: AnyNode, from: number, to: number) => Promise<FoundEvent[]>} */
export const rewardsBetween = (api, node, from, to) =>
	eventsBetween(api, node, from, to, ["staking.Rewarded"]);

// What the events called `staking.Rewarded` gave to an account, in base units. `destination` is
// `Staked` for its stake, `Stash` for its free balance.
/** @type {(found: FoundEvent[], address: string, destination: "Staked" | "Stash") => bigint} */
export function rewardsOf(found, address, destination) {
	return found
		.filter(({ event: { data } }) => data.stash.toString() === address)
		.filter(({ event: { data } }) => data.dest.type === destination)
		.reduce((total, { event: { data } }) => total + data.amount.toBigInt(), 0n);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The events of final blocks: what the chain did while nobody looked.

import { heights, readEach } from "./heights.mjs";
import { patienceFor } from "./limits.mjs";
import { finalized, hashAt } from "./rpc.mjs";
import { fatal, waitFor } from "./waiting.mjs";

const BLOCKS_AT_ONCE = 8;

// The events of a block, in order, as @polkadot/api has them.
/** @type {(api: Api, hash: string) => Promise<any[]>} */
export async function eventsAt(api, hash) {
	const at = await api.at(hash);
	return (await at.query.system.events()).map(({ event }) => event);
}

async function wantedAt(api, node, number, names) {
	const hash = await hashAt(node, number);
	const events = await eventsAt(api, hash);
	return events
		.filter(({ section, method }) => names.includes(`${section}.${method}`))
		.map((event) => ({ number, hash, event }));
}

// The events called one of `names`, such as `session.NewSession`, of the final blocks `from` to
// `to`, each with number and hash of its block, in order.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   from: number,
 *   to: number,
 *   names: string[],
 * ) => Promise<FoundEvent[]>}
 */
export async function eventsBetween(api, node, from, to, names) {
	const read = (number) => wantedAt(api, node, number, names);
	return (await readEach(heights(from, to), BLOCKS_AT_ONCE, read)).flat();
}

// The first event called `name`, with data that `matches`, in a final block from `from` on. It may
// be there already; it has to come within so many blocks.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   name: string,
 *   place: { from: number, within: number, matches?: (data: any) => boolean },
 * ) => Promise<FoundEvent>}
 */
export async function findEvent(api, node, name, { from, within, matches = () => true }) {
	const last = from + within;
	let next = from;
	return waitFor(
		`${name} in a final block`,
		async () => {
			const { number: top } = await finalized(node);
			const to = Math.min(top, last);
			const events = await eventsBetween(api, node, next, to, [name]);
			const found = events.find(({ event }) => matches(event.data));
			if (found) {
				return { done: true, value: found, seen: `block ${found.number}` };
			}
			if (to === last) {
				throw fatal(`no such ${name} in the blocks ${from} to ${last}`);
			}
			next = Math.max(next, to + 1);
			return { done: false, seen: `not up to block ${to}` };
		},
		{ timeout: patienceFor(within), every: 1_000 },
	);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the chain says of the blocks of a load: when each was final, how full it was, and which slots
// stayed empty. The finality is watched while the load runs, the rest is read when it is over.

import { connect } from "../chain/connection.mjs";

const SLOT_MS = 3_000;

// Begins to watch. `stop()` gives back the milliseconds from the first sight of each block to that of its
// finality, of blocks that were seen to come.
/** @type {(api: Api) => Promise<{ stop(): number[] }>} */
export async function watchFinality(api) {
	const seen = new Map();
	const lags = [];
	const sawFinal = (header) => {
		const now = Date.now();
		// One message may stand for several blocks.
		for (let hash = header.hash.toHex(); seen.has(hash);) {
			const { parent, at } = seen.get(hash);
			lags.push(now - at);
			seen.delete(hash);
			hash = parent;
		}
	};
	const stops = await Promise.all([
		api.rpc.chain.subscribeAllHeads((header) => {
			seen.set(header.hash.toHex(), { parent: header.parentHash.toHex(), at: Date.now() });
		}),
		api.rpc.chain.subscribeFinalizedHeads(sawFinal),
	]);
	return {
		stop() {
			stops.forEach((stop) => stop());
			return lags;
		},
	};
}

async function blockFacts(api, number, wanted) {
	const hash = await api.rpc.chain.getBlockHash(number);
	const at = await api.at(hash);
	const [events, now, weight] = await Promise.all([
		at.query.system.events(),
		at.query.timestamp.now(),
		at.query.system.blockWeight(),
	]);
	const succeeded = events.filter(
		({ event }) => `${event.section}.${event.method}` === wanted,
	).length;
	const used = ["normal", "operational", "mandatory"].reduce(
		(sum, kind) => sum + weight[kind].refTime.toBigInt(),
		0n,
	);
	const whole = api.consts.system.blockWeights.maxBlock.refTime.toBigInt();
	return {
		number,
		succeeded,
		slot: Math.floor(now.toNumber() / SLOT_MS),
		full: Number(used) / Number(whole),
	};
}

// The blocks from one height to another, with the number of their events of one kind.
/**
 * @type {(
 *   node: AnyNode,
 *   range: { first: number, last: number, event: string },
 * ) => Promise<BlockFacts[]>}
 */
export async function readBlocks(node, { first, last, event }) {
	const api = await connect(node);
	const blocks = [];
	for (let number = first; number <= last; number += 1) {
		blocks.push(await blockFacts(api, number, event));
	}
	return blocks;
}

// Slots between the first and the last block that have none.
/** @type {(blocks: BlockFacts[]) => number} */
export const emptySlots = (blocks) =>
	blocks.length === 0 ? 0 : blocks[blocks.length - 1].slot - blocks[0].slot + 1 - blocks.length;

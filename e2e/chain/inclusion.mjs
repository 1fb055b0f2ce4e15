// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The content of final blocks: which transactions, how they ended, and how full the block was.

import { heights, readEach } from "./heights.mjs";
import { hashAt, rpc } from "./rpc.mjs";

const BLOCKS_AT_ONCE = 4;

// Pallet and variant of an event, as the events of a block are looked through here.
const isEvent = ({ event }, section, method) => event.section === section && event.method === method;

function failedTransactions(extrinsics, events) {
	const failures = events.filter(
		(record) => isEvent(record, "system", "ExtrinsicFailed") && record.phase.isApplyExtrinsic,
	);
	return new Set(failures.map(({ phase }) => extrinsics[phase.asApplyExtrinsic.toNumber()]));
}

// A block: its transactions as hex, those that failed, the normal weight in picoseconds, and whether
// a session begins. `pallet_session` takes the whole weight of such a block, so that it has no room
// for transactions.
/** @type {(api: Api, node: AnyNode, number: number) => Promise<ReadBlock>} */
async function readBlock(api, node, number) {
	const hash = await hashAt(node, number);
	const [at, { block }] = await Promise.all([api.at(hash), rpc(node, "chain_getBlock", hash)]);
	const [weight, events] = await Promise.all([
		at.query.system.blockWeight(),
		at.query.system.events(),
	]);
	return {
		number,
		hash,
		transactions: block.extrinsics,
		failed: failedTransactions(block.extrinsics, events),
		normalWeight: weight.normal.refTime.toBigInt(),
		opensSession: events.some((record) => isEvent(record, "session", "NewSession")),
	};
}

// The blocks `from` to `to`, which must be final.
/** @type {(api: Api, node: AnyNode, from: number, to: number) => Promise<ReadBlock[]>} */
export const readBlocks = (api, node, from, to) =>
	readEach(heights(from, to), BLOCKS_AT_ONCE, (number) => readBlock(api, node, number));

// The normal weight that a block can hold, in picoseconds.
/** @type {(api: Api) => bigint} */
export const normalLimit = (api) =>
	api.consts.system.blockWeights.perClass.normal.maxTotal.unwrap().refTime.toBigInt();

// Where each transaction is: hex to block.
/** @type {<T extends ReadBlock>(blocks: T[]) => Map<string, T>} */
export function blockOfEach(blocks) {
	return new Map(blocks.flatMap((block) => block.transactions.map((hex) => [hex, block])));
}

// How many blocks a transaction took that was sent when `number` was the best one. A block that
// opens a session is not counted: it has no room for anybody.
/** @type {(blocks: ReadBlock[], number: number, included: ReadBlock) => number} */
export function blocksWaited(blocks, number, included) {
	const between = blocks.filter((block) => block.number > number && block.number < included.number);
	return between.filter(({ opensSession }) => !opensSession).length + 1;
}

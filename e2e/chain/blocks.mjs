// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The author of a block: the index in the BABE digest, looked up among the validators of the block.

import { rpc, waitForFinalized } from "./rpc.mjs";
import { say } from "./waiting.mjs";

const PRE_RUNTIME = 6;
// Primary, secondary plain, secondary VRF (sp-consensus-babe `PreDigest`).
const BABE_PRE_DIGESTS = new Set([1, 2, 3]);

// Length in bytes of the SCALE compact integer that begins at `offset`.
function compactWidth(bytes, offset) {
	const mode = bytes[offset] & 0b11;
	return mode === 3 ? (bytes[offset] >> 2) + 5 : 1 << mode;
}

// Index of the author in the validators of the epoch, from a header as JSON-RPC gives it.
function authorityIndex(header) {
	for (const log of header.digest.logs) {
		const bytes = Buffer.from(log.slice(2), "hex");
		if (bytes[0] !== PRE_RUNTIME || bytes.toString("latin1", 1, 5) !== "BABE") {
			continue;
		}
		const start = 5 + compactWidth(bytes, 5);
		if (!BABE_PRE_DIGESTS.has(bytes[start])) {
			throw new Error(`unknown BABE digest variant ${bytes[start]}`);
		}
		return bytes.readUInt32LE(start + 1);
	}
	throw new Error(`block ${Number(header.number)} has no BABE digest`);
}

/** @type {(api: Api, hash: string) => Promise<string[]>} */
export async function validatorsAt(api, hash) {
	const at = await api.at(hash);
	return (await at.query.session.validators()).map((validator) => validator.toString());
}

// The validators are read after the block: the first block of an epoch counts in the new set.
/** @type {(api: Api, node: AnyNode, hash: string) => Promise<string>} */
export async function authorOf(api, node, hash) {
	const header = await rpc(node, "chain_getHeader", hash);
	const validators = await validatorsAt(api, hash);
	return validators[authorityIndex(header)];
}

// Calls `visit({ number, hash, author })` for each finalised block from `from` on, in order, until
// it says `true` or `to` is done. Waiting for blocks that are not there yet is up to the caller.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   from: number,
 *   to: number,
 *   visit: (block: AuthoredBlock) => any,
 * ) => Promise<boolean>}
 */
export async function walkAuthors(api, node, from, to, visit) {
	for (let number = from; number <= to; number += 1) {
		const hash = await rpc(node, "chain_getBlockHash", number);
		if (await visit({ number, hash, author: await authorOf(api, node, hash) })) {
			return true;
		}
	}
	return false;
}

// Looks for a block of `author` from height `from` on, as blocks become final, over `bound` blocks
// at most. Gives back its number, or undefined.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   author: string,
 *   from: number,
 *   bound: number,
 * ) => Promise<number | undefined>}
 */
export async function findBlockBy(api, node, author, from, bound) {
	const end = from + bound;
	let next = from;
	let found;
	while (found === undefined && next < end) {
		const top = await waitForFinalized(node, next);
		await walkAuthors(api, node, next, Math.min(top, end), (block) => {
			next = block.number + 1;
			found = block.author === author ? block.number : undefined;
			return found !== undefined;
		});
		say(`authors of the blocks ${from} to ${next - 1} are known`);
	}
	return found;
}

// Whether a new session begins in the block. Such a block counts its author in the new validators,
// while the runtime, which pays the author before it turns the session, counts in the old ones.
/** @type {(api: Api, hash: string) => Promise<boolean>} */
export async function startsSession(api, hash) {
	const at = await api.at(hash);
	const events = await at.query.system.events();
	return events.some(({ event }) => event.section === "session" && event.method === "NewSession");
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The tracks by number or origin, and the BTR that votes lock on them.

import { inBtr } from "../shared/amounts.mjs";
import { view } from "../shared/view.mjs";

const tracks = (api) => view(api, "Governance", "tracks");

// Throws where the chain has no track of this number.
/** @type {(api: any, track: string) => Promise<void>} */
export async function checkTrack(api, track) {
	const all = await tracks(api);
	if (!all.some(({ id }) => id.toNumber() === Number(track))) {
		const known = all.map(({ id, track: { type } }) => `${id} ${type}`).join(", ");
		throw new Error(`no TRACK: ${track}. It is one of ${known}`);
	}
}

// Returns the origin of a track as calls take it.
/** @type {(api: any, name: string) => Promise<any>} */
export async function originOf(api, name) {
	const known = (await tracks(api)).map(({ track }) => track.type);
	if (!known.includes(name)) {
		throw new Error(`no ORIGIN: ${name}. It is one of ${known.join(", ")}`);
	}
	return name === "Root" ? { system: name } : { Governance: name };
}

// Returns what an account has on a track: proposals with votes of it, whether it delegates, the lock of
// votes and delegations that are over, and the BTR that all of this locks.
/** @type {(api: any, track: string, address: string) => Promise<any>} */
async function holdings(api, track, address) {
	const { votingFor, classLocksFor } = api.query.convictionVoting;
	const voting = await votingFor(address, track);
	const locks = await classLocksFor(address);
	const own = locks.find(([id]) => id.toNumber() === Number(track));
	return {
		voted: voting.isCasting ? voting.asCasting.votes.map(([index]) => index.toNumber()) : [],
		delegates: voting.isDelegating,
		until: voting.inner.prior[0].toNumber(),
		locked: own ? own[1].toBigInt() : 0n,
	};
}

// Returns those of some proposals on which an account has a vote on a track. Throws where it has nothing
// to unlock there.
/** @type {(api: any, track: string, address: string, indices: string[]) => Promise<string[]>} */
export async function votesLeft(api, track, address, indices) {
	const { voted, delegates, locked } = await holdings(api, track, address);
	if (voted.length === 0 && !delegates && locked === 0n) {
		throw new Error(`nothing to unlock: votes of ${address} lock no BTR on the track ${track}`);
	}
	indices
		.filter((index) => !voted.includes(Number(index)))
		.forEach((index) => console.log(`no vote on proposal ${index} is left on the track ${track}`));
	return indices.filter((index) => voted.includes(Number(index)));
}

// Prints what an account still has locked on a track, and why.
/** @type {(api: any, track: string, address: string) => Promise<void>} */
export async function tellLocked(api, track, address) {
	const { voted, delegates, until, locked } = await holdings(api, track, address);
	if (locked === 0n) {
		console.log(`nothing is locked on the track ${track} any more`);
		return;
	}
	const head = (await api.rpc.chain.getHeader()).number.toNumber();
	const reasons = [
		...(until > head ? [`until block ${until}, now is ${head}`] : []),
		...(voted.length > 0 ? [`votes on ${voted.join(", ")} are not removed`] : []),
		...(delegates ? ["a delegation has not ended"] : []),
	];
	console.log(`locked on the track ${track}: ${inBtr(locked)} BTR (${reasons.join("; ")})`);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the chain knows of proposals.

import { view } from "../shared/view.mjs";
import { inFull } from "./printing.mjs";

const LISTED = 50;
const NEWEST = 0xffff_ffff;

// Returns where a proposal stands.
/** @type {(api: any, index: string) => Promise<any>} */
export async function findProposal(api, index) {
	const found = await view(api, "Governance", "proposal", index);
	if (found.isNone) {
		throw new Error(`there is no proposal ${index}: list shows the newest`);
	}
	return found.unwrap();
}

// Returns the call that is voted on: a short one is in the referendum, others are in a preimage.
async function callUnderVote(api, index) {
	const info = (await api.query.referenda.referendumInfoFor(index)).unwrap();
	const { proposal } = info.asOngoing;
	const { hash_: hash, len } = proposal.inner;
	const bytes = proposal.isLookup
		? (await api.query.preimage.preimageFor([hash, len])).unwrap()
		: proposal.asInline;
	const { section, method, args } = api.createType("Call", bytes.toU8a(true)).toHuman();
	return { [`${section}.${method}`]: args };
}

// Returns what is worth telling of a proposal: all that the chain still knows. It forgets most when the
// proposal ends.
async function describe(api, status) {
	const known = ([key, answer]) => answer !== null && !(key === "kind" && answer === "Unknown");
	const all = Object.fromEntries(Object.entries(status.toHuman()).filter(known));
	if (status.votes.isNone) {
		return all;
	}
	const call = await callUnderVote(api, status.index).catch(
		() => "it cannot be decoded, or its preimage is not there",
	);
	return { ...all, ...(status.kind.isCall && { kind: "Call" }), call };
}

// Prints the newest proposals.
/** @type {(api: any) => Promise<void>} */
export async function list(api) {
	const newest = await view(api, "Governance", "proposals", NEWEST, LISTED);
	console.log(inFull(await Promise.all(newest.map((status) => describe(api, status)))));
}

// Prints one proposal.
/** @type {(api: any, index: string) => Promise<void>} */
export async function showProposal(api, index) {
	console.log(inFull(await describe(api, await findProposal(api, index))));
}

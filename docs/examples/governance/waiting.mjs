// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The wait for the end of a proposal.

import { setTimeout as sleep } from "node:timers/promises";

import { findProposal } from "./listing.mjs";
import { show } from "./printing.mjs";
import { tellResult } from "./results.mjs";

const ASKS_EVERY_MS = 3_000;

// Prints each new state of a proposal until its call was made or it has failed, and then the result. One
// that has ended long ago is told at once.
/** @type {(api: any, index: string) => Promise<void>} */
export async function waitForEnd(api, index) {
	let last;
	let due;
	const tell = ({ state }) => {
		if (state.type !== last) {
			show(state);
		}
		last = state.type;
	};
	let now = await findProposal(api, index);
	while (now.votes.isSome || now.enacted.isSome) {
		tell(now);
		due = now.state.isApproved ? now.enacted.unwrap().toNumber() : undefined;
		await sleep(ASKS_EVERY_MS);
		now = await findProposal(api, index);
	}
	tell(now);
	if (now.state.isApproved) {
		await tellResult(api, index, now.state.asApproved.at.toNumber(), due);
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The wait for the end of a proposal.

import { setTimeout as sleep } from "node:timers/promises";

import { explain } from "../shared/submission.mjs";
import { findProposal } from "./listing.mjs";
import { show } from "./printing.mjs";

const ASKS_EVERY_MS = 3_000;

// Prints the results of the calls that were due in this block: they may be made in the next one.
async function showResults(api, due) {
	const head = (await api.rpc.chain.getHeader()).number.toNumber();
	for (let block = due; block <= Math.min(due + 1, head); block += 1) {
		const at = await api.at(await api.rpc.chain.getBlockHash(block));
		const events = (await at.query.system.events()).map(({ event }) => event);
		events
			.filter(({ section, method }) => section === "scheduler" && method === "Dispatched")
			.forEach(({ data: { result } }) => {
				const told = result.isErr ? explain(api, result.asErr) : "Ok";
				console.log(`call in block ${block}:`, told);
			});
	}
}

// Prints each new state of a proposal until its call was made or it has failed, and then the result.
/** @type {(api: any, index: string) => Promise<void>} */
export async function waitForEnd(api, index) {
	let last;
	let enacted;
	const tell = ({ state }) => {
		if (state.type !== last) {
			show(state);
		}
		last = state.type;
	};
	let now = await findProposal(api, index);
	while (now.votes.isSome || now.enacted.isSome) {
		tell(now);
		enacted = now.enacted.unwrapOr(enacted);
		await sleep(ASKS_EVERY_MS);
		now = await findProposal(api, index);
	}
	tell(now);
	if (enacted) {
		await showResults(api, enacted.toNumber());
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The wait until a revival has brought finality back.

import { setTimeout as sleep } from "node:timers/promises";

import { explain } from "../shared/submission.mjs";
import { finality } from "./finality.mjs";
import { referendum } from "./revival.mjs";

const ASKS_EVERY_MS = 3_000;
const TOLD = {
	scheduler: ["Dispatched"],
	referenda: ["ConfirmStarted", "Confirmed", "Rejected", "Cancelled", "Killed", "TimedOut"],
	governance: ["RevivalBegan", "FinalityRestarts", "RevivalFailed"],
};
const FAILED = ["Rejected", "Cancelled", "Killed", "TimedOut"];
// Other calls that the scheduler makes may fail.
const OURS = /^(governance|validators|grandpa)\./;

// Prints what an event says of the revival. Throws if there will be none.
function tell(api, number, { section, method, data }) {
	const failed = data.error ?? (data.result?.isErr && data.result.asErr);
	const detail = failed ? explain(api, failed) : JSON.stringify(data.toHuman());
	console.log(`block ${number}: ${section}.${method} ${detail}`);
	const ours = section !== "scheduler" || OURS.test(detail);
	if ((failed && ours) || FAILED.includes(method)) {
		throw new Error("there is no revival: look again, and propose it anew");
	}
}

// Tells whether an event may be about the revival that proposal `index` asks for.
function isTold({ section, method, data }, index) {
	const isNews = Boolean(TOLD[section]?.includes(method));
	return isNews && (section !== "referenda" || data[0].toNumber() === Number(index));
}

// Prints what a block says of the revival. Returns the block from which on the new validators vote, if
// the chain tells it in this one.
async function tellBlock(api, number, index) {
	const at = await api.at(await api.rpc.chain.getBlockHash(number));
	const events = (await at.query.system.events()).map(({ event }) => event);
	const told = events.filter((event) => isTold(event, index));
	told.forEach((event) => tell(api, number, event));
	return told.find(({ method }) => method === "FinalityRestarts")?.data[0].toNumber();
}

// Prints what becomes of a proposal, until finality goes on.
/** @type {(nodes: any[], index: string) => Promise<void>} */
export async function wait(nodes, index) {
	const [api] = nodes;
	const { final } = await finality(nodes);
	const info = await referendum(api, index);
	let number = (info.isOngoing ? info.asOngoing.submitted : info.inner[0]).toNumber();
	let restart = 0;
	let now = await finality(nodes);
	while (now.final === final) {
		for (; number <= now.best; number += 1) {
			restart = (await tellBlock(api, number, index)) ?? restart;
			if (number <= restart) {
				console.log(`block ${number} of ${restart}`);
			}
		}
		await sleep(ASKS_EVERY_MS);
		now = await finality(nodes);
	}
	console.log(`finality goes on: best block ${now.best}, final block ${now.final}`);
}

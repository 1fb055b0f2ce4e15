// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Signed calls, and the events that they leave.

import { announceSigner } from "../shared/signer.mjs";
import { explain, submit } from "../shared/submission.mjs";
import { inFull } from "./printing.mjs";

// Events of these pallets are printed, and these others.
const PALLETS = [
	"assets",
	"bounties",
	"childBounties",
	"convictionVoting",
	"governance",
	"preimage",
	"referenda",
];
const EVENTS = ["CodeUpdated", "ItemFailed", "RejectedInvalidAuthorizedUpgrade"];

// Leaves out what comes also when nothing was unlocked.
const HOLLOW = ["VoteUnlocked"];

const isTold = ({ section, method }) =>
	(PALLETS.includes(section) && !HOLLOW.includes(method)) || EVENTS.includes(method);

function tell(api, { section, method, data }) {
	if (method === "ItemFailed") {
		process.exitCode = 1;
	}
	const detail = data.error ? explain(api, data.error) : inFull(data.toHuman());
	console.log(`${section}.${method}`, detail);
}

// Returns the work that makes a call, says who signs it, sends it and prints its events. `finish` prints
// what became of it, if events do not say.
/**
 * @type {(
 *   make: (api: any, ...values: any[]) => any,
 *   finish?: (api: any, ...values: string[]) => any,
 * ) => (api: any, ...values: string[]) => Promise<void>}
 */
export const sending =
	(make, finish) =>
	async (api, ...values) => {
		const call = await make(api, ...values);
		const { by } = await announceSigner(api);
		const told = (await submit(api, call, by)).filter(isTold);
		told.forEach((event) => tell(api, event));
		if (finish) {
			await finish(api, ...values);
		} else if (told.length === 0) {
			console.log("done");
		}
	};

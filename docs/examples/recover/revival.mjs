// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The proposal to go on without the dead, and the votes for it. No block is final meanwhile: that a block
// has the transaction has to do.

import { standardVote } from "../governance/votes.mjs";
import { inBtr, units } from "../shared/amounts.mjs";
import { announceSigner } from "../shared/signer.mjs";
import { submit } from "../shared/submission.mjs";
import { look } from "./look.mjs";

const USUAL_DELAY = 20;
const NOT_FINAL = { until: "InBlock" };

async function account(api) {
	const { by, free } = await announceSigner(api);
	if (free === 0n) {
		throw new Error("it can pay no fee: nothing is sent");
	}
	return { by, free };
}

// Proposes a revival with what the chain and the nodes know.
/** @type {(nodes: any[]) => Promise<void>} */
export async function propose(nodes) {
	const [api] = nodes;
	const { by } = await account(api);
	const { final, setId, stands, dead, alive, enough } = await look(nodes);
	if (!stands) {
		throw new Error("finality does not stand still: nothing is proposed");
	}
	if (!enough) {
		throw new Error("too few are dead: nothing is proposed");
	}
	const delay = Number(process.env.DELAY || USUAL_DELAY);
	const revival = { dead, validatorCount: alive, delay, bestFinalized: final, setId };
	console.log("proposed:", JSON.stringify(revival));
	const title = `Finality without ${dead.length} dead validators`;
	const call = api.tx.governance.propose(title, { Revive: revival }, { After: 0 });
	const events = await submit(api, call, by, NOT_FINAL);
	const { data } = events.find(({ method }) => method === "Proposed");
	console.log(`proposal ${data.index}`);
}

// Returns what the chain keeps of a proposal.
/** @type {(api: any, index: string) => Promise<any>} */
export async function referendum(api, index) {
	const info = await api.query.referenda.referendumInfoFor(index);
	if (info.isNone) {
		throw new Error(`there is no proposal ${index}: propose prints the number`);
	}
	return info.unwrap();
}

// Votes aye, with all free BTR but one if no amount is given.
/** @type {(nodes: any[], index: string, btr?: string, times?: string) => Promise<void>} */
export async function vote([api], index, btr, times = "0") {
	if (!(await referendum(api, index)).isOngoing) {
		throw new Error(`proposal ${index} has ended: take the number that propose printed last`);
	}
	const { by, free } = await account(api);
	const balance = btr ? units(btr) : free - units(1);
	if (balance <= 0n) {
		throw new Error("that is no more than the BTR that is left for the fee");
	}
	const aye = standardVote(true, balance, times);
	await submit(api, api.tx.convictionVoting.vote(index, aye), by, NOT_FINAL);
	console.log(`voted aye with ${Math.floor(inBtr(balance))} BTR`);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Who is dead, by the rule of the chain.

import { finality, voters } from "./finality.mjs";

// What each of the dead must have missed, or the chain answers validators.NotSilent.
const MISSED_BLOCKS = 3;
// Nobody who lives is so unlucky.
const CERTAINLY_MISSED = 10;
// More blocks that are not final are no delay of the network.
const LAG = 10;
const USUAL_LAG = 3;

/** @typedef {{ stash: string, work: string, votes: boolean, dead: boolean }} Validator */

// Returns all validators. Dead is who authors nothing by the rule of the chain: no block in this epoch,
// and three of its own missed. It happens to the living too; so they must not vote either, or have missed
// far more.
/** @type {(nodes: any[]) => Promise<Validator[]>} */
async function validators(nodes) {
	const { session, validators: pallet } = nodes[0].query;
	const stashes = await session.validators();
	const records = await pallet.livenessRecords.multi(stashes);
	const keys = await session.nextKeys.multi(stashes);
	const voting = await voters(nodes);
	const total = records.reduce((sum, { blocks }) => sum + blocks.toNumber(), 0);
	return stashes.map((stash, place) => {
		const blocks = records[place].blocks.toNumber();
		const missed = (records[place].silentBlocks.toNumber() + total) / stashes.length;
		const votes = keys[place].isSome && voting.includes(keys[place].unwrap().grandpa.toHex());
		const dead = blocks === 0 && missed >= (votes ? CERTAINLY_MISSED : MISSED_BLOCKS);
		const work = blocks ? `${blocks} blocks in this epoch` : `missed about ${missed.toFixed(1)}`;
		return { stash: stash.toString(), work, votes, dead };
	});
}

function tell({ best, final, setId }, all, { stands, dead, most }) {
	console.log(`best block ${best}, final block ${final}, set of voters ${setId}`);
	for (const { stash, work, votes } of all) {
		const vote = votes ? ", votes" : ", no vote";
		const end = dead.includes(stash) ? ": dead" : "";
		console.log(`${stash}  ${work}${stands ? vote : ""}${end}`);
	}
	const lag = best - final;
	const goesOn =
		lag > USUAL_LAG ? `no fault seen yet, ${lag} blocks are not final` : "finality goes on";
	const finds = stands ? `${dead.length} are dead, finality stands still` : goesOn;
	console.log(`${finds}; it needs ${all.length - most} of ${all.length} alive`);
}

// Prints what finality and validators do. Returns what a revival needs to know.
/**
 * @type {(nodes: any[]) => Promise<{
 *   final: number, setId: number, stands: boolean, dead: string[], alive: number, enough: boolean,
 * }>}
 */
export async function look(nodes) {
	const [now, all] = await Promise.all([finality(nodes), validators(nodes)]);
	const stands = now.best - now.final > LAG;
	const dead = stands ? all.filter((each) => each.dead).map(({ stash }) => stash) : [];
	// So many may be down while finality goes on.
	const most = Math.floor((all.length - 1) / 3);
	tell(now, all, { stands, dead, most });
	const { final, setId } = now;
	return { final, setId, stands, dead, alive: all.length - dead.length, enough: dead.length > most };
}

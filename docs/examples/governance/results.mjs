// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// How the call of an approved proposal ended, as the scheduler told it.

import { stringToU8a, u8aConcat } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";

import { explain } from "../shared/submission.mjs";

// Returns the name that referenda give the enactment of a proposal at the scheduler.
function taskOf(api, index) {
	const what = api.createType("Text", "enactment").toU8a();
	const number = api.createType("u32", index).toU8a();
	return blake2AsHex(u8aConcat(stringToU8a("assembly"), what, number));
}

async function stateAt(api, block) {
	const hash = await api.rpc.chain.getBlockHash(block);
	return api.at(hash);
}

function resultOf(api, { method, data }) {
	if (method !== "Dispatched") {
		return `scheduler.${method}`;
	}
	return data.result.isErr ? explain(api, data.result.asErr) : "Ok";
}

// Returns the result of a task that was due in a block. It is made later where that one has no room.
// Nothing, if the scheduler has dropped it.
async function search(api, task, due) {
	const head = (await api.rpc.chain.getHeader()).number.toNumber();
	for (let block = due; block <= head; block += 1) {
		const { query } = await stateAt(api, block);
		const found = (await query.system.events())
			.map(({ event }) => event)
			.find(({ section, data }) => section === "scheduler" && data.id?.eq(task));
		if (found) {
			return `call in block ${block}: ${resultOf(api, found)}`;
		}
		if ((await query.scheduler.lookup(task)).isNone) {
			return undefined;
		}
	}
	return undefined;
}

// Returns the block for which the call of a proposal was scheduled in the block of its approval.
async function scheduledIn(api, task, approved) {
	const { query } = await stateAt(api, approved);
	const place = await query.scheduler.lookup(task);
	return place.isSome ? place.unwrap()[0].toNumber() : approved + 1;
}

// Prints how the call of a proposal ended that was approved in one block, and is due in another, if that
// is known. A node forgets the state of old blocks.
/** @type {(api: any, index: string, approved: number, due?: number) => Promise<void>} */
export async function tellResult(api, index, approved, due) {
	const task = taskOf(api, index);
	try {
		const told = await search(api, task, due ?? (await scheduledIn(api, task, approved)));
		console.log(told ?? "call: it was not made. The scheduler has dropped it");
	} catch {
		console.log(
			`call: this node does not keep its result any more. Ask an archive node for the event ` +
				`scheduler.Dispatched with the id ${task}, after block ${approved}`,
		);
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Every step of a referendum happens, whatever a stranger fills: alarms of one block, and the queue of a
// track. On one node that makes a block with each transaction, so that a block is where it has to be.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { best } from "./chain/rpc.mjs";
import { inBlock } from "./chain/transactions.mjs";
import { AT_ONCE } from "./governance/votes.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

// The agenda of a block in the scheduler, and the queue of a track.
const AGENDA = 50;
const QUEUE = 100;
// A decision of the chain `dev`, in blocks.
const DECISION = 20;
// As a call of the runtime tells them, and the origin of each.
const TRACKS = {
	root: { id: 0, origin: { system: "Root" } },
	parameterAdmin: { id: 2, origin: { Governance: "ParameterAdmin" } },
	smallSpender: { id: 10, origin: { Governance: "SmallSpender" } },
	mediumSpender: { id: 11, origin: { Governance: "MediumSpender" } },
	canceller: { id: 20, origin: { Governance: "Canceller" } },
};

const alice = account("//Alice");

let node;
let api;

before(async () => {
	node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
	api = await connect(node);
});
after(async () => {
	await disconnectAll();
	await node?.stop();
	cleanUp();
});

// The block of a call of alice's.
async function send(call) {
	await inBlock(api, call, alice);
	return best(node);
}

async function passTo(number) {
	while ((await best(node)) < number) {
		await send(api.tx.system.remark("0x00"));
	}
}

const remark = () => ({ Inline: api.tx.system.remark("0x00").method.toHex() });

// Submits so many referenda on each track in one block, with their decision deposits.
async function submit(counts) {
	const first = (await api.query.referenda.referendumCount()).toNumber();
	const names = Object.entries(counts).flatMap(([name, count]) => Array(count).fill(name));
	const calls = names.flatMap((name, index) => [
		api.tx.referenda.submit(TRACKS[name].origin, remark(), AT_ONCE),
		api.tx.referenda.placeDecisionDeposit(first + index),
	]);
	await send(api.tx.utility.batchAll(calls));
	return names.map((_, index) => first + index);
}

const infoOf = async (index) => (await api.query.referenda.referendumInfoFor(index)).unwrap();

const deciding = async (name) => (await api.query.referenda.decidingCount(TRACKS[name].id)).toNumber();

const queueOf = async (name) =>
	(await api.query.referenda.trackQueue(TRACKS[name].id)).map(([index]) => index.toNumber());

// The root track decides five at a time. In the block after their rejection, as many others as an agenda
// holds come to their end.
test("the root track is free again when its referenda have ended", async () => {
	const indices = await submit({ root: 5 });
	const others = { parameterAdmin: 10, canceller: 10, mediumSpender: 10, smallSpender: 20 };
	assert.equal((await submit(others)).length, AGENDA);
	await passTo((await best(node)) + 2);
	assert.equal(await deciding("root"), 5);
	await passTo((await best(node)) + DECISION + 2);
	for (const index of indices) {
		assert.ok((await infoOf(index)).isRejected, `${index}`);
	}
	assert.equal(await deciding("root"), 0);
});

test("all proposals of one block are decided or queued", async () => {
	const indices = await submit({ smallSpender: AGENDA, mediumSpender: 20 });
	await passTo((await best(node)) + 3);
	for (const index of indices) {
		const { deciding, inQueue } = (await infoOf(index)).asOngoing;
		assert.ok(deciding.isSome || inQueue.isTrue, `${index}`);
	}
});

test("a full queue refuses the deposit", async () => {
	const waiting = (await queueOf("smallSpender")).length;
	await submit({ smallSpender: 20 - (await deciding("smallSpender")) + QUEUE - waiting });
	await passTo((await best(node)) + 2);
	assert.equal((await queueOf("smallSpender")).length, QUEUE);
	await assert.rejects(submit({ smallSpender: 1 }), /referenda\.Full/);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The limits of a connection: little on an RPC server that others reach, much on one of this machine.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";

import { WebSocket } from "ws";

import { askAll, questions } from "./chain/batches.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

const LOCAL_BATCH = 500;
const PUBLIC_BATCH = 50;
const CALLS_A_MINUTE = 6_000;
// JSON-RPC codes of the server.
const BATCH_TOO_LARGE = -32010;
const RATE_EXCEEDED = -32999;

const servers = {};

before(async () => {
	const start = (...args) => startLoneNode(["--chain", "dev", "--tmp", ...args]);
	[servers.local, servers.external] = await Promise.all([start(), start("--rpc-external")]);
});
after(async () => {
	await Promise.all(Object.values(servers).map((node) => node.stop()));
	cleanUp();
});

async function assertTaken(node, count) {
	const answers = await askAll(node, count);
	assert.equal(answers.length, count);
	assert.ok(answers.every(({ result }) => result === "Bataranetwork Development"));
}

async function assertRefused(node, count) {
	const { error } = await askAll(node, count);
	assert.equal(error?.code, BATCH_TOO_LARGE, JSON.stringify(error));
}

// All calls at once over one connection; gives back the answers in the order in which they came.
async function flood({ rpcPort }, count) {
	const socket = new WebSocket(`ws://127.0.0.1:${rpcPort}`);
	await once(socket, "open");
	const answers = [];
	const all = new Promise((resolve, reject) => {
		socket.on("close", () => reject(new Error(`hung up after ${answers.length} answers`)));
		socket.on("message", (data) => {
			answers.push(JSON.parse(data));
			if (answers.length === count) {
				resolve(answers);
			}
		});
	});
	questions(count).forEach((each) => socket.send(JSON.stringify(each)));
	await all;
	socket.removeAllListeners("close").terminate();
	return answers;
}

describe("a server that others reach", () => {
	test(`takes ${PUBLIC_BATCH} calls in a batch, and refuses one more`, async () => {
		await assertTaken(servers.external, PUBLIC_BATCH);
		await assertRefused(servers.external, PUBLIC_BATCH + 1);
	});

	test(`answers ${CALLS_A_MINUTE} calls at once, and refuses others of that minute`, async () => {
		const answers = await flood(servers.external, 2 * CALLS_A_MINUTE);
		const refused = answers.findIndex(({ error }) => error);
		assert.ok(refused >= CALLS_A_MINUTE, `refused after ${refused}`);
		assert.equal(answers[refused].error.code, RATE_EXCEEDED);
	});

	test("still answers another connection", () => assertTaken(servers.external, 1));
});

describe("a server of this machine", () => {
	test(`takes ${LOCAL_BATCH} calls in a batch, and refuses one more`, async () => {
		await assertTaken(servers.local, LOCAL_BATCH);
		await assertRefused(servers.local, LOCAL_BATCH + 1);
	});

	test("answers all calls of a connection, however many", async () => {
		const answers = await flood(servers.local, 2 * CALLS_A_MINUTE);
		assert.deepEqual(
			answers.filter(({ error }) => error),
			[],
		);
	});
});

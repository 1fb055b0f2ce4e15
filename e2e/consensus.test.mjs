// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// BABE and GRANDPA at work: every validator authors, and finality follows closely on every node.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { validatorsAt, walkAuthors } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { AUTHORING_BOUND, FINALITY_BOUND, patienceFor } from "./chain/limits.mjs";
import { finalized, hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import { nodesOfNetworkFile } from "./network/network-file.mjs";
import { node } from "./network/state.mjs";

const SAMPLED_BLOCKS = 24;

const alice = node("alice");
const names = nodesOfNetworkFile().map(({ name }) => name);
let api;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

test("the validators of block 1 are the stashes of the four nodes", async () => {
	await waitForFinalized(alice, 1);
	const validators = await validatorsAt(api, await hashAt(alice, 1));
	const expected = names.map((name) => stashOf(name).address);
	assert.equal(expected.length, 4);
	assert.deepEqual(validators.sort(), expected.sort());
});

test("all four validators author", async () => {
	const missing = new Map(names.map((name) => [stashOf(name).address, name]));
	let last = 0;
	while (missing.size > 0 && last < AUTHORING_BOUND) {
		const top = await waitForFinalized(alice, last + 1);
		await walkAuthors(
			api,
			alice,
			last + 1,
			Math.min(top, AUTHORING_BOUND),
			({ number, author }) => {
				last = number;
				missing.delete(author);
				return missing.size === 0;
			},
		);
		say(`authors up to block ${last}: missing ${[...missing.values()].join(", ") || "none"}`);
	}
	assert.equal(missing.size, 0, `no block in ${last} by ${[...missing.values()].join(", ")}`);
});

// Distance from the best to the finalised head, read whenever a new best head shows up.
function sampleFinalityLag(count) {
	return new Promise((resolve, reject) => {
		const lags = [];
		let highest = 0;
		const timer = setTimeout(
			() => finish(reject, new Error(`only ${lags.length} of ${count} new heads came`)),
			patienceFor(count),
		);
		let unsubscribe = () => {};
		const finish = (settle, value) => {
			clearTimeout(timer);
			unsubscribe();
			settle(value);
		};
		const onHead = async (header) => {
			const number = header.number.toNumber();
			if (number <= highest) {
				return;
			}
			highest = number;
			lags.push({ number, lag: number - (await finalized(alice)).number });
			if (lags.length % 6 === 0) {
				say(`finality lag over ${lags.length}/${count} blocks: ${lags.map(({ lag }) => lag)}`);
			}
			if (lags.length === count) {
				finish(resolve, lags);
			}
		};
		api.rpc.chain
			.subscribeNewHeads((header) => onHead(header).catch((error) => finish(reject, error)))
			.then((stop) => {
				unsubscribe = stop;
			}, reject);
	});
}

test(`finality trails by at most ${FINALITY_BOUND} blocks`, async () => {
	const lags = await sampleFinalityLag(SAMPLED_BLOCKS);
	const late = lags.filter(({ lag }) => lag > FINALITY_BOUND);
	assert.deepEqual(late, [], `finality lag in blocks: ${lags.map(({ lag }) => lag)}`);
});

test("every node finalises the same chain", async () => {
	const { number, hash } = await finalized(alice);
	for (const name of names) {
		await waitForFinalized(node(name), number);
		assert.equal(await hashAt(node(name), number), hash, `block ${number} on ${name}`);
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Two of four validators die, and with them finality. A vote on the emergency track brings it back
// without them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, stashOf, transferable, BTR } from "./network/accounts.mjs";
import { patienceFor } from "./network/bounds.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { killNode, restartNode, startLateNode, stopNode } from "./network/nodes.mjs";
import { devVoters } from "./network/proposals.mjs";
import { best, finalized, rpc, waitForBest, waitForFinalized } from "./network/rpc.mjs";
import { finalityConflicts } from "./network/safety.mjs";
import { allNodes, node } from "./network/state.mjs";
import { findEvents } from "./network/transactions.mjs";
import { view } from "./network/views.mjs";
import { say, waitFor } from "./network/waiting.mjs";

const DEAD = ["charlie", "dave"];
const DELAY = 10;
// Blocks after the deaths in which each of the dead has missed three of its own, and the epoch in
// which they died is over.
const UNTIL_SILENT = 26;
const FOLLOWED_BLOCKS = 5;

const [alice, bob] = ["alice", "bob"].map(node);
const dead = DEAD.map(node);
const stashes = DEAD.map((name) => stashOf(name).address);
const commands = [];
let api;
let died;
let lastFinal;
let index;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

// No block is final: what is in a block has to do.
const inBlock = (call, signer) =>
	new Promise((done, failed) => {
		call
			.signAndSend(signer, { nonce: -1 }, ({ status, dispatchError, events }) => {
				if (dispatchError) {
					failed(new Error(`${call.method.method}: ${dispatchError}`));
				} else if (status.isInBlock) {
					done(events);
				}
			})
			.catch(failed);
	});

test("finality stands still when half of the validators are dead", async () => {
	commands.push(...(await Promise.all(dead.map(killNode))));
	died = await best(alice);
	const blocks = 2;
	await waitForBest(alice, died + blocks);
	lastFinal = (await finalized(alice)).number;
	await waitForBest(alice, died + 2 * blocks);
	assert.equal((await finalized(alice)).number, lastFinal);
	say(`charlie and dave died at block ${died}, and ${lastFinal} is the last one that is final`);
});

test("a large majority passes a revival without finality", async () => {
	const { setId } = await rpc(alice, "grandpa_roundState");
	const revival = { dead: stashes, validatorCount: 2, delay: DELAY, bestFinalized: lastFinal, setId };
	const kind = { Revive: revival };
	const when = { At: died + UNTIL_SILENT };
	const propose = api.tx.governance.propose("Finality without charlie and dave", kind, when);
	const events = await inBlock(propose, account("//Alice"));
	index = findEvents(events, "governance", "Proposed")[0].data.index.toNumber();
	await Promise.all(
		devVoters().map(async (voter) => {
			const balance = ((await transferable(api, voter)) * 7n) / 10n;
			if (balance > BTR) {
				const vote = { Standard: { vote: { aye: true, conviction: "None" }, balance } };
				await inBlock(api.tx.convictionVoting.vote(index, vote), voter);
			}
		}),
	);
	const { kind: told } = (await view(api, "Governance", "proposal", index)).unwrap();
	assert.deepEqual(told.asRevive.dead.map(String), stashes);
	const state = async () =>
		(await view(api, "Governance", "proposal", index)).unwrap().state.type;
	await waitFor(
		"the revival to be approved",
		async () => {
			const seen = await state();
			return { done: seen === "Approved", seen };
		},
		{ timeout: patienceFor(4 * UNTIL_SILENT) },
	);
	say(`approved ${(await best(alice)) - died} blocks after the deaths`);
});

test("finality begins anew with those that are left", async () => {
	await waitForBest(alice, died + UNTIL_SILENT + 1);
	const pending = await waitFor("the revival to begin", async () => {
		const revival = await api.query.governance.revival();
		const validators = await api.query.session.validators();
		return { done: revival.isSome || validators.length === 2, value: validators };
	});
	say(`the revival begins with ${pending.length} validators`);
	const target = (await best(alice)) + DELAY;
	await Promise.all([alice, bob].map((each) => waitForFinalized(each, target)));
	const validators = (await api.query.session.validators()).map(String);
	assert.deepEqual(validators.sort(), ["alice", "bob"].map((name) => stashOf(name).address).sort());
	say(`final again at block ${(await finalized(alice)).number}, ${target - died} after the deaths`);
});

test("the dead come back as full nodes of the same chain", async () => {
	await Promise.all(dead.map((each, place) => restartNode(each, commands[place])));
	const target = (await finalized(alice)).number + FOLLOWED_BLOCKS;
	await Promise.all(dead.map((each) => waitForFinalized(each, target)));
	const { conflicts } = await finalityConflicts(allNodes());
	assert.deepEqual(conflicts, []);
});

test("a new node syncs all blocks, across the revival", async () => {
	const late = await startLateNode("after-revival", ["--sync", "full"]);
	await waitForFinalized(late, (await finalized(alice)).number + FOLLOWED_BLOCKS);
	const { conflicts } = await finalityConflicts([alice, late]);
	assert.deepEqual(conflicts, []);
	await stopNode(late);
});

// The set of GRANDPA that nodes have, and that of the chain, by which equivocations are reported.
test("chain and nodes count the sets of voters alike", async () => {
	const state = await api.at(await api.rpc.chain.getFinalizedHead());
	const { setId } = await rpc(alice, "grandpa_roundState");
	const onChain = (await state.query.grandpa.currentSetId()).toNumber();
	// A block that announces the next set may be final in between.
	assert.ok(onChain === setId || onChain === setId - 1, `${onChain} on chain, ${setId} on alice`);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// As many validators die as it takes to stop finality: two of four, three of seven. The others bring it
// back with docs/examples/recover.mjs, as docs/guides/recover.md says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { stashOf } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { patienceFor } from "./chain/limits.mjs";
import { best, finalized, rpc, waitForBest, waitForFinalized } from "./chain/rpc.mjs";
import { finalityConflicts } from "./chain/safety.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { copyExamples, runExample } from "./guide/examples.mjs";
import { readLog } from "./network/logs.mjs";
import { cleanUp } from "./network/lone-node.mjs";
import { killNode, restartNode, restartWith, startLateNode, stopNode } from "./network/nodes.mjs";
import { allNodes, node } from "./network/state.mjs";

// They hold more than a quarter of all BTR.
const VOTERS = ["//Alice", "//Bob", "//Charlie", "//Dave"];
const DELAY = 10;
const FOLLOWED_BLOCKS = 5;
// Blocks after which the dead have missed three of their own, and the epoch in which they died is over.
const untilSilent = (validators) => 3 * validators + 10;

const alice = node("alice");
const folder = copyExamples();
const commands = [];
let api;
let living;
let dead;
let died;
let lastFinal;
let index;

const stashes = (nodes) => nodes.map(({ name }) => stashOf(name).address).sort();

const runScript = (args, secret) => {
	const urls = living.map(({ rpcPort }) => `ws://127.0.0.1:${rpcPort}`);
	const variables = { NODE_URL: urls.join(" "), DELAY, SECRET: secret ?? "" };
	return runExample(folder, "recover.mjs", args, variables);
};

async function recover(args, secret) {
	const { code, stdout, stderr } = await runScript(args, secret);
	assert.equal(code, 0, `${args.join(" ")}: ${stdout}${stderr}`);
	return stdout;
}

// What the brackets of a pattern match in the output of the script.
function toldIn(output, pattern) {
	const found = output.match(pattern);
	assert.ok(found, output);
	return found[1];
}

async function highestFinal() {
	return Math.max(...(await Promise.all(living.map(finalized))).map(({ number }) => number));
}

before(async () => {
	api = await connect(alice);
	const elected = (await api.query.session.validators()).map(String);
	const validators = allNodes().filter(({ name }) => elected.includes(stashOf(name).address));
	assert.equal(validators.length, elected.length, "the keys of a validator are unknown");
	const enough = Math.floor((validators.length - 1) / 3) + 1;
	living = validators.slice(0, -enough);
	dead = validators.slice(-enough);
});

after(async () => {
	await disconnectAll();
	cleanUp();
});

test("nothing is proposed while finality goes on", async () => {
	const { code, stderr } = await runScript(["propose"], VOTERS[0]);
	assert.equal(code, 1);
	assert.match(stderr, /finality does not stand still: nothing is proposed/);
});

test("finality stands still when too many validators are dead", async () => {
	commands.push(...(await Promise.all(dead.map(killNode))));
	died = await best(alice);
	const blocks = 2;
	await waitForBest(alice, died + blocks);
	lastFinal = await highestFinal();
	await waitForBest(alice, died + 2 * blocks);
	assert.equal(await highestFinal(), lastFinal);
	const names = dead.map(({ name }) => name).join(", ");
	say(`${names} died at block ${died}, and ${lastFinal} is the last one that is final`);
});

test("the script names the dead, and no others", async () => {
	const all = living.length + dead.length;
	const seen = await waitFor(
		"the dead to be silent for long enough",
		async () => {
			const told = await recover(["look"]);
			const named = [...told.matchAll(/^(\w+) .*: dead$/gm)].map(([, stash]) => stash);
			return { done: named.length >= dead.length, value: named, seen: `${named.length} are` };
		},
		{ timeout: patienceFor(4 * untilSilent(all)), every: 3_000 },
	);
	assert.deepEqual(seen.sort(), stashes(dead));
	say(`silent for long enough ${(await best(alice)) - died} blocks after the deaths`);
});

test("a revival is proposed with what the chain and the nodes know", async () => {
	const { setId } = await rpc(alice, "grandpa_roundState");
	const told = await recover(["propose"], VOTERS[0]);
	const { dead: named, ...proposed } = JSON.parse(toldIn(told, /^proposed: (.*)$/m));
	assert.deepEqual(named.sort(), stashes(dead));
	const validatorCount = living.length;
	assert.deepEqual(proposed, { validatorCount, delay: DELAY, bestFinalized: lastFinal, setId });
	index = toldIn(told, /^proposal (\d+)$/m);
});

test("a vote brings finality back with those that are left", async () => {
	await Promise.all(VOTERS.map((voter) => recover(["vote", index], voter)));
	const told = await recover(["wait", index]);
	assert.match(told, /governance.RevivalBegan/);
	assert.match(told, /governance.FinalityRestarts/);
	const target = Number(toldIn(told, /finality goes on: best block (\d+)/));
	await Promise.all(living.map((each) => waitForFinalized(each, target)));
	const validators = (await api.query.session.validators()).map(String);
	assert.deepEqual(validators.sort(), stashes(living));
	say(`final again at block ${(await finalized(alice)).number}, ${target - died} after the deaths`);
});

async function assertFollow(nodes) {
	const target = (await finalized(alice)).number + FOLLOWED_BLOCKS;
	await Promise.all(nodes.map((each) => waitForFinalized(each, target)));
	const { conflicts } = await finalityConflicts([alice, ...nodes]);
	assert.deepEqual(conflicts, []);
}

describe("past the revival", { concurrency: true }, () => {
	before(() => Promise.all(dead.map((each, place) => restartNode(each, commands[place]))));

	test("the dead come back as full nodes of the same chain", () => assertFollow(dead));

	test("a new node syncs all blocks", async () => {
		const late = await startLateNode("all-blocks", ["--sync", "full"]);
		await assertFollow([late]);
		await stopNode(late);
	});

	// Its proof of finality ends with the voters that stalled.
	test("a new node cannot warp, and syncs the headers with the same database", async () => {
		const late = await startLateNode("all-headers", ["--sync", "warp"]);
		await waitFor("the warp proofs to be refused", () => ({
			done: /Bad warp proof/.test(readLog(late)),
		}));
		assert.equal(await best(late), 0);
		await restartWith(late, (args) => args.map((each) => (each === "warp" ? "fast" : each)));
		await assertFollow([late]);
		await stopNode(late);
	});
});

// The set of GRANDPA that nodes have, and that of the chain, by which equivocations are reported.
test("chain and nodes count the sets of voters alike", async () => {
	const state = await api.at(await api.rpc.chain.getFinalizedHead());
	const { setId } = await rpc(alice, "grandpa_roundState");
	const onChain = (await state.query.grandpa.currentSetId()).toNumber();
	// A block that announces the next set may be final in between.
	assert.ok(onChain === setId || onChain === setId - 1, `${onChain} on chain, ${setId} on alice`);
});

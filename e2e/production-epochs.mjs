// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The long profile of epochs: one validator with the timing of production, whose epochs take an hour, in
// real time. It goes on where it was stopped: chain and report are in FOLDER. Each whole epoch adds a line
// to FOLDER/epochs.jsonl. Exits with 1 if an epoch is skipped or cut short, or finality trails.
//
//   node production-epochs.mjs FOLDER [EPOCHS] [EPOCH_SLOTS]
//
// 2 epochs of 1,200 slots unless said otherwise: two hours. A whole era is 6 epochs. With 10 slots it takes
// a minute, which tries the program and nothing else.

import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { connect, disconnectAll } from "./chain/connection.mjs";
import { FINALITY_BOUND, SLOT_MS } from "./chain/limits.mjs";
import { best, finalized } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { exportSpec, startLoneNode } from "./network/lone-node.mjs";

// As `Timing::production()` in pallets/validators/src/timing.rs.
const PRODUCTION = { epochSlots: 1_200, epochsPerEra: 6, bondingEras: 28, slashDeferEras: 27 };
// Slots of an epoch that may stay empty, in percent: the author is alone, and its machine may be busy.
const EMPTY_PERCENT = 10;
// Of the epoch in which the program was stopped slots are missing, and of the one in which it began again.
const BROKEN_BY_A_STOP = 2;
// How much longer than its slots an epoch may take before this gives up.
const PATIENCE = 1.25;

const [folder, epochs = "2", epochSlots = String(PRODUCTION.epochSlots)] = process.argv.slice(2);
const wanted = Number(epochs);
const timing = { ...PRODUCTION, epochSlots: Number(epochSlots) };
if (!folder || !(wanted > 0) || !(timing.epochSlots > 0)) {
	console.error(
		"error: give a folder, and if you like numbers of epochs and slots: /tmp/epochs 2 1200",
	);
	process.exit(2);
}
const path = (name) => join(resolve(folder), name);
const report = path("epochs.jsonl");

// The chain `dev` with the timing of production.
async function writeSpec() {
	const spec = JSON.parse(await exportSpec("dev"));
	spec.genesis.runtimeGenesis.patch.validators.timing = timing;
	writeFileSync(path("spec.json"), JSON.stringify(spec));
}

const start = () =>
	startLoneNode([
		...["--chain", path("spec.json"), "--base-path", path("data")],
		...["--alice", "--force-authoring", "--unsafe-force-node-key-generation"],
	]);

// Which epoch a final block is in, with the blocks that began it and the one before it.
async function epochAt(api, hash) {
	const { query } = await api.at(hash);
	const [index, [previous, current], era] = await Promise.all([
		query.babe.epochIndex(),
		query.babe.epochStart(),
		query.staking.activeEra(),
	]);
	return {
		index: index.toNumber(),
		// The first epoch begins with block 1.
		blocks: current.toNumber() - Math.max(1, previous.toNumber()),
		first: current.toNumber(),
		era: era.unwrap().index.toNumber(),
	};
}

// Waits for the epoch after `known`, and tells how far finality trailed meanwhile, in blocks.
async function followEpoch(api, node, known) {
	let lag = 0;
	const timeout = timing.epochSlots * SLOT_MS * PATIENCE + 60_000;
	const next = await waitFor(
		`epoch ${known.index + 1}`,
		async () => {
			const [top, { number, hash }] = [await best(node), await finalized(node)];
			lag = Math.max(lag, top - number);
			const epoch = await epochAt(api, hash);
			return { done: epoch.index > known.index, value: epoch, seen: `final block ${number}` };
		},
		{ timeout, every: SLOT_MS },
	);
	return { ...next, lag };
}

function check(known, next, isWhole) {
	assert.ok(
		!isWhole || next.index === known.index + 1,
		`${known.index} is followed by ${next.index}`,
	);
	assert.ok(next.lag <= FINALITY_BOUND, `finality trailed by ${next.lag} blocks`);
	const least = timing.epochSlots * (1 - EMPTY_PERCENT / 100);
	assert.ok(!isWhole || next.blocks >= least, `${next.blocks} blocks in ${timing.epochSlots} slots`);
	assert.ok(next.blocks <= timing.epochSlots, `${next.blocks} blocks in ${timing.epochSlots} slots`);
}

mkdirSync(resolve(folder), { recursive: true });
const lines = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n") : [];
if (!existsSync(path("spec.json"))) {
	await writeSpec();
}
const node = await start();
try {
	const api = await connect(node);
	assert.equal(api.consts.babe.epochDuration.toNumber(), timing.epochSlots, "as FOLDER began");
	const { number, hash } = await finalized(node);
	let known = await epochAt(api, hash);
	let broken = number === 0 ? 0 : BROKEN_BY_A_STOP;
	for (let count = lines.length; count < wanted;) {
		const next = await followEpoch(api, node, known);
		const isWhole = broken === 0;
		check(known, next, isWhole);
		const line = { ended: known.index, ...next, at: new Date().toISOString() };
		console.log(JSON.stringify({ ...line, isWhole }));
		if (isWhole) {
			appendFileSync(report, `${JSON.stringify(line)}\n`);
			count += 1;
		}
		broken = Math.max(0, broken - 1);
		known = next;
	}
	console.log(`${wanted} epochs of ${timing.epochSlots} slots are over: ${report}`);
} catch (error) {
	console.error(`error: ${error.message}`);
	process.exitCode = 1;
} finally {
	await disconnectAll();
	await node.stop();
}

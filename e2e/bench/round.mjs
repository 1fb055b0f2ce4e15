// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// One run of the benchmark: a network of its own, a load, and what both say of it.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect, disconnectAll } from "../chain/connection.mjs";
import { waitForFinalized } from "../chain/rpc.mjs";
import { startCleanup } from "../network/cleanup.mjs";
import { nodeBinary } from "../network/locations.mjs";
import { startValidators } from "../rehearsal/nodes.mjs";
import { emptySlots, readBlocks, watchFinality } from "./chain-facts.mjs";
import { sendCalls } from "./contract-calls.mjs";
import { LANES } from "./profiles.mjs";
import { sendTransfers } from "./transfers.mjs";
import { watchUsage } from "./usage.mjs";

// Blocks after which a chain has found its pace.
const WARM_BLOCKS = 3;

// What can be sent, and the event that each transaction of it leaves in its block if it succeeds.
const LOADS = {
	transfers: { send: sendTransfers, event: "balances.Transfer" },
	calls: { send: sendCalls, event: "contracts.Called" },
};

function specOf(folder, chain) {
	const args = ["export-chain-spec", "--raw", "--chain", chain];
	const { stdout, stderr, status } = spawnSync(nodeBinary(), args, {
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	if (status !== 0) {
		throw new Error(stderr);
	}
	const path = join(folder, "spec.json");
	writeFileSync(path, stdout);
	return path;
}

async function measure(nodes, scenario) {
	const { send, event } = LOADS[scenario.load];
	await waitForFinalized(nodes[0], WARM_BLOCKS);
	const finality = await watchFinality(await connect(nodes[0]));
	const usage = watchUsage(nodes.map(({ child }) => child.pid));
	const load = await send(nodes, scenario.transactions);
	const used = usage.stop();
	const lags = finality.stop();
	const heights = load.blocks.filter((block) => block.transactions > 0).map(({ number }) => number);
	const range = { first: Math.min(...heights), last: Math.max(...heights), event };
	return { load, used, lags, blocks: await readBlocks(nodes[0], range) };
}

// The figures of a run, of which some are lists: the raw data of a picture.
function figuresOf({ load, used, lags, blocks }) {
	return {
		transactions: load.transactions,
		accepted: load.accepted,
		final: load.final,
		missing: load.missing,
		doubles: load.doubles,
		acceptedPerSecond: load.accepted_per_second,
		finalPerSecond: load.final_per_second,
		finalSeconds: load.final_seconds,
		finalOverTime: load.blocks.map(({ seconds, transactions }) => [seconds, transactions]),
		succeeded: blocks.reduce((sum, { succeeded }) => sum + succeeded, 0),
		mostInABlock: Math.max(...blocks.map(({ succeeded }) => succeeded)),
		blocks: blocks.map(({ number, succeeded, full }) => [number, succeeded, full]),
		emptySlots: emptySlots(blocks),
		finalityLagsMs: lags,
		...used,
	};
}

// What a chain loses, or does without success, is no throughput.
function ensureWhole({ final, missing, doubles, succeeded }) {
	if (missing > 0 || doubles > 0) {
		throw new Error(`${missing} accepted transactions are missing and ${doubles} doubled`);
	}
	if (succeeded < final) {
		throw new Error(`${final - succeeded} of ${final} final transactions failed`);
	}
}

// Runs one lane in one scenario. Throws if a transaction that was accepted is missing or doubled, or
// failed.
/** @type {(run: BenchRun) => Promise<BenchFigures>} */
export async function runOnce({ scenario, lane }) {
	const root = mkdtempSync(join(tmpdir(), "batara-measure-"));
	const cleanup = startCleanup(root);
	const folder = join(root, "network");
	mkdirSync(folder);
	const spec = specOf(root, scenario.chain);
	const nodes = await startValidators(folder, spec, scenario.validators, LANES[lane].args);
	try {
		const figures = figuresOf(await measure(nodes, scenario));
		ensureWhole(figures);
		return figures;
	} finally {
		await disconnectAll();
		nodes.forEach(({ child }) => child.kill("SIGTERM"));
		await Promise.all(nodes.map(({ child }) => once(child, "close")));
		cleanup.stdin.end();
		rmSync(root, { recursive: true, force: true });
	}
}

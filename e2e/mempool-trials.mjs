// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The long profile of the suite `mempool`: starts a network, runs it and writes the figures to
// docs/reports/mempool-lanes.md. Takes about ten minutes. Pools take no more calls at once than the share
// of their lane.
//
//   node mempool-trials.mjs           5,000 calls, 100 trials
//
// Environment: BATARA_NODE (the binary), BATARA_FLOOD (calls), BATARA_TRIALS, BATARA_E2E_NETWORK (a
// network that runs already).

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { connect, disconnectAll } from "./chain/connection.mjs";
import { rpc } from "./chain/rpc.mjs";
import { figuresOf, pageOf } from "./load/lanes-report.mjs";
import { runLanesTrial } from "./load/lanes-trial.mjs";
import { startNetwork } from "./network/lifecycle.mjs";
import { nodeBinary, REPOSITORY } from "./network/locations.mjs";
import { onSignal } from "./network/signals.mjs";
import { node } from "./network/state.mjs";

const REPORTS_DIR = join(REPOSITORY, "docs", "reports");
const CALLS = Number(process.env.BATARA_FLOOD ?? 5_000);
const TRIALS = Number(process.env.BATARA_TRIALS ?? 100);

let network;

function command() {
	const set = ["BATARA_FLOOD", "BATARA_TRIALS"].filter((name) => process.env[name]);
	const settings = set.map((name) => `${name}=${process.env[name]} `).join("");
	return `${settings}node e2e/mempool-trials.mjs`;
}

async function ensureNetwork() {
	if (!process.env.BATARA_E2E_NETWORK) {
		nodeBinary();
		network = await startNetwork();
		process.env.BATARA_E2E_NETWORK = network.dir;
	}
}

// Writes the page, and tells whether everybody entered in time.
async function measure() {
	const alice = node("alice");
	const api = await connect(alice);
	const version = await rpc(alice, "system_version");
	const result = await runLanesTrial(api, alice, { calls: CALLS, trials: TRIALS });
	const page = pageOf(result, { command: command(), version, calls: CALLS, trials: TRIALS });
	mkdirSync(REPORTS_DIR, { recursive: true });
	writeFileSync(join(REPORTS_DIR, "mempool-lanes.md"), page);
	console.log(`\n${page}`);
	return figuresOf(result).waits.every(({ more, never, failed }) => more + never + failed === 0);
}

async function main() {
	await ensureNetwork();
	try {
		process.exitCode = (await measure()) ? 0 : 1;
	} finally {
		await disconnectAll();
		await network?.stop();
	}
	network?.remove();
}

function abort(code, error) {
	if (error) {
		console.error(error);
	}
	network?.kill();
	process.exit(code);
}

onSignal(abort);

await main().catch((error) => abort(1, error));

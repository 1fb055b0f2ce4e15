// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The short profile of the torture: four validators in network namespaces of their own are cut from each
// other and killed under load, and nothing that was accepted is lost. `scripts/bench torture` is the long
// one.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { benchBinary, nodeBinary, runtimeCache } from "./network/locations.mjs";

const TRANSACTIONS = 5_000;
const A_SECOND = 200;

const folder = mkdtempSync(join(tmpdir(), "batara-e2e-torture-"));
const report = join(folder, "report.json");
let child;
let rounds;

function options() {
	const load = ["--transactions", TRANSACTIONS, "--rate", A_SECOND, "--report", report];
	// All that is out of order waits at once, more than a tenth of the default limit.
	const pool = ["--pool-limit", 100_000, "--pool-journal", "true"];
	return ["torture", ...load, "--folder", join(folder, "network"), "--", ...pool].map(String);
}

before(async () => {
	child = spawn(benchBinary(), options(), {
		stdio: ["ignore", "inherit", "inherit"],
		env: {
			...process.env,
			BATARA_NODE: nodeBinary(),
			BATARA_RUNTIME_CACHE_PATH: runtimeCache(),
		},
	});
	await once(child, "close");
	({ rounds } = JSON.parse(readFileSync(report, "utf8")));
});
after(() => {
	child?.kill();
	rmSync(folder, { recursive: true, force: true });
});

// What got no answer from a killed node is sent to another one, and may be in a block by then.
test("every transaction is in one final block", () => {
	for (const { report: counts } of rounds) {
		assert.equal(counts.unanswered, 0);
		assert.equal(
			counts.final,
			TRANSACTIONS,
			JSON.stringify(counts.missing_transactions.slice(0, 5)),
		);
		assert.equal(counts.doubles, 0);
	}
});

test("validators were cut from each other and killed meanwhile, and forks were left", () => {
	const faults = rounds.flatMap((round) => round.faults.map(({ kind }) => Object.keys(kind)[0]));
	assert.ok(faults.includes("cut") && faults.includes("killed"), faults.join(", "));
	assert.ok(rounds.reduce((sum, { reorganisations }) => sum + reorganisations, 0) > 0);
});

// A killed node tells nothing more, and one that is behind tells it late.
test("nobody was told that a transaction had gone", () => {
	const watched = rounds.flatMap((round) => round.report.watched);
	assert.ok(watched.length > 0);
	for (const { hash, statuses } of watched) {
		const last = statuses.at(-1).status;
		assert.ok(!["dropped", "invalid", "usurped"].includes(last), `${hash}: ${last}`);
	}
});

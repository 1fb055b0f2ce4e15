// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The short profile of the benchmark, and what makes its figures worth something: nothing is lost, a
// benchmark that was stopped goes on, and the lane beside ours votes as upstream does.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { LANES, PROFILES, runsOf } from "./bench/profiles.mjs";
import { append, readRecords, removeTorn, unfinished } from "./bench/records.mjs";
import { median, quantile } from "./bench/statistics.mjs";
import { best, finalized } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { E2E_DIR } from "./network/locations.mjs";
import { cleanUp, freshFolder, startLoneNode } from "./network/lone-node.mjs";

const BEHIND = 2;
const BLOCKS = 8;

after(cleanUp);

test("a round of the benchmark loses nothing and doubles nothing", () => {
	const { status, stdout, stderr } = spawnSync(process.execPath, ["bench/main.mjs", "smoke"], {
		cwd: E2E_DIR,
		encoding: "utf8",
	});
	assert.equal(status, 0, `${stdout}\n${stderr}`);
	assert.match(stdout, /2000 of 2000 final, none lost, none doubled/);
});

test("an unknown profile is refused with the known ones", () => {
	const { status, stderr } = spawnSync(process.execPath, ["bench/main.mjs", "fast"], {
		cwd: E2E_DIR,
		encoding: "utf8",
	});
	assert.equal(status, 2);
	assert.match(stderr, /^error: give a profile: smoke, quick, full$/m);
});

test("a stopped benchmark goes on with the run that was not finished", () => {
	const runs = runsOf("quick");
	const file = join(freshFolder(), "rounds.jsonl");
	const record = (run) => ({ ...run, figures: /** @type {BenchFigures} */ ({}) });
	assert.deepEqual(unfinished(runs, readRecords(file)), runs);
	append(file, record(runs[0]));
	// The next one was being written.
	appendFileSync(file, JSON.stringify(runs[1]).slice(0, 20));
	removeTorn(file);
	assert.deepEqual(unfinished(runs, readRecords(file)), runs.slice(1));
	append(file, record(runs[1]));
	assert.deepEqual(unfinished(runs, readRecords(file)), runs.slice(2));
});

test("lanes take turns in each round of each scenario", () => {
	const { rounds, lanes, scenarios } = PROFILES.full;
	const runs = runsOf("full");
	assert.equal(runs.length, rounds * lanes.length * scenarios.length);
	runs.forEach(({ lane }, index) => assert.equal(lane, lanes[index % lanes.length]));
});

test("median and quantile are those of the sorted values", () => {
	assert.equal(median([3, 1, 2]), 2);
	assert.equal(median([4, 1, 2, 3]), 2.5);
	assert.equal(quantile([5, 1, 4, 2, 3], 0.5), 3);
	assert.equal(quantile([5, 1, 4, 2, 3], 0.99), 5);
});

test("finality of the default lane stays two blocks behind the best one", async () => {
	assert.ok(LANES.default.args.join(" ").endsWith(`--vote-behind-best ${BEHIND}`));
	const node = await startLoneNode(["--dev", "--tmp", ...LANES.default.args]);
	let closest = Infinity;
	await waitFor(
		`block ${BLOCKS}`,
		async () => {
			// In this order: the best block may be higher by then, the final one not lower.
			const { number: final } = await finalized(node);
			const height = await best(node);
			closest = final > 0 ? Math.min(closest, height - final) : closest;
			return {
				done: height >= BLOCKS && closest < Infinity,
				seen: `best ${height}, final ${final}`,
			};
		},
		{ every: 200 },
	);
	assert.equal(closest, BEHIND);
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The benchmark of transfers: lanes take turns, each on a chain of its own, and what is final counts. It
// fails if a transaction is lost or doubled, never on a figure. Stopped and started again it goes on with
// the next run.
//
//   node bench/main.mjs PROFILE        smoke, quick or full

import { say } from "../chain/waiting.mjs";
import { LANES, PROFILES, runsOf } from "./profiles.mjs";
import { append, readRecords, recordsFile, removeTorn, unfinished } from "./records.mjs";
import { writeReport } from "./report.mjs";
import { runOnce } from "./round.mjs";

const [profile] = process.argv.slice(2);
if (!Object.hasOwn(PROFILES, profile ?? "")) {
	console.error(`error: give a profile: ${Object.keys(PROFILES).join(", ")}`);
	process.exit(2);
}

const file = recordsFile(profile);
const isKept = profile !== "smoke";
removeTorn(file);
const runs = isKept ? unfinished(runsOf(profile), readRecords(file)) : runsOf(profile);
const done = runsOf(profile).length - runs.length;
if (done > 0) {
	say(`${done} finished runs are in ${file}: remove it to begin anew`);
}
for (const [index, run] of runs.entries()) {
	const { round, scenario, lane } = run;
	say(`run ${index + 1} of ${runs.length}: round ${round}, ${scenario.name}, ${LANES[lane].title}`);
	const figures = await runOnce(run);
	if (isKept) {
		append(file, { ...run, figures });
	}
	console.log(
		`${scenario.name}, ${LANES[lane].title}: ${figures.finalPerSecond.toFixed(0)} final a second, ` +
			`${figures.final} of ${figures.transactions} final, none lost, none doubled`,
	);
}
if (isKept) {
	say(`wrote ${writeReport(profile, PROFILES[profile].scenarios, readRecords(file))}`);
}
process.exit(0);

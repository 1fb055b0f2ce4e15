// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The page of a benchmark: docs/benchmarks.md, its pictures and its raw data.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

import { REPOSITORY } from "../network/locations.mjs";
import { barChart, histogram, lineChart } from "./charts.mjs";
import { blocksCsv, roundsCsv } from "./csv.mjs";
import { LANES } from "./profiles.mjs";
import { quantile, spread } from "./statistics.mjs";

const DOCS = join(REPOSITORY, "docs");
const IMAGES = join(DOCS, "images");
const DATA = join(DOCS, "benchmarks");

const slug = (name) => name.replace(/\W+/g, "-");
const shown = ({ median, least, most }, digits = 0) =>
	`${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;

// The runs of one scenario, by lane.
function byLane(records, scenario) {
	const own = records.filter((record) => record.scenario.name === scenario);
	const lanes = [...new Set(own.map(({ lane }) => lane))];
	return Object.fromEntries(
		lanes.map((lane) => [lane, own.filter((record) => record.lane === lane)]),
	);
}

const spreadOf = (runs, of) => spread(runs.map(({ figures }) => of(figures)));
const allOf = (runs, of) => runs.flatMap(({ figures }) => of(figures));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function row(lane, runs) {
	const lags = allOf(runs, ({ finalityLagsMs }) => finalityLagsMs);
	const full = mean(allOf(runs, ({ blocks }) => blocks.map(([, , part]) => part)));
	const seconds = (part) => (quantile(lags, part) / 1000).toFixed(2);
	const cells = [
		LANES[lane].title,
		shown(spreadOf(runs, ({ finalPerSecond }) => finalPerSecond)),
		shown(spreadOf(runs, ({ acceptedPerSecond }) => acceptedPerSecond)),
		spreadOf(runs, ({ mostInABlock }) => mostInABlock).most,
		`${(100 * full).toFixed(0)} %`,
		spreadOf(runs, ({ emptySlots }) => emptySlots).median,
		`${seconds(0.5)} / ${seconds(0.99)} s`,
		shown(
			spreadOf(runs, ({ processorSeconds, final }) => (1000 * processorSeconds) / final),
			2,
		),
		spreadOf(runs, ({ mostMib }) => Math.max(...mostMib)).median.toFixed(0),
	];
	return `| ${cells.join(" | ")} |`;
}

const HEAD =
	"| Lane | Final a second | Accepted a second | Most in a block | Blocks full | Empty slots | " +
	"Finality p50 / p99 | CPU of nodes, ms each | Most memory, MiB |\n|---|---|---|---|---|---|---|---|---|";

// Runs of two lanes in the same round stand beside each other: the quotient of each pair is a sample.
function ratioLine(lanes) {
	if (!lanes.ours || !lanes.default) {
		return "";
	}
	const pairs = lanes.ours.flatMap(({ round, figures }) => {
		const other = lanes.default.find((record) => record.round === round);
		return other ? [figures.finalPerSecond / other.figures.finalPerSecond] : [];
	});
	return `\nOurs against the default lane, round by round: ${shown(spread(pairs), 2)} times as many final.\n`;
}

function drawScenario(scenario, lanes) {
	const name = slug(scenario);
	const entries = Object.entries(lanes);
	const named = (of) =>
		Object.fromEntries(entries.map(([lane, runs]) => [LANES[lane].title, of(runs)]));
	const rates = named((runs) => spreadOf(runs, ({ finalPerSecond }) => finalPerSecond));
	const lags = named((runs) => allOf(runs, (each) => each.finalityLagsMs.map((ms) => ms / 1000)));
	const time = named((runs) => runs[runs.length - 1].figures.finalOverTime);
	const pictures = {
		[`bench-${name}-rate.svg`]: barChart(`Final, ${scenario}`, "a second", rates),
		[`bench-${name}-finality.svg`]: histogram(
			`Finality after import, ${scenario}`,
			"seconds",
			lags,
		),
		[`bench-${name}-time.svg`]: lineChart(
			`In final blocks, ${scenario}, last round`,
			{ x: "seconds", y: "in a block" },
			time,
		),
	};
	for (const [file, svg] of Object.entries(pictures)) {
		writeFileSync(join(IMAGES, file), svg);
	}
	return Object.keys(pictures).map((file) => `![](images/${file})`);
}

function section(records, scenario) {
	const lanes = byLane(records, scenario.name);
	const rows = Object.entries(lanes).map(([lane, runs]) => row(lane, runs));
	const images = drawScenario(scenario.name, lanes);
	return [
		`## ${scenario.name[0].toUpperCase()}${scenario.name.slice(1)}`,
		"",
		`${scenario.transactions.toLocaleString("en")} ${scenario.unit} in each run, signed beforehand; ` +
			`median, and least to most, of ${Math.min(...Object.values(lanes).map(({ length }) => length))} rounds.`,
		"",
		HEAD,
		...rows,
		ratioLine(lanes),
		...images,
		"",
	].join("\n");
}

const commit = () =>
	execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: REPOSITORY, encoding: "utf8" }).trim();

function introduction(profile) {
	const [{ model }, ...others] = cpus();
	const memory = Math.round(totalmem() / (1 << 30));
	return `# Benchmarks

Written by \`scripts/bench ${profile}\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit()}, ${others.length + 1} cores (${model.trim()}),
${memory} GiB. Run the same command to repeat it; what another machine shows differs, the ratio of lanes should not.

- Counted is what is in **final** blocks and succeeded. A run that loses or doubles a transaction fails.
- **ours**: the node as it is. **default**: the same binary and runtime as a template of the SDK would start it,
  votes two blocks behind the best one. Stock pallets have the weights of the SDK in both lanes.
- Lanes take turns, each on a new chain. Validators and sender share the machine: the sender's part is not in the
  figures of the nodes.
- The rate counts until the last one is final: a short run shows the lag of finality in it, a long one hardly.
- CPU is that of all validators together, for each final transfer.
- Raw data: [rounds](benchmarks/rounds.csv), [blocks](benchmarks/blocks.csv).
`;
}

// Writes page, pictures and data of all finished runs.
/** @type {(profile: string, scenarios: BenchScenario[], records: BenchRecord[]) => string} */
export function writeReport(profile, scenarios, records) {
	mkdirSync(DATA, { recursive: true });
	const sections = scenarios.map((scenario) => section(records, scenario));
	const page = join(DOCS, "benchmarks.md");
	writeFileSync(page, [introduction(profile), ...sections].join("\n"));
	writeFileSync(join(DATA, "rounds.csv"), roundsCsv(records));
	writeFileSync(join(DATA, "blocks.csv"), blocksCsv(records));
	return page;
}

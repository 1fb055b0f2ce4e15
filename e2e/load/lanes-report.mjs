// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The outcome of a lanes trial in figures and as a page.

import { cpus, totalmem } from "node:os";

import { BTR } from "../chain/accounts.mjs";
import { BYSTANDER_TIP } from "./bystanders.mjs";
import { FLOOD_TIP } from "./flood.mjs";

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const btr = (amount) => `${Number(amount) / Number(BTR)} BTR`;
const count = (number) => number.toLocaleString("en");
const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;

// By kind: how many transactions took one block, two, more or were never seen, and how many failed.
function waits(trials) {
	const outcomes = trials.flatMap((trial) => trial.outcomes);
	const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
	return kinds.map((kind) => {
		const own = outcomes.filter((outcome) => outcome.kind === kind);
		const took = (wanted) => own.filter(({ blocks }) => wanted(blocks)).length;
		return {
			kind,
			one: took((blocks) => blocks === 1),
			two: took((blocks) => blocks === 2),
			more: took((blocks) => blocks > 2 && blocks < Infinity),
			never: took((blocks) => blocks === Infinity),
			failed: own.filter(({ failed }) => failed).length,
		};
	});
}

// How full the blocks were while others sent transactions too.
function sharedBlocks({ blocks, trials }) {
	const [first, last] = [trials[0].number, trials.at(-1).number];
	return blocks.filter(
		({ number, opensSession }) => number > first && number <= last && !opensSession,
	);
}

/** @type {(result: LanesResult) => any} */
export function figuresOf(result) {
	const fullness = result.alone.map((block) => block.fullness);
	const shared = sharedBlocks(result);
	return {
		waits: waits(result.trials),
		fullest: Math.max(...fullness),
		averageAlone: mean(fullness),
		callsAlone: mean(result.alone.map(({ calls }) => calls)),
		averageShared: mean(shared.map((block) => block.fullness)),
		callsShared: mean(shared.map(({ calls }) => calls)),
		leastWaiting: Math.min(...result.trials.map(({ waiting }) => waiting)),
		sessions: result.blocks.filter(({ opensSession }) => opensSession).length,
	};
}

function machine() {
	const [{ model }] = cpus();
	return `${cpus().length} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

const row = (...cells) => `| ${cells.join(" | ")} |`;

// The page as Markdown. `run` has the command, the version of the node and what was asked for.
/**
 * @type {(
 *   result: LanesResult,
 *   run: { command: string, version: string, calls: number, trials: number },
 * ) => string}
 */
export function pageOf(result, { command, version, calls, trials }) {
	const figures = figuresOf(result);
	return `# Lanes under a flood

Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}.
Node ${version}, four validators on one machine (${machine()}).

${count(calls)} contract calls with a tip of ${btr(FLOOD_TIP)} each were queued on every node in
${result.queuedInSeconds.toFixed(1)} s. While they waited, ${count(trials)} payments, votes and validators' calls with a tip of
${btr(BYSTANDER_TIP)} were sent to one of them. Blocks are counted from the best one at the moment of
sending; a block that opens a session has no room for transactions and is not counted.

| Transaction | next block | second | later | never | failed |
|---|---|---|---|---|---|
${figures.waits.map((own) => row(own.kind, own.one, own.two, own.more, own.never, own.failed)).join("\n")}

| Figure | Value |
|---|---|
${row("of the flood still waiting at the last trial", percent(figures.leastWaiting))}
${row("fullest block, contracts alone", percent(figures.fullest))}
${row("average block, contracts alone", percent(figures.averageAlone))}
${row("calls in a block, contracts alone", figures.callsAlone.toFixed(0))}
${row("average block, with the others", percent(figures.averageShared))}
${row("calls in a block, with the others", figures.callsShared.toFixed(0))}
${row("of the flood in no block at the end", count(result.blocks.at(-1)?.waiting ?? 0))}
${row("blocks", `${result.blocks.length}, of which ${figures.sessions} opened a session`)}

"Contracts alone" are ${result.alone.length} blocks in which all other lanes were idle, every 16th block apart,
which holds all guarantees. Full is the normal weight limit.
`;
}

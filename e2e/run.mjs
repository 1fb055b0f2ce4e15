// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Runs the end-to-end tests: one network for all suites but those of the lone node.
//
//   node run.mjs                    everything but the upgrades; suites.mjs says in which order
//   node run.mjs upgrade repair     the upgrades, on a network of their own
//   node run.mjs transfers sync     these suites, and what they build on
//   node run.mjs network            only start the network, until Ctrl-C
//
// Environment: BATARA_NODE (the binary), BATARA_E2E_KEEP=1 (do not delete databases and logs).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { startNetwork } from "./network/lifecycle.mjs";
import { E2E_DIR, nodeBinary } from "./network/locations.mjs";
import { alarmsOf } from "./network/logs.mjs";
import { TIMING } from "./network/timing.mjs";
import { chooseSuites, predecessors } from "./suites.mjs";

const SUITE_DEADLINE_MS = 15 * 60_000;
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

let network;
const running = new Set();

const headline = (text) => console.log(`\n==> ${text}`);
const since = (start) => `${Math.round((Date.now() - start) / 1000)} s`;

// Where suites run beside each other, each line of output begins with the name of its suite.
function showOutput(name, streams) {
	streams.forEach((stream) =>
		createInterface({ input: stream }).on("line", (line) => console.log(`${name}: ${line}`)),
	);
}

async function runSuite({ name }, { alone }) {
	headline(`suite ${name}`);
	const start = Date.now();
	const stdio = alone ? "inherit" : "pipe";
	const child = spawn(process.execPath, ["--test-reporter=spec", join(E2E_DIR, `${name}.test.mjs`)], {
		stdio: ["ignore", stdio, stdio],
		env: { ...process.env, ...(network && { BATARA_E2E_NETWORK: network.dir }) },
	});
	running.add(child);
	if (!alone) {
		showOutput(name, [child.stdout, child.stderr]);
	}
	let stuck = false;
	const deadline = setTimeout(() => {
		console.error(`suite ${name} did not end within ${SUITE_DEADLINE_MS / 60_000} minutes`);
		stuck = true;
		child.kill();
	}, SUITE_DEADLINE_MS);
	const [code] = await once(child, "close");
	clearTimeout(deadline);
	running.delete(child);
	return { name, passed: code === 0, stuck, took: since(start) };
}

async function ensureNetwork() {
	if (!network) {
		headline("starting four validators");
		const start = Date.now();
		network = await startNetwork(TIMING);
		console.log(`    the network is final after ${since(start)}`);
	}
}

// Stops the network and gives back what is wrong with how it ended.
async function stopNetwork() {
	if (!network) {
		return [];
	}
	headline("stopping the network");
	const stubborn = await network.stop();
	return [...stubborn.map((process) => `had to be killed: ${process}`), ...alarmsOf(network.dir)];
}

// Suites that need no network mostly wait for the chains that they start: they run beside each other.
const runLone = (suites, alone) =>
	Promise.all(suites.map((suite) => runSuite(suite, { alone })));

// Suites on the network begin as soon as those that they come after are over. When one is stuck the
// others would wait for the same: those that did not begin do not run.
async function runOnNetwork(suites, alone) {
	const ended = new Map();
	let stuck = false;
	const results = [];
	for (const suite of suites) {
		const earlier = predecessors(suite).flatMap((name) => ended.get(name) ?? []);
		const run = async () => {
			await Promise.all(earlier);
			if (stuck) {
				console.error(`suite ${suite.name} does not run`);
				return;
			}
			const result = await runSuite(suite, { alone });
			stuck ||= result.stuck;
			results.push(result);
		};
		ended.set(suite.name, run());
	}
	await Promise.all(ended.values());
	return results;
}

async function runAll(suites) {
	const alone = suites.length === 1;
	const results = await runLone(suites.filter(({ network }) => !network), alone);
	const onNetwork = suites.filter(({ network }) => network);
	if (onNetwork.length > 0) {
		await ensureNetwork();
		results.push(...(await runOnNetwork(onNetwork, alone)));
	}
	return results;
}

function report(results, problems) {
	headline("result");
	results.forEach(({ name, passed, took }) =>
		console.log(`    ${passed ? "passed" : "FAILED"}  ${name} (${took})`),
	);
	problems.forEach((problem) => console.log(`    PROBLEM ${problem}`));
	return results.every(({ passed }) => passed) && problems.length === 0;
}

async function serveUntilSignal() {
	await ensureNetwork();
	console.log(`    run a suite on it: BATARA_E2E_NETWORK=${network.dir} node <suite>.test.mjs`);
	console.log("    Ctrl-C ends it");
	await new Promise(() => {
		setInterval(() => {}, 60_000);
	});
}

async function main(names) {
	nodeBinary();
	if (names.includes("network")) {
		return serveUntilSignal();
	}
	const results = await runAll(chooseSuites(names));
	const good = report(results, await stopNetwork());
	if (network && good && !process.env.BATARA_E2E_KEEP) {
		network.remove();
	} else if (network) {
		console.log(`    databases and logs are kept in ${network.root}`);
	}
	process.exitCode = good ? 0 : 1;
}

function abort(code, error) {
	if (error) {
		console.error(error);
	}
	running.forEach((child) => child.kill());
	network?.kill();
	process.exit(code);
}

Object.entries(EXIT_CODES).forEach(([name, code]) => process.on(name, () => abort(code)));
process.on("uncaughtException", (error) => abort(1, error));
process.on("unhandledRejection", (error) => abort(1, error));

await main(process.argv.slice(2)).catch((error) => abort(1, error.message));

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The run of the end-to-end tests.
//
//   node run.mjs                    everything; suites.mjs says in which order and on which network
//   node run.mjs transfers sync     these suites, and what they build on
//   node run.mjs network            only start the network, until Ctrl-C
//
// Environment: BATARA_NODE (the binary), BATARA_E2E_KEEP=1 (do not delete databases and logs).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { TIMING } from "./chain/timing.mjs";
import { startNetwork } from "./network/lifecycle.mjs";
import { E2E_DIR, nodeBinary, runtimeCache } from "./network/locations.mjs";
import { alarmsOf } from "./network/logs.mjs";
import { onSignal } from "./network/signals.mjs";
import { chooseSuites, predecessors } from "./suites.mjs";

const SUITE_DEADLINE_MS = 15 * 60_000;

// Each network has ports and a genesis of its own: with the same one the nodes of both, whose keys are
// the same, would take each other for one chain.
const NETWORKS = {
	main: { timing: TIMING, portShift: 0 },
	upgrades: { timing: { ...TIMING, bondingEras: TIMING.bondingEras + 1 }, portShift: 100 },
};

// By name: what `startNetwork` promised.
const starting = new Map();
// Those that run, or have run.
const networks = [];
const running = new Set();

const headline = (text) => console.log(`\n==> ${text}`);
const since = (start) => `${Math.round((Date.now() - start) / 1000)} s`;

// Where suites run beside each other, each line of output begins with the name of its suite.
function showOutput(name, streams) {
	streams.forEach((stream) =>
		createInterface({ input: stream }).on("line", (line) => console.log(`${name}: ${line}`)),
	);
}

async function runSuite({ name, file = name }, { alone, network }) {
	headline(`suite ${name}`);
	const start = Date.now();
	const stdio = alone ? "inherit" : "pipe";
	const child = spawn(process.execPath, ["--test-reporter=spec", join(E2E_DIR, `${file}.test.mjs`)], {
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

async function launchNetwork(name) {
	headline(`starting four validators (${name})`);
	const start = Date.now();
	const network = await startNetwork(NETWORKS[name]);
	networks.push(network);
	console.log(`    the network is final after ${since(start)}`);
	return network;
}

function ensureNetwork(name) {
	if (!starting.has(name)) {
		starting.set(name, launchNetwork(name));
	}
	return starting.get(name);
}

// Stops a network and gives back what is wrong with how it ended.
async function stopNetwork(name) {
	const network = await starting.get(name);
	if (!network) {
		return [];
	}
	headline(`stopping the network (${name})`);
	const stubborn = await network.stop();
	return [...stubborn.map((process) => `had to be killed: ${process}`), ...alarmsOf(network.dir)];
}

// Suites begin as soon as those that they come after are over. When one is stuck the others would wait
// for the same: those that did not begin do not run.
async function runAll(suites) {
	const alone = suites.length === 1;
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
			const network = suite.network && (await ensureNetwork(suite.network));
			const result = await runSuite(suite, { alone, network });
			stuck ||= result.stuck;
			results.push(result);
		};
		ended.set(suite.name, run());
	}
	const problems = await Promise.all(
		Object.keys(NETWORKS).map(async (name) => {
			const own = suites.filter(({ network }) => network === name);
			await Promise.all(own.map((suite) => ended.get(suite.name)));
			return stopNetwork(name);
		}),
	);
	// Those without a network may still run.
	await Promise.all(ended.values());
	return { results, problems: problems.flat() };
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
	const network = await ensureNetwork("main");
	console.log(`    run a suite on it: BATARA_E2E_NETWORK=${network.dir} node <suite>.test.mjs`);
	console.log("    Ctrl-C ends it");
	await new Promise(() => {
		setInterval(() => {}, 60_000);
	});
}

async function main(names) {
	nodeBinary();
	process.env.BATARA_RUNTIME_CACHE_PATH = runtimeCache();
	if (names.includes("network")) {
		return serveUntilSignal();
	}
	const { results, problems } = await runAll(chooseSuites(names));
	const good = report(results, problems);
	for (const network of networks) {
		if (good && !process.env.BATARA_E2E_KEEP) {
			network.remove();
		} else {
			console.log(`    databases and logs are kept in ${network.root}`);
		}
	}
	process.exitCode = good ? 0 : 1;
}

function abort(code, error) {
	if (error) {
		console.error(error);
	}
	running.forEach((child) => child.kill());
	networks.forEach((network) => network.kill());
	process.exit(code);
}

onSignal(abort);
process.on("uncaughtException", (error) => abort(1, error));
process.on("unhandledRejection", (error) => abort(1, error));

await main(process.argv.slice(2)).catch((error) => abort(1, error.message));

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Runs the end-to-end tests: one network for all suites but those of the lone node.
//
//   node run.mjs                    everything but the upgrades, in the order below
//   node run.mjs upgrade repair     the upgrades, on a network of their own
//   node run.mjs transfers sync     these suites, and what they build on
//   node run.mjs network            only start the network, until Ctrl-C
//
// Environment: BATARA_NODE (the binary), BATARA_E2E_KEEP=1 (do not delete databases and logs).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { startNetwork } from "./network/lifecycle.mjs";
import { E2E_DIR, nodeBinary } from "./network/locations.mjs";
import { alarmsOf } from "./network/logs.mjs";
import { TIMING } from "./network/timing.mjs";

// What needs time of the chain begins early and is looked at late: `newcomer` kills a validator that
// `validators` finds jailed after 80 blocks, `candidate` asks for an election that `election` sees.
// Until then one validator of four is dead, so that `resilience` has to wait for `validators`.
// The suites without `network` start what they need by themselves; they are over before the network
// begins. Upgrades are apart: they count blocks without finality on a network of four nodes, and the
// others leave more.
const SUITES = [
	{ name: "rehearsal" },
	{ name: "bad-upgrades" },
	{ name: "errors" },
	{ name: "sealing" },
	{ name: "commands" },
	{ name: "cargo-contract" },
	{ name: "consensus", network: true },
	{ name: "newcomer", network: true },
	{ name: "candidate", network: true },
	{ name: "transfers", network: true },
	{ name: "refused", network: true },
	{ name: "metadata", network: true },
	{ name: "fees", network: true },
	{ name: "views", network: true },
	{ name: "governance", network: true },
	{ name: "treasury", network: true },
	{ name: "contracts", network: true },
	{ name: "mempool", network: true },
	{ name: "staking", network: true },
	{ name: "sync", network: true },
	{ name: "validators", network: true, needs: ["newcomer"] },
	{ name: "resilience", network: true },
	{ name: "election", network: true, needs: ["candidate"] },
	{ name: "equivocation", network: true },
	{ name: "upgrade", network: true, apart: true },
	{ name: "repair", network: true, apart: true, needs: ["upgrade"] },
	{ name: "safety", network: true },
];

const SUITE_DEADLINE_MS = 15 * 60_000;
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

let network;
const running = new Set();

const headline = (text) => console.log(`\n==> ${text}`);
const since = (start) => `${Math.round((Date.now() - start) / 1000)} s`;

function chooseSuites(names) {
	const known = SUITES.map(({ name }) => name);
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new Error(`no suite ${unknown.join(", ")}: there are network, ${known.join(", ")}`);
	}
	if (names.length === 0) {
		return SUITES.filter(({ apart }) => !apart);
	}
	const wanted = new Set(names);
	SUITES.filter(({ name }) => wanted.has(name)).forEach(({ needs = [] }) =>
		needs.forEach((name) => wanted.add(name)),
	);
	return SUITES.filter(({ name }) => wanted.has(name));
}

// Runs a suite, its output shown as it comes, or as a whole at its end where others run beside it.
async function runSuite({ name }, { beside = false } = {}) {
	headline(`suite ${name}`);
	const start = Date.now();
	const stdio = beside ? "pipe" : "inherit";
	const child = spawn(process.execPath, ["--test-reporter=spec", join(E2E_DIR, `${name}.test.mjs`)], {
		stdio: ["ignore", stdio, stdio],
		env: { ...process.env, ...(network && { BATARA_E2E_NETWORK: network.dir }) },
	});
	running.add(child);
	const output = [];
	[child.stdout, child.stderr].forEach((stream) => stream?.on("data", (data) => output.push(data)));
	let stuck = false;
	const deadline = setTimeout(() => {
		console.error(`suite ${name} did not end within ${SUITE_DEADLINE_MS / 60_000} minutes`);
		stuck = true;
		child.kill();
	}, SUITE_DEADLINE_MS);
	const [code] = await once(child, "close");
	clearTimeout(deadline);
	running.delete(child);
	if (beside) {
		headline(`output of suite ${name}`);
		process.stdout.write(Buffer.concat(output));
	}
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
async function runAll(suites) {
	const lone = suites.filter((suite) => !suite.network);
	const results = await Promise.all(
		lone.map((suite) => runSuite(suite, { beside: lone.length > 1 })),
	);
	for (const suite of suites.filter((suite) => suite.network)) {
		await ensureNetwork();
		results.push(await runSuite(suite));
		if (results.at(-1).stuck) {
			console.error("the suites after it would wait for the same: they do not run");
			break;
		}
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The start of the four-validator network with zombienet's native provider, and an end that is sure.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { best, finalized, rpc } from "../chain/rpc.mjs";
import { fatal, say, waitFor } from "../chain/waiting.mjs";
import { startCleanup } from "./cleanup.mjs";
import { pathWithNode, zombienetRunner } from "./locations.mjs";
import { lastLines } from "./logs.mjs";
import { networkFile, shiftedPorts, startingValidators } from "./network-file.mjs";
import { isFree } from "./ports.mjs";
import { endAllIn, killAllIn } from "./processes.mjs";
import { describeNode, writeNetwork } from "./state.mjs";

const READY_WITHIN_MS = 300_000;

async function ensurePortsAreFree(nodes) {
	const wanted = nodes.flatMap(({ rpcPort, p2pPort, prometheusPort }) => [
		rpcPort,
		p2pPort,
		prometheusPort,
	]);
	const free = await Promise.all(wanted.map(isFree));
	const taken = wanted.filter((_, index) => !free[index]);
	if (taken.length > 0) {
		throw new Error(
			`in use: port ${taken.join(", ")}; stop the network that runs there (\`ss -ltnp\` names it)`,
		);
	}
}

// The network file calls the node by its bare name.
function startRunner(root, dir, file) {
	const log = openSync(join(root, "runner.log"), "a");
	const runner = spawn(
		process.execPath,
		[zombienetRunner(), "-p", "native", "-c", "2", "-d", dir, "-f", "-l", "text", "spawn", file],
		{
			detached: true,
			stdio: ["ignore", log, log],
			env: { ...process.env, PATH: pathWithNode(root) },
		},
	);
	runner.on("error", () => {});
	return runner;
}

async function waitUntilReady({ root, dir, nodes, runner }) {
	await waitFor(
		"zombienet to start the nodes",
		() => {
			if (runner.exitCode !== null || runner.signalCode !== null) {
				throw fatal(`zombienet gave up:\n${lastLines(join(root, "runner.log"))}`);
			}
			const started = nodes.filter(({ log }) => existsSync(log)).map(({ name }) => name);
			return {
				done: existsSync(join(dir, "zombie.json")),
				seen: `started: ${started.join(", ") || "none"}`,
			};
		},
		{ timeout: READY_WITHIN_MS },
	);
	await Promise.all(nodes.map(waitForFirstFinalized));
}

const waitForFirstFinalized = (node) =>
	waitFor(
		`${node.name} to see a final block`,
		async () => {
			const [{ peers }, height, final] = await Promise.all([
				rpc(node, "system_health"),
				best(node),
				finalized(node),
			]);
			return {
				done: final.number > 0,
				seen: `best #${height}, finalised #${final.number}, ${peers} peers`,
			};
		},
		{ timeout: READY_WITHIN_MS },
	);

// A network that has a final block on all nodes. Its folder is fresh; whatever runs in it ends with
// `stop`, with `kill` (for signal handlers) or with the cleanup. `timing` replaces that of the preset,
// all ports are `portShift` above those of the network file, and so many `validators` there are: four
// unless said otherwise.
/** @type {(options?: NetworkOptions) => Promise<Network>} */
export async function startNetwork({ timing = {}, portShift = 0, validators } = {}) {
	const ports = shiftedPorts(startingValidators(validators), portShift);
	await ensurePortsAreFree(ports);
	const root = mkdtempSync(join(tmpdir(), "batara-e2e-"));
	const dir = join(root, "network");
	const nodes = ports.map((port) => describeNode(dir, port));
	/** @type {Network} */
	const network = {
		root,
		dir,
		nodes,
		runner: null,
		cleanup: startCleanup(root),
		kill: () => killNetwork(network),
		stop: () => stopNetwork(network),
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
	try {
		network.runner = startRunner(root, dir, networkFile(root, timing, portShift, ports));
		say(`network folder: ${dir}`);
		await waitUntilReady(network);
		writeNetwork(dir, nodes);
	} catch (error) {
		await network.stop();
		throw error;
	}
	return network;
}

/** @type {(network: Network) => void} */
function killNetwork({ root, runner }) {
	if (runner?.pid) {
		try {
			process.kill(-runner.pid, "SIGKILL");
		} catch {
			// The group is gone already.
		}
	}
	killAllIn(root);
}

// Nodes get the time to close their databases; what they say then still lands in their logs.
// The runner goes last: it holds the pipes that these logs are written through.
/** @type {(network: Network) => Promise<string[]>} */
async function stopNetwork(network) {
	const stubborn = await endAllIn(network.dir, { except: network.runner?.pid });
	killNetwork(network);
	await endAllIn(network.root);
	network.cleanup.stdin.end();
	return stubborn;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Single nodes of a running network: late joiners, sudden death and restart.

import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";

import { patienceFor } from "../chain/limits.mjs";
import { rpc } from "../chain/rpc.mjs";
import { fatal, say, waitFor } from "../chain/waiting.mjs";
import { nodeBinary } from "./locations.mjs";
import { nodesOfNetworkFile } from "./network-file.mjs";
import { freePorts } from "./ports.mjs";
import { commandLine, executable, nodeProcess, signal, waitUntilGone } from "./processes.mjs";
import { addNode, allNodes, chainSpec, describeNode, networkDir, removeNode } from "./state.mjs";

// Runs on after the suite that started it; the run ends it with the network.
function launch(node, command, args) {
	const log = openSync(node.log, "a");
	const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log] });
	child.on("error", (error) => say(`${node.name} could not be started: ${error.message}`));
	child.unref();
	return child;
}

async function waitForRpc(node, child) {
	await waitFor(
		`${node.name} to answer`,
		async () => {
			if (child.exitCode !== null || child.signalCode !== null) {
				throw fatal(`${node.name} ended while it started: see ${node.log}`);
			}
			await rpc(node, "system_health");
			return { done: true };
		},
		{ timeout: patienceFor(20) },
	);
}

// The address at which peers reach a node.
/** @type {(node: AnyNode & { p2pPort: number }) => Promise<string>} */
export async function addressOf(node) {
	const peer = await rpc(node, "system_localPeerId");
	return `/ip4/127.0.0.1/tcp/${node.p2pPort}/ws/p2p/${peer}`;
}

// Addresses of all validators, not of alice alone: warp sync starts with three peers only.
/** @type {() => Promise<string[]>} */
export async function bootnodes() {
	const names = nodesOfNetworkFile().map(({ name }) => name);
	const known = allNodes().filter(({ name }) => names.includes(name));
	return Promise.all(known.map(addressOf));
}

// A plain child process with an empty database that joins the network of the suites.
/** @type {(name: string, args?: string[]) => Promise<NetworkNode>} */
export async function startLateNode(name, args = []) {
	const node = describeNode(networkDir(), { name, ...(await freePorts()) });
	mkdirSync(node.basePath, { recursive: true });
	const child = launch(node, nodeBinary(), [
		"--chain",
		chainSpec(),
		"--name",
		name,
		"--base-path",
		node.basePath,
		"--rpc-port",
		String(node.rpcPort),
		"--rpc-methods",
		"unsafe",
		"--prometheus-port",
		String(node.prometheusPort),
		"--listen-addr",
		`/ip4/127.0.0.1/tcp/${node.p2pPort}/ws`,
		"--no-mdns",
		"--no-telemetry",
		...args,
		"--bootnodes",
		...(await bootnodes()),
	]);
	await waitForRpc(node, child);
	addNode(node);
	return node;
}

/** @type {(node: NetworkNode) => Promise<void>} */
export async function stopNode(node) {
	const pid = nodeProcess(node);
	if (pid) {
		signal(pid, "SIGTERM");
		await waitUntilGone(pid, node.name, 60_000);
	}
	removeNode(node.name);
}

// Ends the node and gives back what is needed to start it again.
/** @type {(node: NetworkNode, how: NodeJS.Signals) => Promise<Command>} */
async function endProcess(node, how) {
	const pid = nodeProcess(node);
	if (!pid) {
		throw new Error(`${node.name} is not running`);
	}
	const [, ...args] = commandLine(pid);
	const command = executable(pid);
	signal(pid, how);
	await waitUntilGone(pid, node.name, 60_000);
	return { command, args };
}

// SIGKILL, as a power cut would do it. The node stays one of the network.
/** @type {(node: NetworkNode) => Promise<Command>} */
export const killNode = (node) => endProcess(node, "SIGKILL");

// The same command line on the same base path.
/** @type {(node: NetworkNode, command: Command) => Promise<void>} */
export async function restartNode(node, { command, args }) {
	await waitForRpc(node, launch(node, command, args));
}

// As an operator stops it, and starts it with what `change` makes of its arguments.
/** @type {(node: NetworkNode, change: (args: string[]) => string[]) => Promise<void>} */
export async function restartWith(node, change) {
	const { command, args } = await endProcess(node, "SIGTERM");
	await restartNode(node, { command, args: change(args) });
}

// The process of each node of the network, by its name.
/** @type {() => Record<string, number | undefined>} */
export const processesOfNodes = () =>
	Object.fromEntries(allNodes().map((node) => [node.name, nodeProcess(node)]));

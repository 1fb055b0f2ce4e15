// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Single nodes of a running network: late joiners, sudden death and restart.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Keyring } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";

import { patienceFor } from "./bounds.mjs";
import { nodeBinary, nodesOfNetworkFile } from "./locations.mjs";
import { freePorts } from "./ports.mjs";
import { commandLine, executable, nodeProcess, signal, waitUntilGone } from "./processes.mjs";
import { finalized, rpc, waitForFinalized } from "./rpc.mjs";
import { addNode, allNodes, chainSpec, describeNode, networkDir, removeNode } from "./state.mjs";
import { fatal, say, waitFor } from "./waiting.mjs";

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

// Addresses of all validators, not of alice alone: warp sync starts with three peers only.
export async function bootnodes() {
	const names = nodesOfNetworkFile().map(({ name }) => name);
	const known = allNodes().filter(({ name }) => names.includes(name));
	return Promise.all(
		known.map(
			async (node) =>
				`/ip4/127.0.0.1/tcp/${node.p2pPort}/ws/p2p/${await rpc(node, "system_localPeerId")}`,
		),
	);
}

// A plain child process with an empty database that joins the network of the suites.
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

// The files of a keystore begin with the kind of their key, in hex.
function copyKey(original, double, kind) {
	const [from, to] = [original, double].map(({ basePath }) => {
		const [chain] = readdirSync(join(basePath, "chains"));
		return join(basePath, "chains", chain, "keystore");
	});
	mkdirSync(to, { recursive: true });
	readdirSync(from)
		.filter((file) => file.startsWith(Buffer.from(kind).toString("hex")))
		.forEach((file) => copyFileSync(join(from, file), join(to, file)));
}

// Slots.
export const DOUBLE_LISTENS_FOR = 60;

// A second validator with the BABE key of `original` and an identity of its own: the mistake that
// equivocations come from. Its GRANDPA key has no vote. Two votes in one round could be reported before
// both have made a block in one slot, and a validator that is disabled makes none any more.
export async function startDouble(original, name) {
	const double = await startLateNode(name, ["--node-key", randomBytes(32).toString("hex")]);
	await waitForFinalized(double, (await finalized(original)).number);
	copyKey(original, double, "babe");
	copyKey(original, double, "audi");
	const secret = `//e2e//${randomBytes(8).toString("hex")}`;
	const { publicKey } = new Keyring({ type: "ed25519" }).createFromUri(secret);
	await rpc(double, "author_insertKey", "gran", secret, u8aToHex(publicKey));
	const { command, args } = await stopProcess(double);
	// As on a live chain it listens first, for longer than `original` goes without a block.
	const listening = [...args, "--validator", `--listen-slots=${DOUBLE_LISTENS_FOR}`];
	await restartNode(double, { command, args: listening });
	return double;
}

// Has the double sign, whoever else does.
export async function forceAuthoring(double) {
	const { command, args } = await stopProcess(double);
	await restartNode(double, { command, args: [...args, "--force-authoring"] });
}

export async function stopNode(node) {
	const pid = nodeProcess(node);
	if (pid) {
		signal(pid, "SIGTERM");
		await waitUntilGone(pid, node.name, 60_000);
	}
	removeNode(node.name);
}

// Ends the node and gives back what is needed to start it again.
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
export const killNode = (node) => endProcess(node, "SIGKILL");

// As an operator stops it, to start it with other options.
export const stopProcess = (node) => endProcess(node, "SIGTERM");

// The same command line on the same base path.
export async function restartNode(node, { command, args }) {
	await waitForRpc(node, launch(node, command, args));
}

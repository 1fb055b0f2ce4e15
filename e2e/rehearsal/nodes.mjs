// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The nodes of a rehearsal: child processes that work in its temporary folder and end with it.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, openSync } from "node:fs";

import { rpc } from "../chain/rpc.mjs";
import { fatal, waitFor } from "../chain/waiting.mjs";
import { nodeBinary } from "../network/locations.mjs";
import { lastLines } from "../network/logs.mjs";
import { addressOf } from "../network/nodes.mjs";
import { freePorts } from "../network/ports.mjs";
import { waitUntilGone } from "../network/processes.mjs";
import { describeNode, writeNetwork } from "../network/state.mjs";

const VALIDATORS = ["alice", "bob", "charlie", "dave"];
// A large genesis takes its time.
const READY_WITHIN_MS = 15 * 60_000;

function launch(node, spec, args) {
	mkdirSync(node.basePath, { recursive: true });
	const log = openSync(node.log, "a");
	return spawn(
		nodeBinary(),
		[
			...["--chain", spec, "--base-path", node.basePath],
			...["--rpc-port", String(node.rpcPort), "--state-pruning", "archive"],
			...["--listen-addr", `/ip4/127.0.0.1/tcp/${node.p2pPort}/ws`],
			...["--no-mdns", "--no-telemetry", "--no-prometheus", "--no-hardware-benchmarks"],
			// Names the level of each line: errors are looked for.
			...["--detailed-log-output", "--disable-log-color"],
			...args,
		],
		{ stdio: ["ignore", log, log] },
	);
}

/** @type {(node: RehearsalNode) => boolean} */
export const hasEnded = ({ child }) => child.exitCode !== null || child.signalCode !== null;

// Starts a node in `folder` and waits until it answers.
/** @type {(folder: string, name: string, spec: string, args?: string[]) => Promise<RehearsalNode>} */
async function startNode(folder, name, spec, args = []) {
	const described = describeNode(folder, { name, ...(await freePorts()) });
	const node = { ...described, child: launch(described, spec, args) };
	node.child.on("error", () => {});
	await waitFor(
		`the node ${name} to answer`,
		async () => {
			if (hasEnded(node)) {
				throw fatal(`the node ${name} ended while it started:\n${lastLines(node.log, 15)}`);
			}
			await rpc(node, "system_health");
			return { done: true };
		},
		{ timeout: READY_WITHIN_MS },
	);
	return node;
}

async function stopNode({ child, name }) {
	child.kill("SIGTERM");
	await waitUntilGone(child.pid, name).catch(() => child.kill("SIGKILL"));
}

// A node that makes no blocks, for questions to a runtime on a state; it ends with the answer.
/**
 * @type {<T>(
 *   folder: string,
 *   name: string,
 *   spec: string,
 *   ask: (node: RehearsalNode) => Promise<T>,
 * ) => Promise<T>}
 */
export async function withNode(folder, name, spec, ask) {
	const node = await startNode(folder, name, spec);
	try {
		return await ask(node);
	} finally {
		await stopNode(node);
	}
}

// Four validators on one chain, unless others are named, with these options more. Their first final block
// shows that they work together.
/**
 * @type {(
 *   folder: string,
 *   spec: string,
 *   names?: string[],
 *   options?: string[],
 * ) => Promise<RehearsalNode[]>}
 */
export async function startValidators(folder, spec, names = VALIDATORS, options = []) {
	const nodes = [];
	for (const name of names) {
		const bootnodes = await Promise.all(nodes.map(addressOf));
		const key = randomBytes(32).toString("hex");
		const others = bootnodes.length > 0 ? ["--bootnodes", ...bootnodes] : [];
		const args = [`--${name}`, "--force-authoring", "--node-key", key, ...others, ...options];
		nodes.push(await startNode(folder, name, spec, args));
	}
	// Where the functions of the suites look for the nodes of a network.
	process.env.BATARA_E2E_NETWORK = folder;
	writeNetwork(
		folder,
		nodes.map(({ child, ...node }) => node),
	);
	return nodes;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The state of the running network: its folder and its nodes, each in a file of its own so that
// the suites, which are processes beside each other, find and change them through BATARA_E2E_NETWORK.

import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";

const NODES = "nodes";
const FINALIZED_TRANSACTIONS = "finalized-transactions.jsonl";

/** @type {() => string} */
export function networkDir() {
	const dir = process.env.BATARA_E2E_NETWORK;
	if (!dir) {
		throw new Error("BATARA_E2E_NETWORK is not set: start suites with `node run.mjs <suite>`");
	}
	return dir;
}

/** @type {(dir: string, nodes: NetworkNode[]) => void} */
export function writeNetwork(dir, nodes) {
	mkdirSync(join(dir, NODES), { recursive: true });
	nodes.forEach((node) => writeNode(dir, node));
}

// Whoever lists the nodes meanwhile sees the whole file or none.
/** @type {(dir: string, node: NetworkNode) => void} */
function writeNode(dir, node) {
	const path = join(dir, NODES, `${node.name}.json`);
	writeFileSync(`${path}.${process.pid}`, JSON.stringify(node, null, 2));
	renameSync(`${path}.${process.pid}`, path);
}

// In the order of their names.
/** @type {() => NetworkNode[]} */
export function allNodes() {
	const dir = join(networkDir(), NODES);
	const files = readdirSync(dir).filter((name) => name.endsWith(".json"));
	return files.sort().flatMap((name) => readNode(join(dir, name)));
}

// None if another suite removes the node at this moment.
/** @type {(path: string) => NetworkNode[]} */
function readNode(path) {
	try {
		return [JSON.parse(readFileSync(path, "utf8"))];
	} catch (error) {
		if (error.code === "ENOENT") {
			return [];
		}
		throw error;
	}
}

/** @type {(...names: string[]) => NetworkNode[]} */
export const nodesExcept = (...names) => allNodes().filter(({ name }) => !names.includes(name));

/** @type {(name: string) => NetworkNode} */
export function node(name) {
	const found = allNodes().find((candidate) => candidate.name === name);
	if (!found) {
		throw new Error(`no node named ${name} in this network`);
	}
	return found;
}

/** @type {(added: NetworkNode) => void} */
export const addNode = (added) => writeNode(networkDir(), added);

/** @type {(name: string) => void} */
export function removeNode(name) {
	rmSync(join(networkDir(), NODES, `${name}.json`), { force: true });
}

// Folder and file layout of zombienet, which our own nodes follow.
/** @type {(dir: string, ports: NamedPorts) => NetworkNode} */
export const describeNode = (dir, ports) => ({
	...ports,
	basePath: join(dir, ports.name, "data"),
	log: join(dir, `${ports.name}.log`),
});

// The raw chain spec that zombienet made from the `local` preset.
/** @type {() => string} */
export const chainSpec = () => join(networkDir(), "local.json");

// What a suite leaves for a later one: a plain object under a name.
/** @type {(name: string, note: object) => void} */
export function leaveNote(name, note) {
	writeFileSync(join(networkDir(), `${name}.note.json`), JSON.stringify(note));
}

/** @type {(name: string) => any} */
export function readNote(name) {
	return JSON.parse(readFileSync(join(networkDir(), `${name}.note.json`), "utf8"));
}

// Transactions that a node called finalised; the safety suite looks for them on every node.
/** @type {(record: Block & { call: string }) => void} */
export function recordFinalizedTransaction(record) {
	appendFileSync(join(networkDir(), FINALIZED_TRANSACTIONS), `${JSON.stringify(record)}\n`);
}

/** @type {() => (Block & { call: string })[]} */
export function finalizedTransactions() {
	const path = join(networkDir(), FINALIZED_TRANSACTIONS);
	const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
	return lines.filter(Boolean).map((line) => JSON.parse(line));
}

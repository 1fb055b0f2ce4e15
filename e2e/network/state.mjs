// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What is known about the running network: its folder and its nodes, kept in `network.json` so that
// the suites, which are processes of their own, find it through BATARA_E2E_NETWORK.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = "network.json";
const FINALIZED_TRANSACTIONS = "finalized-transactions.jsonl";

export function networkDir() {
	const dir = process.env.BATARA_E2E_NETWORK;
	if (!dir) {
		throw new Error("BATARA_E2E_NETWORK is not set: start suites with `node run.mjs <suite>`");
	}
	return dir;
}

export function writeNetwork(dir, nodes) {
	writeFileSync(join(dir, FILE), JSON.stringify({ nodes }, null, 2));
}

export function allNodes() {
	return JSON.parse(readFileSync(join(networkDir(), FILE), "utf8")).nodes;
}

export function node(name) {
	const found = allNodes().find((candidate) => candidate.name === name);
	if (!found) {
		throw new Error(`no node named ${name} in this network`);
	}
	return found;
}

export function addNode(added) {
	const others = allNodes().filter(({ name }) => name !== added.name);
	writeNetwork(networkDir(), [...others, added]);
}

export function removeNode(name) {
	writeNetwork(
		networkDir(),
		allNodes().filter((candidate) => candidate.name !== name),
	);
}

// Folder and file layout of zombienet, which our own nodes follow.
export const describeNode = (dir, ports) => ({
	...ports,
	basePath: join(dir, ports.name, "data"),
	log: join(dir, `${ports.name}.log`),
});

// The raw chain spec that zombienet made from the `local` preset.
export const chainSpec = () => join(networkDir(), "local.json");

// What a suite leaves for a later one: a plain object under a name.
export function leaveNote(name, note) {
	writeFileSync(join(networkDir(), `${name}.note.json`), JSON.stringify(note));
}

export function readNote(name) {
	return JSON.parse(readFileSync(join(networkDir(), `${name}.note.json`), "utf8"));
}

// Transactions that a node called finalised; the safety suite looks for them on every node.
export function recordFinalizedTransaction(record) {
	appendFileSync(join(networkDir(), FINALIZED_TRANSACTIONS), `${JSON.stringify(record)}\n`);
}

export function finalizedTransactions() {
	const path = join(networkDir(), FINALIZED_TRANSACTIONS);
	const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
	return lines.filter(Boolean).map((line) => JSON.parse(line));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The network file of a run: the nodes of `zombienet/local.toml`, and more after their pattern, with
// ports and lengths of its own.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { NETWORK_FILE } from "./locations.mjs";

const MORE_NAMES = ["eve", "ferdie", "george"];
const PORT = /^([a-z0-9]+_port\s*=\s*)(\d+)/gm;

// Names and ports of the nodes in a network file. Only the few keys that the suites need are read,
// so that no TOML package is required.
/** @type {(path?: string) => NamedPorts[]} */
export function nodesOfNetworkFile(path = NETWORK_FILE) {
	const blocks = readFileSync(path, "utf8")
		.split(/^\[\[relaychain\.nodes\]\]/m)
		.slice(1);
	return blocks.map((block) => {
		const own = block.split(/^\[/m)[0];
		const key = (name) => own.match(new RegExp(`^${name}\\s*=\\s*"?([^"#\\s]+)`, "m"))?.[1];
		const port = (name) => Number(key(name));
		const node = {
			name: key("name") ?? "",
			rpcPort: port("rpc_port"),
			p2pPort: port("p2p_port"),
			prometheusPort: port("prometheus_port"),
		};
		if (!node.name || !node.rpcPort || !node.p2pPort || !node.prometheusPort) {
			throw new Error(`${path}: every node needs name, rpc_port, p2p_port and prometheus_port`);
		}
		return node;
	});
}

// Without a count, those of the network file.
/** @type {(count?: number) => NamedPorts[]} */
export function startingValidators(count) {
	const known = nodesOfNetworkFile();
	const more = MORE_NAMES.slice(0, Math.max(0, (count ?? 0) - known.length));
	if (count !== undefined && known.length + more.length !== count) {
		const most = known.length + MORE_NAMES.length;
		throw new Error(`${known.length} to ${most} validators, not ${count}`);
	}
	return [...known, ...more.map((name, place) => after(known.at(-1), name, place + 1))];
}

// The node after the last one of the file: its ports are higher.
const after = (last, name, distance) => ({
	name,
	rpcPort: last.rpcPort + distance,
	p2pPort: last.p2pPort + distance,
	prometheusPort: last.prometheusPort + distance,
});

// What a network file that has the first of these nodes needs for the others.
/** @type {(nodes: NamedPorts[]) => string[]} */
function blocksOfNodes(nodes) {
	const known = nodesOfNetworkFile().map(({ name }) => name);
	return nodes
		.filter(({ name }) => !known.includes(name))
		.flatMap(({ name, rpcPort, p2pPort, prometheusPort }) => [
			"[[relaychain.nodes]]",
			`name = "${name}"`,
			"validator = true",
			`rpc_port = ${rpcPort}`,
			`p2p_port = ${p2pPort}`,
			`prometheus_port = ${prometheusPort}`,
		]);
}

/** @type {(nodes: NamedPorts[], shift: number) => any[]} */
export const shiftedPorts = (nodes, shift) =>
	nodes.map(({ name, ...ports }) => ({
		name,
		...Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, port + shift])),
	}));

// A copy of the network file in `root`, with other lengths in the genesis, ports that are `shift`
// higher, and those of `nodes` that it does not have. The runner changes only values that the preset
// has, and only prints what fails: suites that need these lengths ask the chain for them.
/** @type {(root: string, timing: Partial<Timing>, shift: number, nodes: NamedPorts[]) => string} */
export function networkFile(root, timing, shift, nodes) {
	const path = join(root, "network.toml");
	const original = readFileSync(NETWORK_FILE, "utf8");
	const lines = [original.replace(PORT, (_, key, port) => `${key}${Number(port) + shift}`)];
	lines.push(...blocksOfNodes(nodes));
	const values = Object.entries(timing).map(([name, value]) => `${name} = ${value}`);
	if (values.length > 0) {
		lines.push("[relaychain.genesis.runtimeGenesis.patch.validators.timing]", ...values);
	}
	writeFileSync(path, `${lines.join("\n")}\n`);
	return path;
}

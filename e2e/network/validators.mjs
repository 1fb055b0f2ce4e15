// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The validators that a network starts with: those of the network file, and more after their pattern.

import { nodesOfNetworkFile } from "./locations.mjs";

const MORE_NAMES = ["eve", "ferdie", "george"];

// Without a count, those of the network file.
export function startingValidators(count) {
	const known = nodesOfNetworkFile();
	const more = MORE_NAMES.slice(0, Math.max(0, (count ?? 0) - known.length));
	if (count !== undefined && known.length + more.length !== count) {
		const most = known.length + MORE_NAMES.length;
		throw new Error(`${known.length} to ${most} validators, not ${count}`);
	}
	return [...known, ...more.map((name, place) => after(known.at(-1), name, place + 1))];
}

const after = (last, name, distance) => ({
	name,
	rpcPort: last.rpcPort + distance,
	p2pPort: last.p2pPort + distance,
	prometheusPort: last.prometheusPort + distance,
});

// What a network file that has the first of these nodes needs for the others.
export function blocksOfNodes(nodes) {
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

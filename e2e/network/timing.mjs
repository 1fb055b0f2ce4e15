// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// How long epochs, eras, bonds and the delay of slashes are on the network of the suites. An era of
// the preset `local` takes three minutes; here elections, payouts, bonds and slashes come within a
// minute or two.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { NETWORK_FILE } from "./locations.mjs";
import { blocksOfNodes } from "./validators.mjs";

// The fields of `validators.timing` in the genesis.
export const TIMING = { epochSlots: 10, epochsPerEra: 1, bondingEras: 2, slashDeferEras: 1 };

// Blocks in which so many epochs are over, at most: empty slots make them fewer.
export const blocksOfEpochs = (count) => count * TIMING.epochSlots;

const PORT = /^([a-z0-9]+_port\s*=\s*)(\d+)/gm;

export const shiftedPorts = (nodes, shift) =>
	nodes.map(({ name, ...ports }) => ({
		name,
		...Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, port + shift])),
	}));

// A copy of the network file in `root`, with other lengths in the genesis, ports that are `shift`
// higher, and those of `nodes` that it does not have. The runner changes only values that the preset
// has, and only prints what fails: suites that need these lengths ask the chain for them.
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

// The lengths that the running chain has, as its metadata tells them.
export function timingOf({ consts: { babe, staking } }) {
	const epochsPerEra = staking.sessionsPerEra.toNumber();
	return {
		epochSlots: babe.epochDuration.toNumber(),
		epochsPerEra,
		bondingEras: staking.bondingDuration.toNumber(),
		slashDeferEras: staking.slashDeferDuration.toNumber(),
	};
}

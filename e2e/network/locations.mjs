// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Where the node binary, the zombienet runner and the network file are.

import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const E2E_DIR = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const ZOMBIENET_DIR = resolve(E2E_DIR, "..", "zombienet");
export const NETWORK_FILE = join(ZOMBIENET_DIR, "local.toml");

// Where everything is built, as in scripts/env.sh.
export const builds = () =>
	process.env.CARGO_TARGET_DIR || join(homedir(), ".cache", "batara", "target");

// Where the nodes keep compiled runtimes, as in scripts/env.sh: not each in a base path that is new.
export const runtimeCache = () =>
	process.env.BATARA_RUNTIME_CACHE_PATH || join(builds(), "runtime-cache");

// The node under test: BATARA_NODE, or the release build in CARGO_TARGET_DIR.
export function nodeBinary() {
	const path = resolve(process.env.BATARA_NODE || join(builds(), "release", "batara-node"));
	try {
		accessSync(path, constants.X_OK);
	} catch {
		throw new Error(
			`no node binary at ${path}: build it (cargo build --release) or set BATARA_NODE`,
		);
	}
	return path;
}

// The pinned npm zombienet, as a script for the running Node.
export function zombienetRunner() {
	const path = join(ZOMBIENET_DIR, "node_modules", "@zombienet", "cli", "dist", "cli.js");
	if (!existsSync(path)) {
		throw new Error(`the zombienet runner is not installed: run \`npm ci\` in ${ZOMBIENET_DIR}`);
	}
	return path;
}

// Names and ports of the nodes in a network file. Only the few keys that the suites need are read,
// so that no TOML package is required.
export function nodesOfNetworkFile(path = NETWORK_FILE) {
	const blocks = readFileSync(path, "utf8")
		.split(/^\[\[relaychain\.nodes\]\]/m)
		.slice(1);
	return blocks.map((block) => {
		const own = block.split(/^\[/m)[0];
		const key = (name) => own.match(new RegExp(`^${name}\\s*=\\s*"?([^"#\\s]+)`, "m"))?.[1];
		const port = (name) => Number(key(name));
		const node = {
			name: key("name"),
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

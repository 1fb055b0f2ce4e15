// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The places of the node binary, the zombienet runner and the network file.

import { accessSync, constants, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const E2E_DIR = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const REPOSITORY = resolve(E2E_DIR, "..");
const ZOMBIENET_DIR = join(REPOSITORY, "zombienet");
export const NETWORK_FILE = join(ZOMBIENET_DIR, "local.toml");

// Where everything is built, as in scripts/env.sh.
/** @type {() => string} */
export const builds = () =>
	process.env.CARGO_TARGET_DIR || join(homedir(), ".cache", "batara", "target");

// Where the nodes keep compiled runtimes, as in scripts/env.sh: not each in a base path that is new.
/** @type {() => string} */
export const runtimeCache = () =>
	process.env.BATARA_RUNTIME_CACHE_PATH || join(builds(), "runtime-cache");

// The node under test: BATARA_NODE, or the release build in CARGO_TARGET_DIR.
/** @type {() => string} */
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

// The program of clients/bench, which sends loads and makes networks to break.
/** @type {() => string} */
export function benchBinary() {
	const path = join(builds(), "release", "batara-bench");
	if (!existsSync(path)) {
		throw new Error(
			`no ${path}: cargo build --release --locked --manifest-path clients/Cargo.toml`,
		);
	}
	return path;
}

// A PATH on which commands find the node under test by its name.
/** @type {(folder: string) => string} */
export function pathWithNode(folder) {
	const bin = join(folder, "bin");
	mkdirSync(bin);
	symlinkSync(nodeBinary(), join(bin, "batara-node"));
	return `${bin}:${process.env.PATH}`;
}

// The pinned npm zombienet, as a script for the running Node.
/** @type {() => string} */
export function zombienetRunner() {
	const path = join(ZOMBIENET_DIR, "node_modules", "@zombienet", "cli", "dist", "cli.js");
	if (!existsSync(path)) {
		throw new Error(`the zombienet runner is not installed: run \`npm ci\` in ${ZOMBIENET_DIR}`);
	}
	return path;
}

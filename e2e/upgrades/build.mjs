// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The build of the runtimes of the upgrade drills, from a copy of the present sources.
//
//   node e2e/upgrades/build.mjs                       all variants
//   node e2e/upgrades/build.mjs first second          these
//   node e2e/upgrades/build.mjs --try-runtime first   this one, and again with the checks of
//                                                     try-runtime, as first.try-runtime.wasm
//
// Writes upgrades/<variant>.wasm to CARGO_TARGET_DIR. What is up to date stays as it is.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { compress } from "./compression.mjs";
import { RUSTFLAGS } from "./flags.mjs";
import { readVersion } from "./sections.mjs";
import { blobOf, prepareSources, SOURCE_DIR } from "./sources.mjs";
import { bareFile, TRY_RUNTIME, upgradesDir, VARIANTS, versionOf, wasmFile } from "./variants.mjs";

const SPEC_NAME = "batara";
const TARGET_DIR = join(upgradesDir(), "target");
const WASM_TARGET = "wasm32v1-none";
const METADATA_HASH = "11".repeat(32);

function parseCommandLine() {
	const { values, positionals } = parseArgs({
		options: { "try-runtime": { type: "boolean" } },
		allowPositionals: true,
	});
	const variants = positionals.length > 0 ? positionals : VARIANTS;
	const unknown = variants.filter((variant) => !VARIANTS.includes(variant));
	if (unknown.length > 0) {
		throw new Error(`no variant ${unknown.join(", ")}: there are ${VARIANTS.join(", ")}`);
	}
	const kinds = values["try-runtime"] ? ["", TRY_RUNTIME] : [""];
	return kinds.map((kind) => variants.map((variant) => variant + kind));
}

// All at once: one alone leaves cores idle. With checks they also have a hash of their metadata, as in a
// build with the feature metadata-hash: the rehearsal must notice where an upgrade would lose it. The
// right hash would take a build of its own; this one belongs to no metadata.
function compile(names) {
	console.log(`==> compiling the runtimes of the drills ${names.join(", ")}`);
	/** @type {NodeJS.ProcessEnv} */
	const env = {
		...process.env,
		CARGO_TARGET_DIR: TARGET_DIR,
		RUSTFLAGS,
		// Drills run for minutes: more takes the compiler longer than it saves them.
		CARGO_PROFILE_RELEASE_OPT_LEVEL: "1",
		CARGO_PROFILE_RELEASE_LTO: "off",
	};
	if (names.every((name) => name.endsWith(TRY_RUNTIME))) {
		env.RUNTIME_METADATA_HASH = METADATA_HASH;
	}
	// Cargo would prefer these to RUSTFLAGS.
	delete env.CARGO_ENCODED_RUSTFLAGS;
	const packages = names.flatMap((name) => ["--package", blobOf(name).package]);
	const args = ["build", "--release", ...packages, "--target", WASM_TARGET];
	const { error, status, signal } = spawnSync("cargo", args, {
		cwd: SOURCE_DIR,
		env,
		stdio: ["ignore", "inherit", "inherit"],
	});
	if (error || status !== 0) {
		const reason = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`);
		throw new Error(`the runtimes of the drills do not compile: ${reason}`);
	}
}

const readCompiled = (name) =>
	readFileSync(join(TARGET_DIR, WASM_TARGET, "release", `${blobOf(name).library}.wasm`));

// A wrong Wasm would let drills fail in ways that are hard to understand.
function checkVersion(name, wasm) {
	const { specName, specVersion } = readVersion(wasm);
	const found = `${specName} ${specVersion}`;
	const wanted = `${SPEC_NAME} ${versionOf(name)}`;
	if (found !== wanted) {
		throw new Error(`the runtime of the drill "${name}" is ${found}, and not ${wanted}`);
	}
}

function writeWhole(path, bytes) {
	writeFileSync(`${path}.new`, bytes);
	renameSync(`${path}.new`, path);
}

function writeWasm(name, wasm) {
	const [bare, compressed] = [bareFile(name), wasmFile(name)];
	if (existsSync(bare) && existsSync(compressed) && readFileSync(bare).equals(wasm)) {
		return;
	}
	// The bare one last: it says that both are written.
	writeWhole(compressed, compress(wasm));
	writeWhole(bare, wasm);
}

try {
	const groups = parseCommandLine();
	prepareSources();
	for (const names of groups) {
		compile(names);
		for (const name of names) {
			const wasm = readCompiled(name);
			checkVersion(name, wasm);
			writeWasm(name, wasm);
		}
	}
	console.log(`==> the runtimes of the drills are in ${upgradesDir()}`);
} catch (error) {
	console.error(`error: ${error.message}`);
	process.exitCode = 1;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The workspace that the runtimes of the drills are built in: the present pallets, primitives and
// patched crates, and edited copies of the runtime and of the pallet of the drills for each variant.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { REPOSITORY } from "../network/locations.mjs";
import { editDrill, editRuntime, lockFile, workspaceManifest } from "./edits.mjs";
import { DRILL_DIR, TRY_RUNTIME, upgradesDir, VARIANTS } from "./variants.mjs";

export const SOURCE_DIR = join(upgradesDir(), "source");

// The crate that makes a Wasm of a variant, as substrate-wasm-builder does it: a library of its own
// around the runtime. All copies of the runtime have the same library name, which clients see in
// type paths, and Cargo would write all their Wasm to one file and take it for each of them.
/** @type {(name: string) => { package: string, library: string, runtime: string }} */
export function blobOf(name) {
	const suffix = name.replace(TRY_RUNTIME, "-try-runtime");
	return {
		package: `drill-${suffix}`,
		library: `drill_${suffix.replaceAll("-", "_")}`,
		runtime: `batara-runtime-${name.replace(TRY_RUNTIME, "")}`,
	};
}

// Published crates with our patches on them: scripts/patch makes them.
const PATCHED = "patches/applied-by-scripts-setup";

const BLOBS = VARIANTS.flatMap((variant) => [variant, variant + TRY_RUNTIME]);

function filesIn(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) {
			return entry.name === "target" || entry.name.startsWith(".") ? [] : filesIn(path);
		}
		return [path];
	});
}

// The files of a folder, by path in it.
/** @type {(folder: string) => Map<string, Buffer>} */
const contentOf = (folder) =>
	new Map(filesIn(folder).map((file) => [relative(folder, file), readFileSync(file)]));

// The same files, by path in the workspace.
/** @type {(folder: string, files: Map<string, Buffer>) => [string, Buffer][]} */
const placeIn = (folder, files) => [...files].map(([path, content]) => [join(folder, path), content]);

/** @type {(name: string) => [string, Buffer][]} */
function blobFiles(name) {
	const { package: packageName, runtime } = blobOf(name);
	const features = name.endsWith(TRY_RUNTIME) ? '["try-runtime"]' : "[]";
	const manifest = `[package]
name = "${packageName}"
version.workspace = true
edition.workspace = true
publish.workspace = true

[lib]
crate-type = ["cdylib"]

[dependencies.batara-runtime]
package = "${runtime}"
path = "../../variants/${name.replace(TRY_RUNTIME, "")}"
default-features = false
features = ${features}
`;
	const source = "#![no_std]\n#![allow(unused_imports)]\npub use batara_runtime::*;\n";
	return [
		[`blobs/${name}/Cargo.toml`, Buffer.from(manifest)],
		[`blobs/${name}/src/lib.rs`, Buffer.from(source)],
	];
}

function wantedFiles() {
	const read = (path) => readFileSync(join(REPOSITORY, path));
	const runtime = contentOf(join(REPOSITORY, "runtime"));
	const drill = contentOf(DRILL_DIR);
	const { manifest, kept } = workspaceManifest(read("Cargo.toml").toString(), [
		...VARIANTS.flatMap((variant) => [`drills/${variant}`, `variants/${variant}`]),
		...BLOBS.map((name) => `blobs/${name}`),
	]);
	return new Map([
		["Cargo.toml", Buffer.from(manifest)],
		// Cargo takes out what only the node needs, each time anew.
		["Cargo.lock", Buffer.from(lockFile(read("Cargo.lock").toString(), BLOBS.map(blobOf)))],
		["rust-toolchain.toml", read("rust-toolchain.toml")],
		...kept.flatMap((member) => placeIn(member, contentOf(join(REPOSITORY, member)))),
		...placeIn(PATCHED, contentOf(join(REPOSITORY, PATCHED))),
		...VARIANTS.flatMap((variant) => [
			...placeIn(`drills/${variant}`, editDrill(variant, drill)),
			...placeIn(`variants/${variant}`, editRuntime(variant, runtime)),
		]),
		...BLOBS.flatMap(blobFiles),
	]);
}

function readIfThere(path) {
	try {
		return readFileSync(path);
	} catch (error) {
		if (error.code === "ENOENT") {
			return undefined;
		}
		throw error;
	}
}

// Writes the workspace. Cargo compiles anew what is newer than its last build: what has not changed
// is not written again.
export function prepareSources() {
	const wanted = wantedFiles();
	mkdirSync(SOURCE_DIR, { recursive: true });
	for (const path of filesIn(SOURCE_DIR)) {
		if (!wanted.has(relative(SOURCE_DIR, path))) {
			rmSync(path);
		}
	}
	for (const [name, content] of wanted) {
		const path = join(SOURCE_DIR, name);
		if (!readIfThere(path)?.equals(content)) {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, content);
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The runtimes of the upgrade drills, the versions that they have, and the folders of their build.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { builds, E2E_DIR, REPOSITORY } from "../network/locations.mjs";

export const DRILL_DIR = join(E2E_DIR, "upgrades", "drill");

// How far each variant's spec_version is above that of runtime/src/lib.rs. drill/src/lib.rs says
// what they do.
const ABOVE_BASE = { first: 1, second: 2, failing: 3, repair: 4, heavy: 1, trapping: 1 };

export const VARIANTS = Object.keys(ABOVE_BASE);
// The name of a variant that is compiled with the feature try-runtime: `first.try-runtime`.
export const TRY_RUNTIME = ".try-runtime";
export const VERSION_FILE = join(REPOSITORY, "runtime", "src", "lib.rs");
export const SPEC_VERSION = /^\tspec_version: ([\d_]+),$/gm;

// The folder of all that belongs to the drills: sources, build, Wasm.
/** @type {() => string} */
export const upgradesDir = () => resolve(builds(), "upgrades");

// The compressed Wasm, as a chain takes it.
/** @type {(name: string) => string} */
export const wasmFile = (name) => join(upgradesDir(), `${name}.wasm`);
// The Wasm as the compiler wrote it.
/** @type {(name: string) => string} */
export const bareFile = (name) => join(upgradesDir(), `${name}.bare.wasm`);

// The spec_version of the runtime in this checkout.
/** @type {() => number} */
export function baseVersion() {
	const found = [...readFileSync(VERSION_FILE, "utf8").matchAll(SPEC_VERSION)];
	if (found.length !== 1) {
		throw new Error(`${VERSION_FILE}: ${found.length} lines look like spec_version, one is needed`);
	}
	return Number(found[0][1].replaceAll("_", ""));
}

// The spec_version of a variant, with or without try-runtime.
/** @type {(name: string) => number} */
export function versionOf(name) {
	const above = ABOVE_BASE[name.replace(TRY_RUNTIME, "")];
	if (above === undefined) {
		throw new Error(`no variant ${name}: there are ${VARIANTS.join(", ")}`);
	}
	return baseVersion() + above;
}

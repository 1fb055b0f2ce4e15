// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The committed build products of contracts/: of each contract its code and its ABI in one file.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "../network/locations.mjs";

const BUNDLES_DIR = join(REPOSITORY, "contracts", "bundles");

// `name` is that of the package, such as `upgradeable-next`; the build turns `-` into `_`.
/** @type {(name: string) => string} */
export function bundlePath(name) {
	const path = join(BUNDLES_DIR, `${name.replaceAll("-", "_")}.contract`);
	if (!existsSync(path)) {
		throw new Error(`no bundle at ${path}: run \`scripts/contract build --all --update\``);
	}
	return path;
}

// Code as hex in `source.wasm`, its hash in `source.hash`.
/** @type {(name: string) => Bundle} */
export const readBundle = (name) => JSON.parse(readFileSync(bundlePath(name), "utf8"));

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The runtimes of the upgrade drills as the tests send them, and codes that no node can use.

import { readFileSync } from "node:fs";

import { blake2AsHex } from "@polkadot/util-crypto";

import { compress, decompress, isCompressed } from "./compression.mjs";
import { readVersion } from "./sections.mjs";
import { TRY_RUNTIME, versionOf, wasmFile } from "./variants.mjs";

// `:code` in hex: where a state has its runtime.
export const CODE_KEY = `0x${Buffer.from(":code").toString("hex")}`;

// The compressed Wasm of a variant, `first`, or of one with checks, `first.try-runtime`.
/** @type {(name: string) => Buffer} */
export function wasmOf(name) {
	// Says which variants there are.
	versionOf(name);
	const path = wasmFile(name);
	try {
		return readFileSync(path);
	} catch (error) {
		if (error.code !== "ENOENT") {
			throw error;
		}
		const options = name.endsWith(TRY_RUNTIME) ? "--try-runtime " : "";
		const command = `node e2e/upgrades/build.mjs ${options}${name.replace(TRY_RUNTIME, "")}`;
		throw new Error(`no runtime of the drills at ${path}: build it with \`${command}\``);
	}
}

// The hash that a referendum authorises: of the code as it is sent.
/** @type {(code: Uint8Array) => `0x${string}`} */
export const hashOf = (code) => blake2AsHex(code, 256);

/** @type {() => Buffer} */
export const notWasm = () => Buffer.from("This is text, and no runtime.\n");

// The first half: a node can neither unpack nor read it.
/** @type {(code: Buffer) => Buffer} */
export const truncated = (code) => code.subarray(0, Math.floor(code.length / 2));

// The same runtime, but it says that it is one of another chain: "batarb" instead of "batara".
/** @type {(code: Buffer) => Buffer} */
export function renamed(code) {
	const wasm = Buffer.from(decompress(code));
	const { specName } = readVersion(wasm);
	specName[specName.length - 1] += 1;
	return isCompressed(code) ? compress(wasm) : wasm;
}

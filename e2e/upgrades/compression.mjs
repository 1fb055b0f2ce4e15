// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The compressed form of a runtime: 8 bytes that no Wasm begins with, then one zstd frame.

import { spawnSync } from "node:child_process";

const PREFIX = Buffer.from("52bc537646db8e05", "hex");
// What a node unpacks at most.
const BOMB_LIMIT = 50 * 1024 * 1024;
// 9 MB become 1.6 MB in less than a second.
const LEVEL = "-12";

/** @type {(args: string[], input: Buffer) => Buffer} */
function zstd(args, input) {
	/** @type {any} */
	const { error, status, stdout, stderr } = spawnSync("zstd", ["--quiet", "--stdout", ...args], {
		input,
		maxBuffer: BOMB_LIMIT,
	});
	if (error?.code === "ENOENT") {
		throw new Error("the command zstd is missing: install the package zstd");
	}
	if (error || status !== 0) {
		throw new Error(`zstd ${args.join(" ")}: ${error?.message ?? stderr}`);
	}
	return stdout;
}

/** @type {(code: Buffer) => boolean} */
export const isCompressed = (code) => code.subarray(0, PREFIX.length).equals(PREFIX);

/** @type {(wasm: Buffer) => Buffer} */
export function compress(wasm) {
	if (wasm.length > BOMB_LIMIT) {
		throw new Error(`the Wasm has ${wasm.length} bytes, and nodes unpack at most ${BOMB_LIMIT}`);
	}
	return Buffer.concat([PREFIX, zstd([LEVEL], wasm)]);
}

// The Wasm itself, compressed or not.
/** @type {(code: Buffer) => Buffer} */
export function decompress(code) {
	return isCompressed(code) ? zstd(["--decompress"], code.subarray(PREFIX.length)) : code;
}

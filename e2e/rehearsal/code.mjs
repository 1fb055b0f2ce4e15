// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A file with runtime code: its bytes as they are sent, and the version that it carries.

import { readFileSync } from "node:fs";

import { TypeRegistry } from "@polkadot/types";
import { blake2AsHex } from "@polkadot/util-crypto";

import { decompress, isCompressed } from "../upgrades/compression.mjs";
import { Misuse, Refused } from "./outcome.mjs";

const WASM = Buffer.from("\0asm", "latin1");

function read(path) {
	try {
		return readFileSync(path);
	} catch (error) {
		throw new Misuse(`cannot read ${path}: ${error.message}`);
	}
}

function unpack(path, sent) {
	try {
		return decompress(sent);
	} catch (error) {
		throw new Refused(`${path} cannot be unpacked (${error.message})`);
	}
}

// What the chain reads of a code before it takes it (`sp_io::misc::runtime_version`).
function embeddedVersion(path, bare) {
	let sections;
	try {
		sections = WebAssembly.Module.customSections(new WebAssembly.Module(bare), "runtime_version");
	} catch (error) {
		throw new Refused(`${path} is damaged (${error.message})`);
	}
	if (sections.length !== 1) {
		throw new Refused(`${path} is no runtime, it carries no version`);
	}
	/** @type {any} */
	const version = new TypeRegistry().createType("RuntimeVersion", new Uint8Array(sections[0]));
	return {
		name: version.specName.toString(),
		spec: version.specVersion.toNumber(),
		transaction: version.transactionVersion.toNumber(),
	};
}

// Bytes that are no Wasm at all are a wrong file; a damaged Wasm is something that a chain refuses.
/** @type {(path: string) => Code} */
export function readCode(path) {
	const sent = read(path);
	const bare = isCompressed(sent) ? unpack(path, sent) : sent;
	if (!bare.subarray(0, WASM.length).equals(WASM)) {
		throw new Misuse(`${path} is no Wasm`);
	}
	return {
		path,
		hex: `0x${sent.toString("hex")}`,
		hash: blake2AsHex(sent),
		version: embeddedVersion(path, bare),
	};
}

/** @type {(version: { name: string, spec: number }) => string} */
export const describeVersion = ({ name, spec }) => `${name} ${spec}`;

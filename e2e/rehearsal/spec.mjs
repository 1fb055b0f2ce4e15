// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Chain specs: a raw one from a state, and the state of a fresh chain of a given runtime.

import { execFile } from "node:child_process";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { promisify } from "node:util";

import { TypeRegistry } from "@polkadot/types";
import { u8aToHex } from "@polkadot/util";

import { nodeBinary } from "../network/locations.mjs";
import { callRuntime } from "./chain.mjs";

// The preset of every Bataranetwork runtime with four validators whose keys everybody knows.
const PRESET = "local_testnet";
const BATCH = 5_000;
const MAX_SPEC_BYTES = 256 * 1024 * 1024;

const frame = (id, properties) => ({
	name: "Bataranetwork Rehearsal",
	id,
	chainType: "Local",
	bootNodes: [],
	telemetryEndpoints: null,
	protocolId: id,
	properties,
	forkBlocks: null,
	badBlocks: null,
	lightSyncState: null,
	codeSubstitutes: {},
});

// All fields but the genesis, which is JSON text that follows, and a last brace.
const upToGenesis = (fields) => `${JSON.stringify(fields).slice(0, -1)},"genesis":`;

// Writes a map in parts: as one text it could be longer than texts can be.
function writeEntries(file, entries) {
	writeSync(file, "{");
	let lines = [];
	let separator = "";
	const flush = () => {
		if (lines.length > 0) {
			writeSync(file, separator + lines.join(",\n"));
			separator = ",\n";
			lines = [];
		}
	};
	for (const [key, value] of entries) {
		lines.push(`"${key}":"${value}"`);
		if (lines.length === BATCH) {
			flush();
		}
	}
	flush();
	writeSync(file, "}");
}

// A raw chain spec whose genesis is `state`, as copy.mjs reads it.
/** @type {(path: string, id: string, properties: object, state: State) => void} */
export function writeSpec(path, id, properties, { top, children }) {
	const file = openSync(path, "w");
	try {
		writeSync(file, `${upToGenesis(frame(id, properties))}{"raw":{"top":`);
		writeEntries(file, top);
		writeSync(file, ',"childrenDefault":{');
		let separator = "";
		for (const [key, entries] of children) {
			writeSync(file, `${separator}"${key}":`);
			writeEntries(file, entries);
			separator = ",\n";
		}
		writeSync(file, "}}}}");
	} finally {
		closeSync(file);
	}
}

// The JSON of the preset, as the runtime of block `at` has it. It stays text: amounts in it are
// larger than what JavaScript takes for a number.
async function presetOf(chain, at) {
	const registry = new TypeRegistry();
	const asked = u8aToHex(registry.createType("Option<Text>", PRESET).toU8a());
	const found = registry.createType(
		"Option<Bytes>",
		await callRuntime(chain, "GenesisBuilder_get_preset", asked, { at }),
	);
	if (found.isNone) {
		throw new Error(`the runtime at ${chain.url} has no preset ${PRESET}`);
	}
	return Buffer.from(found.unwrap().toU8a(true)).toString("utf8");
}

// The state of a fresh network of four known validators with the runtime `code`: built by that
// runtime itself, so that its storage has the form that this runtime knows, whatever runtime is in
// the node binary.
/** @type {(chain: Chain, running: { hash: string, properties: object }, code: string, path: string) => Promise<Map<string, string>>} */
export async function freshState(chain, running, code, path) {
	const patch = await presetOf(chain, running.hash);
	const genesis = `{"runtimeGenesis":{"code":"${code}","patch":${patch}}}`;
	writeFileSync(path, `${upToGenesis(frame("rehearsal_fresh", running.properties))}${genesis}}`);
	const { stdout } = await promisify(execFile)(
		nodeBinary(),
		["export-chain-spec", "--raw", "--chain", path],
		{ maxBuffer: MAX_SPEC_BYTES },
	);
	return new Map(Object.entries(JSON.parse(stdout).genesis.raw.top));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The migrations of a runtime, run on the copied state in a node that makes no blocks and forgets
// what they wrote: as the first block would run them, and with the checks of `try-runtime`.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { TypeRegistry } from "@polkadot/types";
import { u8aToHex } from "@polkadot/util";

import { RpcError } from "../chain/rpc.mjs";
import { CODE_KEY } from "../upgrades/wasm.mjs";
import { callRuntime, metadataOf, openChain } from "./chain.mjs";
import { hasMetadataHash } from "./metadata-hash.mjs";
import { withNode } from "./nodes.mjs";
import { Harm, Misuse } from "./outcome.mjs";
import { writeSpec } from "./spec.mjs";

// Checks of a large state take minutes.
const RUN_WITHIN_MS = 60 * 60_000;
// `UpgradeCheckSelect::All`
const ALL_CHECKS = "0x01";
const MOST_LINES = 12;
const BABE = "BABE";
// In a BABE pre-digest: variant and index of the author come before the slot.
const SLOT_AT = 5;
const SECONDARY_PLAIN = 2;

const registry = new TypeRegistry();
const logOf = ({ log }) => readFileSync(log, "utf8");

// A line of a log begins with the date; what a panic says goes on without one.
const BEGINS_LINE = /^\d{4}-\d\d-\d\d /;

function panicIn(text) {
	const lines = text.split("\n");
	const start = lines.findLastIndex((line) => line.includes("panicked at"));
	if (start < 0) {
		return undefined;
	}
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => BEGINS_LINE.test(line));
	const message = rest.slice(0, end < 0 ? undefined : end);
	return [lines[start].replace(/^.*panicked at/, "panicked at"), ...message].join("\n").trim();
}

const errorsIn = (text) =>
	text
		.split("\n")
		.filter((line) => BEGINS_LINE.test(line) && line.includes(" ERROR "))
		.filter((line) => !line.includes("panicked at"))
		.slice(0, MOST_LINES);

// Asks the runtime, and tells what it did instead of an answer.
async function askRuntime(node, chain, what, name, parameters) {
	const before = logOf(node).length;
	try {
		return await callRuntime(chain, name, parameters, { within: RUN_WITHIN_MS });
	} catch (error) {
		if (!(error instanceof RpcError)) {
			throw error;
		}
		if (/Exported method \S+ is not found/.test(error.message)) {
			throw new Misuse(`${what}: ${name} is missing; build with the feature try-runtime`);
		}
		const said = logOf(node).slice(before);
		const panic = panicIn(said);
		const reason = [panic ?? error.message, ...errorsIn(said)];
		throw new Harm([`${what} ${panic ? "panics" : "fails"}:`, ...reason].join("\n"));
	}
}

async function withRuntime(folder, name, { state, properties, code }, ask) {
	const spec = join(folder, `${name}.json`);
	const top = new Map(state.top).set(CODE_KEY, code.hex);
	writeSpec(spec, `rehearsal_${name}`, properties, { ...state, top });
	let started = false;
	try {
		return await withNode(folder, name, spec, async (node) => {
			started = true;
			const chain = await openChain(`ws://127.0.0.1:${node.rpcPort}`);
			try {
				return await ask(node, chain);
			} finally {
				chain.close();
			}
		});
	} catch (error) {
		if (started) {
			throw error;
		}
		throw new Harm(`no node starts with ${code.path} on this state: ${error.message}`);
	}
}

// What BABE says of the author, with the next slot and no proof: nothing checks it here.
function nextDigest({ digest }) {
	const logs = digest.logs.map((log) => registry.createType("DigestItem", log));
	const found = logs.find((log) => log.isPreRuntime && log.asPreRuntime[0].toUtf8?.() === BABE);
	if (!found) {
		return [];
	}
	const last = Buffer.from(found.asPreRuntime[1].toU8a(true));
	const next = Buffer.alloc(SLOT_AT + 8);
	next[0] = SECONDARY_PLAIN;
	last.copy(next, 1, 1, SLOT_AT);
	next.writeBigUInt64LE(last.readBigUInt64LE(SLOT_AT) + 1n, SLOT_AT);
	return [{ PreRuntime: [found.asPreRuntime[0], u8aToHex(next)] }];
}

// The block after the copied one, as far as its beginning is concerned.
function nextHeader({ hash, header, number }) {
	return registry
		.createType("Header", {
			parentHash: hash,
			number: number + 1,
			stateRoot: header.stateRoot,
			extrinsicsRoot: header.extrinsicsRoot,
			digest: { logs: nextDigest(header) },
		})
		.toHex();
}

// Begins the first block of the new code on the copy: migrations, then the hooks of all pallets.
// Tells whether multi-block migrations follow, what the metadata of the new code is, and whether it has
// the hash of it.
/**
 * @type {(
 *   folder: string,
 *   copy: any,
 *   code: Code,
 * ) => Promise<{ onlyInherents: boolean, metadata: Uint8Array, hasHash: boolean }>}
 */
export function beginFirstBlock(folder, copy, code) {
	const { running } = copy;
	return withRuntime(folder, "new", { ...copy, code }, async (node, chain) => {
		const header = nextHeader(running);
		const what = "the first block of the new code";
		const mode = await askRuntime(node, chain, what, "Core_initialize_block", header);
		const metadata = await metadataOf(chain);
		const hasHash = await hasMetadataHash(chain, metadata);
		return { onlyInherents: mode[0] === 1, metadata, hasHash };
	});
}

const weightOf = ({ refTime, proofSize }) => ({
	refTime: refTime.toBigInt(),
	proofSize: proofSize.toBigInt(),
});

// The migrations with the checks before and after them, and the invariants of all pallets. Gives
// back the weight that they take, and that of a whole block.
/** @type {(folder: string, copy: any, code: Code) => Promise<any>} */
export function tryMigrations(folder, copy, code) {
	return withRuntime(folder, "try", { ...copy, code }, async (node, chain) => {
		const name = "TryRuntime_on_runtime_upgrade";
		const what = "the run of the migrations with checks";
		const answer = await askRuntime(node, chain, what, name, ALL_CHECKS);
		/** @type {any} */
		const [used, limit] = registry.createType("(WeightV2, WeightV2)", answer);
		return { used: weightOf(used), limit: weightOf(limit) };
	});
}

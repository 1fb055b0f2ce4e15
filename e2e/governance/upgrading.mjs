// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A new runtime from its code to the block in which it is set, and what that block did.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { u8aToHex } from "@polkadot/util";

import { connect } from "../chain/connection.mjs";
import { finalized, hashAt, rpc, waitForFinalized } from "../chain/rpc.mjs";
import { say, waitFor } from "../chain/waiting.mjs";
import { nodeBinary, runtimeCache } from "../network/locations.mjs";
import { decompress } from "../upgrades/compression.mjs";
import { readVersion } from "../upgrades/sections.mjs";
import { wasmFile } from "../upgrades/variants.mjs";
import { CODE_KEY, hashOf, wasmOf } from "../upgrades/wasm.mjs";
import { passProposal } from "./proposals.mjs";

const APPLIED_WITHIN_BLOCKS = 20;
const MAX_SPEC_BYTES = 64 * 1024 * 1024;

// The version of the code that block `hash` leaves behind: the next block runs it.
/** @type {(node: AnyNode, hash: string) => Promise<number>} */
export async function versionAt(node, hash) {
	return (await rpc(node, "state_getRuntimeVersion", hash)).specVersion;
}

// The code that block `hash` leaves behind, or the best one.
/** @type {(node: AnyNode, ...hash: string[]) => Promise<Buffer>} */
export async function codeAt(node, ...hash) {
	return Buffer.from((await rpc(node, "state_getStorage", CODE_KEY, ...hash)).slice(2), "hex");
}

// The version of the runtime that a binary was built with, and puts into the genesis of its chains.
/** @type {(binary: string) => Promise<number>} */
export async function builtInVersion(binary) {
	const args = ["export-chain-spec", "--chain", "local", "--raw"];
	const { stdout } = await promisify(execFile)(binary, args, { maxBuffer: MAX_SPEC_BYTES });
	const code = Buffer.from(JSON.parse(stdout).genesis.raw.top[CODE_KEY].slice(2), "hex");
	return readVersion(decompress(code)).specVersion;
}

// The call with which anybody brings in the code that governance authorized.
/** @type {(api: Api, code: Buffer) => Call} */
export const applyCall = (api, code) => api.tx.system.applyAuthorizedUpgrade(u8aToHex(code));

// Sends the code without a signature: nobody has to pay for an upgrade that was voted.
/** @type {(api: Api, node: AnyNode, code: Buffer) => Promise<string>} */
export const sendCode = (api, node, code) =>
	rpc(node, "author_submitExtrinsic", applyCall(api, code).toHex());

// The first final block from `from` on that leaves another version behind than the one before it.
/** @type {(node: AnyNode, from: number) => Promise<Block>} */
async function switchAfter(node, from) {
	const before = await versionAt(node, await hashAt(node, from));
	for (let number = from + 1; number <= from + APPLIED_WITHIN_BLOCKS; number += 1) {
		await waitForFinalized(node, number);
		const hash = await hashAt(node, number);
		if ((await versionAt(node, hash)) !== before) {
			return { number, hash };
		}
	}
	throw new Error(`the code is not set in ${APPLIED_WITHIN_BLOCKS} blocks after block ${from}`);
}

// Sends the code and waits until the block that sets it is final. Tells number, hash and parent of
// that block: the block after it is the first one of the new runtime, and runs its migrations.
/** @type {(api: Api, node: AnyNode, code: Buffer) => Promise<ChildBlock>} */
export async function applyUpgrade(api, node, code) {
	const { number: from } = await finalized(node);
	await sendCode(api, node, code);
	// Not by events: a client that notices the new runtime meanwhile may fail to decode them.
	const { number, hash } = await switchAfter(node, from);
	const set = await codeAt(node, hash);
	if (hashOf(set) !== hashOf(code)) {
		throw new Error(`block ${number} sets the code ${hashOf(set)}, and not ${hashOf(code)}`);
	}
	const { parentHash: parent } = await rpc(node, "chain_getHeader", hash);
	return { number, hash, parent };
}

// What operators do before the vote ends: the nodes of a test share what is compiled.
/** @type {(variant: string) => Promise<void>} */
export async function precompile(variant) {
	const args = ["precompile-runtime", wasmFile(variant), "--runtime-cache-path", runtimeCache()];
	const { stdout } = await promisify(execFile)("nice", [nodeBinary(), ...args]);
	say(stdout.trim());
}

// A runtime of the drills by referendum, from the proposal to the block that sets it.
/** @type {(api: Api, node: AnyNode, variant: string, title: string) => Promise<Upgrade>} */
export async function upgradeTo(api, node, variant, title) {
	const code = wasmOf(variant);
	await precompile(variant);
	const proposal = await passProposal(api, node, { Upgrade: { codeHash: hashOf(code) } }, title);
	return { proposal, switched: await applyUpgrade(api, node, code) };
}

// The first block of the new runtime, which runs its migrations, once it is final.
/** @type {(node: AnyNode, switched: Block) => Promise<ChildBlock>} */
export async function firstBlockOf(node, { number, hash }) {
	await waitForFinalized(node, number + 1);
	return { number: number + 1, parent: hash, hash: await hashAt(node, number + 1) };
}

// Waits until a connected client has noticed the new runtime and read its metadata, as wallets do.
// Gives back a new connection: the one that saw the upgrade goes on for transactions, but decodes
// blocks of the old runtime that it has read before with the types of the new one, and does not know
// view functions any more (@polkadot/api 16.5.6).
/** @type {(api: Api, node: AnyNode, version: number) => Promise<Api>} */
export async function reconnect(api, node, version) {
	await waitFor(`the client to know runtime ${version}`, () => {
		const known = api.runtimeVersion.specVersion.toNumber();
		return { done: known === version, seen: `runtime ${known}` };
	});
	return connect(node);
}

// What block `hash` weighs, as a share of what a block may weigh.
/** @type {(api: Api, hash: string) => Promise<number>} */
export async function weightShareAt(api, hash) {
	const { normal, operational, mandatory } = await (await api.at(hash)).query.system.blockWeight();
	const used = [normal, operational, mandatory].reduce(
		(sum, { refTime }) => sum + refTime.toBigInt(),
		0n,
	);
	const limit = api.consts.system.blockWeights.maxBlock.refTime.toBigInt();
	return Number((used * 1_000_000n) / limit) / 1_000_000;
}

/** @type {(share: number) => string} */
export const percent = (share) => `${(share * 100).toFixed(2)} %`;

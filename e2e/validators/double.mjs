// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A second node with the session keys of a validator: the mistake that equivocations come from.

import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Keyring } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";

import { finalized, rpc, waitForFinalized } from "../chain/rpc.mjs";
import { restartWith, startLateNode } from "../network/nodes.mjs";

// The files of a keystore begin with the kind of their key, in hex.
function copyKey(original, double, kind) {
	const [from, to] = [original, double].map(({ basePath }) => {
		const [chain] = readdirSync(join(basePath, "chains"));
		return join(basePath, "chains", chain, "keystore");
	});
	mkdirSync(to, { recursive: true });
	readdirSync(from)
		.filter((file) => file.startsWith(Buffer.from(kind).toString("hex")))
		.forEach((file) => copyFileSync(join(from, file), join(to, file)));
}

// Slots.
export const DOUBLE_LISTENS_FOR = 60;

// A second validator with the BABE key of `original` and an identity of its own: the mistake that
// equivocations come from. Its GRANDPA key has no vote. Two votes in one round could be reported before
// both have made a block in one slot, and a validator that is disabled makes none any more.
/** @type {(original: NetworkNode, name: string) => Promise<NetworkNode>} */
export async function startDouble(original, name) {
	const double = await startLateNode(name, ["--node-key", randomBytes(32).toString("hex")]);
	await waitForFinalized(double, (await finalized(original)).number);
	copyKey(original, double, "babe");
	copyKey(original, double, "audi");
	const secret = `//e2e//${randomBytes(8).toString("hex")}`;
	const { publicKey } = new Keyring({ type: "ed25519" }).createFromUri(secret);
	await rpc(double, "author_insertKey", "gran", secret, u8aToHex(publicKey));
	// As on a live chain it listens first, for longer than `original` goes without a block.
	const listening = ["--validator", `--listen-slots=${DOUBLE_LISTENS_FOR}`];
	await restartWith(double, (args) => [...args, ...listening]);
	return double;
}

// Has the double sign, whoever else does.
/** @type {(double: NetworkNode) => Promise<void>} */
export const forceAuthoring = (double) => restartWith(double, (args) => [...args, "--force-authoring"]);

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The way of Ledger and other offline signers: they sign along the hash of the metadata that they show,
// and the runtime takes nothing else. Needs a node that was built with the feature metadata-hash, which
// compiles the runtime twice: scripts/test --long.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";
import { hexToU8a, u8aToHex } from "@polkadot/util";

import { account, BTR, freshAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { finalized, rpc } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { cleanUp, freshFolder, startLoneNode } from "./network/lone-node.mjs";
import { metadataOf, openChain } from "./rehearsal/chain.mjs";
import { hasMetadataHash } from "./rehearsal/metadata-hash.mjs";

const METADATA_VERSION = 15;
// `CheckMetadataHashMode::Enabled`
const ENABLED = 1;
const OTHER_HASH = `0x${"11".repeat(32)}`;
const REFUSED = /1010: .*bad signature/;

const alice = account("//Alice");
let node;
let api;
let metadata;
let shown;

before(async () => {
	node = await startLoneNode(["--dev", "--base-path", freshFolder()]);
	api = await connect(node);
	metadata = await readMetadata();
	const { specName, specVersion, ss58Format, tokenDecimals, tokenSymbol } = await facts();
	shown = { specName, specVersion, base58Prefix: ss58Format, decimals: tokenDecimals, tokenSymbol };
});
after(async () => {
	await disconnectAll();
	cleanUp();
});

async function readMetadata() {
	const version = api.registry.createType("u32", METADATA_VERSION).toHex(true);
	const answer = await rpc(node, "state_call", "Metadata_metadata_at_version", version);
	const opaque = api.registry.createType("Option<Bytes>", hexToU8a(answer));
	return opaque.unwrap().toU8a(true);
}

const facts = async () => ({
	...(await rpc(node, "state_getRuntimeVersion")),
	...(await rpc(node, "system_properties")),
});

// The hash that a signer makes itself, of the metadata and of the token that it shows.
const hashOf = (token) => u8aToHex(merkleizeMetadata(metadata, token).digest());

async function send(receiver, metadataHash) {
	const transfer = api.tx.balances.transferKeepAlive(receiver.address, BTR);
	const signed = await transfer.signAsync(alice, { mode: ENABLED, metadataHash });
	return rpc(node, "author_submitExtrinsic", signed.toHex());
}

const assertRefused = (metadataHash) => assert.rejects(send(freshAccount(), metadataHash), REFUSED);

test("a transfer that is signed along the hash of the metadata is final", async () => {
	const receiver = freshAccount();
	await send(receiver, hashOf(shown));
	await waitFor("the transfer to be final", async () => {
		const { hash, number } = await finalized(node);
		const { data } = await (await api.at(hash)).query.system.account(receiver.address);
		return { done: data.free.toBigInt() === BTR, seen: `final block ${number}` };
	});
});

test("a transfer shown with other decimals or another symbol is refused", async () => {
	await assertRefused(hashOf({ ...shown, decimals: shown.decimals - 2 }));
	await assertRefused(hashOf({ ...shown, tokenSymbol: `${shown.tokenSymbol}X` }));
});

test("a transfer signed along any other hash is refused", () => assertRefused(OTHER_HASH));

test("the rehearsal of upgrades sees that this runtime has the hash", async () => {
	const chain = await openChain(`ws://127.0.0.1:${node.rpcPort}`);
	try {
		assert.equal(await hasMetadataHash(chain, await metadataOf(chain)), true);
	} finally {
		chain.close();
	}
});

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The facts that wallets and libraries read before they sign: metadata, transaction extensions, RPC
// methods.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Metadata, TypeRegistry } from "@polkadot/types";
import { findUnknownExtensions } from "@polkadot/types/extrinsic/signedExtensions";
import { hexToU8a } from "@polkadot/util";

import { connect, disconnectAll } from "./chain/connection.mjs";
import { rpc, waitForFinalized } from "./chain/rpc.mjs";
import { node } from "./network/state.mjs";

const METADATA_VERSIONS = [14, 15, 16];

const EXTENSIONS = [
	"CheckNonZeroSender",
	"CheckSpecVersion",
	"CheckTxVersion",
	"CheckGenesis",
	"CheckMortality",
	"CheckNonce",
	"CheckWeight",
	"ChargeTransactionPayment",
	"CheckMetadataHash",
	"WeightReclaim",
];

const METHODS = [
	...[
		"follow",
		"unfollow",
		"header",
		"body",
		"call",
		"storage",
		"unpin",
		"continue",
		"stopOperation",
	].map((method) => `chainHead_v1_${method}`),
	...["submitAndWatch", "unwatch"].map((method) => `transactionWatch_v1_${method}`),
	...["genesisHash", "finalizedHeight", "hashByHeight", "header", "body", "call", "storage"].map(
		(method) => `archive_v1_${method}`,
	),
	...["chainName", "genesisHash", "properties"].map((method) => `chainSpec_v1_${method}`),
	"transaction_v1_broadcast",
	"transaction_v1_stop",
	"sync_state_genSyncSpec",
	"author_rotateKeysWithOwner",
	"author_submitAndWatchExtrinsic",
	"babe_epochAuthorship",
	"grandpa_roundState",
	"payment_queryInfo",
	"payment_queryFeeDetails",
	"system_accountNextIndex",
	"state_getMetadata",
];

const alice = node("alice");
let api;

before(async () => {
	api = await connect(alice);
});
after(disconnectAll);

const callRuntime = (method, argument = "0x") => rpc(alice, "state_call", method, argument);

async function metadataAt(version) {
	const registry = new TypeRegistry();
	const argument = registry.createType("u32", version).toHex(true);
	const answer = await callRuntime("Metadata_metadata_at_version", argument);
	const opaque = registry.createType("Option<Bytes>", hexToU8a(answer));
	assert.ok(opaque.isSome, `the runtime makes metadata ${version}`);
	return new Metadata(registry, opaque.unwrap().toHex());
}

// A type that takes no bytes: an empty tuple, or a composite of such types.
function takesNoBytes(lookup, id) {
	const { def } = lookup.getSiType(id);
	if (def.isTuple) {
		return def.asTuple.every((field) => takesNoBytes(lookup, field));
	}
	return def.isComposite && def.asComposite.fields.every(({ type }) => takesNoBytes(lookup, type));
}

for (const version of METADATA_VERSIONS) {
	test(`the runtime offers metadata ${version} and it decodes`, async () => {
		const offered = api.registry.createType(
			"Vec<u32>",
			await callRuntime("Metadata_metadata_versions"),
		);
		assert.ok(
			offered.some((entry) => entry.toNumber() === version),
			`offered: ${offered}`,
		);
		const metadata = await metadataAt(version);
		assert.equal(metadata.version, version);
		const pallets = metadata.asLatest.pallets.map(({ name }) => name.toString());
		for (const pallet of ["System", "Babe", "Grandpa", "Staking", "Session", "Contracts"]) {
			assert.ok(pallets.includes(pallet), `${pallet} is in metadata ${version}: ${pallets}`);
		}
	});
}

test("the transaction extensions are the known ones, in the known order", () => {
	assert.deepEqual([...api.registry.signedExtensions], EXTENSIONS);
});

test("no extension that clients do not know carries bytes", async () => {
	const metadata = await metadataAt(14);
	const { extrinsic, lookup } = metadata.asV14;
	const unknown = findUnknownExtensions(
		extrinsic.signedExtensions.map(({ identifier }) => identifier.toString()),
	);
	const withBytes = extrinsic.signedExtensions
		.filter(({ identifier }) => unknown.includes(identifier.toString()))
		.filter(
			({ type, additionalSigned }) =>
				!takesNoBytes(lookup, type) || !takesNoBytes(lookup, additionalSigned),
		)
		.map(({ identifier }) => identifier.toString());
	assert.deepEqual(withBytes, []);
});

test("the RPC has the methods that clients ask for", async () => {
	const { methods } = await rpc(alice, "rpc_methods");
	const missing = METHODS.filter((method) => !methods.includes(method));
	assert.deepEqual(missing, []);
});

test("the token is what wallets show", async () => {
	const properties = await rpc(alice, "system_properties");
	assert.deepEqual(properties, { ss58Format: 42, tokenDecimals: 12, tokenSymbol: "BTR" });
	assert.equal(api.consts.system.ss58Prefix.toNumber(), 42);
	assert.equal(api.consts.balances.existentialDeposit.toBigInt(), 1_000_000_000n);
});

test("a light client gets a spec with a checkpoint", async () => {
	await waitForFinalized(alice, 1);
	const spec = await rpc(alice, "sync_state_genSyncSpec", true);
	assert.ok(spec.genesis.raw || spec.genesis.stateRootHash, "the genesis is raw");
	const { babeFinalizedBlockWeight, ...encoded } = spec.lightSyncState;
	assert.equal(typeof babeFinalizedBlockWeight, "number");
	for (const part of ["babeEpochChanges", "finalizedBlockHeader", "grandpaAuthoritySet"]) {
		assert.match(encoded[part] ?? "missing", /^0x[0-9a-f]+$/, part);
	}
});

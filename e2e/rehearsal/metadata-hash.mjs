// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The hash of the metadata that a runtime was built with or not (feature `metadata-hash`), which Ledger
// and other offline signers sign along. Nothing tells it but a transaction that asks for it: without
// the hash the runtime cannot look it up, with it the runtime goes on to the signature.

import { expandMetadata, Metadata, TypeRegistry } from "@polkadot/types";
import { u8aConcat, u8aToHex } from "@polkadot/util";

import { account } from "../chain/accounts.mjs";
import { callRuntime } from "./chain.mjs";

const EXTENSION = "CheckMetadataHash";
const ENABLED = 1;
// `TransactionSource::External`
const EXTERNAL = new Uint8Array([2]);
const ANY_HASH = `0x${"00".repeat(32)}`;

// A transaction with a signature that is none, valid for ever, that asks for the hash.
function askingTransaction(registry, metadata) {
	const { tx } = expandMetadata(registry, new Metadata(registry, metadata));
	return registry
		.createType("Extrinsic", tx.system.remark("0x"), { version: 4 })
		.signFake(account("//Alice").address, {
			blockHash: ANY_HASH,
			genesisHash: ANY_HASH,
			nonce: 0,
			mode: ENABLED,
			metadataHash: ANY_HASH,
			runtimeVersion: { specVersion: 0, transactionVersion: 0 },
		})
		.toU8a();
}

// `metadata` is that of the runtime of block `at`, as SCALE bytes.
/** @type {(chain: Chain, metadata: Uint8Array, at?: string) => Promise<boolean>} */
export async function hasMetadataHash(chain, metadata, at) {
	const registry = new TypeRegistry();
	registry.setMetadata(new Metadata(registry, metadata));
	if (!registry.signedExtensions.includes(EXTENSION)) {
		return false;
	}
	const block = at ?? (await chain.request("chain_getBlockHash"));
	const parameters = u8aConcat(EXTERNAL, askingTransaction(registry, metadata), block);
	const name = "TaggedTransactionQueue_validate_transaction";
	const answer = await callRuntime(chain, name, u8aToHex(parameters), { at });
	/** @type {any} */
	const validity = registry.createType("TransactionValidity", answer);
	const error = validity.isErr ? validity.asErr : undefined;
	if (error?.isInvalid && error.asInvalid.isBadProof) {
		return true;
	}
	if (error?.isUnknown && error.asUnknown.isCannotLookup) {
		return false;
	}
	throw new Error(`a transaction with a bad signature is answered by ${validity}`);
}

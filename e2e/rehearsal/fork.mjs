// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The genesis of a throw-away network: the state of the running chain in the hands of four
// validators whose keys everybody knows, who can pass any vote.
//
// What says who makes blocks, and when, is that of a fresh network of the same runtime; all else is
// the copy. The network begins at block 0. What the running chain has planned for a block of its
// own (scheduled calls, ends of referenda) does therefore not come.

import { Metadata, TypeRegistry } from "@polkadot/types";
import { hexToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { blake2AsU8a, xxhashAsU8a } from "@polkadot/util-crypto";

import { account, DEV_NAMES } from "../chain/accounts.mjs";

// Taken from the fresh network, except for KEPT.
const FRESH_PALLETS = [
	"System",
	"Babe",
	"Timestamp",
	"Authorship",
	"Session",
	"Historical",
	"Offences",
	"Grandpa",
	"AuthorityDiscovery",
];
// Short epochs and tracks. The rest of these pallets is the copy.
const FRESH_ITEMS = [
	["Validators", "ChainTiming"],
	["Governance", "TrackTerms"],
];
// Of the pallets above, what belongs to accounts: a migration may have to do with it.
const KEPT = [
	["System", "Account"],
	["Session", "NextKeys"],
	["Session", "KeyOwner"],
	["Session", "ExternallySetKeys"],
];
// Referenda of the copy never end, so that they must not keep a place; the scheduler would wait for
// a block that it was late with.
const DROPPED = [
	["Referenda", "DecidingCount"],
	["Referenda", "TrackQueue"],
	["Scheduler", "IncompleteSince"],
];
// `Forcing::ForceNone`: no election replaces the four.
const FORCE_NONE = "0x02";
// They pass any vote at once.
export const VOTERS = DEV_NAMES.map((name) => account(`//${name}`));
// What each voter gets, in total issuances: together 60 of then 61.
const SHARE = 10n;

const prefix = (...names) => u8aToHex(u8aConcat(...names.map((name) => xxhashAsU8a(name, 128))));

const startsWithOneOf = (prefixes) => (key) => prefixes.some((start) => key.startsWith(start));

function typesOf(metadata) {
	const registry = new TypeRegistry();
	registry.setMetadata(new Metadata(registry, metadata));
	return registry;
}

// Whose entries stand: those of the copy, then those of the fresh network in their places.
function merge(copied, fresh) {
	const isKept = startsWithOneOf(KEPT.map((names) => prefix(...names)));
	const isFresh = startsWithOneOf([
		...FRESH_PALLETS.map((name) => prefix(name)),
		...FRESH_ITEMS.map((names) => prefix(...names)),
	]);
	const isDropped = startsWithOneOf(DROPPED.map((names) => prefix(...names)));
	const merged = new Map();
	for (const [key, value] of copied) {
		if (!isDropped(key) && (isKept(key) || !isFresh(key))) {
			merged.set(key, value);
		}
	}
	const accounts = prefix("System", "Account");
	for (const [key, value] of fresh) {
		if (isFresh(key) && !key.startsWith(accounts)) {
			merged.set(key, value);
		}
	}
	return merged;
}

const accountKey = (id) => u8aToHex(u8aConcat(prefix("System", "Account"), blake2AsU8a(id, 128), id));

const votesOf = (id) =>
	u8aToHex(u8aConcat(prefix("ConvictionVoting", "VotingFor"), xxhashAsU8a(id, 64), id));

// Makes the voters rich, whatever they had, and frees them of the votes that they gave before.
function enrich(state, registry) {
	const issuanceKey = prefix("Balances", "TotalIssuance");
	const amount = (bytes) => registry.createType("u128", bytes).toBigInt();
	const each = amount(hexToU8a(state.get(issuanceKey))) * SHARE;
	let added = 0n;
	for (const { publicKey } of VOTERS) {
		const key = accountKey(publicKey);
		const had = registry.createType("FrameSystemAccountInfo", hexToU8a(state.get(key) ?? "0x"));
		const free = had.data.free.toBigInt() + each;
		const info = registry.createType("FrameSystemAccountInfo", {
			nonce: had.nonce,
			consumers: had.consumers,
			// An account lives as long as it has a provider: its balance.
			providers: Math.max(1, had.providers.toNumber()),
			sufficients: had.sufficients,
			data: { ...Object.fromEntries(had.data.entries()), free },
		});
		state.set(key, info.toHex());
		added += each;
		const isVote = startsWithOneOf([votesOf(publicKey)]);
		[...state.keys()].filter(isVote).forEach((vote) => state.delete(vote));
	}
	const issued = amount(hexToU8a(state.get(issuanceKey))) + added;
	state.set(issuanceKey, registry.createType("u128", issued).toHex(true));
}

// The state to begin with: `copied` as copy.mjs reads it, `fresh` the main trie of a fresh network,
// `metadata` that of the runtime of both. Its code is that of the copy.
/** @type {(copied: State, fresh: Map<string, string>, metadata: Uint8Array) => State} */
export function forkState({ top, children }, fresh, metadata) {
	const state = merge(top, fresh);
	state.set(prefix("Staking", "ForceEra"), FORCE_NONE);
	enrich(state, typesOf(metadata));
	return { top: state, children };
}

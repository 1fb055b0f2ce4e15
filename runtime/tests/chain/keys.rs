// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Session keys, and the proof that an account owns them, as a node makes both.

use batara_runtime::{AccountId, SessionKeys};
use codec::Encode;
use polkadot_sdk::{
	sp_core::{ed25519, proof_of_possession::statement_of_ownership, sr25519, Pair},
	sp_io::hashing::blake2_256,
	sp_keyring::{Ed25519Keyring, Sr25519Keyring},
};

/// Returns the `number`th set of keys of an account, which nobody else has, and the proof that it
/// owns them.
pub fn keys_of(owner: &AccountId, number: u32) -> (SessionKeys, Vec<u8>) {
	let seed = blake2_256(&(owner, number).encode());
	proven(&sr25519::Pair::from_seed(&seed), &ed25519::Pair::from_seed(&seed), owner)
}

/// Returns the keys that the genesis gives to a well-known name, and a proof that `owner` has them
/// too.
pub fn keys_of_name(name: Sr25519Keyring, owner: &AccountId) -> (SessionKeys, Vec<u8>) {
	let ed25519 = name.to_string().parse::<Ed25519Keyring>().unwrap();
	proven(&name.pair(), &ed25519.pair(), owner)
}

fn proven(
	sr25519: &sr25519::Pair,
	ed25519: &ed25519::Pair,
	owner: &AccountId,
) -> (SessionKeys, Vec<u8>) {
	let keys = SessionKeys {
		babe: sr25519.public().into(),
		grandpa: ed25519.public().into(),
		authority_discovery: sr25519.public().into(),
	};
	let statement = statement_of_ownership(&owner.encode());
	let [babe, discovery] = [sr25519.sign(&statement), sr25519.sign(&statement)];
	(keys, (babe, ed25519.sign(&statement), discovery).encode())
}

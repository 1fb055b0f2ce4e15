// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! All committed bundles: they are what they say, and this chain takes them.

use super::{
	block::{hash_of, in_block, send, uploading},
	bundle::{all, Bundle},
};
use batara_runtime::{constants::money::deposit, RuntimeCall};
use polkadot_sdk::{
	pallet_contracts::Call,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};

/// The files in `contracts/bundles`.
const NAMES: [&str; 8] = [
	"dao",
	"flipper",
	"multisig",
	"psp22",
	"psp34",
	"sponsored",
	"upgradeable",
	"upgradeable_next",
];

#[test]
fn every_example_has_its_bundle() {
	for name in NAMES {
		Bundle::of(name);
	}
	let names = all().into_iter().map(|bundle| bundle.name).collect::<Vec<_>>();
	assert_eq!(names, NAMES, "a bundle without tests, or none of these");
}

/// Checks the versions of the tools, as others do not fit this chain, and the hashes of the code.
#[test]
fn bundles_are_built_with_the_pinned_tools() {
	for bundle in all() {
		assert_eq!(bundle.language(), "ink! 5.1.1", "{}", bundle.name);
		assert_eq!(bundle.compiler(), "rustc 1.86.0", "{}", bundle.name);
		assert_eq!(bundle.code_hash(), hash_of(&bundle.code()), "{}", bundle.name);
	}
}

#[test]
fn code_of_bundles_gives_its_deposit_back_when_removed() {
	in_block(|| {
		for bundle in all() {
			let code = bundle.code();
			let locked = deposit(2, code.len() as u32 + 61);
			let uploaded = send(Alice, uploading(code)).unwrap();
			assert_eq!(uploaded.outcome, Ok(()), "{}", bundle.name);
			assert_eq!(uploaded.spent, locked as i128, "{}", bundle.name);
			let code_hash = bundle.code_hash();
			let remove = || RuntimeCall::Contracts(Call::remove_code { code_hash });
			assert!(send(Bob, remove()).unwrap().outcome.is_err());
			assert_eq!(send(Alice, remove()).unwrap().spent, -uploaded.spent);
		}
	});
}

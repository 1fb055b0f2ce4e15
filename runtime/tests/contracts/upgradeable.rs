// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `upgradeable`, and its next version.

use super::{
	block::{hash_of, in_block, send, uploading, Error},
	bundle::Bundle,
	ink::Ink,
};
use crate::chain::account;
use batara_runtime::{AccountId, Contracts, Hash, RuntimeCall};
use polkadot_sdk::{
	pallet_contracts::Call,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};

const NEXT: &str = "upgradeable_next";

/// Makes a counter of Alice that stands at 3.
fn counter() -> Ink {
	let counter = Ink::new("upgradeable", ());
	for who in [Alice, Bob, Alice] {
		counter.act::<()>(who, "inc", ());
	}
	counter
}

fn upload_next() -> Hash {
	let code = Bundle::of(NEXT).code();
	let hash = hash_of(&code);
	assert_eq!(send(Alice, uploading(code)).unwrap().outcome, Ok(()));
	hash
}

/// Returns the same contract with its new interface.
fn upgraded(counter: Ink) -> Ink {
	Ink { bundle: Bundle::of(NEXT), ..counter }
}

#[test]
fn new_code_keeps_the_state_of_a_contract() {
	in_block(|| {
		let counter = counter();
		let next = upload_next();
		assert_eq!(counter.send(Alice, "set_code", next).outcome, Ok(()));
		assert_eq!(counter.events::<Hash>("CodeChanged"), [next]);
		assert_eq!(Contracts::code_hash(&counter.address), Some(next));
		let counter = upgraded(counter);
		assert_eq!(counter.get::<u32>("version", ()), 2);
		assert_eq!(counter.get::<u32>("get", ()), 3);
		assert_eq!(counter.get::<AccountId>("owner", ()), account(Alice));
		counter.act::<()>(Bob, "inc", ());
		assert_eq!(counter.get::<u32>("get", ()), 7);
		// What is new in the storage comes beside what was there.
		counter.act::<()>(Alice, "set_step", 10u32);
		counter.act::<()>(Bob, "inc", ());
		assert_eq!(counter.get::<u32>("get", ()), 17);
	});
}

#[test]
fn only_the_owner_changes_the_code() {
	in_block(|| {
		let counter = counter();
		let next = upload_next();
		assert_eq!(counter.refuses(Bob, "set_code", next), "NotOwner");
		assert_eq!(counter.refuses(Bob, "transfer_ownership", account(Bob)), "NotOwner");
		counter.act::<()>(Alice, "transfer_ownership", account(Bob));
		assert_eq!(counter.refuses(Alice, "set_code", next), "NotOwner");
		counter.act::<()>(Bob, "set_code", next);
		let counter = upgraded(counter);
		assert_eq!(counter.refuses(Alice, "set_step", 10u32), "NotOwner");
	});
}

#[test]
fn code_that_is_not_on_the_chain_is_not_set() {
	in_block(|| {
		let unknown = Hash::repeat_byte(7);
		assert_eq!(counter().refuses(Alice, "set_code", unknown), "CodeNotFound");
	});
}

/// Checks that the chain knows which code is in use: the old one can go, the new one cannot.
#[test]
fn the_old_code_can_be_removed() {
	in_block(|| {
		let counter = counter();
		let next = upload_next();
		let old = counter.bundle.code_hash();
		let remove = |code_hash| {
			send(Alice, RuntimeCall::Contracts(Call::remove_code { code_hash })).unwrap().outcome
		};
		assert_eq!(remove(old), Err(Error::CodeInUse.into()));
		counter.act::<()>(Alice, "set_code", next);
		assert_eq!(remove(old), Ok(()));
		assert_eq!(remove(next), Err(Error::CodeInUse.into()));
		assert_eq!(upgraded(counter).get::<u32>("get", ()), 3);
	});
}

/// Checks the way back: the first version reads what the next one wrote.
#[test]
fn a_change_of_code_can_be_undone() {
	in_block(|| {
		let counter = counter();
		let first = counter.bundle.code_hash();
		counter.act::<()>(Alice, "set_code", upload_next());
		let next = upgraded(counter);
		next.act::<()>(Bob, "inc", ());
		next.act::<()>(Alice, "set_code", first);
		let counter = Ink { bundle: Bundle::of("upgradeable"), ..next };
		counter.act::<()>(Bob, "inc", ());
		assert_eq!(counter.get::<u32>("get", ()), 8);
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `flipper`, and the behaviour that all contracts in ink! share.

use super::{
	block::{call, calling, gas, in_block, send, without_trace, Error},
	bundle::Bundle,
	ink::{Ink, LIMIT},
};
use crate::chain::account;
use batara_runtime::{constants::money::BTR, AccountId, RuntimeCall};
use codec::Encode;
use polkadot_sdk::{
	pallet_contracts::Call,
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};

const COULD_NOT_READ_INPUT: [u8; 2] = [1, 1];

fn flipper() -> Ink {
	Ink::new("flipper", true)
}

#[test]
fn both_constructors_set_the_value() {
	in_block(|| {
		assert!(flipper().get::<bool>("get", ()));
		let of_default = Ink::made(Bundle::of("flipper"), "default", (), 0);
		assert!(!of_default.get::<bool>("get", ()));
	});
}

/// Checks that a flip costs no deposit, as the value keeps its size, and that the block counts less
/// than three milliseconds for it.
#[test]
fn anybody_flips_for_the_fee_alone() {
	in_block(|| {
		let flipper = flipper();
		let receipt = flipper.send(Bob, "flip", ());
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(receipt.spent, 0);
		assert!(receipt.weight.ref_time() < 3 * gas(1).ref_time(), "{receipt:?}");
		assert!(!flipper.get::<bool>("get", ()));
		flipper.tell::<()>(Alice, "flip", ());
		let events = flipper.events::<(AccountId, bool)>("Flipped");
		assert_eq!(events, [(account(Bob), false), (account(Alice), true)]);
	});
}

/// Checks the topics by which explorers find events: what event it is, and who flipped.
#[test]
fn the_event_has_its_topics() {
	in_block(|| {
		let flipper = flipper();
		flipper.tell::<()>(Bob, "flip", ());
		let [event, by] = flipper.last_topics().try_into().unwrap();
		assert_eq!(flipper.bundle.event(&event), Some("Flipped"));
		assert_eq!(by, H256(account(Bob).into()));
	});
}

#[test]
fn input_without_a_known_message_is_refused() {
	in_block(|| {
		let flipper = flipper();
		let flip = flipper.bundle.message("flip").selector();
		for input in [vec![], vec![1, 2, 3], vec![0xff; 4], flip[..3].to_vec()] {
			let result = without_trace(|| call(&flipper.address, LIMIT, input.clone())).result;
			let result = result.unwrap();
			assert!(result.did_revert(), "{input:?}");
			assert_eq!(result.data, COULD_NOT_READ_INPUT);
			// In a transaction it is an error.
			let sent = send(Bob, calling(&flipper.address, LIMIT, input)).unwrap();
			assert_eq!(sent.outcome, Err(Error::ContractReverted.into()));
			assert_eq!(sent.spent, 0);
		}
	});
}

/// Checks that a message gives money back unless it declares that it takes some.
#[test]
fn money_for_a_message_that_takes_none_is_refused() {
	in_block(|| {
		let flipper = flipper();
		let paying = Call::call {
			dest: flipper.address.clone().into(),
			value: BTR,
			gas_limit: LIMIT,
			storage_deposit_limit: None,
			data: flipper.bundle.message("flip").selector().to_vec(),
		};
		let receipt = send(Bob, RuntimeCall::Contracts(paying)).unwrap();
		assert!(receipt.outcome.is_err());
		assert_eq!(receipt.spent, 0);
		assert!(flipper.get::<bool>("get", ()));
	});
}

/// Checks that the bytes after the arguments are not looked at.
#[test]
fn input_beyond_the_arguments_is_ignored() {
	in_block(|| {
		let flipper = flipper();
		let flip = flipper.bundle.message("flip").selector();
		let called = call(&flipper.address, LIMIT, (flip, [7u8; 100]).encode());
		assert!(!called.result.unwrap().did_revert());
		assert!(!flipper.get::<bool>("get", ()));
	});
}

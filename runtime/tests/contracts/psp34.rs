// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `psp34`: tokens that are not alike.

use super::{block::in_block, ink::Ink};
use crate::chain::account;
use batara_runtime::AccountId;
use codec::{Decode, Encode};
use polkadot_sdk::sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};

/// Two of the standard's identifiers, with their indices.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
enum Id {
	#[codec(index = 2)]
	U32(u32),
	#[codec(index = 5)]
	Bytes(Vec<u8>),
}

/// The data of a transfer: the accounts that it comes from and goes to, and the token.
type Transfer = (Option<AccountId>, Option<AccountId>, Id);
/// The data of an approval: the owner, the operator, the token (`None` for all of them), and `true`
/// if it was given.
type Approval = (AccountId, AccountId, Option<Id>, bool);

const FIRST: Id = Id::U32(1);

fn collection() -> Ink {
	Ink::new("psp34", ("Paintings", "ART"))
}

/// Makes a collection of Alice in which Bob has the first token.
fn collection_of_bob() -> Ink {
	let collection = collection();
	collection.act::<()>(Alice, "mint", (account(Bob), FIRST));
	collection
}

fn owner(collection: &Ink, id: Id) -> Option<AccountId> {
	collection.get("PSP34::owner_of", id)
}

fn count(collection: &Ink, of: Sr25519Keyring) -> u32 {
	collection.get("PSP34::balance_of", account(of))
}

fn to(receiver: Sr25519Keyring, id: Id) -> (AccountId, Id, Vec<u8>) {
	(account(receiver), id, vec![])
}

fn approved(collection: &Ink, operator: Sr25519Keyring, id: Option<Id>) -> bool {
	collection.get("PSP34::allowance", (account(Bob), account(operator), id))
}

fn attribute(collection: &Ink, id: Id, key: &str) -> Option<Vec<u8>> {
	collection.get("PSP34Metadata::get_attribute", (id, key))
}

#[test]
fn a_collection_begins_with_its_name_alone() {
	in_block(|| {
		let collection = collection();
		let id: Id = collection.get("PSP34::collection_id", ());
		let own: &[u8] = collection.address.as_ref();
		assert_eq!(id, Id::Bytes(own.to_vec()));
		assert_eq!(attribute(&collection, id.clone(), "name"), Some(b"Paintings".to_vec()));
		assert_eq!(attribute(&collection, id, "symbol"), Some(b"ART".to_vec()));
		assert_eq!(collection.get::<u128>("PSP34::total_supply", ()), 0);
		let long = "x".repeat(257);
		assert_eq!(Ink::not_made("psp34", (long, "ART")), "Custom");
	});
}

#[test]
fn owner_of_a_collection_mints_tokens() {
	in_block(|| {
		let collection = collection_of_bob();
		assert_eq!(owner(&collection, FIRST), Some(account(Bob)));
		assert_eq!(count(&collection, Bob), 1);
		assert_eq!(collection.get::<u128>("PSP34::total_supply", ()), 1);
		let minted = (None, Some(account(Bob)), FIRST);
		assert_eq!(collection.events::<Transfer>("Transfer"), [minted]);
		let again = (account(Charlie), FIRST);
		assert_eq!(collection.refuses(Alice, "mint", again), "TokenExists");
		let by_others = (account(Bob), Id::U32(2));
		assert_eq!(collection.refuses(Bob, "mint", by_others), "Custom");
		let long = (account(Bob), Id::Bytes(vec![1; 33]));
		assert_eq!(collection.refuses(Alice, "mint", long), "Custom");
	});
}

#[test]
fn a_token_is_transferred_by_its_owner() {
	in_block(|| {
		let collection = collection_of_bob();
		let foreign = collection.refuses(Alice, "PSP34::transfer", to(Alice, FIRST));
		assert_eq!(foreign, "NotApproved");
		let missing = collection.refuses(Bob, "PSP34::transfer", to(Alice, Id::U32(9)));
		assert_eq!(missing, "TokenNotExists");
		collection.act::<()>(Bob, "PSP34::transfer", to(Charlie, FIRST));
		assert_eq!(owner(&collection, FIRST), Some(account(Charlie)));
		assert_eq!([count(&collection, Bob), count(&collection, Charlie)], [0, 1]);
		let moved = (Some(account(Bob)), Some(account(Charlie)), FIRST);
		assert_eq!(collection.events::<Transfer>("Transfer").last(), Some(&moved));
	});
}

/// Checks that the permission for one token ends with its owner, and that the one for all tokens of
/// an owner holds for each of them.
#[test]
fn operators_transfer_what_they_may() {
	in_block(|| {
		let collection = collection_of_bob();
		collection.act::<()>(Bob, "PSP34::approve", (account(Charlie), Some(FIRST), true));
		let approval = (account(Bob), account(Charlie), Some(FIRST), true);
		assert_eq!(collection.events::<Approval>("Approval"), [approval]);
		assert!(approved(&collection, Charlie, Some(FIRST)));
		assert!(!approved(&collection, Charlie, None));
		collection.act::<()>(Charlie, "PSP34::transfer", to(Dave, FIRST));
		let over = collection.refuses(Charlie, "PSP34::transfer", to(Charlie, FIRST));
		assert_eq!(over, "NotApproved");
		collection.act::<()>(Dave, "PSP34::approve", (account(Alice), None::<Id>, true));
		collection.act::<()>(Alice, "PSP34::transfer", to(Bob, FIRST));
		assert_eq!(owner(&collection, FIRST), Some(account(Bob)));
	});
}

#[test]
fn permissions_are_given_by_the_owner_alone() {
	in_block(|| {
		let collection = collection_of_bob();
		let of_charlie = |by| {
			let request = (account(Charlie), Some(FIRST), true);
			collection.refuses(by, "PSP34::approve", request)
		};
		assert_eq!(of_charlie(Alice), "NotApproved");
		assert_eq!(of_charlie(Charlie), "SelfApprove");
		let missing = (account(Charlie), Some(Id::U32(9)), true);
		assert_eq!(collection.refuses(Bob, "PSP34::approve", missing), "TokenNotExists");
	});
}

#[test]
fn burned_token_gives_its_deposit_back() {
	in_block(|| {
		let collection = collection();
		let minted = collection.send(Alice, "mint", (account(Bob), FIRST));
		let described = collection.send(Alice, "set_attribute", (FIRST, "colour", "blue"));
		assert!(minted.spent > 0 && described.spent > 0);
		assert_eq!(collection.refuses(Alice, "burn", FIRST), "NotApproved");
		let burned = collection.send(Bob, "burn", FIRST);
		assert_eq!(burned.outcome, Ok(()));
		// To the base unit: refunds are shares of all that the contract holds, rounded down.
		let returned = minted.spent + described.spent + burned.spent;
		assert!((0..1_000).contains(&returned), "{returned}");
		assert_eq!(owner(&collection, FIRST), None);
		assert_eq!(attribute(&collection, FIRST, "colour"), None);
		assert_eq!(collection.get::<u128>("PSP34::total_supply", ()), 0);
	});
}

#[test]
fn attributes_are_bounded() {
	in_block(|| {
		let collection = collection_of_bob();
		collection.act::<()>(Alice, "set_attribute", (FIRST, "colour", "blue"));
		assert_eq!(attribute(&collection, FIRST, "colour"), Some(b"blue".to_vec()));
		let set = |by, id, key: String, value: String| {
			collection.refuses(by, "set_attribute", (id, key, value))
		};
		assert_eq!(set(Bob, FIRST, "colour".into(), "red".into()), "Custom");
		assert_eq!(set(Alice, Id::U32(9), "colour".into(), "red".into()), "TokenNotExists");
		assert_eq!(set(Alice, FIRST, "k".repeat(33), "red".into()), "Custom");
		assert_eq!(set(Alice, FIRST, "colour".into(), "v".repeat(257)), "Custom");
		for number in 0..7 {
			let key = format!("{number}");
			collection.act::<()>(Alice, "set_attribute", (FIRST, key, "v".repeat(256)));
		}
		assert_eq!(set(Alice, FIRST, "ninth".into(), "red".into()), "Custom");
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of each message, its errors and its events.

use crate::{
	attributes::{MAX_ATTRIBUTES, MAX_KEY_BYTES, MAX_VALUE_BYTES},
	ledger::MAX_ID_BYTES,
	psp34::{Psp34, MAX_OPERATORS},
	standard::{Approval, AttributeSet, Id, PSP34Error, PSP34Metadata, Transfer, PSP34},
};
use ink::{
	env::{
		test::{callee, default_accounts, recorded_events, set_caller, DefaultAccounts},
		DefaultEnvironment, Event,
	},
	primitives::{AccountId, Key},
	reflect::DispatchableMessageInfo,
	scale::{Decode, Encode},
};

const ID: Id = Id::U32(7);

fn accounts() -> DefaultAccounts<DefaultEnvironment> {
	default_accounts::<DefaultEnvironment>()
}

fn call_as(caller: AccountId) {
	set_caller::<DefaultEnvironment>(caller);
}

fn custom<T>(reason: &str) -> Result<T, PSP34Error> {
	Err(PSP34Error::Custom(reason.into()))
}

/// Creates a collection of Alice, and lets her call it.
fn collection() -> Psp34 {
	call_as(accounts().alice);
	Psp34::new("Example".into(), "EXA".into()).unwrap()
}

/// Creates a collection of Alice with a token of Bob, and lets Bob call it.
fn collection_with_token_of_bob() -> Psp34 {
	let mut collection = collection();
	collection.mint(accounts().bob, ID).unwrap();
	call_as(accounts().bob);
	collection
}

/// Returns the data of the events after the first `count`.
fn events_after(count: usize) -> Vec<Vec<u8>> {
	recorded_events().skip(count).map(|event| event.data).collect()
}

fn transfer_event(from: Option<AccountId>, to: Option<AccountId>) -> Vec<u8> {
	Transfer { from, to, id: ID }.encode()
}

#[ink::test]
fn new_is_an_empty_collection_with_a_name() {
	let collection = collection();
	let id = collection.collection_id();
	assert_eq!(collection.total_supply(), 0);
	assert_eq!(collection.get_attribute(id.clone(), b"name".to_vec()), Some(b"Example".to_vec()));
	assert_eq!(collection.get_attribute(id.clone(), b"symbol".to_vec()), Some(b"EXA".to_vec()));

	let set: Vec<_> =
		events_after(0).iter().map(|data| AttributeSet::decode(&mut &data[..]).unwrap()).collect();
	assert_eq!(
		set,
		[
			AttributeSet { id: id.clone(), key: b"name".to_vec(), data: b"Example".to_vec() },
			AttributeSet { id, key: b"symbol".to_vec(), data: b"EXA".to_vec() },
		]
	);
}

#[ink::test]
fn new_fails_with_a_name_that_is_too_long() {
	let long = "x".repeat(MAX_VALUE_BYTES + 1);
	assert_eq!(
		Psp34::new(long.clone(), "EXA".into()).err(),
		custom::<()>("a value has at most 256 bytes").err()
	);
	assert!(Psp34::new("Example".into(), long).is_err());
}

#[ink::test]
fn collection_id_is_the_account() {
	let account: [u8; 32] = *callee::<DefaultEnvironment>().as_ref();
	assert_eq!(collection().collection_id(), Id::Bytes(account.to_vec()));
}

/// Checks the numbers in the text of the standard.
#[ink::test]
fn selectors_are_the_standards() {
	fn message<const ID: u32>() -> (&'static str, bool)
	where
		Psp34: DispatchableMessageInfo<ID>,
	{
		(
			<Psp34 as DispatchableMessageInfo<ID>>::LABEL,
			<Psp34 as DispatchableMessageInfo<ID>>::MUTATES,
		)
	}
	assert_eq!(message::<0xffa27a5f>(), ("PSP34::collection_id", false));
	assert_eq!(message::<0x628413fe>(), ("PSP34::total_supply", false));
	assert_eq!(message::<0xcde7e55f>(), ("PSP34::balance_of", false));
	assert_eq!(message::<0x1168624d>(), ("PSP34::owner_of", false));
	assert_eq!(message::<0x4790f55a>(), ("PSP34::allowance", false));
	assert_eq!(message::<0x1932a8b0>(), ("PSP34::approve", true));
	assert_eq!(message::<0x3128d61b>(), ("PSP34::transfer", true));
	assert_eq!(message::<0xf19d48d1>(), ("PSP34Metadata::get_attribute", false));
}

/// Checks the hashes of `Transfer(Option<AccountId>,Option<AccountId>,Id)`, of
/// `Approval(AccountId,AccountId,Option<Id>,bool)` and of `AttributeSet(Id,Vec<u8>,Vec<u8>)`.
#[ink::test]
fn events_have_the_topics_of_the_standards_types() {
	let begins = |topic: Option<[u8; 32]>, bytes: [u8; 8]| topic.unwrap().starts_with(&bytes);
	assert!(begins(Transfer::SIGNATURE_TOPIC, [0x90, 0xdf, 0x22, 0x1c, 0x7b, 0x90, 0xec, 0x18]));
	assert!(begins(Approval::SIGNATURE_TOPIC, [0xc9, 0xa3, 0xfb, 0xa1, 0x9e, 0xeb, 0x2a, 0x9b]));
	assert!(begins(
		AttributeSet::SIGNATURE_TOPIC,
		[0x64, 0x52, 0xd0, 0xd8, 0xaf, 0x1a, 0x4a, 0x23]
	));
}

#[ink::test]
fn events_are_found_by_accounts_and_token() {
	let (bob, eve) = (accounts().bob, accounts().eve);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(eve, Some(ID), true), Ok(()));
	assert_eq!(collection.transfer(eve, ID, vec![]), Ok(()));
	let padded = |bytes: Vec<u8>| [bytes, vec![0; 32]].concat()[..32].to_vec();
	let topics: Vec<_> = recorded_events().skip(3).map(|event| event.topics).collect();
	// An option is indexed by what is in it.
	assert_eq!(topics[0][1..], [bob.encode(), eve.encode(), padded(ID.encode())]);
	assert_eq!(topics[1][1..], [bob.encode(), eve.encode(), padded(ID.encode())]);
}

#[ink::test]
fn identifiers_and_errors_have_the_indices_of_the_standard() {
	use PSP34Error::*;
	let ids = [Id::U8(0), Id::U16(0), Id::U32(0), Id::U64(0), Id::U128(0), Id::Bytes(vec![])];
	for (index, id) in ids.iter().enumerate() {
		assert_eq!(usize::from(id.encode()[0]), index);
	}
	let errors = [
		Custom(String::new()),
		SelfApprove,
		NotApproved,
		TokenExists,
		TokenNotExists,
		SafeTransferCheckFailed(String::new()),
	];
	for (index, error) in errors.iter().enumerate() {
		assert_eq!(usize::from(error.encode()[0]), index);
	}
}

/// Checks the length of the key against `MaxStorageKeyLen`: pallet-contracts stops a call that uses
/// a longer one.
#[ink::test]
fn the_longest_identifier_fits_into_a_key_of_storage() {
	let id = Id::Bytes(vec![0; MAX_ID_BYTES]);
	assert!((Key::MAX, id).encoded_size() <= 128);
}

#[ink::test]
fn mint_creates_a_token() {
	let bob = accounts().bob;
	let mut collection = collection();
	assert_eq!(collection.mint(bob, ID), Ok(()));
	assert_eq!(collection.owner_of(ID), Some(bob));
	assert_eq!((collection.balance_of(bob), collection.total_supply()), (1, 1));
	assert_eq!(events_after(2), [transfer_event(None, Some(bob))]);
}

#[ink::test]
fn mint_tells_numbers_of_other_widths_apart() {
	let bob = accounts().bob;
	let mut collection = collection();
	assert_eq!(collection.mint(bob, Id::U8(7)), Ok(()));
	assert_eq!(collection.mint(bob, Id::U16(7)), Ok(()));
	assert_eq!((collection.balance_of(bob), collection.total_supply()), (2, 2));
}

#[ink::test]
fn mint_fails_for_others() {
	let bob = accounts().bob;
	let mut collection = collection();
	call_as(bob);
	assert_eq!(collection.mint(bob, ID), custom("only the owner of the collection may do this"));
	assert_eq!(collection.owner_of(ID), None);
}

#[ink::test]
fn mint_fails_with_a_taken_identifier() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut collection = collection();
	assert_eq!(collection.mint(bob, ID), Ok(()));
	assert_eq!(collection.mint(alice, ID), Err(PSP34Error::TokenExists));
	let own = collection.collection_id();
	assert_eq!(collection.mint(alice, own), Err(PSP34Error::TokenExists));
	assert_eq!(collection.total_supply(), 1);
}

#[ink::test]
fn identifiers_are_at_most_32_bytes() {
	let bob = accounts().bob;
	let mut collection = collection();
	let (longest, longer) = (Id::Bytes(vec![9; 32]), Id::Bytes(vec![9; 33]));
	assert_eq!(collection.mint(bob, longest), Ok(()));
	assert_eq!(collection.mint(bob, longer.clone()), custom("an identifier has at most 32 bytes"));
	assert_eq!(collection.owner_of(longer.clone()), None);
	assert_eq!(collection.get_attribute(longer.clone(), vec![]), None);
	assert!(!collection.allowance(bob, bob, Some(longer.clone())));
	assert_eq!(collection.burn(longer.clone()), Err(PSP34Error::TokenNotExists));
	assert_eq!(collection.transfer(bob, longer.clone(), vec![]), Err(PSP34Error::TokenNotExists));
	assert_eq!(collection.set_attribute(longer, vec![], vec![]), Err(PSP34Error::TokenNotExists));
}

#[ink::test]
fn burn_frees_identifier_and_attributes() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut collection = collection_with_token_of_bob();
	call_as(alice);
	assert_eq!(collection.set_attribute(ID, b"colour".to_vec(), b"red".to_vec()), Ok(()));
	call_as(bob);
	assert_eq!(collection.burn(ID), Ok(()));
	assert_eq!(collection.owner_of(ID), None);
	assert_eq!((collection.balance_of(bob), collection.total_supply()), (0, 0));
	assert_eq!(events_after(4), [transfer_event(Some(bob), None)]);

	call_as(alice);
	assert_eq!(collection.mint(bob, ID), Ok(()));
	assert_eq!(collection.get_attribute(ID, b"colour".to_vec()), None);
}

#[ink::test]
fn burn_fails_for_others() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(alice, Some(ID), true), Ok(()));
	call_as(alice);
	assert_eq!(collection.burn(ID), Err(PSP34Error::NotApproved));
	assert_eq!(collection.owner_of(ID), Some(bob));
	assert_eq!(collection.burn(Id::U32(8)), Err(PSP34Error::TokenNotExists));
}

#[ink::test]
fn transfer_moves_a_token() {
	let (bob, eve) = (accounts().bob, accounts().eve);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.transfer(eve, ID, vec![1]), Ok(()));
	assert_eq!(collection.owner_of(ID), Some(eve));
	assert_eq!((collection.balance_of(bob), collection.balance_of(eve)), (0, 1));
	assert_eq!(collection.total_supply(), 1);
	assert_eq!(events_after(3), [transfer_event(Some(bob), Some(eve))]);
}

#[ink::test]
fn transfer_to_oneself_keeps_the_token() {
	let bob = accounts().bob;
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.transfer(bob, ID, vec![]), Ok(()));
	assert_eq!((collection.owner_of(ID), collection.balance_of(bob)), (Some(bob), 1));
	assert_eq!(events_after(3), [transfer_event(Some(bob), Some(bob))]);
}

#[ink::test]
fn transfer_fails_for_others() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut collection = collection_with_token_of_bob();
	call_as(alice);
	assert_eq!(collection.transfer(alice, ID, vec![]), Err(PSP34Error::NotApproved));
	assert_eq!(collection.transfer(alice, Id::U32(8), vec![]), Err(PSP34Error::TokenNotExists));
	assert_eq!(collection.owner_of(ID), Some(bob));
}

#[ink::test]
fn approval_for_one_token_ends_when_it_changes_hands() {
	let (bob, charlie, eve) = (accounts().bob, accounts().charlie, accounts().eve);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(charlie, Some(ID), true), Ok(()));
	assert!(collection.allowance(bob, charlie, Some(ID)));
	assert!(!collection.allowance(bob, charlie, None));
	assert_eq!(
		events_after(3),
		[Approval { owner: bob, operator: charlie, id: Some(ID), approved: true }.encode()]
	);

	call_as(charlie);
	assert_eq!(collection.transfer(eve, ID, vec![]), Ok(()));
	assert_eq!(events_after(4), [transfer_event(Some(bob), Some(eve))]);
	assert!(!collection.allowance(eve, charlie, Some(ID)));

	call_as(eve);
	assert_eq!(collection.transfer(bob, ID, vec![]), Ok(()));
	assert!(!collection.allowance(bob, charlie, Some(ID)));
}

#[ink::test]
fn approval_for_all_tokens_holds_for_later_ones() {
	let (alice, bob, charlie) = (accounts().alice, accounts().bob, accounts().charlie);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(charlie, None, true), Ok(()));
	assert_eq!(
		events_after(3),
		[Approval { owner: bob, operator: charlie, id: None, approved: true }.encode()]
	);
	call_as(alice);
	assert_eq!(collection.mint(bob, Id::U32(8)), Ok(()));
	assert_eq!(collection.mint(alice, Id::U32(9)), Ok(()));
	assert!(collection.allowance(bob, charlie, None));
	assert!(collection.allowance(bob, charlie, Some(ID)));
	assert!(collection.allowance(bob, charlie, Some(Id::U32(8))));
	assert!(!collection.allowance(bob, charlie, Some(Id::U32(9))));
	assert!(!collection.allowance(bob, charlie, Some(Id::U32(10))));

	call_as(charlie);
	assert_eq!(collection.transfer(charlie, Id::U32(8), vec![]), Ok(()));
	assert_eq!(collection.owner_of(Id::U32(8)), Some(charlie));
}

#[ink::test]
fn approve_takes_permissions_back() {
	let (bob, charlie) = (accounts().bob, accounts().charlie);
	let mut collection = collection_with_token_of_bob();
	for id in [None, Some(ID)] {
		assert_eq!(collection.approve(charlie, id.clone(), true), Ok(()));
		assert_eq!(collection.approve(charlie, id.clone(), false), Ok(()));
		assert!(!collection.allowance(bob, charlie, id));
	}
	assert_eq!(
		events_after(6),
		[Approval { owner: bob, operator: charlie, id: Some(ID), approved: false }.encode()]
	);
	call_as(charlie);
	assert_eq!(collection.transfer(charlie, ID, vec![]), Err(PSP34Error::NotApproved));
}

#[ink::test]
fn approve_fails_to_take_back_one_token_of_all() {
	let (bob, charlie) = (accounts().bob, accounts().charlie);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(charlie, None, true), Ok(()));
	assert_eq!(
		collection.approve(charlie, Some(ID), false),
		custom("the operator is approved for all tokens")
	);
	assert!(collection.allowance(bob, charlie, Some(ID)));
}

#[ink::test]
fn approve_fails_for_oneself_for_others_and_for_no_token() {
	let (alice, bob, eve) = (accounts().alice, accounts().bob, accounts().eve);
	let mut collection = collection_with_token_of_bob();
	assert_eq!(collection.approve(bob, None, true), Err(PSP34Error::SelfApprove));
	assert_eq!(collection.approve(bob, Some(ID), true), Err(PSP34Error::SelfApprove));
	assert_eq!(collection.approve(alice, Some(Id::U32(8)), true), Err(PSP34Error::TokenNotExists));
	call_as(alice);
	assert_eq!(collection.approve(eve, Some(ID), true), Err(PSP34Error::NotApproved));
	assert!(events_after(3).is_empty());
}

#[ink::test]
fn operators_of_a_token_are_bounded() {
	let bob = accounts().bob;
	let mut collection = collection_with_token_of_bob();
	let operator = |number: usize| AccountId::from([100 + u8::try_from(number).unwrap(); 32]);
	for number in 0..MAX_OPERATORS {
		assert_eq!(collection.approve(operator(number), Some(ID), true), Ok(()));
	}
	assert_eq!(
		collection.approve(operator(MAX_OPERATORS), Some(ID), true),
		custom("a token has at most 8 operators")
	);
	// Who is approved already takes no further place.
	assert_eq!(collection.approve(operator(0), Some(ID), true), Ok(()));
	assert_eq!(collection.approve(operator(1), Some(ID), false), Ok(()));
	assert_eq!(collection.approve(operator(MAX_OPERATORS), Some(ID), true), Ok(()));
	assert!(!collection.allowance(bob, operator(1), Some(ID)));
}

#[ink::test]
fn set_attribute_replaces_the_value() {
	let mut collection = collection_with_token_of_bob();
	call_as(accounts().alice);
	let (key, red, blue) = (b"colour".to_vec(), b"red".to_vec(), b"blue".to_vec());
	assert_eq!(collection.set_attribute(ID, key.clone(), red), Ok(()));
	assert_eq!(collection.set_attribute(ID, key.clone(), blue.clone()), Ok(()));
	assert_eq!(collection.get_attribute(ID, key.clone()), Some(blue.clone()));
	assert_eq!(collection.get_attribute(ID, b"size".to_vec()), None);
	assert_eq!(events_after(4), [AttributeSet { id: ID, key, data: blue }.encode()]);
}

#[ink::test]
fn set_attribute_fails_for_others_and_for_no_token() {
	let mut collection = collection_with_token_of_bob();
	assert_eq!(
		collection.set_attribute(ID, vec![], vec![]),
		custom("only the owner of the collection may do this")
	);
	call_as(accounts().alice);
	assert_eq!(
		collection.set_attribute(Id::U32(8), vec![], vec![]),
		Err(PSP34Error::TokenNotExists)
	);
}

#[ink::test]
fn attributes_are_bounded() {
	let mut collection = collection_with_token_of_bob();
	call_as(accounts().alice);
	let mut set = |key: Vec<u8>, value: usize| collection.set_attribute(ID, key, vec![1; value]);
	assert_eq!(set(vec![1; MAX_KEY_BYTES + 1], 0), custom("a key has at most 32 bytes"));
	assert_eq!(set(vec![1], MAX_VALUE_BYTES + 1), custom("a value has at most 256 bytes"));
	for number in 0..MAX_ATTRIBUTES {
		let key = vec![u8::try_from(number).unwrap(); MAX_KEY_BYTES];
		assert_eq!(set(key, MAX_VALUE_BYTES), Ok(()));
	}
	assert_eq!(set(vec![200], 1), custom("a token has at most 8 attributes"));
	assert_eq!(set(vec![0; MAX_KEY_BYTES], 1), Ok(()));
}

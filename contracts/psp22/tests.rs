// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of each message, its errors and its events.

use crate::{
	psp22::Psp22,
	standard::{Approval, PSP22Error, PSP22Metadata, Transfer, PSP22},
};
use ink::{
	env::{
		test::{default_accounts, recorded_events, set_caller, DefaultAccounts},
		DefaultEnvironment, Event,
	},
	primitives::AccountId,
	reflect::DispatchableMessageInfo,
	scale::{Decode, Encode},
};

const SUPPLY: u128 = 1_000;

fn accounts() -> DefaultAccounts<DefaultEnvironment> {
	default_accounts::<DefaultEnvironment>()
}

fn zero() -> AccountId {
	AccountId::from([0; 32])
}

fn call_as(caller: AccountId) {
	set_caller::<DefaultEnvironment>(caller);
}

/// Creates a token whose whole supply Alice holds, and lets her call it.
fn token() -> Psp22 {
	call_as(accounts().alice);
	Psp22::new(SUPPLY, Some("Example".into()), Some("EXA".into()), 12)
}

/// Returns the data of all events after that of the constructor.
fn events() -> Vec<Vec<u8>> {
	recorded_events().skip(1).map(|event| event.data).collect()
}

fn transfer_event(from: Option<AccountId>, to: Option<AccountId>, value: u128) -> Vec<u8> {
	Transfer { from, to, value }.encode()
}

fn approval_event(owner: AccountId, spender: AccountId, amount: u128) -> Vec<u8> {
	Approval { owner, spender, amount }.encode()
}

#[ink::test]
fn new_gives_the_supply_to_the_creator() {
	let alice = accounts().alice;
	let token = token();
	assert_eq!(token.total_supply(), SUPPLY);
	assert_eq!(token.balance_of(alice), SUPPLY);
	assert_eq!(token.balance_of(accounts().bob), 0);

	let events: Vec<_> = recorded_events().collect();
	assert_eq!(events.len(), 1);
	assert_eq!(
		Transfer::decode(&mut &events[0].data[..]),
		Ok(Transfer { from: None, to: Some(alice), value: SUPPLY })
	);
}

#[ink::test]
fn metadata_is_that_of_the_constructor() {
	let token = token();
	assert_eq!(token.token_name(), Some("Example".into()));
	assert_eq!(token.token_symbol(), Some("EXA".into()));
	assert_eq!(token.token_decimals(), 12);
}

#[ink::test]
fn metadata_may_be_absent() {
	let token = Psp22::new(SUPPLY, None, None, 0);
	assert_eq!((token.token_name(), token.token_symbol(), token.token_decimals()), (None, None, 0));
}

/// Checks the numbers in the text of the standard, and that of `burn` in its reference
/// implementation.
#[ink::test]
fn selectors_are_the_standards() {
	fn message<const ID: u32>() -> (&'static str, bool)
	where
		Psp22: DispatchableMessageInfo<ID>,
	{
		(
			<Psp22 as DispatchableMessageInfo<ID>>::LABEL,
			<Psp22 as DispatchableMessageInfo<ID>>::MUTATES,
		)
	}
	assert_eq!(message::<0x162df8c2>(), ("PSP22::total_supply", false));
	assert_eq!(message::<0x6568382f>(), ("PSP22::balance_of", false));
	assert_eq!(message::<0x4d47d921>(), ("PSP22::allowance", false));
	assert_eq!(message::<0xdb20f9f5>(), ("PSP22::transfer", true));
	assert_eq!(message::<0x54b3c76e>(), ("PSP22::transfer_from", true));
	assert_eq!(message::<0xb20f1bbd>(), ("PSP22::approve", true));
	assert_eq!(message::<0x96d6b57a>(), ("PSP22::increase_allowance", true));
	assert_eq!(message::<0xfecb57d5>(), ("PSP22::decrease_allowance", true));
	assert_eq!(message::<0x3d261bd4>(), ("PSP22Metadata::token_name", false));
	assert_eq!(message::<0x34205be5>(), ("PSP22Metadata::token_symbol", false));
	assert_eq!(message::<0x7271b782>(), ("PSP22Metadata::token_decimals", false));
	assert_eq!(message::<0x7a9da510>(), ("burn", true));
}

/// Checks the hashes by which indexers find the events of all such tokens: those of
/// `Transfer(Option<AccountId>,Option<AccountId>,u128)` and `Approval(AccountId,AccountId,u128)`.
#[ink::test]
fn events_have_the_topics_of_the_reference_implementation() {
	let begins = |topic: Option<[u8; 32]>, bytes: [u8; 8]| topic.unwrap().starts_with(&bytes);
	assert!(begins(Transfer::SIGNATURE_TOPIC, [0x99, 0x0d, 0xf0, 0x76, 0xcb, 0x1e, 0x95, 0x27]));
	assert!(begins(Approval::SIGNATURE_TOPIC, [0x25, 0xcd, 0xb6, 0xc9, 0x38, 0x82, 0xe9, 0x25]));
}

#[ink::test]
fn events_are_found_by_their_accounts() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer(bob, 1, vec![]), Ok(()));
	assert_eq!(token.approve(bob, 1), Ok(()));
	for event in recorded_events().skip(1) {
		assert_eq!(event.topics[1..], [alice.encode(), bob.encode()]);
	}
}

#[ink::test]
fn errors_have_the_indices_of_the_standard() {
	use PSP22Error::*;
	let all = [
		Custom(String::new()),
		InsufficientBalance,
		InsufficientAllowance,
		ZeroRecipientAddress,
		ZeroSenderAddress,
		SafeTransferCheckFailed(String::new()),
	];
	for (index, error) in all.iter().enumerate() {
		assert_eq!(usize::from(error.encode()[0]), index);
	}
}

#[ink::test]
fn transfer_moves_tokens() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer(bob, 300, vec![1]), Ok(()));
	assert_eq!((token.balance_of(alice), token.balance_of(bob)), (700, 300));
	assert_eq!(token.total_supply(), SUPPLY);
	assert_eq!(events(), [transfer_event(Some(alice), Some(bob), 300)]);
}

#[ink::test]
fn transfer_of_everything_leaves_nothing() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer(bob, SUPPLY, vec![]), Ok(()));
	assert_eq!((token.balance_of(alice), token.balance_of(bob)), (0, SUPPLY));
}

#[ink::test]
fn transfer_to_oneself_keeps_the_balance() {
	let alice = accounts().alice;
	let mut token = token();
	assert_eq!(token.transfer(alice, SUPPLY, vec![]), Ok(()));
	assert_eq!(token.balance_of(alice), SUPPLY);
	assert_eq!(events(), [transfer_event(Some(alice), Some(alice), SUPPLY)]);
}

#[ink::test]
fn transfer_of_nothing_is_a_transfer() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer(bob, 0, vec![]), Ok(()));
	assert_eq!(token.balance_of(bob), 0);
	assert_eq!(events(), [transfer_event(Some(alice), Some(bob), 0)]);
}

#[ink::test]
fn transfer_fails_beyond_the_balance() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer(bob, SUPPLY + 1, vec![]), Err(PSP22Error::InsufficientBalance));
	assert_eq!(token.transfer(alice, SUPPLY + 1, vec![]), Err(PSP22Error::InsufficientBalance));
	assert_eq!((token.balance_of(alice), token.balance_of(bob)), (SUPPLY, 0));
	assert!(events().is_empty());
}

#[ink::test]
fn transfer_fails_to_and_from_the_zero_account() {
	let mut token = token();
	assert_eq!(token.transfer(zero(), 1, vec![]), Err(PSP22Error::ZeroRecipientAddress));
	call_as(zero());
	assert_eq!(token.transfer(accounts().bob, 0, vec![]), Err(PSP22Error::ZeroSenderAddress));
	assert!(events().is_empty());
}

#[ink::test]
fn transfer_from_spends_the_allowance() {
	let (alice, bob, eve) = (accounts().alice, accounts().bob, accounts().eve);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	call_as(bob);
	assert_eq!(token.transfer_from(alice, eve, 200, vec![]), Ok(()));
	assert_eq!((token.balance_of(alice), token.balance_of(eve)), (800, 200));
	assert_eq!(token.allowance(alice, bob), 300);
	assert_eq!(
		events()[1..],
		[transfer_event(Some(alice), Some(eve), 200), approval_event(alice, bob, 300)]
	);
}

#[ink::test]
fn transfer_from_fails_beyond_the_allowance() {
	let (alice, bob, eve) = (accounts().alice, accounts().bob, accounts().eve);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	call_as(bob);
	assert_eq!(
		token.transfer_from(alice, eve, 501, vec![]),
		Err(PSP22Error::InsufficientAllowance)
	);
	assert_eq!((token.balance_of(eve), token.allowance(alice, bob)), (0, 500));
}

#[ink::test]
fn transfer_from_fails_beyond_the_balance() {
	let (alice, bob, eve) = (accounts().alice, accounts().bob, accounts().eve);
	let mut token = token();
	assert_eq!(token.approve(bob, SUPPLY + 1), Ok(()));
	call_as(bob);
	assert_eq!(
		token.transfer_from(alice, eve, SUPPLY + 1, vec![]),
		Err(PSP22Error::InsufficientBalance)
	);
	assert_eq!((token.balance_of(alice), token.allowance(alice, bob)), (SUPPLY, SUPPLY + 1));
}

#[ink::test]
fn transfer_from_fails_to_and_from_the_zero_account() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	call_as(bob);
	assert_eq!(
		token.transfer_from(alice, zero(), 1, vec![]),
		Err(PSP22Error::ZeroRecipientAddress)
	);
	assert_eq!(token.transfer_from(zero(), bob, 0, vec![]), Err(PSP22Error::ZeroSenderAddress));
	assert_eq!(token.allowance(alice, bob), 500);
}

#[ink::test]
fn transfer_from_needs_no_allowance_for_own_tokens() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.transfer_from(alice, bob, 100, vec![]), Ok(()));
	assert_eq!(token.balance_of(bob), 100);
	assert_eq!(events(), [transfer_event(Some(alice), Some(bob), 100)]);
}

#[ink::test]
fn approve_replaces_the_allowance() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	assert_eq!(token.approve(bob, 20), Ok(()));
	assert_eq!(token.allowance(alice, bob), 20);
	assert_eq!(token.allowance(bob, alice), 0);
	assert_eq!(events(), [approval_event(alice, bob, 500), approval_event(alice, bob, 20)]);
}

#[ink::test]
fn increase_allowance_adds() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.increase_allowance(bob, 500), Ok(()));
	assert_eq!(token.increase_allowance(bob, 20), Ok(()));
	assert_eq!(token.allowance(alice, bob), 520);
	assert_eq!(events(), [approval_event(alice, bob, 500), approval_event(alice, bob, 520)]);
}

#[ink::test]
fn increase_allowance_fails_beyond_the_highest_number() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.approve(bob, u128::MAX), Ok(()));
	assert_eq!(
		token.increase_allowance(bob, 1),
		Err(PSP22Error::Custom("the allowance is too high".into()))
	);
	assert_eq!(token.allowance(alice, bob), u128::MAX);
}

#[ink::test]
fn decrease_allowance_subtracts() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	assert_eq!(token.decrease_allowance(bob, 200), Ok(()));
	assert_eq!(token.allowance(alice, bob), 300);
	assert_eq!(token.decrease_allowance(bob, 300), Ok(()));
	assert_eq!(token.allowance(alice, bob), 0);
	assert_eq!(events()[1..], [approval_event(alice, bob, 300), approval_event(alice, bob, 0)]);
}

#[ink::test]
fn decrease_allowance_fails_below_zero() {
	let (alice, bob) = (accounts().alice, accounts().bob);
	let mut token = token();
	assert_eq!(token.approve(bob, 500), Ok(()));
	assert_eq!(token.decrease_allowance(bob, 501), Err(PSP22Error::InsufficientAllowance));
	assert_eq!(token.allowance(alice, bob), 500);
}

#[ink::test]
fn allowances_fail_to_and_from_the_zero_account() {
	let bob = accounts().bob;
	let mut token = token();
	assert_eq!(token.approve(zero(), 1), Err(PSP22Error::ZeroRecipientAddress));
	assert_eq!(token.increase_allowance(zero(), 1), Err(PSP22Error::ZeroRecipientAddress));
	assert_eq!(token.decrease_allowance(zero(), 0), Err(PSP22Error::ZeroRecipientAddress));
	call_as(zero());
	assert_eq!(token.approve(bob, 1), Err(PSP22Error::ZeroSenderAddress));
	assert_eq!(token.increase_allowance(bob, 1), Err(PSP22Error::ZeroSenderAddress));
	assert_eq!(token.decrease_allowance(bob, 0), Err(PSP22Error::ZeroSenderAddress));
	assert!(events().is_empty());
}

#[ink::test]
fn burn_shrinks_balance_and_supply() {
	let alice = accounts().alice;
	let mut token = token();
	assert_eq!(token.burn(400), Ok(()));
	assert_eq!((token.balance_of(alice), token.total_supply()), (600, 600));
	assert_eq!(events(), [transfer_event(Some(alice), None, 400)]);
}

#[ink::test]
fn burn_fails_beyond_the_balance() {
	let mut token = token();
	call_as(accounts().bob);
	assert_eq!(token.burn(1), Err(PSP22Error::InsufficientBalance));
	assert_eq!(token.total_supply(), SUPPLY);
	assert!(events().is_empty());
}

#[ink::test]
fn nothing_is_stored_for_zero() {
	let bob = accounts().bob;
	let mut token = token();
	let cells = || {
		let contract = ink::env::test::callee::<DefaultEnvironment>();
		ink::env::test::count_used_storage_cells::<DefaultEnvironment>(&contract).unwrap()
	};
	let before = cells();
	assert_eq!(token.approve(bob, 5), Ok(()));
	assert_eq!(token.transfer(bob, 5, vec![]), Ok(()));
	assert_eq!(cells(), before + 2);
	assert_eq!(token.approve(bob, 0), Ok(()));
	call_as(bob);
	assert_eq!(token.burn(5), Ok(()));
	assert_eq!(cells(), before);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `psp22`: a token by the standard.

use super::{block::in_block, bundle::Bundle, ink::Ink};
use crate::{chain::account, random::Random};
use batara_runtime::{AccountId, Balance};
use polkadot_sdk::sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};

const SUPPLY: u128 = 1_000_000;
const PEOPLE: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];

/// The data of a transfer: the accounts that it comes from and goes to, and the value.
type Transfer = (Option<AccountId>, Option<AccountId>, u128);
/// The data of an approval: the owner, the spender and the value.
type Approval = (AccountId, AccountId, u128);

fn token() -> Ink {
	Ink::new("psp22", (SUPPLY, Some("Batara Test"), Some("BTT"), 6u8))
}

fn balance(token: &Ink, of: Sr25519Keyring) -> u128 {
	token.get("PSP22::balance_of", account(of))
}

fn allowance(token: &Ink, owner: Sr25519Keyring, spender: Sr25519Keyring) -> u128 {
	token.get("PSP22::allowance", (account(owner), account(spender)))
}

/// Returns the arguments of a transfer, with data that nobody looks at.
fn to(receiver: Sr25519Keyring, value: u128) -> (AccountId, u128, Vec<u8>) {
	(account(receiver), value, vec![1, 2, 3])
}

fn from(
	owner: Sr25519Keyring,
	receiver: Sr25519Keyring,
	value: u128,
) -> (AccountId, AccountId, u128, Vec<u8>) {
	(account(owner), account(receiver), value, vec![])
}

/// Checks the selectors by which tools know the messages, without an interface.
#[test]
fn the_selectors_are_those_of_the_standard() {
	let token = Bundle::of("psp22");
	for (label, selector) in [
		("PSP22::total_supply", 0x162d_f8c2u32),
		("PSP22::balance_of", 0x6568_382f),
		("PSP22::allowance", 0x4d47_d921),
		("PSP22::transfer", 0xdb20_f9f5),
		("PSP22::transfer_from", 0x54b3_c76e),
		("PSP22::approve", 0xb20f_1bbd),
		("PSP22::increase_allowance", 0x96d6_b57a),
		("PSP22::decrease_allowance", 0xfecb_57d5),
		("PSP22Metadata::token_name", 0x3d26_1bd4),
		("PSP22Metadata::token_symbol", 0x3420_5be5),
		("PSP22Metadata::token_decimals", 0x7271_b782),
	] {
		assert_eq!(token.message(label).selector(), selector.to_be_bytes(), "{label}");
	}
}

#[test]
fn creator_of_a_token_has_the_whole_supply() {
	in_block(|| {
		let token = token();
		assert_eq!(token.get::<u128>("PSP22::total_supply", ()), SUPPLY);
		assert_eq!(balance(&token, Alice), SUPPLY);
		assert_eq!(token.events::<Transfer>("Transfer"), [(None, Some(account(Alice)), SUPPLY)]);
		let name: Option<String> = token.get("PSP22Metadata::token_name", ());
		let symbol: Option<String> = token.get("PSP22Metadata::token_symbol", ());
		assert_eq!((name.as_deref(), symbol.as_deref()), (Some("Batara Test"), Some("BTT")));
		assert_eq!(token.get::<u8>("PSP22Metadata::token_decimals", ()), 6);
	});
}

#[test]
fn a_transfer_moves_tokens() {
	in_block(|| {
		let token = token();
		token.act::<()>(Alice, "PSP22::transfer", to(Bob, 300));
		assert_eq!([balance(&token, Alice), balance(&token, Bob)], [SUPPLY - 300, 300]);
		let moved = (Some(account(Alice)), Some(account(Bob)), 300);
		assert_eq!(token.events::<Transfer>("Transfer").last(), Some(&moved));
		// To oneself as well.
		token.act::<()>(Bob, "PSP22::transfer", to(Bob, 300));
		assert_eq!(balance(&token, Bob), 300);
	});
}

#[test]
fn nobody_transfers_more_than_it_has() {
	in_block(|| {
		let token = token();
		let refusal = token.refuses(Bob, "PSP22::transfer", to(Alice, 1));
		assert_eq!(refusal, "InsufficientBalance");
		let nobody = (AccountId::new([0; 32]), 1u128, Vec::<u8>::new());
		assert_eq!(token.refuses(Alice, "PSP22::transfer", nobody), "ZeroRecipientAddress");
	});
}

#[test]
fn an_allowance_is_what_a_spender_spends() {
	in_block(|| {
		let token = token();
		token.act::<()>(Alice, "PSP22::approve", (account(Bob), 100u128));
		token.act::<()>(Alice, "PSP22::increase_allowance", (account(Bob), 50u128));
		token.act::<()>(Alice, "PSP22::decrease_allowance", (account(Bob), 30u128));
		assert_eq!(allowance(&token, Alice, Bob), 120);
		let of_bob = |amount| (account(Alice), account(Bob), amount);
		assert_eq!(token.events::<Approval>("Approval"), [100, 150, 120].map(of_bob));
		token.act::<()>(Bob, "PSP22::transfer_from", from(Alice, Charlie, 70));
		assert_eq!(balance(&token, Charlie), 70);
		assert_eq!(allowance(&token, Alice, Bob), 50);
		// The owner needs none.
		token.act::<()>(Alice, "PSP22::transfer_from", from(Alice, Dave, 5));
		assert_eq!(balance(&token, Dave), 5);
	});
}

#[test]
fn a_spender_spends_no_more_than_its_allowance() {
	in_block(|| {
		let token = token();
		token.act::<()>(Alice, "PSP22::approve", (account(Bob), 100u128));
		let too_much = token.refuses(Bob, "PSP22::transfer_from", from(Alice, Bob, 101));
		assert_eq!(too_much, "InsufficientAllowance");
		let of_others = token.refuses(Charlie, "PSP22::transfer_from", from(Alice, Bob, 1));
		assert_eq!(of_others, "InsufficientAllowance");
		let below = (account(Bob), 101u128);
		assert_eq!(
			token.refuses(Alice, "PSP22::decrease_allowance", below),
			"InsufficientAllowance"
		);
		let overflow = (account(Bob), u128::MAX);
		assert_eq!(token.refuses(Alice, "PSP22::increase_allowance", overflow), "Custom");
		// What the owner no longer has cannot be spent.
		token.act::<()>(Alice, "PSP22::transfer", to(Dave, SUPPLY));
		let gone = token.refuses(Bob, "PSP22::transfer_from", from(Alice, Bob, 100));
		assert_eq!(gone, "InsufficientBalance");
	});
}

#[test]
fn burned_tokens_leave_the_supply() {
	in_block(|| {
		let token = token();
		token.act::<()>(Alice, "burn", 400u128);
		assert_eq!(token.get::<u128>("PSP22::total_supply", ()), SUPPLY - 400);
		assert_eq!(balance(&token, Alice), SUPPLY - 400);
		let burned = (Some(account(Alice)), None, 400);
		assert_eq!(token.events::<Transfer>("Transfer").last(), Some(&burned));
		assert_eq!(token.refuses(Bob, "burn", 1u128), "InsufficientBalance");
	});
}

/// Checks that a new holder costs the sender a deposit, and that whoever empties one gets it.
#[test]
fn a_new_holder_costs_a_deposit_until_it_has_nothing() {
	in_block(|| {
		let token = token();
		let opened = token.send(Alice, "PSP22::transfer", to(Bob, 300));
		assert_eq!(opened.outcome, Ok(()));
		assert!(opened.spent > 0);
		assert_eq!(token.send(Alice, "PSP22::transfer", to(Bob, 300)).spent, 0);
		let emptied = token.send(Bob, "PSP22::transfer", to(Alice, 600));
		// A refund is a share of what the contract holds, rounded down to the base unit.
		let lost = emptied.spent + opened.spent;
		assert!((0..10).contains(&lost), "{lost}");
	});
}

/// Checks that no token appears or gets lost, whatever people do and in whatever order.
#[test]
fn balances_add_up_to_the_supply() {
	in_block(|| {
		let token = token();
		let mut random = Random(7);
		for _ in 0..40 {
			let [who, other, third] = [(); 3].map(|()| PEOPLE[random.index(PEOPLE.len())]);
			let value = random.below(400_000) as Balance;
			let outcome = match random.index(4) {
				0 => token.send(who, "PSP22::transfer", to(other, value)),
				1 => token.send(who, "PSP22::approve", (account(other), value)),
				2 => token.send(who, "PSP22::transfer_from", from(other, third, value)),
				_ => token.send(who, "burn", value / 100),
			};
			let sum = PEOPLE.iter().map(|who| balance(&token, *who)).sum::<u128>();
			assert_eq!(sum, token.get::<u128>("PSP22::total_supply", ()), "{outcome:?}");
		}
		assert!(token.events::<Transfer>("Transfer").len() > 5);
	});
}

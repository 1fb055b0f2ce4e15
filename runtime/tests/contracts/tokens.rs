// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract issues a token that wallets see, pays with it, and gets its deposits back.

use super::{
	block::{in_block, receiver},
	forwarder::Forwarder,
};
use crate::chain::account;
use batara_runtime::{
	configs::assets::AssetId,
	constants::money::{deposit, BTR},
	Assets, Balances, Runtime, RuntimeCall, RuntimeOrigin,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_assets::Call,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};

const TOKEN: AssetId = 7;

fn tokens(call: Call<Runtime>) -> RuntimeCall {
	RuntimeCall::Assets(call)
}

#[test]
fn contract_pays_with_a_token_that_it_issued() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let own = || forwarder.0.clone();
		let id = || TOKEN.into();
		let before = Balances::reserved_balance(own());
		for call in [
			Call::create { id: id(), admin: own().into(), min_balance: 1 },
			Call::set_metadata {
				id: id(),
				name: b"Tea".into(),
				symbol: b"TEA".into(),
				decimals: 2,
			},
			Call::mint { id: id(), beneficiary: own().into(), amount: 1_000 },
			Call::transfer { id: id(), target: receiver().into(), amount: 100 },
			Call::transfer_keep_alive { id: id(), target: receiver().into(), amount: 100 },
			Call::burn { id: id(), who: own().into(), amount: 300 },
		] {
			forwarder.ask(tokens(call)).unwrap();
		}
		assert_eq!(Assets::balance(TOKEN, receiver()), 200);
		assert_eq!(Assets::balance(TOKEN, own()), 500);
		let metadata = deposit(1, 68) + 6 * deposit(0, 1);
		let expected = 10 * BTR + metadata + 2 * deposit(1, 86);
		assert_eq!(Balances::reserved_balance(own()) - before, expected);
	});
}

#[test]
fn a_contract_takes_tokens_that_were_approved_for_it() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let own = || forwarder.0.clone();
		let before = Balances::reserved_balance(own());
		let (id, alice) = (|| TOKEN.into(), || RuntimeOrigin::signed(account(Alice)));
		assert_ok!(Assets::create(alice(), id(), account(Alice).into(), 1));
		assert_ok!(Assets::mint(alice(), id(), account(Alice).into(), 1_000));
		assert_ok!(Assets::approve_transfer(alice(), id(), own().into(), 400));
		let owner = account(Alice).into();
		forwarder.ask(tokens(Call::touch { id: id() })).unwrap();
		forwarder
			.ask(tokens(Call::transfer_approved {
				id: id(),
				owner,
				destination: own().into(),
				amount: 400,
			}))
			.unwrap();
		let bob = || account(Bob).into();
		forwarder
			.ask(tokens(Call::approve_transfer { id: id(), delegate: bob(), amount: 100 }))
			.unwrap();
		forwarder.ask(tokens(Call::cancel_approval { id: id(), delegate: bob() })).unwrap();
		forwarder.ask(tokens(Call::transfer { id: id(), target: bob(), amount: 400 })).unwrap();
		forwarder.ask(tokens(Call::refund { id: id(), allow_burn: false })).unwrap();
		assert_eq!(Assets::balance(TOKEN, account(Bob)), 400);
		// The account of Bob, which the contract paid for.
		assert_eq!(Balances::reserved_balance(own()) - before, deposit(1, 86));
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `sponsored`: a game for people who never held BTR, whose fees a sponsor pays.

use super::{
	block::{calling, gas, in_block},
	ink::Ink,
};
use crate::chain::{account, transactions};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Balances, FeePolicy, Runtime, RuntimeCall,
	RuntimeOrigin, System,
};
use codec::{Decode, Encode};
use pallet_fee_policy::{sponsorship::Scope, Sponsorships};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungible::Inspect},
	frame_system,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, One, Two},
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		ApplyExtrinsicResult,
	},
};

const BUDGET: Balance = 2 * BTR;
/// The most that one play may cost the sponsor: the fee of its gas limit, and more.
const PER_TRANSACTION: Balance = BTR / 10;
const UNPAID: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

/// A player, its guess and the points for it.
#[derive(Debug, PartialEq, Decode)]
struct Place {
	player: AccountId,
	guess: u64,
	points: u32,
}

/// The points of a guess, and the place that it won.
type Score = (u32, Option<u32>);

fn game() -> Ink {
	Ink::new("sponsored", ())
}

/// Promises, as Alice, to pay for plays of this game.
fn sponsor(game: &Ink, player: Sr25519Keyring) {
	assert_ok!(FeePolicy::sponsor(
		RuntimeOrigin::signed(account(Alice)),
		account(player).into(),
		BUDGET,
		PER_TRANSACTION,
		1_000,
		Scope::Contract(game.address.clone()),
	));
}

fn budget(player: Sr25519Keyring) -> Balance {
	let promises = Sponsorships::<Runtime>::get(account(player));
	promises.iter().map(|promise| promise.budget).sum()
}

fn play(game: &Ink, player: Sr25519Keyring, guess: u64) -> ApplyExtrinsicResult {
	let data = (game.bundle.message("play").selector(), guess).encode();
	transactions::send(player, calling(&game.address, gas(10), data), 0)
}

fn board(game: &Ink) -> Vec<Place> {
	game.get("best", ())
}

#[test]
fn player_without_btr_plays_at_the_cost_of_a_sponsor() {
	in_block(|| {
		let game = game();
		sponsor(&game, One);
		let total = Balances::total_balance(&game.address);
		let sponsor_had = Balances::total_balance(&account(Alice));
		let guesses = 1..=8;
		for guess in guesses.clone() {
			assert_eq!(play(&game, One, guess), Ok(Ok(())));
		}
		let best = &board(&game)[0];
		assert_eq!(best.player, account(One));
		assert!(guesses.contains(&best.guess) && best.points > 0);
		// The player has nothing still, and the game keeps the size that its host paid for.
		assert_eq!(Balances::total_balance(&account(One)), 0);
		assert_eq!(System::account_nonce(account(One)), 8);
		assert_eq!(Balances::total_balance(&game.address), total);
		let paid = sponsor_had - Balances::total_balance(&account(Alice));
		assert_eq!(budget(One), BUDGET - paid);
		assert!(paid > 0 && paid < 8 * PER_TRANSACTION);
	});
}

#[test]
fn player_without_btr_or_sponsor_is_refused() {
	in_block(|| {
		let game = game();
		assert_eq!(play(&game, One, 1), Err(UNPAID));
		sponsor(&game, Two);
		assert_eq!(play(&game, One, 1), Err(UNPAID));
	});
}

/// Checks that a promise for the game pays for nothing else.
#[test]
fn the_sponsor_pays_for_this_game_alone() {
	in_block(|| {
		let game = game();
		let other = Ink::new("flipper", true);
		sponsor(&game, One);
		let flip = other.bundle.message("flip").selector().to_vec();
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		for call in [calling(&other.address, gas(10), flip), remark] {
			assert_eq!(transactions::send(One, call, 0), Err(UNPAID));
		}
		// Nor for more gas than a transaction may cost.
		let data = (game.bundle.message("play").selector(), 1u64).encode();
		let greedy = calling(&game.address, gas(500), data);
		assert_eq!(transactions::send(One, greedy, 0), Err(UNPAID));
		assert_eq!(budget(One), BUDGET);
	});
}

/// Checks that a refused message is paid for like any other.
#[test]
fn a_refused_message_ends_with_the_budget() {
	in_block(|| {
		let game = game();
		sponsor(&game, One);
		assert_eq!(game.refuses(One, "start_season", ()), "NotHost");
		let data = game.bundle.message("start_season").selector().to_vec();
		let call = || calling(&game.address, gas(10), data.clone());
		assert!(transactions::send(One, call(), 0).unwrap().is_err());
		let fee = BUDGET - budget(One);
		assert!(fee > 0 && fee < PER_TRANSACTION);
	});
}

/// Checks that no play changes anybody's deposit: the board is as large as on the first day.
#[test]
fn a_full_board_costs_nobody_a_deposit() {
	in_block(|| {
		let game = game();
		let players = Sr25519Keyring::iter().collect::<Vec<_>>();
		assert!(players.len() > 10);
		let total = Balances::total_balance(&game.address);
		for player in players {
			for guess in 0..3u64 {
				game.tell::<Score>(player, "play", guess);
				assert_eq!(Balances::total_balance(&game.address), total);
			}
		}
		let places = board(&game);
		assert_eq!(places.len(), 10);
		assert!(places.windows(2).all(|pair| pair[0].points >= pair[1].points));
		for Place { player, guess, points } in places {
			assert_eq!(game.get::<u32>("points", (player, guess)), points);
		}
		game.act::<u32>(Alice, "start_season", ());
		assert_eq!(board(&game), []);
		assert_eq!(Balances::total_balance(&game.address), total);
		assert_eq!(game.refuses(Bob, "start_season", ()), "NotHost");
	});
}

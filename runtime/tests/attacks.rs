// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Attacks on block space. Each one was seen to keep payments, votes and validators out of blocks
//! for a few BTR; `docs/security/attacks.md` has the list with prices.

mod block_space;
mod random;

use crate::chain::{
	account,
	transactions::{begin_block, send},
};
use batara_primitives::lanes::Lane;
use batara_runtime::{
	constants::money::BTR, Balance, Balances, FeePolicy, Runtime, RuntimeCall, TransactionPayment,
};
use pallet_fee_policy::BlockUsage;
use polkadot_sdk::{
	frame_support::weights::Weight,
	pallet_balances, pallet_conviction_voting as voting, pallet_staking, pallet_utility,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Eve, Ferdie},
	sp_runtime::FixedU128,
};

/// The account that attacks.
const ATTACKER: Sr25519Keyring = Eve;
/// The account that does not attack.
const HONEST: Sr25519Keyring = Alice;
/// The refusals after which an attack takes the block for full.
const REFUSALS: u32 = 3;

fn payment() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Bob).into(),
		value: BTR,
	})
}

fn vote() -> RuntimeCall {
	let vote = voting::AccountVote::Standard {
		vote: voting::Vote { aye: true, conviction: voting::Conviction::None },
		balance: BTR,
	};
	RuntimeCall::ConvictionVoting(voting::Call::vote { poll_index: 0, vote })
}

fn chill() -> RuntimeCall {
	RuntimeCall::Staking(pallet_staking::Call::chill {})
}

/// Returns the calls of somebody who only wants to pay, vote and validate, with their lanes.
fn honest_calls() -> [(Lane, RuntimeCall); 3] {
	[(Lane::Payments, payment()), (Lane::Governance, vote()), (Lane::Operations, chill())]
}

/// Returns a transfer that is sure to fail.
fn failing_transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Ferdie).into(),
		value: Balance::MAX / 2,
	})
}

/// Returns a call that declares this weight, in milliseconds, and fails: only root may make it.
fn declaring(call: RuntimeCall, milliseconds: u64) -> RuntimeCall {
	let weight = Weight::from_parts(milliseconds * 1_000_000_000, 0);
	RuntimeCall::Utility(pallet_utility::Call::with_weight { call: Box::new(call), weight })
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

/// Sends a call until the block takes no more of it, or `most` have entered. Returns how many have.
fn flood(call: impl Fn() -> RuntimeCall, tip: Balance, most: u32) -> u32 {
	let (mut entered, mut refused) = (0, 0);
	while refused < REFUSALS && entered < most {
		match send(ATTACKER, call(), tip) {
			Ok(_) => entered += 1,
			Err(_) => refused += 1,
		}
	}
	entered
}

/// Runs an attack, and returns what the attacker loses by it, in base units.
fn price_of(attack: impl FnOnce()) -> Balance {
	let before = Balances::free_balance(account(ATTACKER));
	attack();
	before - Balances::free_balance(account(ATTACKER))
}

/// Asserts that whoever pays nothing extra still enters this block.
fn assert_honest_enter() {
	for (lane, call) in honest_calls() {
		assert!(send(HONEST, call, 0).is_ok(), "{lane:?} is closed");
	}
}

fn used() -> u64 {
	BlockUsage::<Runtime>::get().used.total()
}

fn level() -> FixedU128 {
	TransactionPayment::next_fee_multiplier()
}

/// Returns the room of a whole block, in picoseconds.
fn whole() -> u64 {
	FeePolicy::next_block_room().limit
}

/// Authors blocks in which each lane of the honest calls is used, so that none of these sleeps.
fn wake_lanes() {
	for _ in 0..2 {
		begin_block();
		assert_honest_enter();
		crate::chain::transactions::end_block();
	}
}

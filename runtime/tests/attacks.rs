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
/// The account that does not.
const HONEST: Sr25519Keyring = Alice;
/// The refusals in a row after which a block is full for an attack.
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

/// Calls of somebody who only wants to pay, vote and validate, with their lanes.
fn honest_calls() -> [(Lane, RuntimeCall); 3] {
	[(Lane::Payments, payment()), (Lane::Governance, vote()), (Lane::Operations, chill())]
}

/// A transfer that is sure to fail.
fn failing_transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Ferdie).into(),
		value: Balance::MAX / 2,
	})
}

/// A call that declares this weight, in milliseconds, and fails: it is root's.
fn declaring(call: RuntimeCall, milliseconds: u64) -> RuntimeCall {
	let weight = Weight::from_parts(milliseconds * 1_000_000_000, 0);
	RuntimeCall::Utility(pallet_utility::Call::with_weight { call: Box::new(call), weight })
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

/// Sends a call until the block takes it no more. Returns how often it entered.
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

/// The BTR that the attacker loses meanwhile.
fn price_of(attack: impl FnOnce()) -> Balance {
	let before = Balances::free_balance(account(ATTACKER));
	attack();
	before - Balances::free_balance(account(ATTACKER))
}

/// Whoever pays nothing extra still enters this block.
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

/// The room of a whole block, in picoseconds.
fn whole() -> u64 {
	FeePolicy::next_block_room().limit
}

/// Blocks in which each lane is used, so that none sleeps.
fn wake_lanes() {
	for _ in 0..2 {
		begin_block();
		assert_honest_enter();
		crate::chain::transactions::end_block();
	}
}

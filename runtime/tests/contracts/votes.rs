// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract votes with what it holds.

use super::{
	block::in_block,
	forwarder::{Forwarder, FUNDS},
};
use crate::chain::{
	account,
	referendum::{ayes, open_referendum, REFERENDUM},
};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, ConvictionVoting, Runtime, RuntimeCall,
	RuntimeOrigin, System,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_balances,
	pallet_conviction_voting::{AccountVote, Call, Conviction, Vote},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::traits::Dispatchable,
};

/// The class of all referenda.
const CLASS: u16 = 0;

fn ask(forwarder: &Forwarder, call: Call<Runtime>) -> Result<(), String> {
	forwarder.ask(RuntimeCall::ConvictionVoting(call))
}

/// Returns the call that votes aye in the referendum, locked for one period.
pub fn vote(balance: Balance) -> RuntimeCall {
	let vote = Vote { aye: true, conviction: Conviction::Locked1x };
	let vote = AccountVote::Standard { vote, balance };
	RuntimeCall::ConvictionVoting(Call::vote { poll_index: REFERENDUM, vote })
}

fn remove_vote() -> Call<Runtime> {
	Call::remove_vote { class: Some(CLASS), index: REFERENDUM }
}

fn unlock(target: AccountId) -> Call<Runtime> {
	Call::unlock { class: CLASS, target: target.into() }
}

fn frozen(who: &AccountId) -> Balance {
	System::account(who).data.frozen
}

#[test]
fn a_vote_of_a_contract_counts() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(vote(1_000 * BTR)), Ok(()));
		assert_eq!(ayes(), 1_000 * BTR);
		// What it votes with stays where it is, until the vote is over.
		let spend = pallet_balances::Call::transfer_keep_alive {
			dest: account(Bob).into(),
			value: FUNDS - 500 * BTR,
		};
		assert_eq!(
			forwarder.ask(RuntimeCall::Balances(spend)),
			Err("Funds exist but are frozen".into())
		);
		assert_eq!(ask(&forwarder, remove_vote()), Ok(()));
		assert_eq!(ayes(), 0);
		assert_eq!(ask(&forwarder, unlock(forwarder.0.clone())), Ok(()));
		assert_eq!(frozen(&forwarder.0), 0);
	});
}

/// Checks that an account has the votes of its own balance in a referendum, and no more.
#[test]
fn a_contract_has_no_more_votes_than_it_has() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(vote(2 * FUNDS)), Err("InsufficientFunds".into()));
		assert_eq!(ayes(), 0);
	});
}

#[test]
fn contract_takes_back_the_votes_that_it_delegated() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		assert_ok!(vote(BTR).dispatch(RuntimeOrigin::signed(account(Alice))));
		let delegate = Call::delegate {
			class: CLASS,
			to: account(Alice).into(),
			conviction: Conviction::Locked1x,
			balance: 1_000 * BTR,
		};
		assert_eq!(ask(&forwarder, delegate), Ok(()));
		assert_eq!(ayes(), 1_001 * BTR);
		assert_eq!(ask(&forwarder, Call::undelegate { class: CLASS }), Ok(()));
		assert_eq!(ayes(), BTR);
		// Locked for the period that it chose.
		assert!(frozen(&forwarder.0) > 0);
		System::set_block_number(System::block_number() + 10_000_000);
		assert_eq!(ask(&forwarder, unlock(forwarder.0.clone())), Ok(()));
		assert_eq!(frozen(&forwarder.0), 0);
	});
}

/// Checks that anybody may clear the locks of a contract that are over.
#[test]
fn the_lock_of_a_contract_is_cleared_by_anybody() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(vote(1_000 * BTR)), Ok(()));
		assert_eq!(ask(&forwarder, remove_vote()), Ok(()));
		let anybody = RuntimeOrigin::signed(account(Bob));
		assert_ok!(ConvictionVoting::unlock(anybody, CLASS, forwarder.0.clone().into()));
		assert_eq!(frozen(&forwarder.0), 0);
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Funds that vest pay no fees. They vote and are staked all the same: whoever has nothing else
//! needs a sponsor for that.

use super::{budget, sponsored, BUDGET, NEWCOMER, UNPAID};
use crate::chain::{
	account, local,
	referendum::{ayes, open_referendum, REFERENDUM},
	transactions::{begin_block, end_block, send},
};
use batara_runtime::{
	constants::money::BTR, Balance, RuntimeCall, RuntimeOrigin, Staking, System, Vesting,
};
use pallet_fee_policy::sponsorship::Scope;
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_conviction_voting::{self, AccountVote, Conviction, Vote},
	pallet_staking::{self, RewardDestination},
	pallet_vesting::VestingInfo,
	sp_keyring::Sr25519Keyring::Bob,
	sp_staking::StakingAccount,
};

/// All that `NEWCOMER` has.
const FUNDS: Balance = 100 * BTR;
const STAKE: Balance = 50 * BTR;
/// The block before which none of these funds is free.
const VESTS_FROM: u32 = 1_000;

/// Gives `NEWCOMER` its funds.
fn vest() {
	let schedule = VestingInfo::new(FUNDS, BTR, VESTS_FROM);
	assert_ok!(Vesting::force_vested_transfer(
		RuntimeOrigin::root(),
		account(Bob).into(),
		account(NEWCOMER).into(),
		schedule,
	));
	assert_eq!(System::account(account(NEWCOMER)).data.frozen, FUNDS);
}

fn vote() -> RuntimeCall {
	let vote = Vote { aye: true, conviction: Conviction::Locked1x };
	RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::vote {
		poll_index: REFERENDUM,
		vote: AccountVote::Standard { vote, balance: FUNDS },
	})
}

fn bond() -> RuntimeCall {
	let payee = RewardDestination::Staked;
	RuntimeCall::Staking(pallet_staking::Call::bond { value: STAKE, payee })
}

#[test]
fn vesting_funds_pay_no_fees() {
	local().execute_with(|| {
		begin_block();
		open_referendum();
		vest();
		for call in [vote(), bond()] {
			assert_eq!(send(NEWCOMER, call, 0), Err(UNPAID));
		}
	});
}

#[test]
fn vesting_funds_vote_at_the_cost_of_a_sponsor() {
	sponsored(Scope::Any).execute_with(|| {
		open_referendum();
		vest();
		assert_eq!(send(NEWCOMER, vote(), 0), Ok(Ok(())));
		assert_eq!(ayes(), FUNDS);
		assert!(budget() < BUDGET);
		end_block();
	});
}

#[test]
fn vesting_funds_are_staked_at_the_cost_of_a_sponsor() {
	sponsored(Scope::Any).execute_with(|| {
		vest();
		assert_eq!(send(NEWCOMER, bond(), 0), Ok(Ok(())));
		let ledger = Staking::ledger(StakingAccount::Stash(account(NEWCOMER))).unwrap();
		assert_eq!(ledger.active, STAKE);
		// They vest as before.
		assert_eq!(System::account(account(NEWCOMER)).data.frozen, FUNDS);
		end_block();
	});
}

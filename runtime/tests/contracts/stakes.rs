// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract nominates, or is a member of a pool, and gets its stake back.

use super::{
	block::in_block,
	forwarder::{Forwarder, FUNDS},
};
use crate::chain::{account, local_with, slots::Chain, stash, timing};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	AccountId, Balance, Balances, NominationPools, Runtime, RuntimeCall, RuntimeOrigin, Staking,
};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungible::InspectHold},
	pallet_nomination_pools::{self as pools, BondExtra, PoolMembers},
	pallet_staking::{self as staking, Call, RewardDestination},
	sp_keyring::Sr25519Keyring::{Alice, Dave},
	sp_staking::StakingAccount,
};

/// The pool that Dave creates.
const POOL: u32 = 1;

fn stake(call: Call<Runtime>) -> RuntimeCall {
	RuntimeCall::Staking(call)
}

fn pool(call: pools::Call<Runtime>) -> RuntimeCall {
	RuntimeCall::NominationPools(call)
}

/// Returns the call that bonds `value`, with the rewards for the bond.
pub fn bond(value: Balance) -> RuntimeCall {
	stake(Call::bond { value, payee: RewardDestination::Staked })
}

/// Returns the call that nominates the validator of Alice.
pub fn nominate() -> RuntimeCall {
	stake(Call::nominate { targets: vec![stash(Alice).into()] })
}

fn free(forwarder: &Forwarder) -> Balance {
	Balances::free_balance(&forwarder.0)
}

/// Returns the active part of the stake of a contract.
fn active(contract: &AccountId) -> Balance {
	Staking::ledger(StakingAccount::Stash(contract.clone())).unwrap().active
}

/// Returns a chain with eras of four slots and a bonding time of two eras, and a forwarder on it.
fn chain_with_forwarder() -> (Chain, Forwarder) {
	let mut chain = Chain::new(local_with(timing(4, 1, 2, 1)));
	let forwarder = chain.with(Forwarder::new);
	(chain, forwarder)
}

#[test]
fn every_call_for_nominators_works_for_a_contract() {
	in_block(|| {
		let forwarder = Forwarder::new();
		for call in [
			bond(1_000 * BTR),
			stake(Call::bond_extra { max_additional: 500 * BTR }),
			nominate(),
			stake(Call::set_payee { payee: RewardDestination::Account(forwarder.0.clone()) }),
			stake(Call::unbond { value: 300 * BTR }),
			stake(Call::rebond { value: 100 * BTR }),
			stake(Call::withdraw_unbonded { num_slashing_spans: 0 }),
			stake(Call::chill {}),
		] {
			assert_eq!(forwarder.ask(call.clone()), Ok(()), "{call:?}");
		}
		assert_eq!(active(&forwarder.0), 1_300 * BTR);
		let payee = Staking::payee(StakingAccount::Stash(forwarder.0.clone()));
		assert_eq!(payee, Some(RewardDestination::Account(forwarder.0.clone())));
	});
}

#[test]
fn a_nominating_contract_is_rewarded() {
	let (mut chain, forwarder) = chain_with_forwarder();
	chain.with(|| {
		assert_eq!(forwarder.ask(bond(5_000 * BTR)), Ok(()));
		assert_eq!(forwarder.ask(nominate()), Ok(()));
	});
	chain.end_eras(5);
	chain.with(|| assert!(active(&forwarder.0) > 5_000 * BTR));
}

#[test]
fn a_contract_gets_its_stake_back_after_the_bonding_time() {
	let (mut chain, forwarder) = chain_with_forwarder();
	let withdraw = || stake(Call::withdraw_unbonded { num_slashing_spans: 0 });
	chain.with(|| {
		assert_eq!(forwarder.ask(bond(5_000 * BTR)), Ok(()));
		assert_eq!(forwarder.ask(stake(Call::unbond { value: 5_000 * BTR })), Ok(()));
		assert_eq!(forwarder.ask(withdraw()), Ok(()));
		assert_eq!(free(&forwarder), FUNDS - 5_000 * BTR + EXISTENTIAL_DEPOSIT);
	});
	chain.end_eras(3);
	chain.with(|| {
		assert_eq!(forwarder.ask(withdraw()), Ok(()));
		assert_eq!(free(&forwarder), FUNDS + EXISTENTIAL_DEPOSIT);
		assert!(staking::Ledger::<Runtime>::get(&forwarder.0).is_none());
	});
}

/// Checks that the deposit for a contract's storage cannot be staked: it stays what it is.
#[test]
fn a_contract_stakes_only_what_is_free() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let deposit = Balances::total_balance_on_hold(&forwarder.0);
		assert!(deposit > 0);
		assert_eq!(forwarder.ask(bond(2 * FUNDS)), Ok(()));
		assert_eq!(active(&forwarder.0), FUNDS);
		assert_eq!(Balances::total_balance_on_hold(&forwarder.0), FUNDS + deposit);
	});
}

fn create_pool() {
	let owner = || account(Dave).into();
	let origin = || RuntimeOrigin::signed(account(Dave));
	assert_ok!(NominationPools::create(origin(), 1_000 * BTR, owner(), owner(), owner()));
	assert_ok!(NominationPools::nominate(origin(), POOL, vec![stash(Alice)]));
}

fn points(forwarder: &Forwarder) -> Option<Balance> {
	PoolMembers::<Runtime>::get(&forwarder.0).map(|member| member.points)
}

#[test]
fn every_call_for_pool_members_works_for_a_contract() {
	let (mut chain, forwarder) = chain_with_forwarder();
	let member_account = || forwarder.0.clone().into();
	chain.with(|| {
		create_pool();
		let more = BondExtra::FreeBalance(20 * BTR);
		let half = 60 * BTR;
		for call in [
			pools::Call::join { amount: 100 * BTR, pool_id: POOL },
			pools::Call::bond_extra { extra: more },
			pools::Call::claim_payout {},
			pools::Call::unbond { member_account: member_account(), unbonding_points: half },
		] {
			assert_eq!(forwarder.ask(pool(call.clone())), Ok(()), "{call:?}");
		}
		assert_eq!(points(&forwarder), Some(half));
	});
	chain.end_eras(6);
	chain.with(|| {
		let member_account = member_account();
		let num_slashing_spans = 0;
		let had = free(&forwarder);
		let withdraw = pools::Call::withdraw_unbonded { member_account, num_slashing_spans };
		assert_eq!(forwarder.ask(pool(withdraw)), Ok(()));
		assert!(free(&forwarder) > had);
		// What the pool earned meanwhile.
		let paid = free(&forwarder);
		assert_eq!(forwarder.ask(pool(pools::Call::claim_payout {})), Ok(()));
		assert!(free(&forwarder) > paid);
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The views of accounts and supply, and payments with a reference.

mod simulation;
mod supply;

use crate::{
	balance_simulation::{Simulation, POOL},
	chain::{account, local, stash},
};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	AccountId, Accounts, Balance, Balances, ConvictionVoting, NominationPools, Runtime,
	RuntimeHoldReason, RuntimeOrigin, Staking, System, Vesting,
};
use codec::{Decode, Encode};
use pallet_accounts::{AccountOverviewOf, SupplyOverviewOf};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, view_functions::ViewFunction},
	frame_system,
	pallet_conviction_voting::{self, AccountVote, Conviction},
	pallet_delegated_staking, pallet_staking,
	pallet_vesting::VestingInfo,
	sp_keyring::Sr25519Keyring,
	sp_runtime::TokenError,
};

/// Asserts that the accounts own the whole issuance.
fn assert_issuance() {
	let owned = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum::<Balance>();
	assert_eq!(Balances::total_issuance(), owned);
}

/// Returns the rich account that the examples use.
fn eve() -> AccountId {
	account(Sr25519Keyring::Eve)
}

fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

#[test]
fn own_stake_is_told() {
	local().execute_with(|| {
		Simulation::begin();
		let payee = pallet_staking::RewardDestination::Staked;
		assert_ok!(Staking::bond(signed(eve()), 100 * BTR, payee));
		assert_ok!(Staking::unbond(signed(eve()), 30 * BTR));
		let told = Accounts::account(eve());
		let reason = RuntimeHoldReason::Staking(pallet_staking::HoldReason::Staking);
		assert_eq!((told.bonded, told.unbonding), (70 * BTR, 30 * BTR));
		assert_eq!(told.holds, [(reason, 100 * BTR)]);
		assert_eq!(told.reserved, 100 * BTR);
	});
}

#[test]
fn pool_stake_is_told() {
	local().execute_with(|| {
		Simulation::begin();
		assert_ok!(NominationPools::join(signed(eve()), 100 * BTR, POOL));
		assert_ok!(NominationPools::unbond(signed(eve()), eve().into(), 30 * BTR));
		let told = Accounts::account(eve());
		let reason = RuntimeHoldReason::DelegatedStaking(
			pallet_delegated_staking::HoldReason::StakingDelegation,
		);
		assert_eq!((told.pooled, told.pool_unbonding), (70 * BTR, 30 * BTR));
		assert_eq!((told.bonded, told.unbonding), (0, 0));
		assert_eq!(told.holds, [(reason, 100 * BTR)]);
	});
}

#[test]
fn votes_lock_what_may_be_reserved_already() {
	local().execute_with(|| {
		Simulation::begin();
		assert_ok!(NominationPools::join(signed(eve()), 100 * BTR, POOL));
		let vote = AccountVote::Standard {
			vote: pallet_conviction_voting::Vote { aye: true, conviction: Conviction::Locked1x },
			balance: 300 * BTR,
		};
		assert_ok!(ConvictionVoting::vote(signed(eve()), 0, vote));
		let told = Accounts::account(eve());
		assert_eq!((told.locked_in_votes, told.frozen), (300 * BTR, 300 * BTR));
		assert_eq!(told.transferable, told.free - 200 * BTR);
	});
}

#[test]
fn vested_balance_is_free_once_somebody_calls_vest() {
	local().execute_with(|| {
		let who = account(Sr25519Keyring::One);
		let schedule = VestingInfo::new(10 * BTR, BTR, 1);
		assert_ok!(Vesting::vested_transfer(signed(eve()), who.clone().into(), schedule));
		System::set_block_number(5);
		let told = Accounts::account(who.clone());
		assert_eq!((told.vesting, told.frozen, told.transferable), (6 * BTR, 10 * BTR, 0));
		assert_ok!(Vesting::vest(signed(who.clone())));
		let told = Accounts::account(who);
		assert_eq!((told.vesting, told.frozen), (6 * BTR, 6 * BTR));
		assert_eq!(told.transferable, 4 * BTR);
	});
}

#[test]
fn payments_carry_their_reference() {
	local().execute_with(|| {
		let reference = pallet_accounts::Reference::try_from(b"invoice 7".to_vec()).unwrap();
		let to = account(Sr25519Keyring::One);
		let pay = |value| {
			Accounts::transfer_with_reference(
				signed(eve()),
				to.clone().into(),
				value,
				reference.clone(),
			)
		};
		assert_noop!(pay(EXISTENTIAL_DEPOSIT - 1), TokenError::BelowMinimum);
		assert_ok!(pay(BTR));
		let from = eve();
		let event = pallet_accounts::Event::TransferredWithReference {
			from,
			to: to.clone(),
			value: BTR,
			reference: reference.clone(),
		};
		System::assert_last_event(event.into());
	});
}

#[test]
fn views_are_served_to_clients() {
	local().execute_with(|| {
		let id = pallet_accounts::AccountViewFunction::<Runtime>::id();
		let answer = Runtime::execute_view_function(id, stash(Sr25519Keyring::Alice).encode());
		let told = AccountOverviewOf::<Runtime>::decode(&mut &answer.unwrap()[..]).unwrap();
		assert_eq!(told.bonded, 100_000 * BTR);

		let id = pallet_accounts::SupplyViewFunction::<Runtime>::id();
		let answer = Runtime::execute_view_function(id, vec![]);
		let told = SupplyOverviewOf::<Runtime>::decode(&mut &answer.unwrap()[..]).unwrap();
		assert_eq!(told.issued, Balances::total_issuance());
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Joining is all or nothing; rotating keys takes two sessions.

use super::{
	chain_with_places, eve, is_candidate, join, join_call, send, validator_events, BOND, COMMISSION,
};
use crate::chain::{
	account,
	keys::{keys_of, keys_of_name},
	local, stash,
};
use batara_runtime::{
	configs::consensus::KeyDeposit, constants::money::BTR, Babe, Balances, Runtime, RuntimeCall,
	RuntimeHoldReason, RuntimeOrigin, Session, Staking, Validators,
};
use pallet_validators::{views::ValidatorState, Call, Error, Event};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, assert_storage_noop, traits::fungible::InspectHold},
	frame_system, pallet_session,
	pallet_staking::{self, ConfigOp, RewardDestination},
	sp_keyring::Sr25519Keyring::{Alice, Ferdie},
	sp_runtime::{DispatchError, Perbill, TokenError},
};

fn fails(call: Call<Runtime>, error: impl Into<DispatchError>) {
	assert_noop!(send(&eve(), call), error.into());
}

/// Returns a `join` of Eve with parts that `change` has altered.
fn join_with(change: impl FnOnce(&mut Parts)) -> Call<Runtime> {
	let (keys, proof) = keys_of(&eve(), 0);
	let mut parts = Parts { bond: BOND, commission: COMMISSION, keys, proof };
	change(&mut parts);
	let Parts { bond, commission, keys, proof } = parts;
	Call::join { bond, commission, keys, proof }
}

struct Parts {
	bond: u128,
	commission: Perbill,
	keys: batara_runtime::SessionKeys,
	proof: Vec<u8>,
}

#[test]
fn joined_account_is_elected_with_its_keys() {
	let mut chain = chain_with_places(5);
	chain.block_with(|| join(&eve()));
	assert!(validator_events(&chain)
		.any(|event| *event
			== Event::Joined { validator: eve(), bond: BOND, commission: COMMISSION }));
	chain.with(|| {
		let ledger = pallet_staking::Ledger::<Runtime>::get(eve()).unwrap();
		assert_eq!((ledger.active, ledger.total), (BOND, BOND));
		assert_eq!(pallet_staking::Payee::<Runtime>::get(eve()), Some(RewardDestination::Staked));
		assert_eq!(pallet_staking::Validators::<Runtime>::get(eve()).commission, COMMISSION);
		assert_eq!(Session::load_keys(&eve()), Some(keys_of(&eve(), 0).0));
		let reason = RuntimeHoldReason::Session(pallet_session::HoldReason::Keys);
		assert_eq!(Balances::balance_on_hold(&reason, &eve()), KeyDeposit::get());
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == eve()).unwrap();
		assert_eq!(status.state, ValidatorState::Waiting);
	});
	chain.end_eras(2);
	chain.with(|| assert!(Session::validators().contains(&eve())));
	// Nothing but an index in a header shows who authored: it is told of the right one.
	chain.end_session();
	chain.block_by(&eve());
	chain.with(|| {
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == eve()).unwrap();
		assert_eq!(status.state, ValidatorState::Active);
		assert!(status.blocks_in_era > 0 && status.has_keys);
	});
}

#[test]
fn a_join_with_too_small_a_bond_leaves_nothing() {
	local().execute_with(|| {
		let least = pallet_staking::MinValidatorBond::<Runtime>::get();
		let error = pallet_staking::Error::<Runtime>::InsufficientBond;
		fails(join_with(|parts| parts.bond = least - 1), error);
		assert_ok!(send(&eve(), join_with(|parts| parts.bond = least)));
	});
}

#[test]
fn a_join_with_a_bond_above_the_balance_leaves_nothing() {
	local().execute_with(|| {
		let error = pallet_staking::Error::<Runtime>::InsufficientBond;
		fails(join_with(|parts| parts.bond = 10_000_000 * BTR), error);
	});
}

#[test]
fn a_join_that_leaves_no_room_for_the_deposit_leaves_nothing() {
	local().execute_with(|| {
		let all = frame_system::Account::<Runtime>::get(eve()).data.free;
		let bond = all - KeyDeposit::get();
		assert_storage_noop!(assert!(send(&eve(), join_with(|parts| parts.bond = bond)).is_err()));
		let bond = bond - batara_runtime::constants::money::EXISTENTIAL_DEPOSIT;
		fails(join_with(|parts| parts.bond = bond + 1), TokenError::FundsUnavailable);
		assert_ok!(send(&eve(), join_with(|parts| parts.bond = bond)));
	});
}

#[test]
fn a_join_of_an_account_with_a_bond_leaves_nothing() {
	local().execute_with(|| {
		let bond = pallet_staking::Call::bond { value: BTR, payee: RewardDestination::Stash };
		assert_ok!(send(&eve(), RuntimeCall::Staking(bond)));
		fails(join_call(&eve()), pallet_staking::Error::<Runtime>::AlreadyBonded);
		let alice = stash(Alice);
		let error = pallet_staking::Error::<Runtime>::AlreadyBonded;
		assert_noop!(send(&alice, join_call(&alice)), DispatchError::from(error));
	});
}

#[test]
fn a_join_below_the_least_commission_leaves_nothing() {
	local().execute_with(|| {
		let least = Perbill::from_percent(10);
		assert_ok!(Staking::set_min_commission(RuntimeOrigin::root(), least));
		fails(join_call(&eve()), pallet_staking::Error::<Runtime>::CommissionTooLow);
		assert_ok!(send(&eve(), join_with(|parts| parts.commission = least)));
	});
}

#[test]
fn a_join_with_the_proof_of_another_account_leaves_nothing() {
	local().execute_with(|| {
		let (keys, proof) = keys_of(&account(Ferdie), 0);
		let stolen = join_with(|parts| (parts.keys, parts.proof) = (keys, proof));
		fails(stolen, pallet_session::Error::<Runtime>::InvalidProof);
		fails(
			join_with(|parts| parts.proof.clear()),
			pallet_session::Error::<Runtime>::InvalidProof,
		);
	});
}

#[test]
fn a_join_with_a_key_of_a_validator_leaves_nothing() {
	local().execute_with(|| {
		let (keys, proof) = keys_of_name(Alice, &eve());
		let call = join_with(|parts| (parts.keys, parts.proof) = (keys, proof));
		fails(call, pallet_session::Error::<Runtime>::DuplicatedKey);
	});
}

#[test]
fn a_join_beyond_the_most_candidates_leaves_nothing() {
	local().execute_with(|| {
		assert_ok!(Staking::set_staking_configs(
			RuntimeOrigin::root(),
			ConfigOp::Noop,
			ConfigOp::Noop,
			ConfigOp::Noop,
			ConfigOp::Set(4),
			ConfigOp::Noop,
			ConfigOp::Noop,
			ConfigOp::Noop,
		));
		fails(join_call(&eve()), pallet_staking::Error::<Runtime>::TooManyValidators);
	});
}

#[test]
fn only_accounts_join() {
	local().execute_with(|| {
		let (keys, proof) = keys_of(&eve(), 0);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let joined = Validators::join(origin, BOND, COMMISSION, keys.clone(), proof.clone());
			assert_noop!(joined, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn new_keys_author_two_sessions_later() {
	let mut chain = chain_with_places(4);
	let alice = stash(Alice);
	let (keys, proof) = keys_of(&alice, 1);
	let rotate = Call::rotate_keys { keys: keys.clone(), proof };
	chain.block_with(|| {
		assert_ok!(send(&alice, rotate));
	});
	assert!(validator_events(&chain)
		.any(|event| *event == Event::KeysRotated { validator: alice.clone() }));
	let authors = || Babe::authorities().into_iter().any(|(key, _)| key == keys.babe);
	chain.end_session();
	assert!(!chain.with(authors));
	chain.end_session();
	assert!(chain.with(authors));
	chain.with(|| assert_eq!(Session::validators().len(), 4));
}

#[test]
fn rotating_needs_keys_with_their_proof() {
	local().execute_with(|| {
		let (keys, proof) = keys_of(&eve(), 0);
		let rotate = Call::rotate_keys { keys: keys.clone(), proof: proof.clone() };
		fails(rotate, Error::<Runtime>::NotValidator);
		assert!(!is_candidate(&eve()));
		let alice = stash(Alice);
		let stolen = Call::rotate_keys { keys, proof };
		let error = pallet_session::Error::<Runtime>::InvalidProof;
		assert_noop!(send(&alice, stolen), DispatchError::from(error));
	});
}

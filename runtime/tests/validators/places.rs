// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Places for candidates are won by stake: a full list keeps nobody out who has more.

use super::{chain_with_places, is_candidate, send, validator_events};
use crate::chain::{account, keys::keys_of, slots::Chain, stash};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeOrigin,
	Staking, Validators,
};
use pallet_validators::{Call, ElectionLimit, Event};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungible::Mutate},
	pallet_staking::{self, RewardDestination, ValidatorPrefs},
	sp_keyring::Sr25519Keyring::{Alice, Eve, Ferdie},
	sp_runtime::Perbill,
};

/// The places for candidates on these chains.
const PLACES: u32 = 20;
/// The smallest bond of a validator.
const LEAST: Balance = 1_000 * BTR;

/// Returns the `number`th of the accounts that fill the list.
fn filler(number: u32) -> AccountId {
	AccountId::new([number as u8 + 1; 32])
}

fn fund(who: &AccountId) {
	assert_ok!(Balances::mint_into(who, 500_000 * BTR));
}

fn join_with(who: &AccountId, bond: Balance) -> Call<Runtime> {
	let (keys, proof) = keys_of(who, 0);
	Call::join { bond, commission: Perbill::zero(), keys, proof }
}

/// Becomes a candidate with stock calls, without keys.
fn validate(who: &AccountId, bond: Balance) {
	let bond = pallet_staking::Call::bond { value: bond, payee: RewardDestination::Stash };
	assert_ok!(send(who, RuntimeCall::Staking(bond)));
	let validate = pallet_staking::Call::validate { prefs: ValidatorPrefs::default() };
	assert_ok!(send(who, RuntimeCall::Staking(validate)));
}

/// Builds a chain with four validators whose other places are taken by candidates with the smallest
/// bond.
fn full() -> Chain {
	let mut chain = chain_with_places(4);
	chain.block_with(|| {
		assert_ok!(Validators::set_election_limits(RuntimeOrigin::root(), 2_000, PLACES));
		for number in 0..PLACES - 4 {
			fund(&filler(number));
			assert_ok!(send(&filler(number), join_with(&filler(number), LEAST)));
		}
	});
	chain
}

fn candidates() -> u32 {
	pallet_staking::Validators::<Runtime>::count()
}

fn outranked(chain: &Chain) -> usize {
	validator_events(chain).filter(|event| matches!(event, Event::Outranked { .. })).count()
}

#[test]
fn joining_a_full_list_with_more_stake_wins_a_place() {
	let mut chain = full();
	let eve = account(Eve);
	chain.block_with(|| {
		assert_ok!(send(&eve, join_with(&eve, LEAST + 1)));
	});
	chain.block_with(|| {
		assert!(is_candidate(&eve));
		assert_eq!(candidates(), PLACES);
	});
	assert_eq!(outranked(&chain), 1);
}

#[test]
fn joining_a_full_list_with_less_stake_than_all_others_wins_none() {
	let mut chain = full();
	let poor = filler(200);
	chain.block_with(|| {
		fund(&poor);
		pallet_staking::MinValidatorBond::<Runtime>::put(LEAST - 1);
		assert_ok!(send(&poor, join_with(&poor, LEAST - 1)));
	});
	chain.block();
	assert!(validator_events(&chain)
		.any(|event| *event == Event::Outranked { validator: poor.clone() }));
	chain.with(|| assert!(!is_candidate(&poor)));
}

#[test]
fn stock_validate_wins_a_place_on_a_full_list() {
	let mut chain = full();
	let eve = account(Eve);
	chain.block_with(|| {
		let (keys, proof) = keys_of(&eve, 0);
		assert_ok!(batara_runtime::Session::set_keys(
			RuntimeOrigin::signed(eve.clone()),
			keys,
			proof
		));
		validate(&eve, 2 * LEAST);
	});
	chain.block_with(|| {
		assert!(is_candidate(&eve));
		assert_eq!(candidates(), PLACES);
	});
}

/// Covers candidates that hold a place but cannot be elected.
#[test]
fn candidates_without_keys_are_the_first_to_go() {
	let mut chain = chain_with_places(4);
	let eve = account(Eve);
	chain.block_with(|| {
		assert_ok!(Validators::set_election_limits(RuntimeOrigin::root(), 2_000, PLACES));
		for number in 0..PLACES - 1 {
			fund(&filler(number));
			validate(&filler(number), 200_000 * BTR);
		}
		assert_ok!(send(&eve, join_with(&eve, LEAST)));
	});
	chain.end_eras(2);
	chain.with(|| {
		assert!(is_candidate(&eve));
		assert_eq!(batara_runtime::Session::validators().len(), 4);
	});
}

/// Repeats what was seen: with a look at all candidates for each newcomer, a batch of them took a
/// block of seconds.
#[test]
fn newcomers_of_one_block_cost_one_look_at_the_candidates() {
	let mut chain = full();
	chain.block_with(|| {
		for number in 40..60 {
			fund(&filler(number));
			let bond = pallet_staking::Call::bond { value: LEAST, payee: RewardDestination::Stash };
			assert_ok!(send(&filler(number), RuntimeCall::Staking(bond)));
			let validate = pallet_staking::Call::validate { prefs: ValidatorPrefs::default() };
			let _ = send(&filler(number), RuntimeCall::Staking(validate));
		}
		assert_eq!(candidates(), PLACES + 4, "more are refused in this block");
	});
	chain.block_with(|| assert_eq!(candidates(), PLACES));
	assert_eq!(outranked(&chain), 4);
}

#[test]
fn the_list_stays_within_what_elections_look_at() {
	let mut chain = full();
	chain.block_with(|| {
		for number in 40..44 {
			fund(&filler(number));
			validate(&filler(number), 2 * LEAST);
		}
	});
	chain.end_eras(3);
	chain.with(|| {
		assert_eq!(candidates(), PLACES);
		assert_eq!(ElectionLimit::<Runtime>::get().targets, PLACES);
		assert_eq!(batara_runtime::Session::validators().len(), 4);
		assert!(is_candidate(&stash(Alice)), "who is elected keeps its place");
	});
}

#[test]
fn a_nominated_candidate_outranks_one_with_more_stake_of_its_own() {
	let mut chain = full();
	let backed = filler(0);
	chain.block_with(|| {
		let eve = account(Eve);
		let bond =
			pallet_staking::Call::bond { value: 50_000 * BTR, payee: RewardDestination::Stash };
		assert_ok!(send(&eve, RuntimeCall::Staking(bond)));
		let targets = vec![backed.clone().into()];
		let nominate = pallet_staking::Call::nominate { targets };
		assert_ok!(send(&eve, RuntimeCall::Staking(nominate)));
	});
	// The next election sees it.
	chain.end_eras(2);
	chain.block_with(|| {
		for number in 40..44 {
			fund(&filler(number));
			assert_ok!(send(&filler(number), join_with(&filler(number), 10 * LEAST)));
		}
	});
	chain.block_with(|| {
		assert!(is_candidate(&backed));
		assert!(!is_candidate(&filler(1)));
	});
}

#[test]
fn presets_let_anybody_chill_who_has_fallen_below_the_minimum() {
	let mut chain = full();
	chain.block_with(|| {
		pallet_staking::MinValidatorBond::<Runtime>::put(2 * LEAST);
		let anybody = RuntimeOrigin::signed(account(Ferdie));
		assert_ok!(Staking::chill_other(anybody, filler(0)));
		assert!(!is_candidate(&filler(0)));
	});
}

#[test]
fn new_election_limits_keep_the_threshold_for_chilling() {
	let mut chain = full();
	chain.with(|| {
		let before = pallet_staking::ChillThreshold::<Runtime>::get();
		assert!(before.is_some());
		assert_ok!(Validators::set_election_limits(RuntimeOrigin::root(), 1_000, PLACES));
		assert_eq!(pallet_staking::ChillThreshold::<Runtime>::get(), before);
		pallet_staking::ChillThreshold::<Runtime>::kill();
		assert_ok!(Validators::set_election_limits(RuntimeOrigin::root(), 1_000, PLACES));
		assert_eq!(pallet_staking::ChillThreshold::<Runtime>::get(), before);
	});
}

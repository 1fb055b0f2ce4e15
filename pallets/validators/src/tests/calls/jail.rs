// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Silence, the jail and the way out of it.

use super::*;
use crate::{liveness::Record, LivenessRecords};
use polkadot_sdk::{
	frame_support::traits::fungible::Inspect, pallet_staking::MinValidatorBond,
	sp_staking::PagedExposureMetadata,
};

#[test]
fn rejoining_fails_without_a_jail_term() {
	run(|| {
		fails(NEWCOMER, Call::rejoin {}, Error::<Test>::NotJailed);
		fails(VALIDATOR, Call::rejoin {}, Error::<Test>::NotJailed);
		jail(VALIDATOR);
		assert_ok!(Staking::validate(signed(VALIDATOR), Default::default()));
		fails(VALIDATOR, Call::rejoin {}, Error::<Test>::NotJailed);
	});
}

#[test]
fn rejoining_fails_without_keys_or_the_least_bond() {
	run(|| {
		jail(VALIDATOR);
		MinValidatorBond::<Test>::put(STAKE + 1);
		fails(VALIDATOR, Call::rejoin {}, StakingError::InsufficientBond);
		assert_ok!(Session::purge_keys(signed(VALIDATOR)));
		fails(VALIDATOR, Call::rejoin {}, Error::<Test>::NotValidator);
	});
}

/// Runs a test on a chain of four, on which everybody but the first authored ten blocks in the
/// epoch.
fn with_a_silent_one(test: impl FnOnce()) {
	run(|| {
		let newcomers = [NEWCOMER, NEWCOMER + 1];
		newcomers.into_iter().for_each(joined);
		let all = [VALIDATORS, newcomers].concat();
		for who in &all {
			LivenessRecords::<Test>::insert(who, Record { blocks: 10, ..Default::default() });
		}
		let silent = Record { blocks: 0, silent_epochs: 1, silent_blocks: 70 };
		LivenessRecords::<Test>::insert(VALIDATOR, silent);
		for who in &all {
			let elected = PagedExposureMetadata { page_count: 1, ..Default::default() };
			pallet_staking::ErasStakersOverview::<Test>::insert(0, who, elected);
		}
		pallet_session::Validators::<Test>::put(all);
		test();
	});
}

#[docify::export]
#[test]
fn jailed_validator_rejoins_with_its_old_preferences() {
	with_a_silent_one(|| {
		let preferences = pallet_staking::Validators::<Test>::get(VALIDATOR);
		assert_eq!(Pallet::<Test>::close_epoch(), 4);
		tells(Event::Jailed { validator: VALIDATOR, epochs: 2, blocks: 100, until: 4 });
		assert!(!Pallet::<Test>::is_candidate(&VALIDATOR));
		assert_ok!(send(signed(VALIDATOR), Call::rejoin {}));
		tells(Event::Rejoined { validator: VALIDATOR });
		assert_eq!(pallet_staking::Validators::<Test>::get(VALIDATOR), preferences);
		assert!(!Pallet::<Test>::is_eligible(&VALIDATOR), "it serves its term");
		pallet_session::CurrentIndex::<Test>::put(3);
		assert!(Pallet::<Test>::is_eligible(&VALIDATOR));
	});
}

/// Covers the epoch between the election and the change of the set: until then the validator that
/// rejoined is still in the set.
#[test]
fn nobody_is_jailed_twice_for_the_same_silence() {
	with_a_silent_one(|| {
		let all = pallet_session::Validators::<Test>::get();
		let queued: Vec<_> = all.iter().map(|who| (*who, keys_of(*who, *who).0)).collect();
		pallet_session::QueuedKeys::<Test>::put(queued);
		Pallet::<Test>::close_epoch();
		assert!(!Pallet::<Test>::is_candidate(&VALIDATOR));
		assert_ok!(send(signed(VALIDATOR), Call::rejoin {}));
		for who in &all[1..] {
			LivenessRecords::<Test>::insert(who, Record { blocks: 10, ..Default::default() });
		}
		Pallet::<Test>::close_epoch();
		assert!(Pallet::<Test>::is_candidate(&VALIDATOR));
		assert_eq!(LivenessRecords::<Test>::get(VALIDATOR).silent_epochs, 1);
	});
}

#[test]
fn validator_slashed_to_nothing_leaves_no_record() {
	// In jail when it is slashed.
	run(|| {
		jail(VALIDATOR);
		let mut ledger = pallet_staking::Ledger::<Test>::get(VALIDATOR).unwrap();
		assert_eq!(ledger.slash(STAKE, Balances::minimum_balance(), 0), STAKE);
		pallet_staking::Ledger::<Test>::insert(VALIDATOR, ledger);
		assert!(!Jail::<Test>::contains_key(VALIDATOR));
		assert_ok!(Staking::reap_stash(signed(NEWCOMER), VALIDATOR, 0));
	});
	// Slashed before it was found silent.
	with_a_silent_one(|| {
		let mut ledger = pallet_staking::Ledger::<Test>::get(VALIDATOR).unwrap();
		(ledger.active, ledger.total) = (0, 0);
		pallet_staking::Ledger::<Test>::insert(VALIDATOR, ledger);
		Pallet::<Test>::close_epoch();
		assert!(!Pallet::<Test>::is_candidate(&VALIDATOR));
		assert!(!Jail::<Test>::contains_key(VALIDATOR));
	});
}

#[test]
fn the_least_number_of_candidates_is_kept() {
	with_a_silent_one(|| {
		MinimumCandidates::set(4);
		Pallet::<Test>::close_epoch();
		assert!(Pallet::<Test>::is_candidate(&VALIDATOR));
		assert_eq!(Jail::<Test>::iter().count(), 0);
	});
}

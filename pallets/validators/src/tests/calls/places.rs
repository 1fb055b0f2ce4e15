// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The limits of elections, and the places on a full list of candidates.

use super::*;
use crate::{timing::ElectionLimits, ElectionLimit};

#[test]
fn limits_below_the_number_of_candidates_are_refused() {
	run(|| {
		let targets = VALIDATORS.len() as u32;
		let call = |targets| Call::set_election_limits { voters: 100, targets };
		let fewer = send(RuntimeOrigin::root(), call(targets - 1));
		assert_eq!(fewer.unwrap_err(), Error::<Test>::TooManyCandidates.into());
		assert_ok!(send(RuntimeOrigin::root(), call(targets)));
	});
}

/// Runs a test on a full list: both genesis validators, which are elected, and a newcomer with this
/// bond.
fn with_a_full_list(bond: Balance, test: impl FnOnce()) {
	run(|| {
		let call = Call::set_election_limits { voters: 100, targets: 3 };
		assert_ok!(send(RuntimeOrigin::root(), call));
		assert_ok!(send(signed(NEWCOMER), join_as(NEWCOMER, bond)));
		test();
	});
}

fn join_as(who: AccountId, bond: Balance) -> Call<Test> {
	let (keys, proof) = keys_of(who, who);
	Call::join { bond, commission: COMMISSION, keys, proof }
}

/// Begins the next block.
fn begin_block() {
	Validators::on_initialize(1);
}

#[test]
fn joining_a_full_list_with_less_stake_than_all_others_takes_no_place() {
	with_a_full_list(BOND, || {
		assert_ok!(send(signed(NEWCOMER + 1), join_as(NEWCOMER + 1, BOND - 1)));
		begin_block();
		tells(Event::Outranked { validator: NEWCOMER + 1 });
		assert!(Pallet::<Test>::is_candidate(&NEWCOMER));
	});
}

#[test]
fn joining_a_full_list_with_more_stake_takes_the_place_of_the_lowest() {
	with_a_full_list(BOND, || {
		assert_ok!(send(signed(NEWCOMER + 1), join_as(NEWCOMER + 1, BOND + 1)));
		begin_block();
		tells(Event::Outranked { validator: NEWCOMER });
		assert!(!Pallet::<Test>::is_candidate(&NEWCOMER));
		assert!(Pallet::<Test>::is_candidate(&(NEWCOMER + 1)));
	});
}

#[test]
fn a_candidate_without_keys_ranks_last() {
	with_a_full_list(2 * BOND, || {
		assert_ok!(Session::purge_keys(signed(NEWCOMER)));
		assert_ok!(send(signed(NEWCOMER + 1), join_as(NEWCOMER + 1, BOND)));
		begin_block();
		assert!(!Pallet::<Test>::is_candidate(&NEWCOMER));
	});
}

#[test]
fn elected_validator_does_not_lose_its_place() {
	run(|| {
		let targets = VALIDATORS.len() as u32;
		let call = Call::set_election_limits { voters: 100, targets };
		assert_ok!(send(RuntimeOrigin::root(), call));
		// One may stand against them; the next one has to outrank it.
		assert_ok!(send(signed(NEWCOMER), join_as(NEWCOMER, BOND)));
		begin_block();
		assert!(Pallet::<Test>::is_candidate(&NEWCOMER));
		assert_ok!(send(signed(NEWCOMER + 1), join_as(NEWCOMER + 1, BOND - 1)));
		begin_block();
		tells(Event::Outranked { validator: NEWCOMER + 1 });
		assert!(VALIDATORS.iter().all(Pallet::<Test>::is_candidate));
	});
}

#[test]
fn election_limits_have_bounds() {
	run(|| {
		for (voters, targets) in [(0, 1), (1, 0), (7_501, 1), (1, 1_001)] {
			let call = Call::set_election_limits { voters, targets };
			assert_noop!(send(RuntimeOrigin::root(), call), Error::<Test>::LimitsOutOfBounds);
		}
		for (voters, targets) in [(1, VALIDATORS.len() as u32), (7_500, 1_000)] {
			let call = Call::set_election_limits { voters, targets };
			assert_ok!(send(RuntimeOrigin::root(), call));
			tells(Event::ElectionLimitsSet { voters, targets });
			assert_eq!(ElectionLimit::<Test>::get(), ElectionLimits { voters, targets });
			assert_eq!(MaxValidatorsCount::<Test>::get(), Some(targets + (targets / 8).max(4)));
		}
	});
}

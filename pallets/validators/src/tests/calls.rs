// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls: their origins, their errors and their events. Also the events by which the chain
//! itself tells of those who left or were silent.

use crate::{
	eligibility::JailTerm, liveness::Record, membership::MOST_SPANS, mock::*,
	timing::ElectionLimits, Call, ElectionLimit, Error, Event, Jail, Leavers, LivenessRecords,
	Pallet,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{
			fungible::{Inspect, InspectHold},
			Hooks,
		},
		weights::Weight,
	},
	pallet_session,
	pallet_staking::{
		self, slashing::SlashingSpans, MaxValidatorsCount, MinCommission, MinValidatorBond, Payee,
		RewardDestination,
	},
	sp_runtime::{DispatchError, Perbill, TokenError},
	sp_staking::PagedExposureMetadata,
};

const BOND: Balance = 500;
const COMMISSION: Perbill = Perbill::from_percent(7);
/// A validator of the genesis.
const VALIDATOR: AccountId = VALIDATORS[0];

type StakingError = pallet_staking::Error<Test>;
type SessionError = pallet_session::Error<Test>;

fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

fn join_with(bond: Balance, commission: Perbill) -> Call<Test> {
	let (keys, proof) = keys_of(NEWCOMER, NEWCOMER);
	Call::join { bond, commission, keys, proof }
}

fn join() -> Call<Test> {
	join_with(BOND, COMMISSION)
}

fn rotate(owner: AccountId, number: u64) -> Call<Test> {
	let (keys, proof) = keys_of(owner, number);
	Call::rotate_keys { keys, proof }
}

fn fails(who: AccountId, call: Call<Test>, error: impl Into<DispatchError>) {
	assert_noop!(send(signed(who), call), error.into());
}

fn tells(event: Event<Test>) {
	System::assert_last_event(event.into());
}

fn joined(validator: AccountId) {
	let (keys, proof) = keys_of(validator, validator);
	let call = Call::join { bond: BOND, commission: COMMISSION, keys, proof };
	assert_ok!(send(signed(validator), call));
	tells(Event::Joined { validator, bond: BOND, commission: COMMISSION });
}

/// Makes blocks with nothing else to do.
fn idle_blocks(count: u32) {
	for _ in 0..count {
		Validators::on_idle(1, Weight::MAX);
	}
}

/// Jails a validator as if it had been silent.
fn jail(who: AccountId) {
	let preferences = pallet_staking::Validators::<Test>::get(who);
	assert_ok!(Staking::chill(signed(who)));
	Jail::<Test>::insert(who, JailTerm { until: 0, preferences: Some(preferences) });
}

#[test]
fn each_call_has_its_origin() {
	run(|| {
		let calls = [join(), Call::leave {}, rotate(VALIDATOR, 7), Call::rejoin {}];
		for call in calls {
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(send(origin, call.clone()), DispatchError::BadOrigin);
			}
		}
		let call = Call::set_election_limits { voters: 1, targets: 1 };
		for origin in [signed(VALIDATOR), RuntimeOrigin::none()] {
			assert_noop!(send(origin, call.clone()), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn joined_account_is_a_candidate_with_keys() {
	run(|| {
		joined(NEWCOMER);
		assert!(Pallet::<Test>::is_candidate(&NEWCOMER));
		assert_eq!(pallet_staking::Validators::<Test>::get(NEWCOMER).commission, COMMISSION);
		assert_eq!(Payee::<Test>::get(NEWCOMER), Some(RewardDestination::Staked));
		assert_eq!(Session::load_keys(&NEWCOMER), Some(keys_of(NEWCOMER, NEWCOMER).0));
		assert_eq!(Balances::total_balance_on_hold(&NEWCOMER), BOND + KEY_DEPOSIT);
	});
}

#[test]
fn joining_fails_with_too_small_or_too_large_a_bond() {
	run(|| {
		let all = RICH - EXISTENTIAL_DEPOSIT;
		for bond in [0, EXISTENTIAL_DEPOSIT - 1, LEAST_BOND - 1, all + 1] {
			fails(NEWCOMER, join_with(bond, COMMISSION), StakingError::InsufficientBond);
		}
		// The deposit for the keys has to be there too.
		let most = all - KEY_DEPOSIT;
		fails(NEWCOMER, join_with(most + 1, COMMISSION), TokenError::FundsUnavailable);
		assert_ok!(send(signed(NEWCOMER), join_with(most, COMMISSION)));
	});
}

#[test]
fn joining_fails_against_the_rules_of_staking() {
	run(|| {
		fails(VALIDATOR, join(), StakingError::AlreadyBonded);
		fails(NOMINATORS[0], join(), StakingError::AlreadyBonded);
		MinCommission::<Test>::put(Perbill::from_percent(8));
		fails(NEWCOMER, join(), StakingError::CommissionTooLow);
		MinCommission::<Test>::kill();
		MaxValidatorsCount::<Test>::put(2);
		fails(NEWCOMER, join(), StakingError::TooManyValidators);
	});
}

#[test]
fn joining_fails_with_the_keys_of_others() {
	run(|| {
		for (owner, number, error) in [
			(VALIDATOR, NEWCOMER, SessionError::InvalidProof),
			(NEWCOMER, VALIDATOR, SessionError::DuplicatedKey),
		] {
			let (keys, proof) = keys_of(owner, number);
			fails(NEWCOMER, Call::join { bond: BOND, commission: COMMISSION, keys, proof }, error);
		}
	});
}

#[test]
fn leaving_unbonds_everything() {
	run(|| {
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		tells(Event::Leaving { validator: VALIDATOR, free_in: BONDING_ERAS });
		let ledger = pallet_staking::Ledger::<Test>::get(VALIDATOR).unwrap();
		assert_eq!((ledger.active, ledger.total), (0, STAKE));
		assert!(Pallet::<Test>::is_leaving(&VALIDATOR) && Pallet::<Test>::has_keys(&VALIDATOR));
		assert_eq!(Payee::<Test>::get(VALIDATOR), Some(RewardDestination::Stash));
		fails(VALIDATOR, Call::leave {}, Error::<Test>::AlreadyLeaving);
	});
}

#[test]
fn account_that_does_not_validate_cannot_leave() {
	run(|| {
		fails(NEWCOMER, Call::leave {}, Error::<Test>::NotValidator);
		fails(NOMINATORS[0], Call::leave {}, Error::<Test>::NotValidator);
		// Keys without a stake.
		let (keys, proof) = keys_of(NEWCOMER, NEWCOMER);
		assert_ok!(Session::set_keys(signed(NEWCOMER), keys, proof));
		fails(NEWCOMER, Call::leave {}, Error::<Test>::NotValidator);
	});
}

#[test]
fn jailed_validator_can_leave() {
	run(|| {
		jail(VALIDATOR);
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		assert!(!Jail::<Test>::contains_key(VALIDATOR));
	});
}

#[test]
fn returned_validator_can_leave_again() {
	run(|| {
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		assert_ok!(Staking::rebond(signed(VALIDATOR), STAKE));
		assert_ok!(Staking::validate(signed(VALIDATOR), Default::default()));
		assert!(!Pallet::<Test>::is_leaving(&VALIDATOR));
		begin_era(1);
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		tells(Event::Leaving { validator: VALIDATOR, free_in: 1 + BONDING_ERAS });
		assert_eq!(Leavers::<Test>::iter().count(), 1);
	});
}

#[test]
fn validator_slashed_too_often_withdraws_by_itself() {
	run(|| {
		let prior = vec![1; MOST_SPANS as usize];
		pallet_staking::SlashingSpans::<Test>::insert(
			VALIDATOR,
			SlashingSpans { span_index: 40, last_start: 40, last_nonzero_slash: 0, prior },
		);
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		pallet_session::Validators::<Test>::put(vec![VALIDATORS[1]]);
		let queued = (VALIDATORS[1], keys_of(VALIDATORS[1], VALIDATORS[1]).0);
		pallet_session::QueuedKeys::<Test>::put(vec![queued]);
		begin_era(BONDING_ERAS);
		idle_blocks(8);
		assert!(!Pallet::<Test>::is_leaving(&VALIDATOR) && Pallet::<Test>::has_keys(&VALIDATOR));
		assert_ok!(Session::purge_keys(signed(VALIDATOR)));
		assert_ok!(Staking::withdraw_unbonded(signed(VALIDATOR), MOST_SPANS + 1));
		assert!(!pallet_staking::Ledger::<Test>::contains_key(VALIDATOR));
	});
}

#[test]
fn leaver_is_released_once_its_keys_are_not_needed() {
	run(|| {
		assert_ok!(send(signed(VALIDATOR), Call::leave {}));
		begin_era(BONDING_ERAS);
		idle_blocks(8);
		assert!(Pallet::<Test>::has_keys(&VALIDATOR), "it is in the active set");
		assert_eq!(Leavers::<Test>::get(VALIDATOR), Some(BONDING_ERAS + 1));

		pallet_session::Validators::<Test>::put(vec![VALIDATORS[1]]);
		let queued = (VALIDATORS[1], keys_of(VALIDATORS[1], VALIDATORS[1]).0);
		pallet_session::QueuedKeys::<Test>::put(vec![queued]);
		begin_era(BONDING_ERAS + 1);
		idle_blocks(8);
		tells(Event::Left { validator: VALIDATOR, returned: STAKE });
		assert!(!Pallet::<Test>::has_keys(&VALIDATOR) && !Leavers::<Test>::contains_key(VALIDATOR));
		assert_eq!(Balances::total_balance_on_hold(&VALIDATOR), 0);
	});
}

#[test]
fn rotating_sets_other_keys() {
	run(|| {
		assert_ok!(send(signed(VALIDATOR), rotate(VALIDATOR, 7)));
		tells(Event::KeysRotated { validator: VALIDATOR });
		assert_eq!(Session::load_keys(&VALIDATOR), Some(keys_of(VALIDATOR, 7).0));
	});
}

#[test]
fn rotating_needs_keys_of_ones_own() {
	run(|| {
		fails(NEWCOMER, rotate(NEWCOMER, 7), Error::<Test>::NotValidator);
		fails(VALIDATOR, rotate(NEWCOMER, 7), SessionError::InvalidProof);
		fails(VALIDATOR, rotate(VALIDATOR, VALIDATORS[1]), SessionError::DuplicatedKey);
	});
}

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

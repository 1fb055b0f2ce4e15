// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls: their origins, their errors and their events. Also the events by which the chain
//! itself tells of those who left or were silent.

mod jail;
mod places;

use crate::{
	eligibility::JailTerm, membership::MOST_SPANS, mock::*, Call, Error, Event, Jail, Leavers,
	Pallet,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{fungible::InspectHold, Hooks},
		weights::Weight,
	},
	pallet_session,
	pallet_staking::{
		self, slashing::SlashingSpans, MaxValidatorsCount, MinCommission, Payee, RewardDestination,
	},
	sp_runtime::{DispatchError, Perbill, TokenError},
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

#[docify::export]
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

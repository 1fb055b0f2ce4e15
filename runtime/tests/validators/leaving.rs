// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Leaving: the keys stay while somebody may ask for them, and in the end everything is free.

use super::{chain_with_places, eve, is_candidate, join, send, validator_events, BOND};
use crate::chain::{
	account,
	slots::{active_era, Chain},
	stash,
};
use batara_runtime::{
	parameters::dynamic_params::staking, Balance, Parameters, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, RuntimeParameters, Session, Staking, System, Validators,
};
use pallet_validators::{views::ValidatorState, Call, Error, Event};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	pallet_staking::{self, ValidatorPrefs},
	sp_keyring::Sr25519Keyring::{Alice, Ferdie},
	sp_runtime::{DispatchError, Permill},
	sp_staking::StakingAccount,
};

/// Builds a chain on which Eve validates.
fn with_eve() -> Chain {
	let mut chain = chain_with_places(5);
	chain.block_with(|| join(&eve()));
	chain.end_eras(2);
	chain.with(|| assert!(Session::validators().contains(&eve())));
	chain
}

fn leave() -> Call<Runtime> {
	Call::leave {}
}

fn has_keys() -> bool {
	Session::load_keys(&eve()).is_some()
}

fn may_author() -> bool {
	Session::validators().contains(&eve())
		|| Session::queued_keys().iter().any(|(who, _)| *who == eve())
}

fn has_left(chain: &Chain) -> bool {
	validator_events(chain)
		.any(|event| matches!(event, Event::Left { validator, .. } if *validator == eve()))
}

/// Returns what Eve has been paid for validating, in base units.
fn rewards(chain: &Chain) -> Balance {
	let reward = |event: &RuntimeEvent| match event {
		RuntimeEvent::Staking(pallet_staking::Event::Rewarded { stash, amount, .. })
			if *stash == eve() =>
		{
			*amount
		},
		_ => 0,
	};
	chain.events.iter().map(reward).sum()
}

#[test]
fn leaving_validator_keeps_its_keys_while_they_are_needed() {
	let mut chain = with_eve();
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	let free_in = validator_events(&chain).find_map(|event| match event {
		Event::Leaving { validator, free_in } if *validator == eve() => Some(*free_in),
		_ => None,
	});
	let free_in = free_in.unwrap();
	chain.with(|| {
		assert!(!is_candidate(&eve()));
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == eve()).unwrap();
		assert_eq!(status.state, ValidatorState::Leaving);
	});
	let mut sessions_off = 0;
	while !has_left(&chain) {
		chain.with(|| assert!(has_keys(), "keys in era {}", active_era()));
		chain.end_session();
		sessions_off += u32::from(!chain.with(may_author));
		assert!(chain.with(active_era) <= free_in + 1, "the bond is not given back");
		chain.block();
	}
	// Replaced long before the bond was free.
	assert!(sessions_off > 1, "{sessions_off}");
	assert!(chain.with(active_era) >= free_in);
	chain.with(|| assert!(!has_keys() && !may_author()));
}

#[test]
fn former_validator_owns_its_funds_freely() {
	let mut chain = chain_with_places(5);
	let before = chain.with(|| System::account(eve()));
	chain.block_with(|| join(&eve()));
	chain.end_eras(4);
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.end_eras(4);
	chain.block();
	assert!(has_left(&chain));
	let rewards = rewards(&chain);
	assert!(rewards > 0);
	chain.with(|| {
		let after = System::account(eve());
		assert_eq!(Staking::ledger(StakingAccount::Stash(eve())).ok(), None);
		assert_eq!(after.data.reserved, 0);
		assert_eq!(after.data.frozen, 0);
		assert_eq!(after.data.free, before.data.free + rewards);
		assert_eq!((after.consumers, after.providers), (before.consumers, before.providers));
	});
}

#[test]
fn former_validator_joins_again() {
	let mut chain = with_eve();
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.end_eras(4);
	chain.block();
	assert!(has_left(&chain));
	chain.block_with(|| join(&eve()));
	chain.end_eras(2);
	chain.with(|| assert!(Session::validators().contains(&eve())));
}

#[test]
fn leaving_validator_that_comes_back_stays() {
	let mut chain = with_eve();
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.end_era();
	chain.block_with(|| {
		let rebond = pallet_staking::Call::rebond { value: BOND * 2 };
		assert_ok!(send(&eve(), RuntimeCall::Staking(rebond)));
		let validate = pallet_staking::Call::validate { prefs: ValidatorPrefs::default() };
		assert_ok!(send(&eve(), RuntimeCall::Staking(validate)));
	});
	chain.end_eras(4);
	chain.block();
	assert!(!has_left(&chain));
	chain.with(|| {
		assert!(has_keys() && is_candidate(&eve()));
		assert!(Session::validators().contains(&eve()));
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == eve()).unwrap();
		assert_eq!(status.state, ValidatorState::Active);
	});
	// And can leave again.
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.end_eras(4);
	chain.block();
	assert!(has_left(&chain));
}

#[test]
fn only_validators_leave() {
	let mut chain = chain_with_places(5);
	chain.block();
	chain.with(|| {
		let stranger = account(Ferdie);
		let error = DispatchError::from(Error::<Runtime>::NotValidator);
		assert_noop!(send(&stranger, leave()), error);
	});
}

#[test]
fn nobody_leaves_twice() {
	let mut chain = with_eve();
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.with(|| {
		let error = DispatchError::from(Error::<Runtime>::AlreadyLeaving);
		assert_noop!(send(&eve(), leave()), error);
	});
}

/// Covers validators to whom the genesis gave keys without a deposit.
#[test]
fn validators_of_the_genesis_leave_too() {
	let mut chain = with_eve();
	let alice = stash(Alice);
	chain.block_with(|| {
		assert_ok!(send(&alice, leave()));
	});
	chain.end_eras(4);
	chain.block();
	let gone = |event: &Event<Runtime>| matches!(event, Event::Left { validator, .. } if *validator == alice);
	assert!(validator_events(&chain).any(gone));
	chain.with(|| {
		let account = System::account(&alice);
		assert_eq!((account.data.reserved, account.consumers), (0, 0));
		assert_eq!(Session::load_keys(&alice), None);
	});
}

/// Lets everybody leave: no election can replace them, and the chain goes on with the set that it
/// has.
#[test]
fn the_last_validators_keep_the_chain_alive() {
	let mut chain = chain_with_places(4);
	chain.block();
	let all = chain.with(Session::validators);
	chain.block_with(|| {
		for who in &all {
			assert_ok!(send(who, leave()));
		}
	});
	for _ in 0..10 {
		chain.end_session();
		chain.block();
	}
	chain.with(|| {
		let mut set = Session::validators();
		set.sort();
		let mut all = all.clone();
		all.sort();
		assert_eq!(set, all);
		for who in &all {
			assert!(Session::load_keys(who).is_some(), "the chain has nobody else");
		}
	});
}

/// Covers rewards that wait: once its stake is withdrawn, nothing can be paid to a validator, nor
/// to its nominators.
#[test]
fn validator_leaving_while_payouts_are_stopped_loses_nothing() {
	let set_share = |percent| {
		let share = Some(Permill::from_percent(percent));
		let share = staking::Parameters::PayoutShare(staking::PayoutShare, share);
		let share = RuntimeParameters::Staking(share);
		assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), share));
	};
	let mut chain = with_eve();
	chain.block();
	chain.with(|| set_share(0));
	chain.end_eras(2);
	chain.block_with(|| {
		assert_ok!(send(&eve(), leave()));
	});
	chain.end_eras(5);
	chain.with(|| set_share(20));
	chain.end_eras(2);
	assert!(rewards(&chain) > 0);
	assert!(has_left(&chain));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The track `emergency` on the real runtime: the calls that it closes, and the return of a chain
//! half of whose validators are dead.

use super::signed;
use crate::chain::{account, local, local_with, run_scheduled_to, slots::Chain, stash, timing};
use batara_runtime::{
	configs::emergency::AlwaysOpen, constants::money::BTR, AccountId, Balances, Governance,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, Session, Staking, System, TxPause,
};
use pallet_governance::{
	emergency::{CallName, CallNames, Name, Stashes},
	Error, Event, Origin,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		storage::with_storage_layer,
		traits::{Contains, GetCallMetadata},
	},
	frame_system, pallet_balances,
	pallet_grandpa::{self, CurrentSetId},
	pallet_staking, pallet_utility,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve},
	sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult},
};

type RevivalDelays = <Runtime as pallet_governance::Config>::RevivalDelays;
type ValidatorsError = pallet_validators::Error<Runtime>;

const PAUSED_BLOCKS: u32 = 10;
/// The last finalised block, in the epoch of the first set.
const LAST_FINAL: u32 = 5;
const SET: u64 = 0;

fn emergency() -> RuntimeOrigin {
	Origin::Emergency.into()
}

fn name(pallet: &str, call: &str) -> CallName {
	let short = |name: &str| Name::truncate_from(name.as_bytes().to_vec());
	CallName { pallet: short(pallet), call: short(call) }
}

fn transfers() -> CallNames {
	CallNames::truncate_from(vec![name("Balances", "transfer_keep_alive")])
}

fn transfer() -> RuntimeCall {
	let dest = account(Bob).into();
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value: BTR })
}

fn send(call: RuntimeCall) -> DispatchResult {
	call.dispatch(signed(Alice)).map(drop).map_err(|failed| failed.error)
}

fn is_refused(call: RuntimeCall) -> bool {
	send(call) == Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn pauses_stop_what_batches_carry() {
	local().execute_with(|| {
		assert_ok!(Governance::pause(emergency(), transfers(), PAUSED_BLOCKS));
		assert!(is_refused(transfer()));
		let batch = pallet_utility::Call::batch_all { calls: vec![transfer()] };
		assert!(is_refused(RuntimeCall::Utility(batch)));
		let before = Balances::free_balance(account(Bob));
		let dest = account(Bob).into();
		let other = pallet_balances::Call::transfer_allow_death { dest, value: BTR };
		assert_ok!(send(RuntimeCall::Balances(other)));
		assert_eq!(Balances::free_balance(account(Bob)), before + BTR);
		run_scheduled_to(1 + PAUSED_BLOCKS);
		assert_ok!(send(transfer()));
	});
}

/// Covers a pause by root meanwhile: it neither fails nor ends with the other.
#[test]
fn pause_by_root_outlasts_an_emergency() {
	local().execute_with(|| {
		assert_ok!(Governance::pause(emergency(), transfers(), PAUSED_BLOCKS));
		let named = |text: &[u8]| text.to_vec().try_into().unwrap();
		let call = (named(b"Balances"), named(b"transfer_keep_alive"));
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), call));
		run_scheduled_to(1 + PAUSED_BLOCKS);
		assert!(is_refused(transfer()));
	});
}

#[test]
fn nothing_that_always_passes_can_be_paused() {
	local().execute_with(|| {
		let mut open = 0;
		for pallet in RuntimeCall::get_module_names() {
			for call in RuntimeCall::get_call_names(pallet) {
				let name = name(pallet, call);
				let always = <AlwaysOpen as Contains<CallName>>::contains(&name);
				let calls = CallNames::truncate_from(vec![name]);
				let paused = with_storage_layer(|| {
					Governance::pause(emergency(), calls, PAUSED_BLOCKS)?;
					Err::<(), DispatchError>(Error::<Runtime>::Rests.into())
				});
				let expected =
					if always { Error::<Runtime>::AlwaysOpen } else { Error::<Runtime>::Rests };
				assert_eq!(paused, Err(expected.into()), "{pallet}.{call}");
				open += u32::from(always);
			}
		}
		assert!(open > 100, "{open} calls are always open");
	});
}

/// Builds a chain with four validators and epochs of 12 slots, each of which is an era.
fn four() -> Chain {
	let mut chain = Chain::new(local_with(timing(12, 1, 2, 1)));
	chain.end_session();
	chain
}

fn dead() -> Vec<AccountId> {
	vec![stash(Charlie), stash(Dave)]
}

fn revive(chain: &mut Chain, dead: Vec<AccountId>, validator_count: u32) -> DispatchResult {
	let (delay, _) = RevivalDelays::get();
	let mut result = Ok(());
	chain.block_with(|| {
		let dead = Stashes::truncate_from(dead);
		result = with_storage_layer(|| {
			Governance::revive(emergency(), dead, validator_count, delay, LAST_FINAL, SET)
		});
	});
	result
}

/// Returns how many authorities GRANDPA is told of, set after set.
fn finality_sets(chain: &Chain) -> Vec<usize> {
	let told = |event: &RuntimeEvent| match event {
		RuntimeEvent::Grandpa(pallet_grandpa::Event::NewAuthorities { authority_set }) => {
			Some(authority_set.len())
		},
		_ => None,
	};
	chain.events.iter().filter_map(told).collect()
}

#[test]
fn finality_is_told_of_the_validators_that_are_left() {
	let mut chain = four();
	chain.silent = dead().into_iter().collect();
	(0..4).for_each(|_| chain.end_session());
	chain.take_events();
	assert_ok!(revive(&mut chain, dead(), 2));
	while chain.with(|| Session::validators().len()) == 4 {
		chain.block();
	}
	let restarts = |chain: &Chain| {
		let restarts = |event: &RuntimeEvent| match event {
			RuntimeEvent::Governance(Event::FinalityRestarts { at, best_finalized }) => {
				Some((*at, *best_finalized))
			},
			_ => None,
		};
		chain.events.iter().filter_map(restarts).collect::<Vec<_>>()
	};
	let (delay, _) = RevivalDelays::get();
	let began = chain.with(System::block_number);
	assert_eq!(restarts(&chain), [(began + delay + 1, LAST_FINAL)]);
	// One session earlier those before them take over, once more.
	assert_eq!(finality_sets(&chain), [4]);
	// Nodes count from the set that was final last.
	assert_eq!(chain.with(CurrentSetId::<Runtime>::get), SET + 1);
	chain.with(|| {
		let mut left = Session::validators();
		left.sort();
		let mut expected = vec![stash(Alice), stash(Bob)];
		expected.sort();
		assert_eq!(left, expected);
	});
	while finality_sets(&chain).len() < 2 {
		chain.block();
	}
	assert_eq!(finality_sets(&chain), [4, 2]);
	assert_eq!(chain.with(System::block_number), began + delay);
	// And the chain goes on with them.
	chain.end_eras(2);
	assert_eq!(chain.with(|| Session::validators().len()), 2);
}

#[test]
fn working_validators_are_never_voted_out() {
	let mut chain = four();
	chain.silent = dead().into_iter().collect();
	(0..4).for_each(|_| chain.end_session());
	let with_alice = [dead(), vec![stash(Alice)]].concat();
	assert_eq!(revive(&mut chain, with_alice, 1), Err(ValidatorsError::NotSilent.into()));
	// Finality goes on without one of four, and strangers do not make them more.
	for too_few in [vec![], vec![stash(Dave)], vec![stash(Dave), stash(Eve), stash(Dave)]] {
		let refused = Err(ValidatorsError::TooFewDead.into());
		assert_eq!(revive(&mut chain, too_few, 3), refused);
	}
	// Both that are alive stay, and there are no candidates for a third.
	for count in [0, 1, 3, 5] {
		let refused = Err(ValidatorsError::BadValidatorCount.into());
		assert_eq!(revive(&mut chain, dead(), count), refused);
	}
	chain.with(|| {
		assert!(dead().iter().all(pallet_staking::Validators::<Runtime>::contains_key));
		assert_eq!(Staking::validator_count(), 4);
	});
}

/// Covers the epoch in which validators died: nobody can tell yet that they are dead.
#[test]
fn author_of_this_epoch_is_not_declared_dead() {
	let mut chain = four();
	for _ in 0..8 {
		chain.block();
	}
	chain.silent = dead().into_iter().collect();
	assert_eq!(revive(&mut chain, dead(), 2), Err(ValidatorsError::NotSilent.into()));
}

/// Brings the dead back before the election: it takes place without them, and they wait for the
/// next one.
#[test]
fn dead_validators_are_not_elected_again_at_once() {
	let mut chain = four();
	chain.silent = dead().into_iter().collect();
	(0..4).for_each(|_| chain.end_session());
	assert_ok!(revive(&mut chain, dead(), 2));
	chain.block_with(|| {
		for who in dead() {
			let prefs = pallet_staking::ValidatorPrefs::default();
			assert_ok!(Staking::validate(RuntimeOrigin::signed(who), prefs));
		}
	});
	while chain.with(|| Session::validators().len()) == 4 {
		chain.block();
	}
	let elected = chain.with(Session::validators);
	assert!(dead().iter().all(|who| !elected.contains(who)), "{elected:?}");
}

#[test]
fn stranger_revives_nothing() {
	local().execute_with(|| {
		let (delay, _) = RevivalDelays::get();
		let revive = Governance::revive(signed(Alice), Stashes::default(), 2, delay, 0, SET);
		assert_noop!(revive, DispatchError::BadOrigin);
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Silent validators are jailed, and nobody else is.

use super::{chain, eve, is_candidate, join, send, validator_events, COMMISSION};
use crate::chain::{account, slots::Chain, stash};
use batara_runtime::{
	parameters::dynamic_params::staking, AccountId, Parameters, Runtime, RuntimeOrigin,
	RuntimeParameters, Session, Staking, Validators,
};
use pallet_validators::{liveness::EXPECTED_BLOCKS, views::ValidatorState, Call, Error, Event};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	pallet_staking,
	sp_keyring::Sr25519Keyring::{Charlie, Dave, Ferdie},
	sp_runtime::DispatchError,
};

/// The validators of the genesis.
const VALIDATORS: u32 = 4;
/// The slots of an epoch: with one silent validator of four, 30 blocks.
const SLOTS: u32 = 40;
/// The number of blocks after which a silent validator is suspect.
const SUSPECT: u32 = EXPECTED_BLOCKS * VALIDATORS;

/// Builds a chain with four validators and the additional candidates `spare`.
fn with_spare(slots: u32, spare: &[AccountId]) -> Chain {
	let mut chain = chain(slots, 2, 2, 1);
	chain.block_with(|| spare.iter().for_each(join));
	chain.end_session();
	chain
}

fn dave() -> AccountId {
	stash(Dave)
}

fn set(parameter: staking::Parameters) {
	assert_ok!(Parameters::set_parameter(
		RuntimeOrigin::root(),
		RuntimeParameters::Staking(parameter)
	));
}

/// Returns who was jailed, after how many epochs and blocks.
fn jailed(chain: &Chain) -> Vec<(AccountId, u32, u32)> {
	let jailed = |event: &Event<Runtime>| match event {
		Event::Jailed { validator, epochs, blocks, .. } => {
			Some((validator.clone(), *epochs, *blocks))
		},
		_ => None,
	};
	validator_events(chain).filter_map(jailed).collect()
}

fn end_sessions(chain: &mut Chain, sessions: u32) {
	for _ in 0..sessions {
		chain.end_session();
	}
}

/// Runs until somebody is jailed, and returns how many sessions it took.
fn until_jailed(chain: &mut Chain) -> u32 {
	let before = jailed(chain).len();
	let took = (1..20).find(|_| {
		chain.end_session();
		jailed(chain).len() > before
	});
	took.expect("nobody is jailed in 20 epochs")
}

#[test]
fn silence_for_the_documented_number_of_blocks_jails() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.silent.insert(dave());
	// Two epochs have 60 blocks, three have 90.
	assert_eq!(until_jailed(&mut chain), 3);
	let jailed = jailed(&chain);
	let [(who, epochs, blocks)] = &jailed[..] else { panic!("{jailed:?}") };
	assert_eq!((who, *epochs), (&dave(), 3));
	assert!(*blocks >= SUSPECT && *blocks < SUSPECT + SLOTS, "{blocks}");
	chain.with(|| {
		assert!(!is_candidate(&dave()));
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == dave()).unwrap();
		assert_eq!(status.state, ValidatorState::Jailed);
	});
}

#[test]
fn silence_for_fewer_epochs_than_governance_wants_does_not_jail() {
	// One epoch has 90 blocks: enough for a suspicion, not for two epochs.
	let mut chain = with_spare(120, &[eve()]);
	chain.silent.insert(dave());
	chain.end_session();
	assert_eq!(jailed(&chain), []);
	chain.end_session();
	assert_eq!(jailed(&chain).len(), 1);
}

#[test]
fn governance_switches_jailing_off() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.with(|| set(staking::Parameters::OfflineEpochs(staking::OfflineEpochs, Some(0))));
	chain.silent.insert(dave());
	end_sessions(&mut chain, 6);
	assert_eq!(jailed(&chain), []);
}

#[test]
fn jailing_leaves_the_minimum_of_candidates() {
	let mut chain = with_spare(SLOTS, &[]);
	chain.silent.insert(dave());
	end_sessions(&mut chain, 5);
	assert_eq!(jailed(&chain), [], "there are no more candidates than the minimum");
	chain.block_with(|| join(&eve()));
	chain.end_session();
	assert_eq!(jailed(&chain).len(), 1, "the silence was not forgotten");
}

#[test]
fn governance_sets_how_many_candidates_stay() {
	let mut chain = with_spare(SLOTS, &[]);
	chain.with(|| set(staking::Parameters::MinimumCandidates(staking::MinimumCandidates, Some(3))));
	chain.silent.insert(dave());
	assert_eq!(until_jailed(&mut chain), 3);
}

#[test]
fn nobody_is_jailed_if_more_than_a_third_is_silent() {
	let mut chain = with_spare(SLOTS, &[eve(), account(Ferdie)]);
	chain.silent.extend([dave(), stash(Charlie)]);
	end_sessions(&mut chain, 8);
	assert_eq!(jailed(&chain), []);
	// Charlie's network is back.
	chain.silent.remove(&stash(Charlie));
	chain.end_session();
	let names = jailed(&chain).into_iter().map(|(who, ..)| who).collect::<Vec<_>>();
	assert_eq!(names, [dave()]);
}

#[test]
fn a_chain_that_stands_still_jails_nobody() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.silent.insert(dave());
	chain.end_session();
	chain.skip(u64::from(100 * SLOTS));
	chain.block();
	let record = chain.with(|| pallet_validators::LivenessRecords::<Runtime>::get(dave()));
	assert_eq!(record.silent_epochs, 2, "epochs that nobody saw do not count");
	assert_eq!(jailed(&chain), []);
}

#[test]
fn few_blocks_are_no_proof_of_silence() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	// Epochs with four blocks, all of somebody else.
	for _ in 0..10 {
		for _ in 0..4 {
			chain.block_by(&stash(Charlie));
		}
		chain.skip(u64::from(SLOTS));
	}
	assert_eq!(jailed(&chain), []);
	let record = chain.with(|| pallet_validators::LivenessRecords::<Runtime>::get(dave()));
	assert!(record.silent_epochs >= 8 && record.silent_blocks > 20, "{record:?}");
}

#[test]
fn one_block_is_a_sign_of_life() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	for _ in 0..3 {
		chain.silent.insert(dave());
		end_sessions(&mut chain, 2);
		chain.silent.remove(&dave());
		chain.block_by(&dave());
		chain.silent.insert(dave());
		chain.end_session();
	}
	assert_eq!(jailed(&chain), []);
}

#[test]
fn waiting_candidate_is_not_called_silent() {
	let mut chain = with_spare(SLOTS, &[eve(), account(Ferdie)]);
	end_sessions(&mut chain, 8);
	assert_eq!(jailed(&chain), []);
	chain.with(|| assert!(!pallet_validators::LivenessRecords::<Runtime>::contains_key(eve())));
}

#[test]
fn jailed_validator_is_replaced() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.silent.insert(dave());
	until_jailed(&mut chain);
	chain.end_eras(2);
	chain.with(|| {
		let set = Session::validators();
		assert!(set.contains(&eve()) && !set.contains(&dave()));
		assert_eq!(set.len(), 4);
	});
	assert_eq!(jailed(&chain).len(), 1, "nobody is jailed twice");
}

#[test]
fn rejoined_validator_is_elected_again() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	// Among the five Eve has the smallest stake, but Dave is gone.
	chain.with(|| {
		let commission = pallet_staking::ValidatorPrefs { commission: COMMISSION, blocked: true };
		assert_ok!(Staking::validate(RuntimeOrigin::signed(dave()), commission));
	});
	chain.silent.insert(dave());
	until_jailed(&mut chain);
	chain.end_eras(2);
	chain.silent.remove(&dave());
	chain.block_with(|| {
		assert_ok!(send(&dave(), Call::rejoin {}));
	});
	assert!(validator_events(&chain).any(|event| *event == Event::Rejoined { validator: dave() }));
	chain.with(|| {
		let preferences = pallet_staking::Validators::<Runtime>::get(dave());
		assert_eq!((preferences.commission, preferences.blocked), (COMMISSION, true));
		let error = DispatchError::from(Error::<Runtime>::NotJailed);
		assert_noop!(send(&dave(), Call::rejoin {}), error);
	});
	chain.end_eras(2);
	chain.with(|| assert!(Session::validators().contains(&dave())));
	end_sessions(&mut chain, 4);
	assert_eq!(jailed(&chain).len(), 1, "what was before is forgotten");
}

#[test]
fn only_jailed_validators_rejoin() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.with(|| {
		let error = DispatchError::from(Error::<Runtime>::NotJailed);
		for who in [dave(), eve(), account(Ferdie)] {
			assert_noop!(send(&who, Call::rejoin {}), error);
		}
		// Nor those that went on their own account.
		assert_ok!(Staking::chill(RuntimeOrigin::signed(dave())));
		assert_noop!(send(&dave(), Call::rejoin {}), error);
	});
}

#[test]
fn jailed_validator_can_leave() {
	let mut chain = with_spare(SLOTS, &[eve()]);
	chain.silent.insert(dave());
	until_jailed(&mut chain);
	chain.block_with(|| {
		assert_ok!(send(&dave(), Call::leave {}));
	});
	chain.with(|| {
		let error = DispatchError::from(Error::<Runtime>::NotJailed);
		assert_noop!(send(&dave(), Call::rejoin {}), error);
	});
	chain.end_eras(4);
	chain.block();
	let left = |event: &Event<Runtime>| matches!(event, Event::Left { validator, .. } if *validator == dave());
	assert!(validator_events(&chain).any(left));
}

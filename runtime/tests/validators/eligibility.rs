// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Elections see only candidates that have keys and serve no jail term. Nobody ends the chain with
//! others.

use super::{chain, chain_with_places, eve, is_candidate, join, send, validator_events, BOND};
use crate::chain::{
	account,
	keys::keys_of,
	slots::{active_era, Chain},
	stash,
};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Runtime, RuntimeCall, RuntimeOrigin, Session,
	Staking, Validators,
};
use pallet_validators::{views::ValidatorState, Call, Event};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_session,
	pallet_staking::{self, RewardDestination, ValidatorPrefs},
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Ferdie},
};

/// A stake above that of any validator of the genesis.
const MORE: Balance = 200_000 * BTR;

/// Becomes a candidate with stock calls, without session keys.
fn validate_without_keys(who: &AccountId, bond: Balance) {
	let bond = pallet_staking::Call::bond { value: bond, payee: RewardDestination::Stash };
	assert_ok!(send(who, RuntimeCall::Staking(bond)));
	validate(who);
}

fn validate(who: &AccountId) {
	let validate = pallet_staking::Call::validate { prefs: ValidatorPrefs::default() };
	assert_ok!(send(who, RuntimeCall::Staking(validate)));
}

fn purge(who: &AccountId) {
	assert_ok!(send(who, RuntimeCall::Session(pallet_session::Call::purge_keys {})));
}

fn sorted(mut accounts: Vec<AccountId>) -> Vec<AccountId> {
	accounts.sort();
	accounts
}

fn validators(chain: &mut Chain) -> Vec<AccountId> {
	sorted(chain.with(Session::validators))
}

/// Returns the validators of the planned era, for whose stake rewards are paid.
fn exposed(chain: &mut Chain) -> Vec<AccountId> {
	sorted(chain.with(|| {
		let era = pallet_staking::CurrentEra::<Runtime>::get().unwrap();
		pallet_staking::ErasStakersOverview::<Runtime>::iter_key_prefix(era).collect()
	}))
}

fn genesis_stashes() -> Vec<AccountId> {
	sorted([Alice, Bob, Charlie, Dave].map(stash).to_vec())
}

#[cfg(feature = "try-runtime")]
fn check_invariants(chain: &mut Chain) {
	use polkadot_sdk::frame_support::traits::Hooks;
	assert_eq!(chain.with(|| Validators::try_state(1)), Ok(()));
}

/// Checks nothing: clippy alone compiles without the feature.
#[cfg(not(feature = "try-runtime"))]
fn check_invariants(_chain: &mut Chain) {}

/// Repeats an attack that was seen live: four such candidates ended all four nodes, two halved the
/// set for good.
#[test]
fn rich_candidates_without_keys_are_never_elected() {
	let names = [Sr25519Keyring::Eve, Ferdie, Alice, Bob];
	for attackers in [1, 2, 4] {
		let mut chain = chain_with_places(4);
		chain.block_with(|| {
			for name in &names[..attackers] {
				validate_without_keys(&account(*name), MORE);
			}
		});
		chain.end_eras(4);
		assert_eq!(validators(&mut chain), genesis_stashes());
		assert_eq!(exposed(&mut chain), genesis_stashes());
		check_invariants(&mut chain);
	}
}

#[test]
fn keys_make_a_candidate_of_stock_calls_eligible() {
	let mut chain = chain_with_places(4);
	chain.block_with(|| validate_without_keys(&eve(), MORE));
	chain.end_eras(2);
	assert!(!validators(&mut chain).contains(&eve()));
	chain.block_with(|| {
		let (keys, proof) = keys_of(&eve(), 0);
		let set = pallet_session::Call::set_keys { keys, proof };
		assert_ok!(send(&eve(), RuntimeCall::Session(set)));
	});
	chain.end_eras(2);
	assert!(validators(&mut chain).contains(&eve()));
}

#[test]
fn a_candidate_that_purges_its_keys_is_not_elected() {
	let mut chain = chain_with_places(5);
	chain.block_with(|| {
		join(&eve());
		purge(&eve());
	});
	chain.end_eras(2);
	assert_eq!(validators(&mut chain), genesis_stashes());
	chain.with(|| {
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == eve()).unwrap();
		assert_eq!((status.state, status.has_keys), (ValidatorState::Waiting, false));
	});
}

#[test]
fn a_validator_that_purges_its_keys_leaves_the_set_to_the_others() {
	// No election comes in between.
	let mut chain = chain(4, 6, 2, 1);
	chain.block();
	chain.block_with(|| purge(&stash(Dave)));
	chain.end_session();
	chain.end_session();
	let rest = [Alice, Bob, Charlie].map(stash).to_vec();
	assert_eq!(validators(&mut chain), sorted(rest));
	assert!(validator_events(&chain)
		.any(|event| *event == Event::LeftWithoutKeys { validator: stash(Dave) }));
	check_invariants(&mut chain);
	chain.end_eras(2);
	assert!(!exposed(&mut chain).contains(&stash(Dave)));
}

/// Covers the votes of GRANDPA, which counts them against the set that the session pallet has
/// announced.
#[test]
fn finality_is_told_of_a_validator_that_has_purged_its_keys() {
	for gone in [Alice, Dave] {
		let mut chain = chain(4, 6, 2, 1);
		chain.block();
		chain.block_with(|| purge(&stash(gone)));
		for _ in 0..3 {
			chain.end_session();
		}
		chain.block();
		chain.with(|| assert_eq!(batara_runtime::Grandpa::grandpa_authorities().len(), 3));
	}
}

#[test]
fn validators_that_all_purge_their_keys_do_not_end_the_chain() {
	let mut chain = chain_with_places(4);
	chain.block();
	chain.block_with(|| {
		for who in genesis_stashes() {
			purge(&who);
		}
	});
	let era = chain.with(active_era);
	for _ in 0..8 {
		chain.end_session();
		chain.block();
		check_invariants(&mut chain);
	}
	assert_eq!(validators(&mut chain), genesis_stashes());
	assert!(chain.with(active_era) > era, "eras go on");
	assert!(validator_events(&chain).any(|event| matches!(event, Event::KeysRestored { .. })));
}

#[test]
fn an_election_with_too_few_candidates_changes_nothing() {
	let mut chain = chain_with_places(4);
	chain.with(|| pallet_staking::MinimumValidatorCount::<Runtime>::put(4));
	chain.block_with(|| {
		assert_ok!(send(&stash(Dave), RuntimeCall::Staking(pallet_staking::Call::chill {})));
		validate_without_keys(&eve(), MORE);
	});
	let era = chain.with(active_era);
	for _ in 0..8 {
		chain.end_session();
	}
	assert_eq!(validators(&mut chain), genesis_stashes());
	assert_eq!(exposed(&mut chain), genesis_stashes());
	assert!(chain.with(active_era) <= era + 1, "no era without an election");
	let refused = Event::ElectionRefused { eligible: 3, minimum: 4 };
	assert!(validator_events(&chain).any(|event| *event == refused));
	// A fourth candidate ends it.
	chain.block_with(|| join(&account(Ferdie)));
	chain.end_era();
	assert!(validators(&mut chain).contains(&account(Ferdie)));
}

/// Builds a chain on which Dave is silent, with Eve to take his place.
fn with_silent_dave(epochs_per_era: u32) -> Chain {
	let mut chain = chain(40, epochs_per_era, 2, 1);
	chain.block_with(|| join(&eve()));
	chain.silent.insert(stash(Dave));
	chain
}

fn jailed_until(chain: &mut Chain) -> u32 {
	loop {
		chain.end_session();
		let term = validator_events(chain).find_map(|event| match event {
			Event::Jailed { until, .. } => Some(*until),
			_ => None,
		});
		if let Some(until) = term {
			return until;
		}
	}
}

/// Runs until the term is over, and returns how many eras began without Dave.
fn serve(chain: &mut Chain, until: u32) -> u32 {
	let mut without = 0;
	let mut era = chain.with(active_era);
	while chain.with(Session::current_index) < until + 2 {
		chain.end_session();
		let now = chain.with(active_era);
		without += u32::from(now > era && !validators(chain).contains(&stash(Dave)));
		era = now;
	}
	without
}

/// Repeats what was seen live: a validator was jailed 12 times in 36 epochs, and lost its seat for
/// none of them.
#[test]
fn a_dead_validator_that_rejoins_at_once_loses_its_seat() {
	// Whether an election falls into the block that jails, or comes later.
	for epochs_per_era in [2, 3, 4] {
		let mut chain = with_silent_dave(epochs_per_era);
		let until = jailed_until(&mut chain);
		chain.block_with(|| {
			assert_ok!(send(&stash(Dave), Call::rejoin {}));
		});
		chain.with(|| assert!(is_candidate(&stash(Dave))));
		assert!(serve(&mut chain, until) >= 1, "{epochs_per_era} epochs");
	}
}

#[test]
fn stock_calls_do_not_shorten_a_jail_term() {
	let mut chain = with_silent_dave(2);
	let until = jailed_until(&mut chain);
	chain.block_with(|| {
		assert_ok!(send(&stash(Dave), Call::leave {}));
		let rebond = pallet_staking::Call::rebond { value: BOND * 2 };
		assert_ok!(send(&stash(Dave), RuntimeCall::Staking(rebond)));
		validate(&stash(Dave));
	});
	chain.with(|| {
		let status = Validators::validators(None, 100);
		let status = status.into_iter().find(|one| one.account == stash(Dave)).unwrap();
		assert_eq!((status.state, status.jailed_until), (ValidatorState::Jailed, Some(until)));
	});
	assert!(serve(&mut chain, until) >= 1);
}

#[test]
fn a_term_that_is_over_lets_the_validator_be_elected() {
	let mut chain = with_silent_dave(2);
	let until = jailed_until(&mut chain);
	chain.silent.clear();
	chain.block_with(|| {
		assert_ok!(send(&stash(Dave), Call::rejoin {}));
	});
	serve(&mut chain, until);
	chain.end_eras(2);
	assert!(validators(&mut chain).contains(&stash(Dave)));
	chain.with(|| assert!(!pallet_validators::Jail::<Runtime>::contains_key(stash(Dave))));
}

/// Repeats what was seen: with a minimum of 5 a jail left 4 candidates, and eras stopped.
#[test]
fn nobody_is_jailed_below_the_minimum_of_an_election() {
	let mut chain = chain(40, 2, 2, 1);
	chain.with(|| {
		assert_ok!(Staking::set_validator_count(RuntimeOrigin::root(), 5));
		pallet_staking::MinimumValidatorCount::<Runtime>::put(5);
	});
	// A sixth candidate that no election can choose.
	chain.block_with(|| {
		join(&eve());
		validate_without_keys(&account(Ferdie), MORE);
	});
	chain.end_eras(2);
	chain.silent.insert(stash(Dave));
	let era = chain.with(active_era);
	chain.end_eras(4);
	assert_eq!(chain.with(active_era), era + 4);
	assert!(!validator_events(&chain).any(|event| matches!(event, Event::Jailed { .. })));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Elections against the limits of a block, and the constants that depend on each other.

use crate::chain::{account, local};
use batara_runtime::{
	configs::{staking::OnChainElection, system::RuntimeBlockWeights},
	constants::{money::BTR, staking, time},
	Runtime, RuntimeOrigin, Staking, VoterList,
};
use pallet_validators::{
	timing::{ElectionLimits, MAX_BONDING_ERAS},
	ChainTiming,
};
use polkadot_sdk::{
	frame_election_provider_support::{onchain, SortedListProvider, WeightInfo},
	frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight},
	pallet_bags_list::{self, ListError},
	pallet_staking::{self, RewardDestination},
	sp_keyring::Sr25519Keyring,
};

type ElectionWeight = <OnChainElection as onchain::Config>::WeightInfo;

#[test]
fn the_standard_election_fits_into_half_a_block() {
	let limits = ElectionLimits::default();
	let election =
		ElectionWeight::phragmen(limits.voters, limits.targets, staking::MAX_NOMINATIONS);
	let block = RuntimeBlockWeights::get().max_block;
	assert!(
		election.ref_time() <= block.ref_time() / 2,
		"{} % of a block",
		election.ref_time() * 100 / block.ref_time()
	);
}

#[test]
fn rewards_outlive_the_bond() {
	use polkadot_sdk::frame_support::traits::Get;
	let history = <<Runtime as pallet_staking::Config>::HistoryDepth as Get<u32>>::get();
	assert!(history > MAX_BONDING_ERAS);
}

#[test]
fn an_era_of_the_local_chain_takes_less_than_four_minutes() {
	local().execute_with(|| {
		let slots = ChainTiming::<Runtime>::get().era_slots();
		assert!(slots * time::SLOT_DURATION_MS <= 4 * 60 * 1_000);
	});
}

/// Nominates as each of these accounts.
fn nominate(names: &[Sr25519Keyring]) {
	let target = pallet_staking::Validators::<Runtime>::iter_keys().next();
	for name in names {
		let origin = || RuntimeOrigin::signed(account(*name));
		assert_ok!(Staking::bond(origin(), 100 * BTR, RewardDestination::Staked));
		let targets = target.iter().cloned().map(Into::into).collect();
		assert_ok!(Staking::nominate(origin(), targets));
	}
}

#[test]
fn staker_without_votes_is_not_on_the_voter_list() {
	local().execute_with(|| {
		nominate(&[Sr25519Keyring::Alice]);
		let alice = account(Sr25519Keyring::Alice);
		assert_ok!(Staking::chill(RuntimeOrigin::signed(alice.clone())));
		let bob = RuntimeOrigin::signed(account(Sr25519Keyring::Bob));
		assert_noop!(
			VoterList::rebag(bob, alice.clone().into()),
			pallet_bags_list::Error::<Runtime>::List(ListError::NodeNotFound)
		);
		assert!(!VoterList::contains(&alice));
	});
}

#[test]
fn voter_that_left_during_a_snapshot_is_not_put_back() {
	local().execute_with(|| {
		nominate(&Sr25519Keyring::iter().take(6).collect::<Vec<_>>());
		VoterList::on_idle(1, Weight::MAX);
		for next in VoterList::iter().collect::<Vec<_>>() {
			pallet_bags_list::NextNodeAutoRebagged::<Runtime>::put(&next);
			assert_ok!(Staking::chill(RuntimeOrigin::signed(next.clone())));
			VoterList::on_idle(1, Weight::MAX);
			assert!(!VoterList::contains(&next));
		}
	});
}

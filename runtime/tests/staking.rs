// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Elections against the limits of a block, and the constants that depend on each other.

mod chain;

use batara_runtime::{
	configs::{staking::OnChainElection, system::RuntimeBlockWeights},
	constants::{staking, time},
	Runtime,
};
use polkadot_sdk::{
	frame_election_provider_support::{onchain, WeightInfo},
	pallet_staking,
};

type ElectionWeight = <OnChainElection as onchain::Config>::WeightInfo;

#[test]
fn the_largest_election_fits_into_half_a_block() {
	let election = ElectionWeight::phragmen(
		staking::MAX_ELECTING_VOTERS,
		staking::MAX_ELECTABLE_TARGETS,
		staking::MAX_NOMINATIONS,
	);
	let block = RuntimeBlockWeights::get().max_block;
	assert!(
		election.ref_time() <= block.ref_time() / 2,
		"{} % of a block",
		election.ref_time() * 100 / block.ref_time()
	);
}

#[test]
fn slashes_are_applied_before_stake_is_free() {
	use polkadot_sdk::frame_support::traits::Get;
	let defer = <<Runtime as pallet_staking::Config>::SlashDeferDuration as Get<u32>>::get();
	let bonding = <<Runtime as pallet_staking::Config>::BondingDuration as Get<u32>>::get();
	assert!(defer < bonding);
}

#[test]
fn rewards_outlive_the_bond() {
	use polkadot_sdk::frame_support::traits::Get;
	let history = <<Runtime as pallet_staking::Config>::HistoryDepth as Get<u32>>::get();
	assert!(history > time::BONDING_DURATION_ERAS);
}

#[test]
fn an_era_of_the_local_chain_takes_less_than_four_minutes() {
	let slots = time::EPOCH_DURATION_SLOTS * u64::from(time::SESSIONS_PER_ERA);
	assert!(slots * time::SLOT_DURATION_MS <= 4 * 60 * 1_000);
}

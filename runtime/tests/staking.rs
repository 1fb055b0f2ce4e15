// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Elections against the limits of a block, and the constants that depend on each other.

mod chain;

use batara_runtime::{
	configs::{staking::OnChainElection, system::RuntimeBlockWeights},
	constants::{staking, time},
	Runtime,
};
use pallet_validators::{
	timing::{ElectionLimits, MAX_BONDING_ERAS},
	ChainTiming,
};
use polkadot_sdk::{
	frame_election_provider_support::{onchain, WeightInfo},
	pallet_staking,
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
	chain::local().execute_with(|| {
		let slots = ChainTiming::<Runtime>::get().era_slots();
		assert!(slots * time::SLOT_DURATION_MS <= 4 * 60 * 1_000);
	});
}

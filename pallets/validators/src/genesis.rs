// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The values with which a chain is launched.

use crate::{
	candidates::CHILL_THRESHOLD,
	timing::{ElectionLimits, Timing},
	ChainTiming, Config, GenesisConfig, Pallet,
};
use core::marker::PhantomData;
use polkadot_sdk::pallet_staking;

impl<T: Config> Default for GenesisConfig<T> {
	fn default() -> Self {
		Self {
			timing: Timing::default(),
			election: ElectionLimits::default(),
			chill_threshold: CHILL_THRESHOLD,
			_runtime: PhantomData,
		}
	}
}

impl<T: Config> GenesisConfig<T> {
	/// Stores the values. Panics at a value that is refused: there is no chain then.
	#[allow(clippy::panic)] // what has no chain cannot halt one
	pub(crate) fn store(&self) {
		if let Some(bound) = self.timing.broken_bound() {
			panic!("the genesis value validators.timing is refused: {bound}");
		}
		assert!(
			self.election.are_valid(),
			"the genesis value validators.election is refused: 1-7,500 voters, 1-1,000 targets"
		);
		assert!(
			pallet_staking::Validators::<T>::count() <= self.election.targets,
			"genesis has more validators than validators.election.targets"
		);
		ChainTiming::<T>::put(self.timing);
		Pallet::<T>::put_election_limits(self.election);
		pallet_staking::ChillThreshold::<T>::put(self.chill_threshold);
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Invariants between any two blocks.

use crate::{
	history::HISTORY_BLOCKS, BalanceOf, BlockHistory, BlockUsage, Config, HoldReason, Pallet,
	Sponsorships,
};
use alloc::collections::BTreeMap;
use polkadot_sdk::{
	frame_support::{ensure, traits::fungible::InspectHold},
	frame_system,
	sp_runtime::{
		traits::{Saturating, Zero},
		TryRuntimeError,
	},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::ensure_budgets_are_held()?;
		let usage = BlockUsage::<T>::get();
		ensure!(
			usage.used.total().is_zero() && usage.weight.is_zero() && usage.length.is_zero(),
			"the lanes are not empty between blocks"
		);
		ensure!(
			BlockHistory::<T>::iter_keys().all(|place| u32::from(place) < HISTORY_BLOCKS),
			"the history has places that are never overwritten"
		);
		Ok(())
	}

	/// Checks that each sponsor has on hold what its sponsorships promise, and that each sponsored
	/// account exists.
	fn ensure_budgets_are_held() -> Result<(), TryRuntimeError> {
		let mut promised = BTreeMap::<T::AccountId, (BalanceOf<T>, BalanceOf<T>)>::new();
		for (beneficiary, promises) in Sponsorships::<T>::iter() {
			ensure!(!promises.is_empty(), "an empty list of sponsorships is stored");
			ensure!(
				!frame_system::Pallet::<T>::sufficients(&beneficiary).is_zero(),
				"a sponsored account has no reference"
			);
			for promise in promises {
				let sums = promised.entry(promise.sponsor).or_default();
				sums.0 = sums.0.saturating_add(promise.budget);
				sums.1 = sums.1.saturating_add(promise.deposit);
			}
		}
		for (sponsor, (budgets, deposits)) in promised {
			let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &sponsor);
			ensure!(held(HoldReason::SponsorshipBudget) == budgets, "budgets are not on hold");
			ensure!(held(HoldReason::SponsorshipDeposit) == deposits, "deposits are not on hold");
		}
		Ok(())
	}
}

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

	/// Checks that each sponsor has on hold the budgets and deposits of its sponsorships, and that
	/// each sponsored account exists.
	fn ensure_budgets_are_held() -> Result<(), TryRuntimeError> {
		let mut by_sponsor = BTreeMap::<T::AccountId, (BalanceOf<T>, BalanceOf<T>)>::new();
		for (beneficiary, sponsorships) in Sponsorships::<T>::iter() {
			ensure!(!sponsorships.is_empty(), "an empty list of sponsorships is stored");
			ensure!(
				!frame_system::Pallet::<T>::sufficients(&beneficiary).is_zero(),
				"a sponsored account has no reference"
			);
			for sponsorship in sponsorships {
				let sums = by_sponsor.entry(sponsorship.sponsor).or_default();
				sums.0 = sums.0.saturating_add(sponsorship.budget);
				sums.1 = sums.1.saturating_add(sponsorship.deposit);
			}
		}
		for (sponsor, (budgets, deposits)) in by_sponsor {
			let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &sponsor);
			ensure!(held(HoldReason::SponsorshipBudget) == budgets, "budgets are not on hold");
			ensure!(held(HoldReason::SponsorshipDeposit) == deposits, "deposits are not on hold");
		}
		Ok(())
	}
}

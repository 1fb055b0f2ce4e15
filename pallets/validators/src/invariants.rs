// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Invariants of this pallet's storage, and of the sets that it hands to the session pallet.

use crate::{
	ChainTiming, Config, ElectionLimit, Jail, Leavers, LeaversOf, LivenessRecords, NextPayout,
	NextRelease, Pallet, PayoutProgress, Unpaid,
};
use alloc::collections::BTreeSet;
use polkadot_sdk::{
	frame_support::ensure,
	pallet_babe, pallet_session, pallet_staking,
	sp_runtime::{traits::Zero, TryRuntimeError},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_timing()?;
		Self::check_payouts()?;
		Self::check_leavers()?;
		Self::check_candidates()?;
		Self::check_elected()?;
		Self::check_accounts()
	}

	/// Checks that the timing and the limits of elections are within their bounds, and that epochs
	/// have the length of the genesis. With another length, BABE would compute a start of the
	/// present epoch to which the present slot does not belong.
	fn check_timing() -> Result<(), TryRuntimeError> {
		let timing = ChainTiming::<T>::get();
		ensure!(timing.broken_bound().is_none(), "the timing is outside of its bounds");
		ensure!(
			ElectionLimit::<T>::get().are_valid(),
			"the election's limits are outside of bounds"
		);
		if *pallet_babe::Pallet::<T>::genesis_slot() == 0 {
			return Ok(());
		}
		ensure!(
			Self::slots_into_epoch() < timing.epoch_slots.into(),
			"the epochs do not have the length that they had at genesis"
		);
		Ok(())
	}

	fn check_payouts() -> Result<(), TryRuntimeError> {
		let active = Self::active_era();
		let next = NextPayout::<T>::get();
		ensure!(next <= active, "payouts are ahead of the active era");
		match PayoutProgress::<T>::get() {
			Some(payout) => {
				ensure!(payout.era >= next, "payouts of an era that was completed");
				ensure!(payout.era < active, "payouts of an era that has not ended");
			},
			None => ensure!(
				next < active || Unpaid::<T>::get().is_zero(),
				"something is owed though all eras are paid"
			),
		}
		Ok(())
	}

	fn check_leavers() -> Result<(), TryRuntimeError> {
		for (who, era) in Leavers::<T>::iter() {
			ensure!(LeaversOf::<T>::contains_key(era, who), "a leaver is not listed in its era");
			ensure!(era >= NextRelease::<T>::get(), "a leaver's era was passed over");
		}
		for (era, who, ()) in LeaversOf::<T>::iter() {
			ensure!(Leavers::<T>::get(who) == Some(era), "somebody is listed who does not leave");
		}
		Ok(())
	}

	fn check_candidates() -> Result<(), TryRuntimeError> {
		let places = ElectionLimit::<T>::get().candidates();
		ensure!(
			pallet_staking::Validators::<T>::count() <= places,
			"there are more candidates than an election takes"
		);
		for who in Jail::<T>::iter_keys() {
			ensure!(Self::ledger_of(&who).is_ok(), "somebody without stake is jailed");
		}
		Ok(())
	}

	/// Checks that neither the present set nor the next one is empty, and that only elected
	/// validators are in the next one, with the keys that they will author with. Those that have
	/// purged their keys may be missing.
	fn check_elected() -> Result<(), TryRuntimeError> {
		let queued = pallet_session::Pallet::<T>::queued_keys();
		ensure!(!queued.is_empty(), "the next epoch has no validators");
		ensure!(
			!pallet_session::Pallet::<T>::validators().is_empty(),
			"the present epoch has no validators"
		);
		let era = pallet_staking::CurrentEra::<T>::get().unwrap_or_default();
		let elected: BTreeSet<_> =
			pallet_staking::ErasStakersOverview::<T>::iter_key_prefix(era).collect();
		for (who, _) in queued {
			ensure!(
				elected.is_empty() || elected.contains(&who),
				"somebody validates who was not elected"
			);
		}
		Ok(())
	}

	fn check_accounts() -> Result<(), TryRuntimeError> {
		let mut known: BTreeSet<_> =
			pallet_session::Pallet::<T>::validators().into_iter().collect();
		known.extend(pallet_session::Pallet::<T>::queued_keys().into_iter().map(|(who, _)| who));
		for who in LivenessRecords::<T>::iter_keys() {
			ensure!(known.contains(&who), "a record of an account that does not validate");
		}
		Ok(())
	}
}

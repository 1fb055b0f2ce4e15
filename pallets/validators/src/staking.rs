// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Short questions to staking and session that the other files of this pallet ask.

use crate::{Config, Error, Pallet};
use polkadot_sdk::{
	frame_system::RawOrigin,
	pallet_session, pallet_staking,
	sp_staking::{EraIndex, StakingAccount},
};

impl<T: Config> Pallet<T> {
	/// Returns the number of the era that is under way.
	pub(crate) fn active_era() -> EraIndex {
		pallet_staking::ActiveEra::<T>::get().map_or(0, |era| era.index)
	}

	/// Returns what a stash has bonded, or `NotValidator` if it has nothing.
	pub(crate) fn ledger_of(
		who: &T::AccountId,
	) -> Result<pallet_staking::StakingLedger<T>, Error<T>> {
		pallet_staking::Pallet::<T>::ledger(StakingAccount::Stash(who.clone()))
			.map_err(|_| Error::NotValidator)
	}

	/// Returns the origin with which staking takes orders for a stash.
	pub(crate) fn controller_of(stash: &T::AccountId) -> Result<T::RuntimeOrigin, Error<T>> {
		pallet_staking::Pallet::<T>::bonded(stash)
			.map(|controller| RawOrigin::Signed(controller).into())
			.ok_or(Error::NotValidator)
	}

	/// Tells whether an account has registered session keys.
	pub(crate) fn has_keys(who: &T::AccountId) -> bool {
		pallet_session::NextKeys::<T>::contains_key(who)
	}

	/// Tells whether an account is on staking's list of validators.
	pub(crate) fn is_candidate(who: &T::AccountId) -> bool {
		pallet_staking::Validators::<T>::contains_key(who)
	}

	/// Returns how many validators an election must find: at least one.
	pub(crate) fn minimum_validators() -> u32 {
		pallet_staking::MinimumValidatorCount::<T>::get().max(1)
	}
}

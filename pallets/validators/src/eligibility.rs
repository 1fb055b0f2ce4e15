// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The one rule of who may be elected, and the list of candidates that elections read.
//!
//! A candidate is eligible if it has session keys and is not serving a jail term. Staking asks its
//! `TargetList` for the candidates of an election and for nothing else; this list hides those that
//! are not eligible. So an election that finds too few fails before staking stores anything, and
//! nobody is ever elected without keys.
//!
//! A jail term lasts until one whole election has taken place without the validator. `rejoin` and
//! `staking.validate` make it a candidate again at once, but it can be elected only after its term.

use crate::{BalanceOf, ChainTiming, Config, Jail, Pallet};
use alloc::boxed::Box;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_election_provider_support::SortedListProvider,
	pallet_session,
	pallet_staking::{self, UseValidatorsMap, ValidatorPrefs},
	sp_runtime::traits::SaturatedConversion,
	sp_staking::SessionIndex,
};
use scale_info::TypeInfo;

/// The consequences of silence for one validator.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct JailTerm {
	/// The first epoch for which the validator can be elected again.
	pub until: SessionIndex,
	/// The preferences with which `rejoin` makes it a candidate again; none once it has rejoined or
	/// left.
	pub preferences: Option<ValidatorPrefs>,
}

impl<T: Config> Pallet<T> {
	/// Tells whether a candidate can be elected now.
	pub(crate) fn is_eligible(who: &T::AccountId) -> bool {
		Self::has_keys(who) && !Self::is_serving(who)
	}

	/// Tells whether the jail term of an account still lasts.
	pub(crate) fn is_serving(who: &T::AccountId) -> bool {
		Self::jailed_until(who).is_some()
	}

	/// Returns the first epoch for which a jailed account can be elected again; none if its term is
	/// over.
	pub(crate) fn jailed_until(who: &T::AccountId) -> Option<SessionIndex> {
		Jail::<T>::get(who).map(|term| term.until).filter(|until| Self::planned_epoch() < *until)
	}

	/// Returns the epoch that an election in this block would be for.
	fn planned_epoch() -> SessionIndex {
		pallet_session::Pallet::<T>::current_index().saturating_add(1)
	}

	/// Returns the end of a term that begins when an epoch ends: elections are tried at least once
	/// in the epochs of an era, and the first one may be for the epoch after the next.
	pub(crate) fn end_of_term() -> SessionIndex {
		let epochs = ChainTiming::<T>::get().epochs_per_era;
		Self::planned_epoch().saturating_add(epochs).saturating_add(1)
	}

	/// Counts the candidates that can be elected now.
	pub fn eligible_candidates() -> u32 {
		EligibleCandidates::<T>::iter().count().saturated_into()
	}
}

/// Staking's list of candidates, without those that are not eligible.
///
/// It counts all candidates, as staking's `try_state` demands, and keeps nothing itself.
pub struct EligibleCandidates<T>(PhantomData<T>);

impl<T: Config> SortedListProvider<T::AccountId> for EligibleCandidates<T> {
	type Error = ();
	type Score = BalanceOf<T>;

	fn iter() -> Box<dyn Iterator<Item = T::AccountId>> {
		Box::new(pallet_staking::Validators::<T>::iter_keys().filter(Pallet::<T>::is_eligible))
	}

	fn lock() {}

	fn unlock() {}

	fn iter_from(
		start: &T::AccountId,
	) -> Result<Box<dyn Iterator<Item = T::AccountId>>, Self::Error> {
		let after = UseValidatorsMap::<T>::iter_from(start)?;
		Ok(Box::new(after.filter(Pallet::<T>::is_eligible)))
	}

	fn count() -> u32 {
		pallet_staking::Validators::<T>::count()
	}

	fn contains(who: &T::AccountId) -> bool {
		Pallet::<T>::is_candidate(who)
	}

	fn on_insert(_: T::AccountId, _: Self::Score) -> Result<(), Self::Error> {
		Ok(())
	}

	fn on_update(_: &T::AccountId, _: Self::Score) -> Result<(), Self::Error> {
		Ok(())
	}

	fn get_score(who: &T::AccountId) -> Result<Self::Score, Self::Error> {
		Pallet::<T>::ledger_of(who).map(|ledger| ledger.active).map_err(drop)
	}

	fn on_remove(_: &T::AccountId) -> Result<(), Self::Error> {
		Ok(())
	}

	fn unsafe_regenerate(
		_: impl IntoIterator<Item = T::AccountId>,
		_: Box<dyn Fn(&T::AccountId) -> Option<Self::Score>>,
	) -> u32 {
		0
	}

	fn unsafe_clear() {
		UseValidatorsMap::<T>::unsafe_clear();
	}

	#[cfg(feature = "try-runtime")]
	fn try_state() -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn score_update_worst_case(_: &T::AccountId, _: bool) -> Self::Score {
		Default::default()
	}
}

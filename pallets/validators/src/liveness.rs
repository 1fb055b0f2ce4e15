// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The record of the blocks that validators author, and the jail for those that author none.

use crate::{eligibility::JailTerm, Config, Error, Event, Jail, LivenessRecords, Pallet};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{ensure, storage::with_storage_layer, traits::Get},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	pallet_authorship, pallet_session, pallet_staking,
	sp_runtime::{traits::SaturatedConversion, DispatchError, DispatchResult},
	sp_staking::{self, EraIndex, SessionIndex},
};
use scale_info::TypeInfo;

/// The blocks that a validator should have authored before it is suspected: each slot goes to a
/// validator by lot, and an honest one misses this many in a row once in 500 million times.
pub const EXPECTED_BLOCKS: u32 = 20;

/// The blocks that a validator should have authored before a vote can declare it dead: an honest
/// one misses this many in a row once in 20 times, and the voters know better.
pub const MISSED_BLOCKS: u32 = 3;

/// The recent work of a validator of the active set.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Record {
	/// The number of blocks that the validator authored in this epoch.
	pub blocks: u32,
	/// The number of whole epochs since it authored a block.
	pub silent_epochs: u32,
	/// The number of blocks of all validators in those epochs, except those that opened them.
	pub silent_blocks: u32,
}

impl Record {
	/// Returns the record after an epoch in which all validators together authored `total` blocks.
	pub fn after_epoch(self, total: u32) -> Self {
		if self.blocks > 0 {
			return Self::default();
		}
		Self {
			blocks: 0,
			silent_epochs: self.silent_epochs.saturating_add(1),
			silent_blocks: self.silent_blocks.saturating_add(total),
		}
	}

	/// Tells whether one of `validators` has been silent for too long to be merely unlucky.
	/// `patience` is in epochs; 0 suspects nobody.
	pub fn is_suspect(&self, patience: u32, validators: u32) -> bool {
		patience > 0
			&& self.silent_epochs >= patience
			&& self.silent_blocks >= EXPECTED_BLOCKS.saturating_mul(validators)
	}

	/// Tells whether one of `validators` may be declared dead, in an epoch in which all of them
	/// have authored `total` blocks so far.
	pub fn is_silent(self, total: u32, validators: u32) -> bool {
		self.blocks == 0
			&& self.silent_blocks.saturating_add(total) >= MISSED_BLOCKS.saturating_mul(validators)
	}
}

/// Returns how many of `validators` can be dead while finality goes on.
pub fn tolerated(validators: u32) -> u32 {
	validators.saturating_sub(1).checked_div(3).unwrap_or(0)
}

/// Returns how many of `suspects` may be chilled. None if they are a third or more: then it is the
/// network that fails. Otherwise only so many that at least `minimum` of the `eligible` candidates
/// stay.
pub fn to_chill(suspects: u32, validators: u32, eligible: u32, minimum: u32) -> u32 {
	if suspects > tolerated(validators) {
		return 0;
	}
	suspects.min(eligible.saturating_sub(minimum))
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		// The first block of an epoch comes before its session: the author's number is looked up
		// in the set of the session before and may stand for somebody else.
		let now = frame_system::Pallet::<T>::block_number();
		if <T::ShouldEndSession as pallet_session::ShouldEndSession<_>>::should_end_session(now) {
			return;
		}
		LivenessRecords::<T>::mutate(author, |record| {
			record.blocks = record.blocks.saturating_add(1);
		});
	}
}

impl<T: Config> Pallet<T> {
	/// Judges the epoch that ends. Returns the number of validators.
	pub(crate) fn close_epoch() -> u32 {
		let validators = pallet_session::Pallet::<T>::validators();
		let count: u32 = validators.len().saturated_into();
		let queued: BTreeSet<_> =
			pallet_session::Pallet::<T>::queued_keys().into_iter().map(|(who, _)| who).collect();
		let records: Vec<_> = validators
			.into_iter()
			.map(|who| {
				let record = LivenessRecords::<T>::take(&who);
				(who, record)
			})
			.collect();
		let total = records.iter().fold(0, |sum: u32, (_, one)| sum.saturating_add(one.blocks));

		let patience = T::OfflineEpochs::get();
		let mut suspects = Vec::new();
		for (who, record) in records {
			let record = record.after_epoch(total);
			if record.is_suspect(patience, count) {
				suspects.push((who.clone(), record));
			}
			if queued.contains(&who) {
				LivenessRecords::<T>::insert(who, record);
			}
		}
		Self::judge(suspects, count);
		count
	}

	/// Jails the suspects that are still candidates, as far as the network can spare them.
	fn judge(suspects: Vec<(T::AccountId, Record)>, validators: u32) {
		if suspects.is_empty() {
			return;
		}
		// Fewer than staking's minimum would end elections, and with them eras.
		let minimum = T::MinimumCandidates::get().max(Self::minimum_validators());
		let eligible = Self::eligible_candidates();
		let allowed = to_chill(suspects.len().saturated_into(), validators, eligible, minimum);
		let still_candidates = suspects
			.into_iter()
			.filter(|(who, _)| Self::is_candidate(who))
			.take(allowed.saturated_into());
		for (who, record) in still_candidates {
			let until = Self::end_of_term();
			if with_storage_layer(|| Self::jail(&who, until)).is_ok() {
				// It serves its term for this silence.
				LivenessRecords::<T>::remove(&who);
				Self::deposit_event(Event::Jailed {
					validator: who,
					epochs: record.silent_epochs,
					blocks: record.silent_blocks,
					until,
				});
			}
		}
	}

	/// Jails the validators that a vote declares dead. Returns how many of them are in the present
	/// set, and how many validators the set has. Those that have left the set are ignored.
	///
	/// Errors: `NotSilent`, if one of the set has authored recently.
	pub fn jail_dead(dead: &[T::AccountId]) -> Result<(u32, u32), DispatchError> {
		let validators: BTreeSet<_> =
			pallet_session::Pallet::<T>::validators().into_iter().collect();
		let total = validators
			.iter()
			.fold(0, |sum: u32, who| sum.saturating_add(LivenessRecords::<T>::get(who).blocks));
		let count = validators.len().saturated_into();
		let dead: BTreeSet<_> = dead.iter().filter(|who| validators.contains(who)).collect();
		for who in &dead {
			let is_silent = LivenessRecords::<T>::get(who).is_silent(total, count);
			ensure!(is_silent, Error::<T>::NotSilent);
			if Self::is_candidate(who) {
				Self::jail(who, Self::end_of_term())?;
			}
		}
		Ok((dead.len().saturated_into(), count))
	}

	fn jail(who: &T::AccountId, until: SessionIndex) -> DispatchResult {
		let preferences = pallet_staking::Validators::<T>::get(who);
		pallet_staking::Pallet::<T>::chill(Self::controller_of(who)?)?;
		// Who has no stake left is nobody to wait for.
		if Self::ledger_of(who)?.active >= pallet_staking::asset::existential_deposit::<T>() {
			Jail::<T>::insert(who, JailTerm { until, preferences: Some(preferences) });
		}
		Ok(())
	}
}

/// The listener to staking's news of accounts whose stake has ended: nothing is kept of them.
impl<T: Config> sp_staking::OnStakingUpdate<T::AccountId, crate::BalanceOf<T>> for Pallet<T> {
	fn on_withdraw(stash: &T::AccountId, _amount: crate::BalanceOf<T>) {
		if pallet_staking::Pallet::<T>::bonded(stash).is_none() {
			Jail::<T>::remove(stash);
		}
	}

	// Anybody may reap such a stash, and nobody would tell this pallet.
	fn on_slash(
		stash: &T::AccountId,
		slashed_active: crate::BalanceOf<T>,
		_: &BTreeMap<EraIndex, crate::BalanceOf<T>>,
		_: crate::BalanceOf<T>,
	) {
		if slashed_active < pallet_staking::asset::existential_deposit::<T>() {
			Jail::<T>::remove(stash);
		}
	}
}

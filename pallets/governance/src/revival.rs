// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The steps of a revival, which brings finality back: an election without the dead, then a new
//! beginning of GRANDPA with the elected validators, as soon as they have taken over.

use crate::{
	emergency::{PendingRevival, Revive, SetId, Stashes, MAX_SETS},
	Config, Error, Event, FinalitySets, Pallet, Revival, RevivalRests,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	frame_system::pallet_prelude::BlockNumberFor,
	sp_runtime::{
		traits::{One, SaturatedConversion, Saturating, Zero},
		DispatchResult,
	},
	sp_staking::EraIndex,
};

/// The sessions that a revival takes: its election is at the end of the first, and the elected
/// validators take over at the end of the second.
const SESSIONS: u32 = 2;

impl<T: Config> Pallet<T> {
	/// Refuses a revival that would fail in every block.
	pub(crate) fn check_revival(delay: BlockNumberFor<T>) -> DispatchResult {
		let (shortest, longest) = T::RevivalDelays::get();
		ensure!(delay >= shortest && delay <= longest, Error::<T>::BadDelay);
		Ok(())
	}

	pub(crate) fn do_revive(
		dead: Stashes<T::AccountId>,
		validator_count: u32,
		delay: BlockNumberFor<T>,
		best_finalized: BlockNumberFor<T>,
		set_id: SetId,
	) -> DispatchResult {
		Self::check_revival(delay)?;
		let now = Self::now();
		ensure!(best_finalized < now, Error::<T>::NotYetABlock);
		ensure!(Self::set_id_after(best_finalized) == Some(set_id), Error::<T>::WrongSet);
		ensure!(RevivalRests::<T>::get() <= now, Error::<T>::Rests);
		let era = T::Revive::elect_without(&dead, validator_count)?;
		let sessions = SESSIONS;
		Revival::<T>::put(PendingRevival { era, sessions, delay, best_finalized, set_id });
		RevivalRests::<T>::put(now.saturating_add(T::RevivalRest::get()));
		Self::deposit_event(Event::RevivalBegan { dead, validator_count, era });
		Ok(())
	}

	/// Returns the set that votes on finality once this block is final. `None` if the block is too
	/// old to tell.
	fn set_id_after(block: BlockNumberFor<T>) -> Option<SetId> {
		let sets = FinalitySets::<T>::get();
		let is_full = sets.len() >= MAX_SETS.saturated_into();
		if is_full && sets.first().is_some_and(|(began, _)| block < *began) {
			return None;
		}
		let before = sets.iter().find(|(began, _)| block < *began).map(|(_, before)| *before);
		Some(before.unwrap_or_else(T::Revive::set_id))
	}

	/// Notes the set that is about to end, and restarts finality if the era that a revival waits
	/// for has begun.
	///
	/// The runtime must call it when a session begins, before it tells GRANDPA the validators of
	/// that session: one session earlier, GRANDPA would be told the validators before them, among
	/// whom are the dead.
	pub fn session_begins(era: EraIndex) {
		Self::note_set();
		let Some(mut revival) = Revival::<T>::get() else {
			return;
		};
		if revival.era <= era {
			Revival::<T>::kill();
			Self::restart_finality(revival);
		} else if revival.sessions.is_zero() {
			Revival::<T>::kill();
			Self::deposit_event(Event::RevivalFailed { error: Error::<T>::NoElection.into() });
		} else {
			revival.sessions.saturating_dec();
			Revival::<T>::put(revival);
		}
	}

	fn note_set() {
		let (now, before) = (Self::now(), T::Revive::set_id());
		FinalitySets::<T>::mutate(|sets| {
			match sets.last_mut() {
				Some((began, set_id)) if *set_id == before => *began = now,
				_ => {
					if sets.is_full() {
						sets.remove(0);
					}
					// There is room.
					let _ = sets.try_push((now, before));
				},
			}
		});
	}

	fn restart_finality(revival: PendingRevival<BlockNumberFor<T>>) {
		let PendingRevival { delay, best_finalized, set_id, .. } = revival;
		match T::Revive::restart_finality(set_id, delay, best_finalized) {
			Ok(()) => {
				// Those that were announced since were never final: nodes do not count them.
				FinalitySets::<T>::mutate(|sets| {
					sets.retain(|(began, _)| *began <= best_finalized);
				});
				let at = Self::now().saturating_add(delay).saturating_add(One::one());
				Self::deposit_event(Event::FinalityRestarts { at, best_finalized });
			},
			Err(error) => Self::deposit_event(Event::RevivalFailed { error }),
		}
	}
}

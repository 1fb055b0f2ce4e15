// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The invariants of tracks, referenda and their alarms.

use crate::{alarms::ReferendaCallOf, tracks::Track, Alarms, Config, Pallet, TrackTerms};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{ensure, traits::Bounded},
	pallet_referenda::{
		self, DecidingCount, ReferendumIndex, ReferendumInfo, ReferendumInfoFor,
		ReferendumStatusOf, TrackQueue,
	},
	sp_runtime::{traits::SaturatedConversion, TryRuntimeError},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_terms()?;
		for (index, info) in ReferendumInfoFor::<T>::iter() {
			if let ReferendumInfo::Ongoing(status) = info {
				Self::try_next_step(index, &status)?;
			}
		}
		Track::ALL.into_iter().try_for_each(Self::try_track)
	}

	/// Checks the terms of all tracks, also those that are not stored: an upgrade can change them
	/// and the bounds.
	fn try_terms() -> Result<(), TryRuntimeError> {
		for id in TrackTerms::<T>::iter_keys() {
			ensure!(Track::from_id(id).is_some(), "the terms of a track that is unknown");
		}
		for track in Track::ALL {
			ensure!(
				Self::check_terms(&Self::terms(track)).is_ok(),
				"a track decides on terms that are refused"
			);
		}
		Ok(())
	}

	/// Checks that a referendum that has not ended is in the queue of its track, or that an alarm
	/// wakes it.
	fn try_next_step(
		index: ReferendumIndex,
		status: &ReferendumStatusOf<T, ()>,
	) -> Result<(), TryRuntimeError> {
		let queue = TrackQueue::<T>::get(status.track);
		let is_queued = queue.iter().any(|(queued, _)| *queued == index);
		ensure!(is_queued == status.in_queue, "a referendum that is not where it says");
		let has_alarm = status
			.alarm
			.as_ref()
			.is_some_and(|(_, (at, id))| Alarms::<T>::contains_key(at, id.to_be_bytes()));
		ensure!(is_queued || has_alarm, "a referendum that nothing wakes");
		Ok(())
	}

	/// Checks that only referenda that wait are in the queue of a track, and that those that it
	/// decides are counted.
	fn try_track(track: Track) -> Result<(), TryRuntimeError> {
		let ongoing = |index| pallet_referenda::Pallet::<T>::ensure_ongoing(index).ok();
		let queue = TrackQueue::<T>::get(track.id());
		let waits = |(index, _): &(ReferendumIndex, _)| {
			ongoing(*index).is_some_and(|status| status.track == track.id() && status.in_queue)
		};
		ensure!(queue.iter().all(waits), "the queue of a track has what does not wait in it");

		let deciding = ReferendumInfoFor::<T>::iter_values().filter(|info| match info {
			ReferendumInfo::Ongoing(status) => {
				status.track == track.id() && status.deciding.is_some()
			},
			_ => false,
		});
		let call = pallet_referenda::Call::<T>::one_fewer_deciding { track: track.id() };
		let one_fewer = ReferendaCallOf::<T>::from(call).encode();
		let ended = Alarms::<T>::iter_values().filter(|alarm| match alarm {
			Bounded::Inline(call) => call.to_vec() == one_fewer,
			_ => false,
		});
		let expected: u32 = deciding.count().saturating_add(ended.count()).saturated_into();
		ensure!(DecidingCount::<T>::get(track.id()) == expected, "a track that miscounts");
		Ok(())
	}
}

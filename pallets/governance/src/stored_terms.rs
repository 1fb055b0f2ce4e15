// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The terms of the tracks, as genesis or Root has set them. This pallet serves them to Referenda.

use crate::{
	tracks::{DefaultTerms, TermsError, Track, TrackId},
	BalanceOf, Config, Error, Event, Origin, OuterOrigin, Pallet, TermsOf, TrackTerms,
};
use alloc::borrow::Cow;
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{CallerTrait, Get, OriginTrait},
	},
	frame_system::pallet_prelude::BlockNumberFor,
	pallet_referenda::{self, TrackInfo, TracksInfo},
	sp_runtime::DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Returns the present terms of a track.
	pub fn terms(track: Track) -> TermsOf<T> {
		TrackTerms::<T>::get(track.id()).unwrap_or_else(|| T::DefaultTerms::of(track))
	}

	/// Checks that a track of this runtime can decide on these terms.
	pub fn check_terms(terms: &TermsOf<T>) -> Result<(), TermsError> {
		terms.check()?;
		ensure!(terms.prepare_period < T::UndecidingTimeout::get(), TermsError::PreparationTooLong);
		Ok(())
	}

	/// Stores the terms of the genesis. Panics at those that are refused: there is no chain then.
	pub(crate) fn store_genesis_terms(tracks: &[(Track, TermsOf<T>)]) {
		for (track, terms) in tracks {
			let name = track.name();
			let checked = Self::check_terms(terms);
			assert!(checked.is_ok(), "the genesis terms of {name} are refused: {checked:?}");
			assert!(
				!TrackTerms::<T>::contains_key(track.id()),
				"the genesis has the terms of {name} twice"
			);
			TrackTerms::<T>::insert(track.id(), terms);
		}
	}

	/// Panics if a runtime has default terms that are refused.
	#[cfg(feature = "std")]
	pub(crate) fn assert_default_terms_are_sound() {
		for track in Track::ALL {
			let checked = Self::check_terms(&T::DefaultTerms::of(track));
			assert!(checked.is_ok(), "the default terms of {track:?} are refused: {checked:?}");
		}
	}

	pub(crate) fn do_set_track(track: Track, terms: TermsOf<T>) -> DispatchResult {
		Self::check_terms(&terms).map_err(Error::<T>::from)?;
		TrackTerms::<T>::insert(track.id(), terms);
		Self::deposit_event(Event::TrackChanged { track, terms });
		Ok(())
	}
}

impl<T: Config> TracksInfo<BalanceOf<T>, BlockNumberFor<T>> for Pallet<T> {
	type Id = TrackId;
	type RuntimeOrigin = <OuterOrigin<T> as OriginTrait>::PalletsOrigin;

	fn tracks() -> impl Iterator<
		Item = Cow<'static, pallet_referenda::Track<TrackId, BalanceOf<T>, BlockNumberFor<T>>>,
	> {
		Track::ALL.into_iter().map(|track| {
			let info = Self::terms(track).info(track);
			Cow::Owned(pallet_referenda::Track { id: track.id(), info })
		})
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
		if origin.is_root() {
			return Ok(Track::Root.id());
		}
		let origin: OuterOrigin<T> = origin.clone().into();
		let ours: Result<Origin, OuterOrigin<T>> = origin.into();
		ours.map(|origin| origin.track().id()).map_err(drop)
	}

	// The provided ones read all tracks.
	fn track_ids() -> impl Iterator<Item = TrackId> {
		Track::ALL.into_iter().map(Track::id)
	}

	fn info(id: TrackId) -> Option<Cow<'static, TrackInfo<BalanceOf<T>, BlockNumberFor<T>>>> {
		let track = Track::from_id(id)?;
		Some(Cow::Owned(Self::terms(track).info(track)))
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What always holds of this pallet's storage.

use crate::{tracks::Track, Config, Pallet, TrackTerms};
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Also of the terms that are not stored: an upgrade can change them and the bounds.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
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
}

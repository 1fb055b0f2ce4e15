// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The migration of `second`: storage version 1, notes are texts, to 2, notes have a block.

use crate::{single_block::block_of_upgrade, Config, Note, Notes, Text};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		traits::{Get, UncheckedOnRuntimeUpgrade},
		weights::Weight,
	},
	sp_runtime::SaturatedConversion,
};
#[cfg(feature = "try-runtime")]
use {
	alloc::vec::Vec,
	codec::{Decode, Encode},
	polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError},
};

/// The storage before the migration.
#[cfg(feature = "try-runtime")]
mod v1 {
	use crate::{Config, Pallet, Text};
	use polkadot_sdk::{
		frame_support::{storage_alias, Blake2_128Concat},
		frame_system,
	};

	#[storage_alias]
	pub(super) type Notes<T: Config> =
		StorageMap<Pallet<T>, Blake2_128Concat, <T as frame_system::Config>::AccountId, Text>;
}

/// Gives every note the block of the upgrade. All in one block: a drill has a handful of notes.
pub struct DateNotes<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for DateNotes<T> {
	fn on_runtime_upgrade() -> Weight {
		let at = block_of_upgrade::<T>().saturated_into();
		let mut dated = 0u64;
		Notes::<T>::translate::<Text, _>(|_, text| {
			dated = dated.saturating_add(1);
			Some(Note { text, at })
		});
		// Reads: the block, the notes, and the end of the notes.
		T::DbWeight::get().reads_writes(dated.saturating_add(2), dated)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		Ok(v1::Notes::<T>::iter().collect::<Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(notes_before: Vec<u8>) -> Result<(), TryRuntimeError> {
		let before = Vec::<(T::AccountId, Text)>::decode(&mut &notes_before[..])
			.map_err(|_| "the notes from before the upgrade cannot be read")?;
		ensure!(Notes::<T>::iter().count() == before.len(), "there are more or fewer notes");
		let at = block_of_upgrade::<T>().saturated_into();
		for (who, text) in before {
			ensure!(Notes::<T>::get(&who) == Some(Note { text, at }), "a note has changed");
		}
		Ok(())
	}
}

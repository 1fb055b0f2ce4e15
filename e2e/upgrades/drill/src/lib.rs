// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Drill
//!
//! The pallet of the upgrade drills. It is in no released runtime: `e2e/upgrades/build.mjs` adds it
//! to a copy of the runtime, and the network tests upgrade a chain to that.
//!
//! A feature chooses the variant, that is, what the upgrade does:
//!
//! | variant | at the upgrade |
//! |---|---|
//! | `first` | the pallet comes to the chain and writes [`Birth`] |
//! | `second` | every note gets the block of the upgrade |
//! | `failing` | a count of all accounts over several blocks fails half-way |
//! | `repair` | the same count begins anew and completes |
//! | `heavy` | as `first`, and a step that no block has the weight for |
//! | `trapping` | a panic |

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

#[cfg(all(feature = "try-runtime", any(feature = "birth", feature = "second")))]
extern crate alloc;

#[cfg(feature = "birth")]
pub mod birth;
#[cfg(feature = "second")]
pub mod dating;
pub mod multi_block;
pub mod notes;
pub mod single_block;

pub use multi_block::MultiBlock;
pub use notes::{Note, Text};
pub use pallet::*;
pub use single_block::SingleBlock;

use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::{frame_system::pallet_prelude::BlockNumberFor, pallet_balances};
use scale_info::TypeInfo;

const CHOSEN: usize = cfg!(feature = "first") as usize
	+ cfg!(feature = "second") as usize
	+ cfg!(feature = "failing") as usize
	+ cfg!(feature = "repair") as usize
	+ cfg!(feature = "heavy") as usize
	+ cfg!(feature = "trapping") as usize;
const _: () = assert!(CHOSEN == 1, "choose one variant of the drill as a feature, and one only");

/// When the pallet came to the chain.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Beginning<BlockNumber, Balance> {
	/// The block of the upgrade.
	pub block: BlockNumber,
	/// All BTR as the upgrade ran, in base units.
	pub issuance: Balance,
}

/// When the pallet came to this chain.
pub type BeginningOf<T> = Beginning<BlockNumberFor<T>, <T as pallet_balances::Config>::Balance>;

/// No migration, whatever the runtime. A type alias must use its parameter: `MultiBlock<T> = ()`
/// would not compile.
pub trait NoMigration {
	/// The empty list.
	type List;
}

impl<T> NoMigration for T {
	type List = ();
}

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use polkadot_sdk::{frame_support::pallet_prelude::*, frame_system::pallet_prelude::*};

	const STORAGE_VERSION: StorageVersion =
		StorageVersion::new(if cfg!(feature = "dated-notes") { 2 } else { 1 });

	/// The work of a call beside the database, in picoseconds. Estimated: a drill is no product, and
	/// nobody measures it.
	const OWN_WORK_PS: u64 = 20_000_000;

	/// The pallet of the drills.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The pallet needs the balances of the runtime, and nothing to be chosen.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config + pallet_balances::Config {}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account has a note, instead of the one that it may have had.
		Noted {
			/// Whose.
			who: T::AccountId,
			/// What it says.
			text: Text,
		},
	}

	/// When the pallet came to the chain. Never changes.
	#[pallet::storage]
	pub type Birth<T: Config> = StorageValue<_, BeginningOf<T>>;

	/// A note for each account that wrote one.
	// Nobody pays for an entry, as in a real pallet one must: chains with drills live for minutes.
	#[pallet::storage]
	pub type Notes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Note>;

	/// How many accounts the count has met. Part of them while it runs, or if it failed.
	#[cfg(feature = "recount")]
	#[pallet::storage]
	pub type Counted<T: Config> = StorageValue<_, u32, ValueQuery>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Write a note of at most 32 bytes. It replaces the one that you may have written before.
		#[pallet::call_index(0)]
		#[pallet::weight(
			Weight::from_parts(OWN_WORK_PS, 0).saturating_add(T::DbWeight::get().writes(1))
		)]
		pub fn note(origin: OriginFor<T>, text: Text) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Notes::<T>::insert(&who, notes::written_now::<T>(text.clone()));
			Self::deposit_event(Event::Noted { who, text });
			Ok(())
		}
	}
}

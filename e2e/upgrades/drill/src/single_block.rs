// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What runs whole in the block of the upgrade.

#[cfg(feature = "second")]
use polkadot_sdk::frame_support::migrations::VersionedMigration;
#[cfg(any(feature = "birth", feature = "second"))]
use polkadot_sdk::{
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::traits::{One, Saturating},
};
#[cfg(feature = "trapping")]
use {
	core::marker::PhantomData,
	polkadot_sdk::frame_support::{traits::OnRuntimeUpgrade, weights::Weight},
};

/// The single-block migration of this variant.
#[cfg(feature = "birth")]
pub type SingleBlock<T> = crate::birth::Begin<T>;

/// The single-block migration of this variant.
#[cfg(feature = "second")]
pub type SingleBlock<T> = VersionedMigration<
	1,
	2,
	crate::dating::DateNotes<T>,
	crate::Pallet<T>,
	<T as frame_system::Config>::DbWeight,
>;

/// The single-block migration of this variant.
#[cfg(feature = "recount")]
pub type SingleBlock<T> = <T as crate::NoMigration>::List;

/// The single-block migration of this variant.
#[cfg(feature = "trapping")]
pub type SingleBlock<T> = Trap<T>;

/// Panics: with this runtime there is no further block.
#[cfg(feature = "trapping")]
pub struct Trap<T>(PhantomData<T>);

#[cfg(feature = "trapping")]
impl<T> OnRuntimeUpgrade for Trap<T> {
	fn on_runtime_upgrade() -> Weight {
		panic!("the drill's migration panics, as it is meant to");
	}
}

/// The block of the upgrade. Migrations run before System learns its number, and see its parent's.
#[cfg(any(feature = "birth", feature = "second"))]
pub(crate) fn block_of_upgrade<T: frame_system::Config>() -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(One::one())
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The migration of a pallet that comes to a chain: what a genesis would have written.

use crate::{single_block::block_of_upgrade, Beginning, Birth, Config};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		traits::{Get, OnRuntimeUpgrade},
		weights::Weight,
	},
	pallet_balances::TotalIssuance,
};
#[cfg(feature = "try-runtime")]
use {
	alloc::vec::Vec,
	codec::Encode,
	polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError},
};

/// Writes [`Birth`], once.
///
/// No `VersionedMigration<0, 1>`: before the migrations FRAME writes the storage version of the code
/// for a pallet that has no storage yet, so that one would find 1 and do nothing.
pub struct Begin<T>(PhantomData<T>);

impl<T: Config> OnRuntimeUpgrade for Begin<T> {
	fn on_runtime_upgrade() -> Weight {
		if Birth::<T>::exists() {
			return T::DbWeight::get().reads(1);
		}
		Birth::<T>::put(Beginning {
			block: block_of_upgrade::<T>(),
			issuance: TotalIssuance::<T>::get(),
		});
		// Reads: birth, block, issuance.
		T::DbWeight::get().reads_writes(3, 1)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		ensure!(!Birth::<T>::exists(), "the pallet is on this chain already");
		Ok(TotalIssuance::<T>::get().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(issuance_before: Vec<u8>) -> Result<(), TryRuntimeError> {
		let birth = Birth::<T>::get().ok_or("the birth was not written")?;
		ensure!(birth.block == block_of_upgrade::<T>(), "the birth is in another block");
		ensure!(
			birth.issuance.encode() == issuance_before,
			"the issuance at birth is not the one before the upgrade"
		);
		Ok(())
	}
}

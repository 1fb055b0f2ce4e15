// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What runs step by step over the blocks after the upgrade. The runtime makes one step a block.

#[cfg(feature = "recount")]
use crate::Counted;
#[cfg(any(feature = "recount", feature = "heavy"))]
use {
	crate::Config,
	core::marker::PhantomData,
	polkadot_sdk::{
		frame_support::{
			migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
			traits::Get,
			weights::WeightMeter,
		},
		frame_system,
	},
};

/// The multi-block migration of this variant.
#[cfg(feature = "recount")]
pub type MultiBlock<T> = Recount<T>;

/// The multi-block migration of this variant.
#[cfg(feature = "heavy")]
pub type MultiBlock<T> = TooHeavy<T>;

/// The multi-block migration of this variant.
#[cfg(not(any(feature = "recount", feature = "heavy")))]
pub type MultiBlock<T> = <T as crate::NoMigration>::List;

/// Few, so that a chain with some dozens of accounts needs several steps. More in the repair, which
/// counts them all: the suites leave hundreds.
#[cfg(feature = "recount")]
const ACCOUNTS_PER_STEP: u32 = if cfg!(feature = "failing") { 5 } else { 20 };

/// After two steps `failing` fails, and leaves what they counted.
#[cfg(feature = "recount")]
const FAILS_AT: u32 = if cfg!(feature = "failing") { 2 * ACCOUNTS_PER_STEP } else { u32::MAX };

/// A migration that failed is not run again under its identifier: `repair` has another one.
#[cfg(feature = "recount")]
const ATTEMPT: u8 = if cfg!(feature = "failing") { 1 } else { 2 };

/// Counts all accounts into [`Counted`], from zero.
#[cfg(feature = "recount")]
pub struct Recount<T>(PhantomData<T>);

#[cfg(feature = "recount")]
impl<T: Config> SteppedMigration for Recount<T> {
	/// The last account that was counted.
	type Cursor = T::AccountId;
	type Identifier = MigrationId<13>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"drill-recount", version_from: ATTEMPT - 1, version_to: ATTEMPT }
	}

	fn step(
		cursor: Option<T::AccountId>,
		meter: &mut WeightMeter,
	) -> Result<Option<T::AccountId>, SteppedMigrationError> {
		let account = T::DbWeight::get().reads(1);
		// The number and one account: less would be no progress.
		let required = T::DbWeight::get().reads_writes(1, 1).saturating_add(account);
		meter
			.try_consume(required)
			.map_err(|()| SteppedMigrationError::InsufficientWeight { required })?;

		let (mut counted, mut accounts) = match &cursor {
			Some(last) => {
				(Counted::<T>::get(), frame_system::Account::<T>::iter_keys_from_key(last))
			},
			None => (0, frame_system::Account::<T>::iter_keys()),
		};
		if counted >= FAILS_AT {
			return Err(SteppedMigrationError::Failed);
		}
		let mut last = cursor;
		for nth in 0..ACCOUNTS_PER_STEP {
			if nth > 0 && meter.try_consume(account).is_err() {
				break;
			}
			last = accounts.next();
			if last.is_none() {
				break;
			}
			counted = counted.saturating_add(1);
		}
		Counted::<T>::put(counted);
		Ok(last)
	}
}

/// Asks for twice the weight of a block.
#[cfg(feature = "heavy")]
pub struct TooHeavy<T>(PhantomData<T>);

#[cfg(feature = "heavy")]
impl<T: Config> SteppedMigration for TooHeavy<T> {
	type Cursor = ();
	type Identifier = MigrationId<11>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"drill-heavy", version_from: 0, version_to: 1 }
	}

	fn step(
		_cursor: Option<()>,
		meter: &mut WeightMeter,
	) -> Result<Option<()>, SteppedMigrationError> {
		let required = <T as frame_system::Config>::BlockWeights::get().max_block.saturating_mul(2);
		meter
			.try_consume(required)
			.map_err(|()| SteppedMigrationError::InsufficientWeight { required })?;
		Ok(None)
	}
}

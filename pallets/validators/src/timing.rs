// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The timing of the chain and the size of its elections, as the genesis set them. Other pallets
//! take them from here, so that one Wasm serves every chain.

use crate::{ChainTiming, Config, ElectionLimit};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_election_provider_support::bounds::{ElectionBounds, ElectionBoundsBuilder},
	frame_support::traits::Get,
	frame_system::pallet_prelude::BlockNumberFor,
	pallet_babe,
	sp_runtime::traits::SaturatedConversion,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most eras that can pass until unbonded stake is free.
pub const MAX_BONDING_ERAS: u32 = 28;
/// The most voters that an election can be told to look at. With 14,000 the Wasm heap is too small
/// on the reference set-up, and a block whose election traps can never be built (ADR 0005).
pub const MAX_VOTERS: u32 = 7_500;
/// The most places for candidates that elections can be told to have.
pub const MAX_TARGETS: u32 = 1_000;
/// The most candidates that can be on a list with [`MAX_TARGETS`] places.
pub const MAX_CANDIDATES: u32 = MAX_TARGETS + MAX_TARGETS / 8;

/// The lengths that are fixed at genesis: BABE cannot change the length of its epochs, and the rest
/// counts in epochs.
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Timing {
	/// Slots in an epoch, which is also a session. 4-28,800.
	pub epoch_slots: u32,
	/// Epochs in an era. 1-96.
	pub epochs_per_era: u32,
	/// Eras until unbonded stake is free. 2-28.
	pub bonding_eras: u32,
	/// Eras in which governance can cancel a slash. At least 1, since a report of an equivocation
	/// has no room to slash thousands of nominators itself; fewer than `bonding_eras`.
	pub slash_defer_eras: u32,
}

impl Timing {
	/// Returns the timing of a chain in production with slots of 3 s: epochs of an hour, eras of
	/// 6 hours, a bond for a week.
	pub const fn production() -> Self {
		Self { epoch_slots: 1_200, epochs_per_era: 6, bonding_eras: 28, slash_defer_eras: 27 }
	}

	/// Returns the first bound that a value breaks, if any.
	pub fn broken_bound(&self) -> Option<&'static str> {
		let bounds = [
			((4..=28_800).contains(&self.epoch_slots), "epochSlots must be 4-28,800"),
			((1..=96).contains(&self.epochs_per_era), "epochsPerEra must be 1-96"),
			((2..=MAX_BONDING_ERAS).contains(&self.bonding_eras), "bondingEras must be 2-28"),
			(
				(1..self.bonding_eras).contains(&self.slash_defer_eras),
				"slashDeferEras must be at least 1 and smaller than bondingEras",
			),
		];
		bounds.into_iter().find(|(holds, _)| !holds).map(|(_, bound)| bound)
	}

	/// Returns the number of slots in an era.
	pub fn era_slots(&self) -> u64 {
		u64::from(self.epoch_slots).saturating_mul(self.epochs_per_era.into())
	}

	/// Returns the number of epochs in which an offence can be reported: as long as stake is
	/// bonded.
	fn bonding_epochs(&self) -> u64 {
		u64::from(self.bonding_eras).saturating_mul(self.epochs_per_era.into())
	}
}

impl Default for Timing {
	fn default() -> Self {
		Self::production()
	}
}

/// The size of elections, each of which runs in one block.
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ElectionLimits {
	/// The number of voters, the largest stakes first. 1-7,500.
	pub voters: u32,
	/// The number of places for candidates: a candidate with more stake takes the place of the one
	/// with the least. 1-1,000.
	pub targets: u32,
}

impl ElectionLimits {
	/// Returns how many newcomers a full list takes in one block: an eighth of the places, at
	/// least 4. Whoever wants to keep others out of it for a block needs as many accounts with the
	/// smallest bond, and higher tips.
	pub fn newcomers(&self) -> u32 {
		(self.targets / 8).max(4)
	}

	/// Returns the most candidates that can be on the list at any time.
	pub fn candidates(&self) -> u32 {
		self.targets.saturating_add(self.newcomers())
	}

	/// Tells whether both numbers are within their bounds.
	pub fn are_valid(&self) -> bool {
		(1..=MAX_VOTERS).contains(&self.voters) && (1..=MAX_TARGETS).contains(&self.targets)
	}
}

impl Default for ElectionLimits {
	fn default() -> Self {
		Self { voters: 2_000, targets: 500 }
	}
}

/// Slots in an epoch, for BABE.
pub struct EpochDuration<T>(PhantomData<T>);

impl<T: Config> Get<u64> for EpochDuration<T> {
	fn get() -> u64 {
		ChainTiming::<T>::get().epoch_slots.into()
	}
}

/// Epochs in an era, for staking.
pub struct SessionsPerEra<T>(PhantomData<T>);

impl<T: Config> Get<u32> for SessionsPerEra<T> {
	fn get() -> u32 {
		ChainTiming::<T>::get().epochs_per_era
	}
}

/// Slots in an era, for what happens once in an era and counts in blocks.
pub struct EraSlots<T>(PhantomData<T>);

impl<T: Config> Get<BlockNumberFor<T>> for EraSlots<T> {
	fn get() -> BlockNumberFor<T> {
		ChainTiming::<T>::get().era_slots().saturated_into()
	}
}

/// Eras until unbonded stake is free, for staking.
pub struct BondingDuration<T>(PhantomData<T>);

impl<T: Config> Get<u32> for BondingDuration<T> {
	fn get() -> u32 {
		ChainTiming::<T>::get().bonding_eras
	}
}

/// Eras in which a slash can be cancelled, for staking.
pub struct SlashDeferDuration<T>(PhantomData<T>);

impl<T: Config> Get<u32> for SlashDeferDuration<T> {
	fn get() -> u32 {
		ChainTiming::<T>::get().slash_defer_eras
	}
}

/// Blocks in which an equivocation can be reported: as long as the stake is bonded.
pub struct ReportLongevity<T>(PhantomData<T>);

impl<T: Config> Get<u64> for ReportLongevity<T> {
	fn get() -> u64 {
		let timing = ChainTiming::<T>::get();
		timing.bonding_epochs().saturating_mul(timing.epoch_slots.into())
	}
}

/// Sessions in which an offence can be reported, for GRANDPA.
pub struct ReportSessions<T>(PhantomData<T>);

impl<T: Config> Get<u64> for ReportSessions<T> {
	fn get() -> u64 {
		ChainTiming::<T>::get().bonding_epochs()
	}
}

/// The size of elections, for the election provider.
pub struct Bounds<T>(PhantomData<T>);

impl<T: Config> Get<ElectionBounds> for Bounds<T> {
	fn get() -> ElectionBounds {
		let limits = ElectionLimit::<T>::get();
		ElectionBoundsBuilder::default()
			.voters_count(limits.voters.into())
			.targets_count(limits.candidates().into())
			.build()
	}
}

/// Returns how long an era takes if no slot is skipped, in milliseconds.
pub(crate) fn planned_era<T: Config>() -> u64 {
	let slot: u64 = pallet_babe::Pallet::<T>::slot_duration().saturated_into();
	ChainTiming::<T>::get().era_slots().saturating_mul(slot)
}

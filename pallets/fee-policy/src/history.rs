// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The history of the last blocks. The lanes open and close once in each of them.

use crate::{lanes::Usage, BlockHistory, BlockUsage, Config, Pallet};
use alloc::vec::Vec;
use batara_primitives::lanes::{LaneWeights, PerLane};
use codec::{Decode, Encode, MaxEncodedLen};
use core::cmp::Reverse;
use polkadot_sdk::{
	frame_support::traits::Get,
	frame_system::pallet_prelude::BlockNumberFor,
	sp_runtime::traits::{SaturatedConversion, Zero},
};
use scale_info::TypeInfo;

/// The number of blocks that are remembered.
pub const HISTORY_BLOCKS: u32 = 64;

/// The record of a block.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct BlockRecord<BlockNumber> {
	/// The number of the block.
	pub number: BlockNumber,
	/// The room that its lanes had, in picoseconds.
	pub limit: u64,
	/// The room that each lane used, in picoseconds.
	pub used: LaneWeights,
	/// The largest transaction of each lane that would still have entered, in picoseconds.
	pub left: LaneWeights,
	/// The lowest tip rate that entered.
	pub lowest: PerLane<u64>,
	/// The median tip rate that entered.
	pub median: PerLane<u64>,
}

impl<T: Config> Pallet<T> {
	/// Opens the lanes of a block, with the guarantees that governance has decided before it.
	pub(crate) fn open_block(now: BlockNumberFor<T>) {
		BlockUsage::<T>::mutate(|usage| {
			usage.shares = T::LaneShares::get();
			usage.sleeping = Self::sleeping(&usage.last_used, now);
		});
	}

	/// Writes the block into the history and empties the lanes.
	pub(crate) fn close_block(now: BlockNumberFor<T>) {
		let usage = BlockUsage::<T>::get();
		let room = Self::past_room(&Self::limits(), &usage);
		let record = BlockRecord {
			number: now,
			limit: room.limit,
			used: usage.used,
			left: LaneWeights::from_fn(|lane| room.left(&usage.used, lane)),
			lowest: PerLane::from_fn(|lane| usage.tips.get(lane).lowest()),
			median: PerLane::from_fn(|lane| usage.tips.get(lane).median()),
		};
		BlockHistory::<T>::insert(Self::place(now), record);
		let last_used = PerLane::from_fn(|lane| {
			if usage.used.get(lane).is_zero() {
				*usage.last_used.get(lane)
			} else {
				now
			}
		});
		BlockUsage::<T>::put(Usage { last_used, shares: usage.shares, ..Default::default() });
	}

	/// Returns the record of a block; none if it is not among the last ones.
	pub fn record(number: BlockNumberFor<T>) -> Option<BlockRecord<BlockNumberFor<T>>> {
		BlockHistory::<T>::get(Self::place(number)).filter(|record| record.number == number)
	}

	/// Returns the place of a block in the history.
	#[allow(clippy::arithmetic_side_effects)] // the divisor is a constant above 0
	fn place(number: BlockNumberFor<T>) -> u8 {
		(number % HISTORY_BLOCKS.into()).saturated_into()
	}

	/// Returns the last blocks, the newest first.
	pub(crate) fn newest_first() -> Vec<BlockRecord<BlockNumberFor<T>>> {
		let mut records: Vec<_> = BlockHistory::<T>::iter_values().collect();
		records.sort_by_key(|record| Reverse(record.number));
		records
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What happens once in a block: the lanes open and close, and the block enters the history.

use crate::{
	lanes::Usage,
	quotes::{BlockRecord, LaneStatus, HISTORY_BLOCKS},
	BlockUsage, Config, History, Pallet,
};
use alloc::vec::Vec;
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use core::cmp::Reverse;
use polkadot_sdk::{
	frame_support::traits::Get,
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::traits::{One, SaturatedConversion, Saturating, Zero},
};

impl<T: Config> Pallet<T> {
	/// The guarantees that hold in this block are those that governance has decided before it.
	pub(crate) fn open_block(now: BlockNumberFor<T>) {
		BlockUsage::<T>::mutate(|usage| {
			usage.shares = T::LaneShares::get();
			usage.sleeping = Self::sleeping(&usage.last_used, now);
		});
	}

	/// Writes the block into the history and empties the lanes.
	pub(crate) fn close_block(now: BlockNumberFor<T>) {
		let usage = BlockUsage::<T>::get();
		let room = Self::room(&usage, Self::present_limit(&T::BlockWeights::get()));
		let record = BlockRecord {
			number: now,
			limit: room.limit,
			used: usage.used,
			left: LaneWeights::from_fn(|lane| room.left(&usage.used, lane)),
			lowest: PerLane::from_fn(|lane| usage.tips.get(lane).lowest()),
			median: PerLane::from_fn(|lane| usage.tips.get(lane).median()),
		};
		History::<T>::insert(Self::place(now), record);
		let last_used = PerLane::from_fn(|lane| {
			if usage.used.get(lane).is_zero() {
				*usage.last_used.get(lane)
			} else {
				now
			}
		});
		BlockUsage::<T>::put(Usage { last_used, shares: usage.shares, ..Default::default() });
	}

	/// Where the history keeps a block.
	fn place(number: BlockNumberFor<T>) -> u8 {
		(number % HISTORY_BLOCKS.into()).saturated_into()
	}

	/// The last blocks, the newest first.
	pub(crate) fn newest_first() -> Vec<BlockRecord<BlockNumberFor<T>>> {
		let mut records: Vec<_> = History::<T>::iter_values().collect();
		records.sort_by_key(|record| Reverse(record.number));
		records
	}

	/// The room of the block after the present state's.
	pub fn next_block_room() -> BlockRoom {
		let next = frame_system::Pallet::<T>::block_number().saturating_add(One::one());
		let usage = BlockUsage::<T>::get();
		let sleeping = Self::sleeping(&usage.last_used, next);
		let shares = T::LaneShares::get();
		let fresh = Usage { shares, sleeping, used: Default::default(), ..usage };
		Self::room(&fresh, Self::usual_limit(&T::BlockWeights::get()))
	}

	pub(crate) fn do_lanes() -> Vec<LaneStatus> {
		let room = Self::next_block_room();
		let shares = T::LaneShares::get();
		let last = Self::newest_first().first().copied().unwrap_or_default();
		let status = |lane: &Lane| LaneStatus {
			lane: *lane,
			share: shares.of(*lane),
			guaranteed: *room.guaranteed.get(*lane),
			reserved: *room.reserved.get(*lane),
			used: *last.used.get(*lane),
			left: *last.left.get(*lane),
		};
		Lane::ALL.iter().map(status).collect()
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What was enough lately: the tips that entered the last blocks, and the advice drawn from them.
//!
//! Tips of transactions of different weight are compared by their *rate*, the tip times the number
//! of such transactions that a block holds: the pool's priority is made the same way
//! (`ChargeTransactionPayment::get_priority`).

use batara_primitives::lanes::{Lane, LaneWeights, PerLane};
use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_runtime::{FixedU128, Permill},
};
use scale_info::TypeInfo;

/// How many blocks are remembered.
pub const HISTORY_BLOCKS: u32 = 64;
/// `fast` and `slow` look this many blocks back.
const LONG_VIEW_BLOCKS: usize = 16;
/// `standard` looks this many blocks back.
const SHORT_VIEW_BLOCKS: usize = 4;

/// How often tip rates entered, by the number of their binary digits.
#[derive(Clone, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TipCounts {
	lowest: u64,
	counts: BoundedVec<(u8, u32), ConstU32<65>>,
}

impl TipCounts {
	/// One more transaction with this rate.
	pub fn note(&mut self, rate: u64) {
		self.lowest = if self.counts.is_empty() { rate } else { self.lowest.min(rate) };
		let digits = u64::BITS.saturating_sub(rate.leading_zeros()).min(u64::BITS);
		let digits = u8::try_from(digits).unwrap_or(u8::MAX);
		match self.counts.binary_search_by_key(&digits, |(known, _)| *known) {
			Ok(index) => {
				if let Some((_, count)) = self.counts.get_mut(index) {
					*count = count.saturating_add(1);
				}
			},
			// 65 numbers of digits have 65 places.
			Err(index) => {
				let _ = self.counts.try_insert(index, (digits, 1));
			},
		}
	}

	/// The lowest rate, 0 if there was none.
	pub fn lowest(&self) -> u64 {
		self.lowest
	}

	/// The median, rounded up to the next power of two less one: half of the transactions that
	/// entered offered at most this rate.
	pub fn median(&self) -> u64 {
		let all =
			self.counts.iter().fold(0u64, |sum, (_, count)| sum.saturating_add((*count).into()));
		let mut so_far = 0u64;
		for (digits, count) in &self.counts {
			so_far = so_far.saturating_add((*count).into());
			if so_far.saturating_mul(2) >= all {
				let unused = u64::BITS.saturating_sub((*digits).into());
				return u64::MAX.checked_shr(unused).unwrap_or(0);
			}
		}
		0
	}
}

/// What the history keeps of a block.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct BlockRecord<BlockNumber> {
	/// The block.
	pub number: BlockNumber,
	/// The normal weight that it could hold, in picoseconds.
	pub limit: u64,
	/// Used by each lane, in picoseconds.
	pub used: LaneWeights,
	/// The heaviest transaction of each lane that would still have entered, in picoseconds.
	pub left: LaneWeights,
	/// The lowest tip rate that entered.
	pub lowest: PerLane<u64>,
	/// The median tip rate that entered.
	pub median: PerLane<u64>,
}

/// Tips to offer, in base units.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct TipAdvice<Balance> {
	/// Enters when the lane has a quiet moment, within a minute or so under changing load.
	pub slow: Balance,
	/// Was enough in each of the last blocks, and half as much more: enters within three blocks.
	pub standard: Balance,
	/// Twice what was needed in the last 16 blocks: enters the next block.
	pub fast: Balance,
}

/// What a transaction costs now, and what it may cost in the next block.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct FeeQuote<Balance> {
	/// The fee without a tip at the present fee level, in base units.
	pub fee: Balance,
	/// The same after a next block that is empty.
	pub fee_after_empty_block: Balance,
	/// The same after a next block that is full.
	pub fee_after_full_block: Balance,
	/// The present fee level; 1 is the price of a quiet chain.
	pub level: FixedU128,
	/// Tips to offer, by the lane of the transaction.
	pub tips: PerLane<TipAdvice<Balance>>,
}

/// A lane as users see it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct LaneStatus {
	/// The lane.
	pub lane: Lane,
	/// Its guaranteed share of a block's normal weight.
	pub share: Permill,
	/// What it may always use of a block, in picoseconds.
	pub guaranteed: u64,
	/// What the others leave free for it in the next block, in picoseconds.
	pub reserved: u64,
	/// What it used of the last block, in picoseconds.
	pub used: u64,
	/// The heaviest transaction that would still have entered the last block, in picoseconds.
	pub left: u64,
}

/// The tip rates that were needed by a transaction of `weight` picoseconds in `lane`, and from them
/// the rates to offer now. `newest_first` is the history.
pub fn advise<BlockNumber>(
	newest_first: &[BlockRecord<BlockNumber>],
	lane: Lane,
	weight: u64,
) -> TipAdvice<u64> {
	// In a block with plenty of room left no tip was needed. Four fifths full counts as crowded: a
	// rush begins between two blocks.
	let crowded =
		|record: &BlockRecord<BlockNumber>| *record.left.get(lane) < weight.max(record.limit / 5);
	let needed = |record: &BlockRecord<BlockNumber>| {
		if crowded(record) {
			record.lowest.get(lane).saturating_add(1)
		} else {
			0
		}
	};
	let generous = |record: &BlockRecord<BlockNumber>| {
		needed(record).saturating_mul(2).max(if crowded(record) {
			*record.median.get(lane)
		} else {
			0
		})
	};
	let long = || newest_first.iter().take(LONG_VIEW_BLOCKS);
	let slow = long().map(needed).min().unwrap_or(0);
	let recent = newest_first.iter().take(SHORT_VIEW_BLOCKS).map(needed).max().unwrap_or(0);
	let standard = recent.saturating_add(recent / 2);
	let fast = long().map(generous).max().unwrap_or(0).max(standard);
	TipAdvice { slow, standard, fast }
}

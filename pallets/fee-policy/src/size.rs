// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The one measure of what is scarce in a block: room, in picoseconds.
//!
//! A transaction takes weight and length. Its room is its weight, or its length at the exchange
//! rate of a full block (all bytes that fit are worth all weight that fits), whichever is more.
//! Lanes, price and refunds count room, so what fills a block by either resource costs the same.

use polkadot_sdk::{
	frame_support::dispatch::DispatchClass,
	frame_system::limits::{BlockLength, BlockWeights},
	sp_runtime::traits::SaturatedConversion,
};

/// The most bytes of a signed transaction beside its call: version, address, a signature of the
/// longest kind, and the extensions of the runtime.
pub const ENVELOPE_BYTES: u64 = 160;

/// The limits of what normal transactions can take of a block.
pub struct BlockLimits {
	/// The limits of weight, which the runtime builds anew each time that it is asked.
	pub weights: BlockWeights,
	/// The bytes that normal transactions can have together.
	pub length: u64,
}

impl BlockLimits {
	/// Takes the limits of a runtime.
	pub fn new(weights: BlockWeights, length: BlockLength) -> Self {
		Self { weights, length: u64::from(*length.max.get(DispatchClass::Normal)).max(1) }
	}

	/// Returns the room of a block without anything in it, in picoseconds: its normal weight.
	pub fn room(&self) -> u64 {
		let normal = self.weights.get(DispatchClass::Normal).max_total;
		normal.unwrap_or(self.weights.max_block).ref_time()
	}

	/// Returns the room that bytes take, in picoseconds, rounded up: all bytes that a block can
	/// hold are worth all its normal weight.
	pub fn room_of_bytes(&self, bytes: u64) -> u64 {
		u128::from(bytes)
			.saturating_mul(self.room().into())
			.div_ceil(self.length.into())
			.saturated_into()
	}
}

/// The size of a transaction: the weight and the length that it takes of a block.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Size {
	/// The weight, in picoseconds.
	pub weight: u64,
	/// The length, in bytes.
	pub length: u64,
}

impl Size {
	/// Returns the room that the transaction takes, in picoseconds: the larger of its two shares.
	pub fn room(&self, limits: &BlockLimits) -> u64 {
		self.weight.max(limits.room_of_bytes(self.length))
	}
}

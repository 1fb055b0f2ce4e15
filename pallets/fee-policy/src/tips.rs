// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tips, as blocks count them and as clients are advised of them.
//!
//! Tips of transactions of different weight are compared by their *rate*, the tip times the number
//! of such transactions that a block holds: the pool's priority is made the same way
//! (`ChargeTransactionPayment::get_priority`).

use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Counts of the tip rates that entered, by the number of their binary digits.
#[derive(Clone, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TipCounts {
	lowest: u64,
	counts: BoundedVec<(u8, u32), ConstU32<65>>,
}

impl TipCounts {
	/// Counts one more transaction with this rate.
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

	/// Returns the lowest rate, 0 if there was none.
	pub fn lowest(&self) -> u64 {
		self.lowest
	}

	/// Returns the median, rounded up to the next power of two less one: half of the transactions
	/// that entered offered at most this rate.
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

/// Tips to offer, in base units.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct TipAdvice<Balance> {
	/// A tip that enters when the lane has a quiet moment, within a minute or so under changing
	/// load.
	pub slow: Balance,
	/// A tip that was enough in each of the last blocks, and half as much more: it enters within
	/// three blocks.
	pub standard: Balance,
	/// A tip of at least twice what was needed in the last 16 blocks: it enters the next block.
	pub fast: Balance,
}

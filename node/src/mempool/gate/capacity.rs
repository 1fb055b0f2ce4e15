// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The limits of the pool, and the shares that lanes always have of it.

use batara_primitives::lanes::{BlockRoom, LaneWeights};
use sc_cli::TransactionPoolParams;

/// The part of the pool, a half, that is open to all lanes without a question: asking the runtime
/// about each newcomer costs time.
const OPEN_PART: u64 = 2;
/// The part of the pool, a 64th, that may have become ready since the lanes were counted.
const OUTDATED_PART: u64 = 64;
/// The factor by which the pool's own limits are larger than those of the gate: it throws nobody
/// out by itself. It keeps what is in blocks that are not final. A tenth is for what waits for
/// others: all that one lane may have ready finds a place there when the first of it has gone.
const SLACK: usize = 12;
/// The part of the pool's own limits, a tenth, that is for those that wait for others: upstream's.
const WAITING_PART: u64 = 10;

/// The most that may wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
	/// The number of transactions.
	pub transactions: u64,
	/// The bytes of these transactions.
	pub bytes: u64,
}

impl Capacity {
	/// Takes the limits that the operator has set, and gives the pool itself larger ones.
	pub fn take_over(limits: &mut TransactionPoolParams) -> Self {
		let capacity = Self {
			transactions: limits.pool_limit as u64,
			bytes: (limits.pool_kbytes as u64).saturating_mul(1_024),
		};
		limits.pool_limit = limits.pool_limit.saturating_mul(SLACK);
		limits.pool_kbytes = limits.pool_kbytes.saturating_mul(SLACK);
		capacity
	}

	/// Returns what the pool has for those that wait for others, beside these limits.
	pub fn for_those_that_wait(self) -> Self {
		let part = |of: u64| of.saturating_mul(SLACK as u64) / WAITING_PART;
		Self { transactions: part(self.transactions), bytes: part(self.bytes) }
	}

	/// Adds another capacity.
	pub fn saturating_add(self, other: Self) -> Self {
		Self {
			transactions: self.transactions.saturating_add(other.transactions),
			bytes: self.bytes.saturating_add(other.bytes),
		}
	}

	/// Takes another capacity away.
	pub fn saturating_sub(self, other: Self) -> Self {
		Self {
			transactions: self.transactions.saturating_sub(other.transactions),
			bytes: self.bytes.saturating_sub(other.bytes),
		}
	}

	/// Tells whether there is a place for so many bytes beside what waits, whatever the lanes.
	pub fn has_place(&self, waiting: Self, bytes: u64) -> bool {
		waiting.transactions < self.transactions
			&& waiting.bytes.saturating_add(bytes) <= self.bytes
	}

	/// Tells whether so much may wait without a question.
	pub fn is_open(&self, waiting: Self) -> bool {
		waiting.transactions <= self.transactions / OPEN_PART
			&& waiting.bytes <= self.bytes / OPEN_PART
	}

	/// Tells whether so much is not counted by lane that the lanes have to be counted anew.
	pub fn is_outdated(&self, uncounted: Self) -> bool {
		uncounted.transactions > self.transactions / OUTDATED_PART
			|| uncounted.bytes > self.bytes / OUTDATED_PART
	}

	/// Shares the places among the lanes as a block shares its room.
	pub fn shares(&self, block: &BlockRoom) -> Shares {
		Shares {
			transactions: in_proportion(self.transactions, block),
			bytes: in_proportion(self.bytes, block),
		}
	}
}

/// The pool, shared as if it were a block: each lane has its guarantee, and what no guarantee takes
/// is for all.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
	/// The number of transactions.
	pub transactions: BlockRoom,
	/// The bytes of these transactions.
	pub bytes: BlockRoom,
}

/// Returns a room of `limit` with the guarantees of a block. All are reserved, also those of lanes
/// that are idle: latecomers find a place.
fn in_proportion(limit: u64, block: &BlockRoom) -> BlockRoom {
	let share = |guaranteed: u64| {
		let product = u128::from(limit).saturating_mul(guaranteed.into());
		u64::try_from(product / u128::from(block.limit.max(1))).unwrap_or(limit).min(limit)
	};
	let guaranteed = LaneWeights::from_fn(|lane| share(*block.guaranteed.get(lane)));
	BlockRoom { limit, guaranteed, reserved: guaranteed }
}

#[cfg(test)]
mod tests {
	use super::*;

	const CAPACITY: Capacity = Capacity { transactions: 100, bytes: 1_000 };

	#[test]
	fn lanes_have_the_shares_of_a_block() {
		let guaranteed = LaneWeights { payments: 500, contracts: 1_000, ..Default::default() };
		let block = BlockRoom { limit: 2_000, guaranteed, reserved: LaneWeights::default() };
		let shares = CAPACITY.shares(&block);
		assert_eq!(shares.transactions.guaranteed.payments, 25);
		assert_eq!(shares.bytes.reserved.contracts, 500);
	}

	#[test]
	fn block_without_room_gives_no_share() {
		let shares = CAPACITY.shares(&BlockRoom::default());
		assert_eq!(shares.transactions.guaranteed, LaneWeights::default());
	}

	#[test]
	fn either_limit_closes_the_open_part() {
		assert!(CAPACITY.is_open(Capacity { transactions: 50, bytes: 500 }));
		assert!(!CAPACITY.is_open(Capacity { transactions: 51, bytes: 0 }));
		assert!(!CAPACITY.is_open(Capacity { transactions: 0, bytes: 501 }));
	}

	#[test]
	fn count_is_outdated_after_too_many_uncounted_transactions() {
		assert!(!CAPACITY.is_outdated(Capacity { transactions: 1, bytes: 15 }));
		assert!(CAPACITY.is_outdated(Capacity { transactions: 2, bytes: 0 }));
		assert!(CAPACITY.is_outdated(Capacity { transactions: 0, bytes: 16 }));
	}
}

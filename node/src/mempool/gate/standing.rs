// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The count of what the lanes have of the pool, and the decision who may still enter.

use super::capacity::{Capacity, Shares};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use batara_runtime::Hash;
use std::collections::HashSet;

/// A transaction that asks to enter, or that waits.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
	/// The hash.
	pub hash: Hash,
	/// The lane in which the transaction takes most room.
	pub lane: Lane,
	/// The length, in bytes.
	pub bytes: u64,
}

/// The transactions that wait: those counted when the pool was looked at, and those that have
/// entered since.
#[derive(Default)]
pub struct Standing {
	/// The transactions that are counted: one that has just been accepted may have been in the pool
	/// already when it was looked at.
	hashes: HashSet<Hash>,
	transactions: LaneWeights,
	bytes: LaneWeights,
}

impl Standing {
	/// Counts what is ready.
	pub fn new(ready: impl IntoIterator<Item = Candidate>) -> Self {
		let mut standing = Self::default();
		ready.into_iter().for_each(|candidate| standing.count(candidate));
		standing
	}

	/// Returns how much of what is ready has not been counted by lane.
	pub fn uncounted(&self, waiting: Capacity) -> Capacity {
		Capacity {
			transactions: waiting.transactions.saturating_sub(self.transactions.total()),
			bytes: waiting.bytes.saturating_sub(self.bytes.total()),
		}
	}

	/// Tells whether a newcomer may enter: its lane stays within its share, however full the pool
	/// has become by those that waited for others; or it leaves the shares of the other lanes free.
	/// `waiting` is all that is ready now, with those that nobody has counted by lane. A newcomer
	/// takes a place only when it is counted: nobody closes a lane with what is not valid.
	pub fn admits(&self, newcomer: Candidate, waiting: Capacity, shares: &Shares) -> bool {
		let uncounted = self.uncounted(waiting);
		let fits = |room: &BlockRoom, used: &LaneWeights, uncounted: u64, added: u64| {
			let added = LaneWeights::only(newcomer.lane, added);
			let left = BlockRoom { limit: room.limit.saturating_sub(uncounted), ..*room };
			room.guarantees(used, &added) || left.admits(used, &added)
		};
		fits(&shares.transactions, &self.transactions, uncounted.transactions, 1)
			&& fits(&shares.bytes, &self.bytes, uncounted.bytes, newcomer.bytes)
	}

	/// Counts what the pool has accepted, once.
	pub fn count(&mut self, candidate: Candidate) {
		let Candidate { hash, lane, bytes } = candidate;
		if !self.hashes.insert(hash) {
			return;
		}
		self.transactions = self.transactions.saturating_add(&LaneWeights::only(lane, 1));
		self.bytes = self.bytes.saturating_add(&LaneWeights::only(lane, bytes));
	}
}

#[cfg(test)]
mod tests;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The order in which blocks take waiting transactions: first, lane by lane, those that stay within
//! the guarantees of their lanes; then the others. In both parts the pool's order counts. A
//! transaction never overtakes one that it depends on.

use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use batara_runtime::Balance;
use polkadot_sdk::{
	sc_transaction_pool_api::InPoolTransaction, sp_runtime::transaction_validity::TransactionTag,
};
use std::{
	collections::{HashSet, VecDeque},
	sync::Arc,
};

#[cfg(test)]
mod tests;

/// A transaction that waits.
pub struct Waiting<T> {
	/// The transaction, as the pool has it.
	pub transaction: Arc<T>,
	/// The room that it takes in each lane; nothing for those that need none.
	pub weights: LaneWeights,
	/// The tip that it offers, in base units.
	pub tip: Balance,
}

impl<T: InPoolTransaction> Waiting<T> {
	/// Tells whether it needs one of these tags, which others provide.
	pub fn depends_on(&self, tags: &HashSet<TransactionTag>) -> bool {
		!tags.is_empty() && self.transaction.requires().iter().any(|tag| tags.contains(tag))
	}
}

/// Puts what the guarantees cover first, lane by lane.
pub fn by_lanes<T: InPoolTransaction>(
	waiting: Vec<Waiting<T>>,
	room: &BlockRoom,
) -> VecDeque<Waiting<T>> {
	let mut sorting = Sorting {
		room,
		used: LaneWeights::default(),
		first: VecDeque::with_capacity(waiting.len()),
	};
	let mut rest = waiting;
	for lane in Lane::ALL {
		rest = sorting.take(rest, |weights| weights.heaviest() == lane);
	}
	// What depends on a transaction of a later lane.
	rest = sorting.take(rest, |_| true);
	sorting.first.extend(rest);
	sorting.first
}

/// The guarantees while they are given away.
struct Sorting<'a, T> {
	room: &'a BlockRoom,
	used: LaneWeights,
	first: VecDeque<Waiting<T>>,
}

impl<T: InPoolTransaction> Sorting<'_, T> {
	/// Takes those that are `wanted` as far as the guarantees go, and returns the others.
	fn take(
		&mut self,
		waiting: Vec<Waiting<T>>,
		wanted: impl Fn(&LaneWeights) -> bool,
	) -> Vec<Waiting<T>> {
		let mut others = Vec::with_capacity(waiting.len());
		let mut tags_of_others = HashSet::new();
		for next in waiting {
			let is_guaranteed = self.room.guarantees(&self.used, &next.weights);
			if is_guaranteed && wanted(&next.weights) && !next.depends_on(&tags_of_others) {
				self.used = self.used.saturating_add(&next.weights);
				self.first.push_back(next);
			} else {
				tags_of_others.extend(next.transaction.provides().iter().cloned());
				others.push(next);
			}
		}
		others
	}
}

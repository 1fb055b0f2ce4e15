// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The queue from which the author of a block takes transactions. Those whose lane seems to be full
//! come last, lane by lane in turn: it may not be full, for transactions may need less than they
//! declare.

use super::order::{by_lanes, Waiting};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use polkadot_sdk::{
	sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions},
	sp_runtime::transaction_validity::TransactionTag,
};
use std::{
	collections::{HashSet, VecDeque},
	sync::Arc,
};

#[cfg(test)]
mod tests;

/// The number of refusals in a lane that make its ceiling fall: few enough to lose little of the
/// block's time, more than one so that a transaction that is refused for another reason closes
/// nothing.
const REFUSALS_PER_STEP: u8 = 4;

/// The transactions for the author of a block, handed out one by one. Learns from those that did
/// not enter.
pub struct Queue<T> {
	waiting: VecDeque<Waiting<T>>,
	room: BlockRoom,
	/// The room declared by the transactions that entered.
	used: LaneWeights,
	/// The room of the transaction that was handed out last.
	last: LaneWeights,
	ceilings: PerLane<Ceiling>,
	/// The tags that refused transactions would have provided.
	missing: HashSet<TransactionTag>,
	/// The transactions whose lanes seem to be full, and those that depend on them.
	hopeless: PerLane<VecDeque<Waiting<T>>>,
	/// The tags that hopeless transactions provide.
	postponed: HashSet<TransactionTag>,
	/// The number of hopeless transactions that were tried, which decides on the lane of the next.
	retried: usize,
}

impl<T: InPoolTransaction> Queue<T> {
	/// Takes all that waits, in the pool's order, for a block with this room.
	pub fn new(waiting: Vec<Waiting<T>>, room: BlockRoom) -> Self {
		Self {
			waiting: by_lanes(waiting, &room),
			room,
			used: LaneWeights::default(),
			last: LaneWeights::default(),
			ceilings: PerLane::default(),
			missing: HashSet::new(),
			hopeless: PerLane::from_fn(|_| VecDeque::new()),
			postponed: HashSet::new(),
			retried: 0,
		}
	}

	/// Leaves a transaction for the end.
	fn postpone(&mut self, next: Waiting<T>) {
		self.postponed.extend(next.transaction.provides().iter().cloned());
		self.hopeless.get_mut(next.weights.heaviest()).push_back(next);
	}

	/// Returns the next transaction that seemed to be hopeless, each lane in turn.
	fn next_hopeless(&mut self) -> Option<Waiting<T>> {
		for _ in Lane::ALL {
			let lane = Lane::ALL[self.retried % Lane::ALL.len()];
			self.retried = self.retried.wrapping_add(1);
			if let Some(next) = self.hopeless.get_mut(lane).pop_front() {
				return Some(next);
			}
		}
		None
	}

	/// Tells whether transactions as heavy as this were refused so often that one of its lanes is
	/// full for it.
	fn is_hopeless(&self, weights: &LaneWeights) -> bool {
		Lane::ALL.iter().any(|lane| self.ceilings.get(*lane).excludes(*weights.get(*lane)))
	}

	/// Learns from a transaction that did not enter. Where the declared weights leave room for it,
	/// no lane was the reason.
	fn learn(&mut self, refused: &LaneWeights) {
		let full = self.room.lanes_without_room(&self.used, refused);
		for lane in Lane::ALL.into_iter().filter(|lane| *full.get(*lane)) {
			self.ceilings.get_mut(lane).refuse(*refused.get(lane));
		}
	}
}

impl<T: InPoolTransaction> Iterator for Queue<T> {
	type Item = Arc<T>;

	fn next(&mut self) -> Option<Arc<T>> {
		loop {
			let (next, is_retry) = match self.waiting.pop_front() {
				Some(next) => (next, false),
				None => (self.next_hopeless()?, true),
			};
			if next.depends_on(&self.missing) {
				self.missing.extend(next.transaction.provides().iter().cloned());
			} else if !is_retry
				&& (self.is_hopeless(&next.weights) || next.depends_on(&self.postponed))
			{
				self.postpone(next);
			} else {
				self.used = self.used.saturating_add(&next.weights);
				self.last = next.weights;
				return Some(next.transaction);
			}
		}
	}
}

impl<T: InPoolTransaction> ReadyTransactions for Queue<T> {
	fn report_invalid(&mut self, transaction: &Arc<T>) {
		self.missing.extend(transaction.provides().iter().cloned());
		let refused = std::mem::take(&mut self.last);
		self.used =
			LaneWeights::from_fn(|lane| self.used.get(lane).saturating_sub(*refused.get(lane)));
		self.learn(&refused);
	}
}

/// The weight from which on nothing of a lane is tried any more.
struct Ceiling {
	weight: u64,
	/// The refusals since the ceiling fell.
	refusals: u8,
}

impl Default for Ceiling {
	fn default() -> Self {
		Self { weight: u64::MAX, refusals: 0 }
	}
}

impl Ceiling {
	/// Tells whether a transaction that takes this much of the lane is not tried.
	fn excludes(&self, weight: u64) -> bool {
		weight > 0 && weight >= self.weight
	}

	/// Counts a refusal. After some of them the ceiling falls to an eighth below this weight:
	/// lighter transactions may still fit, and so the refusals of a lane are few, however many
	/// wait.
	fn refuse(&mut self, weight: u64) {
		self.refusals = self.refusals.saturating_add(1);
		if self.refusals >= REFUSALS_PER_STEP {
			self.weight = self.weight.min(weight.saturating_sub(weight / 8)).max(1);
			self.refusals = 0;
		}
	}
}

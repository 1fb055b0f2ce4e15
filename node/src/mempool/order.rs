// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The order in which blocks take waiting transactions: first, lane by lane, those that stay within
//! the guarantees of their lanes; then the others. In both parts the pool's order counts. A
//! transaction never overtakes one that it depends on. Those whose lane seems to be full come last,
//! lane by lane in turn: what seems so can be wrong, for transactions may need less than they declare.

use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use batara_runtime::Balance;
use polkadot_sdk::{
	sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions},
	sp_runtime::transaction_validity::TransactionTag,
};
use std::{
	collections::{HashSet, VecDeque},
	sync::Arc,
};

/// The refusals in a lane that make its ceiling fall: few enough to lose little of the block's
/// time, more than one so that a transaction that is refused for another reason closes nothing.
const REFUSALS_PER_STEP: u8 = 4;

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
	fn depends_on(&self, tags: &HashSet<TransactionTag>) -> bool {
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
			let after = self.used.saturating_add(&next.weights);
			let guaranteed = Lane::ALL.iter().all(|lane| {
				*next.weights.get(*lane) == 0 || after.get(*lane) <= self.room.guaranteed.get(*lane)
			});
			if guaranteed && wanted(&next.weights) && !next.depends_on(&tags_of_others) {
				self.used = after;
				self.first.push_back(next);
			} else {
				tags_of_others.extend(next.transaction.provides().iter().cloned());
				others.push(next);
			}
		}
		others
	}
}

/// Hands transactions to the author of a block, and learns from those that did not enter.
pub struct Queue<T> {
	waiting: VecDeque<Waiting<T>>,
	room: BlockRoom,
	/// The room declared by the transactions that entered.
	used: LaneWeights,
	/// The room of the one that was handed out last.
	last: LaneWeights,
	/// For each lane, the weight from which on nothing is tried any more, and the refusals since it
	/// fell.
	ceilings: Vec<(Lane, u64, u8)>,
	/// The tags that refused transactions would have provided.
	missing: HashSet<TransactionTag>,
	/// The transactions whose lanes seem to be full, and those that depend on them.
	hopeless: PerLane<VecDeque<Waiting<T>>>,
	/// The tags that they provide.
	postponed: HashSet<TransactionTag>,
	/// The number of hopeless ones that were tried: decides on the lane of the next.
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
			ceilings: Lane::ALL.iter().map(|lane| (*lane, u64::MAX, 0)).collect(),
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

	/// Returns the next one of those that seemed to be hopeless, each lane in turn.
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

	/// Tells whether transactions like this were refused so often that the rest of its lane is
	/// full.
	fn is_hopeless(&self, weights: &LaneWeights) -> bool {
		self.ceilings
			.iter()
			.any(|(lane, ceiling, _)| *weights.get(*lane) > 0 && *weights.get(*lane) >= *ceiling)
	}

	/// Lowers the ceiling of the lane of a refused transaction by an eighth below its weight:
	/// lighter ones may still fit, and so the refusals of a lane are few, however many transactions
	/// wait.
	fn learn(&mut self, refused: &LaneWeights) {
		let heaviest = refused.heaviest();
		for (lane, ceiling, refusals) in &mut self.ceilings {
			if *lane != heaviest {
				continue;
			}
			*refusals = refusals.saturating_add(1);
			if *refusals >= REFUSALS_PER_STEP {
				let weight = *refused.get(heaviest);
				*ceiling = (*ceiling).min(weight.saturating_sub(weight / 8)).max(1);
				*refusals = 0;
			}
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
		// Where the declared weights leave room, the lane was not the reason.
		if !self.room.admits(&self.used, &refused) {
			self.learn(&refused);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_runtime::transaction_validity::{
		TransactionLongevity, TransactionPriority,
	};

	/// A transaction with a number for a hash.
	struct Numbered {
		number: u32,
		data: Arc<()>,
		priority: TransactionPriority,
		longevity: TransactionLongevity,
		requires: Vec<TransactionTag>,
		provides: Vec<TransactionTag>,
	}

	impl InPoolTransaction for Numbered {
		type Transaction = Arc<()>;
		type Hash = u32;

		fn data(&self) -> &Arc<()> {
			&self.data
		}
		fn hash(&self) -> &u32 {
			&self.number
		}
		fn priority(&self) -> &TransactionPriority {
			&self.priority
		}
		fn longevity(&self) -> &TransactionLongevity {
			&self.longevity
		}
		fn requires(&self) -> &[TransactionTag] {
			&self.requires
		}
		fn provides(&self) -> &[TransactionTag] {
			&self.provides
		}
		fn is_propagable(&self) -> bool {
			true
		}
	}

	/// A transaction of a lane, after another one of its sender.
	fn waiting(number: u32, lane: Lane, weight: u64, after: Option<u32>) -> Waiting<Numbered> {
		let tag = |number: u32| number.to_le_bytes().to_vec();
		let transaction = Arc::new(Numbered {
			number,
			data: Arc::new(()),
			priority: 0,
			longevity: 64,
			requires: after.into_iter().map(tag).collect(),
			provides: vec![tag(number)],
		});
		Waiting { transaction, weights: LaneWeights::only(lane, weight), tip: 0 }
	}

	fn room() -> BlockRoom {
		let guaranteed = LaneWeights {
			operations: 100,
			governance: 100,
			payments: 250,
			contracts: 150,
			other: 50,
		};
		BlockRoom { limit: 1_000, guaranteed, reserved: guaranteed }
	}

	fn numbers(waiting: VecDeque<Waiting<Numbered>>) -> Vec<u32> {
		waiting.into_iter().map(|one| one.transaction.number).collect()
	}

	#[test]
	fn guarantees_go_before_priority() {
		let waiting = vec![
			waiting(0, Lane::Contracts, 100, None),
			waiting(1, Lane::Contracts, 100, None),
			waiting(2, Lane::Contracts, 100, None),
			waiting(3, Lane::Payments, 100, None),
			waiting(4, Lane::Operations, 100, None),
		];
		assert_eq!(numbers(by_lanes(waiting, &room())), [4, 3, 0, 1, 2]);
	}

	#[test]
	fn nobody_overtakes_what_it_depends_on() {
		let waiting = vec![
			waiting(0, Lane::Contracts, 150, None),
			waiting(1, Lane::Contracts, 100, None),
			waiting(2, Lane::Payments, 100, Some(1)),
			waiting(3, Lane::Payments, 100, None),
		];
		assert_eq!(numbers(by_lanes(waiting, &room())), [3, 0, 1, 2]);
	}

	#[test]
	fn a_guarantee_reaches_behind_guaranteed_transactions_of_other_lanes() {
		let waiting = vec![
			waiting(0, Lane::Contracts, 100, None),
			waiting(1, Lane::Contracts, 100, None),
			waiting(2, Lane::Payments, 100, Some(0)),
		];
		assert_eq!(numbers(by_lanes(waiting, &room())), [0, 2, 1]);
	}

	/// Builds a block as an author does: takes what fits, reports the rest, and ends after so many
	/// attempts as there is time for.
	fn build(
		queue: &mut Queue<Numbered>,
		attempts: usize,
		weights: impl Fn(u32) -> LaneWeights,
	) -> Vec<u32> {
		let (mut used, mut entered) = (LaneWeights::default(), vec![]);
		for _ in 0..attempts {
			let Some(transaction) = queue.next() else { break };
			let weights = weights(transaction.number);
			if room().admits(&used, &weights) {
				used = used.saturating_add(&weights);
				entered.push(transaction.number);
			} else {
				queue.report_invalid(&transaction);
			}
		}
		entered
	}

	#[test]
	fn a_full_lane_costs_few_attempts() {
		let all = (0..10_000).map(|number| waiting(number, Lane::Contracts, 10, None));
		let payment = waiting(10_000, Lane::Payments, 10, None);
		let mut queue = Queue::new(all.chain([payment]).collect(), room());
		let entered = build(&mut queue, 51 + 8, |number| {
			LaneWeights::only(if number < 10_000 { Lane::Contracts } else { Lane::Payments }, 10)
		});
		assert!(entered.contains(&10_000));
		assert_eq!(entered.len(), 51);
	}

	#[test]
	fn lighter_transactions_of_a_lane_are_still_tried() {
		let heavy = (0..100).map(|number| waiting(number, Lane::Contracts, 400, None));
		let light = (100..200).map(|number| waiting(number, Lane::Contracts, 10, None));
		let mut queue = Queue::new(heavy.chain(light).collect(), room());
		let entered = build(&mut queue, 11 + 20, |number| {
			LaneWeights::only(Lane::Contracts, if number < 100 { 400 } else { 10 })
		});
		// One heavy transaction and ten light ones, or fifty light ones.
		assert!(entered.iter().filter(|number| **number >= 100).count() >= 10);
	}

	/// Seen in a review: four refusals for another reason, beside declared weight that is given back,
	/// made the author leave out all votes.
	#[test]
	fn a_lane_that_only_seems_full_is_tried_at_the_end() {
		let waste = (0..3).map(|number| waiting(number, Lane::Other, 400, None));
		let refused = (3..7).map(|number| waiting(number, Lane::Governance, 10, None));
		let votes = (7..9).map(|number| waiting(number, Lane::Governance, 10, None));
		let flood = (9..500).map(|number| waiting(number, Lane::Contracts, 10, None));
		let mut queue =
			Queue::new(waste.chain(refused).chain(votes).chain(flood).collect(), room());
		let mut tried = vec![];
		while let Some(transaction) = queue.next() {
			tried.push(transaction.number);
			if (3..7).contains(&transaction.number) {
				queue.report_invalid(&transaction);
			}
		}
		assert!(tried.contains(&7) && tried.contains(&8));
	}

	#[test]
	fn what_depends_on_a_refused_transaction_is_not_tried() {
		let mut queue = Queue::new(
			vec![
				waiting(0, Lane::Payments, 10, None),
				waiting(1, Lane::Payments, 10, Some(0)),
				waiting(2, Lane::Payments, 10, Some(1)),
				waiting(3, Lane::Payments, 10, None),
			],
			room(),
		);
		let first = queue.next().unwrap();
		queue.report_invalid(&first);
		assert_eq!(queue.next().map(|next| next.number), Some(3));
		assert!(queue.next().is_none());
	}
}

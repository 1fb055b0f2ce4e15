// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The order in which blocks take waiting transactions: first, lane by lane, those that stay within
//! the guarantees of their lanes; then the others. In both parts the pool's order counts. A
//! transaction never overtakes one that it depends on.

use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use batara_runtime::Balance;
use polkadot_sdk::{
	sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions},
	sp_runtime::transaction_validity::TransactionTag,
};
use std::{
	collections::{HashSet, VecDeque},
	sync::Arc,
};

/// So many refusals in a lane make its ceiling fall: few enough to lose little of the block's time,
/// more than one so that a transaction that is refused for another reason closes nothing.
const REFUSALS_PER_STEP: u8 = 4;

/// A transaction that waits.
pub struct Waiting<T> {
	/// As the pool has it.
	pub transaction: Arc<T>,
	/// What it weighs in each lane; nothing for those that have room of their own.
	pub weights: LaneWeights,
	/// What it offers, in base units.
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
	/// Declared by the transactions that entered.
	used: LaneWeights,
	/// What was handed out last.
	last: LaneWeights,
	/// For each lane, the weight from which on nothing is tried any more, and the refusals since it
	/// fell.
	ceilings: Vec<(Lane, u64, u8)>,
	/// What transactions that were left out would have provided.
	missing: HashSet<TransactionTag>,
}

impl<T: InPoolTransaction> Queue<T> {
	/// Of all that waits, in the pool's order, for a block with this room.
	pub fn new(waiting: Vec<Waiting<T>>, room: BlockRoom) -> Self {
		Self {
			waiting: by_lanes(waiting, &room),
			room,
			used: LaneWeights::default(),
			last: LaneWeights::default(),
			ceilings: Lane::ALL.iter().map(|lane| (*lane, u64::MAX, 0)).collect(),
			missing: HashSet::new(),
		}
	}

	/// Whether transactions like this were refused so often that the rest of its lane is full.
	fn is_hopeless(&self, weights: &LaneWeights) -> bool {
		self.ceilings
			.iter()
			.any(|(lane, ceiling, _)| *weights.get(*lane) > 0 && *weights.get(*lane) >= *ceiling)
	}

	/// Lowers the ceiling of the lane of a refused transaction by an eighth below its weight: lighter
	/// ones may still fit, and so the refusals of a lane are few, however many transactions wait.
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
			let next = self.waiting.pop_front()?;
			if next.depends_on(&self.missing) || self.is_hopeless(&next.weights) {
				self.missing.extend(next.transaction.provides().iter().cloned());
				continue;
			}
			self.used = self.used.saturating_add(&next.weights);
			self.last = next.weights;
			return Some(next.transaction);
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

	/// Builds a block as an author does: takes what fits, reports the rest.
	fn build(queue: &mut Queue<Numbered>, weights: impl Fn(u32) -> LaneWeights) -> (Vec<u32>, u32) {
		let (mut used, mut entered, mut refused) = (LaneWeights::default(), vec![], 0);
		while let Some(transaction) = queue.next() {
			let weights = weights(transaction.number);
			if room().admits(&used, &weights) {
				used = used.saturating_add(&weights);
				entered.push(transaction.number);
			} else {
				refused += 1;
				queue.report_invalid(&transaction);
			}
		}
		(entered, refused)
	}

	#[test]
	fn a_full_lane_costs_few_attempts() {
		let all = (0..10_000).map(|number| waiting(number, Lane::Contracts, 10, None));
		let payment = waiting(10_000, Lane::Payments, 10, None);
		let mut queue = Queue::new(all.chain([payment]).collect(), room());
		let (entered, refused) = build(&mut queue, |number| {
			LaneWeights::only(if number < 10_000 { Lane::Contracts } else { Lane::Payments }, 10)
		});
		assert!(entered.contains(&10_000));
		assert_eq!(entered.len(), 51);
		assert!(refused <= 8, "{refused} attempts");
	}

	#[test]
	fn lighter_transactions_of_a_lane_are_still_tried() {
		let heavy = (0..100).map(|number| waiting(number, Lane::Contracts, 400, None));
		let light = (100..200).map(|number| waiting(number, Lane::Contracts, 10, None));
		let mut queue = Queue::new(heavy.chain(light).collect(), room());
		let (entered, refused) = build(&mut queue, |number| {
			LaneWeights::only(Lane::Contracts, if number < 100 { 400 } else { 10 })
		});
		// One heavy transaction and ten light ones, or fifty light ones.
		assert!(entered.iter().filter(|number| **number >= 100).count() >= 10);
		assert!(refused < 20, "{refused} attempts");
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The plan of a load: which transaction goes over which connection, and when.

use std::collections::BTreeSet;

use rand::{rngs::StdRng, seq::SliceRandom, SeedableRng};

use super::{
	load::{Order, Spread},
	transaction::Transaction,
};

/// A connection and its transactions, one batch at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
	/// The index of the node.
	pub node: usize,
	/// The indices of the transactions, in the order of sending.
	pub transactions: Vec<usize>,
}

/// Returns the lanes: `connections` to each of `nodes`, those without a transaction left out.
///
/// `transactions` are sorted by nonce for each sender.
pub(super) fn lanes(
	transactions: &[Transaction],
	nodes: usize,
	connections: usize,
	order: Order,
	spread: Spread,
) -> Vec<Lane> {
	let mut queue: Vec<usize> = (0..transactions.len()).collect();
	if let Order::Shuffled { seed } = order {
		queue.shuffle(&mut StdRng::seed_from_u64(seed));
	}
	let mut lanes: Vec<Lane> = (0..nodes * connections)
		.map(|lane| Lane { node: lane % nodes, transactions: Vec::new() })
		.collect();
	for (position, index) in queue.into_iter().enumerate() {
		let turn = match spread {
			Spread::SenderPerNode => transactions[index].sender as usize,
			Spread::Any => position,
		};
		lanes[turn % (nodes * connections)].transactions.push(index);
	}
	lanes.retain(|lane| !lane.transactions.is_empty());
	lanes
}

/// Returns `size` indices out of `all`, spread over the load and over the senders.
pub(super) fn sample(all: usize, size: usize) -> BTreeSet<usize> {
	let size = size.min(all);
	(0..size)
		.map(|n| {
			let (first, next) = (n * all / size, (n + 1) * all / size);
			// The place within a stretch moves on: a stretch may be as long as the list of senders.
			first + n % (next - first)
		})
		.collect()
}

/// A piece of a lane that is sent at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
	/// The transactions of one JSON-RPC batch.
	Batch(Vec<usize>),
	/// A transaction that is watched.
	Watch(usize),
}

impl Step {
	/// Returns the indices of the transactions.
	pub(super) fn transactions(&self) -> &[usize] {
		match self {
			Step::Batch(indices) => indices,
			Step::Watch(index) => std::slice::from_ref(index),
		}
	}
}

/// Cuts a lane into batches; a watched transaction keeps its place and ends the batch before it.
pub(super) fn steps(lane: &Lane, batch: usize, is_watched: impl Fn(usize) -> bool) -> Vec<Step> {
	let mut steps = Vec::new();
	let mut open = Vec::new();
	for &index in &lane.transactions {
		let watched = is_watched(index);
		if !watched {
			open.push(index);
		}
		if (watched || open.len() == batch) && !open.is_empty() {
			steps.push(Step::Batch(std::mem::take(&mut open)));
		}
		if watched {
			steps.push(Step::Watch(index));
		}
	}
	if !open.is_empty() {
		steps.push(Step::Batch(open));
	}
	steps
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sender::transaction::testing::transactions;

	fn nonces_of(lane: &Lane, all: &[Transaction], sender: u32) -> Vec<u64> {
		let of_sender = lane.transactions.iter().filter(|i| all[**i].sender == sender);
		of_sender.map(|i| all[*i].nonce).collect()
	}

	fn sent(lanes: &[Lane]) -> Vec<usize> {
		let mut sent: Vec<_> = lanes.iter().flat_map(|lane| lane.transactions.clone()).collect();
		sent.sort_unstable();
		sent
	}

	#[test]
	fn a_sender_in_order_stays_on_one_connection_in_nonce_order() {
		let all = transactions(7, 10);
		let lanes = lanes(&all, 2, 2, Order::InOrder, Spread::SenderPerNode);
		for sender in 0..7 {
			let used: Vec<_> = lanes
				.iter()
				.map(|lane| nonces_of(lane, &all, sender))
				.filter(|n| !n.is_empty())
				.collect();
			assert_eq!(used, vec![(0..10).collect::<Vec<u64>>()]);
		}
	}

	#[test]
	fn each_transaction_leaves_once() {
		let all = transactions(7, 10);
		for order in [Order::InOrder, Order::Shuffled { seed: 1 }] {
			for spread in [Spread::SenderPerNode, Spread::Any] {
				let lanes = lanes(&all, 3, 2, order, spread);
				assert_eq!(sent(&lanes), (0..70).collect::<Vec<_>>());
			}
		}
	}

	#[test]
	fn shuffling_breaks_the_order_and_keeps_the_node() {
		let all = transactions(4, 20);
		let order = Order::Shuffled { seed: 9 };
		let shuffled = lanes(&all, 2, 1, order, Spread::SenderPerNode);
		assert_eq!(shuffled, lanes(&all, 2, 1, order, Spread::SenderPerNode));
		let nonces = nonces_of(&shuffled[1], &all, 1);
		assert_eq!(nonces.len(), 20);
		assert!(!nonces.is_sorted());
	}

	#[test]
	fn any_connection_takes_its_turn() {
		let lanes = lanes(&transactions(1, 8), 2, 2, Order::InOrder, Spread::Any);
		assert_eq!(lanes.iter().map(|l| l.transactions.len()).collect::<Vec<_>>(), vec![2; 4]);
		assert_eq!(lanes.iter().map(|l| l.node).collect::<Vec<_>>(), vec![0, 1, 0, 1]);
	}

	#[test]
	fn a_sample_has_its_size_and_many_senders() {
		for (size, expected) in [(0, 0), (1, 1), (7, 7), (100, 100), (500, 100)] {
			assert_eq!(sample(100, size).len(), expected, "{size} asked for");
		}
		let senders: BTreeSet<_> = sample(100, 10).iter().map(|index| index % 10).collect();
		assert_eq!(senders.len(), 10);
	}

	#[test]
	fn a_watched_transaction_keeps_its_place() {
		let lane = Lane { node: 0, transactions: (0..6).collect() };
		let expected = vec![
			Step::Batch(vec![0, 1]),
			Step::Batch(vec![2]),
			Step::Watch(3),
			Step::Batch(vec![4, 5]),
		];
		assert_eq!(steps(&lane, 2, |index| index == 3), expected);
	}
}

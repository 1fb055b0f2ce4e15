// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of what the author of a block tries, and what it gives up.

use super::*;
use crate::mempool::numbered::{room, waiting, waiting_in, Numbered};

/// Builds a block as an author does: takes what fits, reports the rest, and ends after as many
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

/// Repeats a case from a review: four refusals for another reason, beside declared weight that is
/// given back, made the author leave out all votes.
#[test]
fn a_lane_that_only_seems_full_is_tried_at_the_end() {
	let waste = (0..3).map(|number| waiting(number, Lane::Other, 400, None));
	let refused = (3..7).map(|number| waiting(number, Lane::Governance, 10, None));
	let votes = (7..9).map(|number| waiting(number, Lane::Governance, 10, None));
	let flood = (9..500).map(|number| waiting(number, Lane::Contracts, 10, None));
	let mut queue = Queue::new(waste.chain(refused).chain(votes).chain(flood).collect(), room());
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
fn dependents_of_a_refused_transaction_are_not_tried() {
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

/// Checks that batches of a large payment and a small contract call, refused because contracts are
/// full, do not make payments look full.
#[test]
fn the_heaviest_lane_is_not_blamed_for_another_one() {
	let batch = LaneWeights { payments: 200, contracts: 10, ..Default::default() };
	let calls = (0..50).map(|number| waiting(number, Lane::Contracts, 10, None));
	let batches = (50..1_000).map(|number| waiting_in(number, batch, None));
	let payment = waiting(1_000, Lane::Payments, 200, Some(0));
	let all: Vec<_> = calls.chain(batches).chain([payment]).collect();
	let weights: Vec<_> = all.iter().map(|waiting| waiting.weights).collect();
	let mut queue = Queue::new(all, room());
	queue.waiting.make_contiguous().sort_by_key(|waiting| waiting.transaction.number);
	let entered = build(&mut queue, 50 + 4 + 1, |number| weights[number as usize]);
	assert!(entered.contains(&1_000), "{entered:?}");
}

#[test]
fn full_lanes_of_batches_cost_few_attempts() {
	let batch = LaneWeights { payments: 30, contracts: 30, ..Default::default() };
	let batches = (0..10_000).map(|number| waiting_in(number, batch, None));
	let vote = waiting(10_000, Lane::Governance, 10, None);
	let mut queue = Queue::new(batches.chain([vote]).collect(), room());
	queue.waiting.make_contiguous().sort_by_key(|waiting| waiting.transaction.number);
	let entered = build(&mut queue, 12 + 4 + 1, |number| {
		if number < 10_000 {
			batch
		} else {
			LaneWeights::only(Lane::Governance, 10)
		}
	});
	assert!(entered.contains(&10_000), "{entered:?}");
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of the order in which transactions go.

use super::*;
use crate::mempool::numbered::{room, waiting, waiting_in, Numbered};

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
fn transaction_does_not_overtake_its_dependencies() {
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

/// Checks that a batch is guaranteed only as far as each of its lanes is.
#[test]
fn a_batch_beyond_one_of_its_guarantees_waits() {
	let batch = LaneWeights { payments: 100, contracts: 151, ..Default::default() };
	let waiting = vec![waiting_in(0, batch, None), waiting(1, Lane::Payments, 250, None)];
	assert_eq!(numbers(by_lanes(waiting, &room())), [1, 0]);
}

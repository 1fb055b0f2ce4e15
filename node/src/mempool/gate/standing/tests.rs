// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use super::*;

const CAPACITY: Capacity = Capacity { transactions: 100, bytes: 100_000 };

fn shares() -> Shares {
	let guaranteed =
		LaneWeights { operations: 10, governance: 10, payments: 25, contracts: 15, other: 5 };
	CAPACITY.shares(&BlockRoom { limit: 100, guaranteed, reserved: guaranteed })
}

fn candidate(lane: Lane) -> Candidate {
	Candidate { hash: Hash::random(), lane, bytes: 100 }
}

fn count(standing: &Standing) -> Capacity {
	Capacity { transactions: standing.transactions.total(), bytes: standing.bytes.total() }
}

/// Lets newcomers like this one ask, accepts who may enter, and counts them.
fn flood(standing: &mut Standing, newcomer: Candidate, times: usize) -> usize {
	let mut entered = 0;
	for _ in 0..times {
		let newcomer = Candidate { hash: Hash::random(), ..newcomer };
		if standing.admits(newcomer, count(standing), &shares()) {
			standing.count(newcomer);
			entered += 1;
		}
	}
	entered
}

#[test]
fn flood_of_one_lane_leaves_the_shares_of_the_others() {
	let mut standing = Standing::default();
	assert_eq!(flood(&mut standing, candidate(Lane::Contracts), 200), 15 + 35);
	assert_eq!(flood(&mut standing, candidate(Lane::Governance), 200), 10);
	assert_eq!(flood(&mut standing, candidate(Lane::Payments), 200), 25);
	assert_eq!(flood(&mut standing, candidate(Lane::Other), 200), 5);
	assert_eq!(flood(&mut standing, candidate(Lane::Operations), 200), 10);
}

#[test]
fn waiting_transactions_take_places_of_their_lane() {
	let standing = Standing::new((0..50).map(|_| candidate(Lane::Contracts)));
	assert!(!standing.admits(candidate(Lane::Contracts), count(&standing), &shares()));
	assert!(standing.admits(candidate(Lane::Payments), count(&standing), &shares()));
}

#[test]
fn bytes_are_shared_like_places() {
	let mut standing = Standing::default();
	let large = Candidate { bytes: 10_000, ..candidate(Lane::Contracts) };
	assert_eq!(flood(&mut standing, large, 20), 5);
	assert_eq!(flood(&mut standing, candidate(Lane::Governance), 1), 1);
}

/// Checks that those not counted by lane take what is nobody's: each lane keeps its share.
#[test]
fn transactions_not_counted_by_lane_take_places_too() {
	let all_places = |counted: u64| Capacity { transactions: 100 + counted, bytes: 0 };
	assert!(Standing::default().admits(candidate(Lane::Contracts), all_places(0), &shares()));
	let standing = Standing::new((0..15).map(|_| candidate(Lane::Contracts)));
	assert!(!standing.admits(candidate(Lane::Contracts), all_places(15), &shares()));
}

#[test]
fn asking_takes_no_place() {
	let standing = Standing::default();
	for _ in 0..200 {
		assert!(standing.admits(candidate(Lane::Contracts), count(&standing), &shares()));
	}
}

#[test]
fn nobody_is_counted_twice() {
	let newcomer = candidate(Lane::Other);
	let mut standing = Standing::new([newcomer]);
	standing.count(newcomer);
	assert_eq!(count(&standing), Capacity { transactions: 1, bytes: 100 });
}

/// Begins with a pool beyond its limits: those that become ready behind others have not been
/// judged.
#[test]
fn full_pool_keeps_the_shares_of_lanes_that_are_not() {
	let mut standing = Standing::new((0..200).map(|_| candidate(Lane::Payments)));
	assert_eq!(flood(&mut standing, candidate(Lane::Payments), 10), 0);
	assert_eq!(flood(&mut standing, candidate(Lane::Governance), 200), 10);
}

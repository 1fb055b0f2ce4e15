// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use super::*;

const CAPACITY: Capacity = Capacity { transactions: 100, bytes: 100_000 };

fn shares() -> Shares {
	let guaranteed =
		LaneWeights { operations: 10, governance: 10, payments: 25, contracts: 15, other: 5 };
	CAPACITY.shares(&BlockRoom { limit: 100, guaranteed, reserved: guaranteed })
}

fn account(number: u8) -> AccountId {
	AccountId::new([number; 32])
}

fn candidate(lane: Lane, sender: u8, nonce: Nonce, tip: Balance) -> Candidate {
	let hash = Hash::from_low_u64_be(u64::from(sender) << 32 | u64::from(nonce));
	Candidate { hash, lane, bytes: 100, tip, signed: Some((account(sender), nonce)) }
}

fn count(standing: &Standing) -> Capacity {
	Capacity { transactions: standing.transactions.total(), bytes: standing.bytes.total() }
}

/// Judges a newcomer of a pool that accepts all.
fn ask(standing: &mut Standing, newcomer: &Candidate) -> Verdict {
	let verdict = standing.judge(newcomer, count(standing), &shares());
	if verdict != Verdict::Refuse {
		standing.accept(newcomer);
	}
	verdict
}

/// Returns the hash of what the newcomer replaces.
fn replaced(standing: &mut Standing, newcomer: &Candidate) -> Option<Hash> {
	match ask(standing, newcomer) {
		Verdict::Replace(tail) => Some(tail.hash),
		_ => None,
	}
}

/// Lets a lane ask so often, each time by another sender, and counts who entered.
fn flood(standing: &mut Standing, lane: Lane, times: u8) -> usize {
	let asked = (0..times).map(|sender| candidate(lane, sender, 0, 0));
	asked.filter(|newcomer| ask(standing, newcomer) == Verdict::Enter).count()
}

#[test]
fn flood_of_one_lane_leaves_the_shares_of_the_others() {
	let mut standing = Standing::default();
	assert_eq!(flood(&mut standing, Lane::Contracts, 200), 15 + 35);
	assert_eq!(flood(&mut standing, Lane::Governance, 200), 10);
	assert_eq!(flood(&mut standing, Lane::Payments, 200), 25);
	assert_eq!(flood(&mut standing, Lane::Other, 200), 5);
	assert_eq!(flood(&mut standing, Lane::Operations, 200), 10);
}

#[test]
fn bytes_are_shared_like_places() {
	let mut standing = Standing::default();
	let large = |sender| Candidate { bytes: 10_000, ..candidate(Lane::Contracts, sender, 0, 0) };
	let entered =
		(0..20).filter(|sender| ask(&mut standing, &large(*sender)) == Verdict::Enter).count();
	assert_eq!(entered, 5);
	assert_eq!(ask(&mut standing, &candidate(Lane::Governance, 100, 0, 0)), Verdict::Enter);
}

#[test]
fn what_was_not_counted_by_lane_takes_places_too() {
	let waiting = Capacity { transactions: 100, bytes: 0 };
	let newcomer = candidate(Lane::Contracts, 1, 0, 0);
	assert_eq!(Standing::default().judge(&newcomer, waiting, &shares()), Verdict::Refuse);
}

#[test]
fn what_the_pool_refuses_takes_no_place() {
	let mut standing = Standing::default();
	for sender in 0..200 {
		let invalid = candidate(Lane::Contracts, sender, 0, 0);
		let verdict = standing.judge(&invalid, count(&standing), &shares());
		assert_eq!(verdict, Verdict::Enter);
		standing.give_back(&invalid, verdict);
	}
	assert_eq!(count(&standing), Capacity { transactions: 0, bytes: 0 });
}

#[test]
fn higher_tip_replaces_the_lowest_of_its_lane() {
	let tips = (0..50).map(|sender| candidate(Lane::Contracts, sender, 0, 10 + u128::from(sender)));
	let mut standing = Standing::new(tips);
	let lowest = candidate(Lane::Contracts, 0, 0, 10).hash;
	assert_eq!(ask(&mut standing, &candidate(Lane::Contracts, 99, 0, 10)), Verdict::Refuse);
	let better = candidate(Lane::Contracts, 98, 0, 11);
	assert_eq!(replaced(&mut standing, &better), Some(lowest));
	assert_eq!(replaced(&mut standing, &better), None);
}

#[test]
fn replaces_nothing_for_what_the_pool_refuses() {
	let mut standing =
		Standing::new((0..50).map(|sender| candidate(Lane::Contracts, sender, 0, 0)));
	let invalid = candidate(Lane::Contracts, 99, 0, 1_000);
	for _ in 0..200 {
		let verdict = standing.judge(&invalid, count(&standing), &shares());
		assert!(matches!(verdict, Verdict::Replace(_)));
		standing.give_back(&invalid, verdict);
	}
}

#[test]
fn nobody_gets_a_hole_in_its_nonces() {
	// One sender has all places: only its last transaction may go.
	let mut standing = Standing::new((0..50).map(|nonce| candidate(Lane::Contracts, 1, nonce, 0)));
	let last = candidate(Lane::Contracts, 1, 49, 0).hash;
	assert_eq!(replaced(&mut standing, &candidate(Lane::Contracts, 2, 0, 5)), Some(last));
	assert_eq!(ask(&mut standing, &candidate(Lane::Contracts, 3, 0, 5)), Verdict::Refuse);
}

#[test]
fn tail_that_got_a_successor_stays() {
	let mut standing =
		Standing::new((0..49).map(|sender| candidate(Lane::Contracts, sender, 0, 0)));
	assert_eq!(ask(&mut standing, &candidate(Lane::Contracts, 0, 1, 100)), Verdict::Enter);
	let gone: HashSet<_> = (100..200)
		.filter_map(|sender| replaced(&mut standing, &candidate(Lane::Contracts, sender, 0, 5)))
		.collect();
	assert_eq!(gone.len(), 48);
	assert!(!gone.contains(&candidate(Lane::Contracts, 0, 0, 0).hash));
}

#[test]
fn nobody_replaces_what_its_newcomer_follows() {
	let mut standing =
		Standing::new((0..50).map(|sender| candidate(Lane::Contracts, sender, 0, 0)));
	let gone: HashSet<_> = (1..60)
		.filter_map(|nonce| replaced(&mut standing, &candidate(Lane::Contracts, 7, nonce, 5)))
		.collect();
	assert_eq!(gone.len(), 49);
	assert!(!gone.contains(&candidate(Lane::Contracts, 7, 0, 0).hash));
}

#[test]
fn other_lanes_are_not_replaced() {
	let mut standing =
		Standing::new((0..50).map(|sender| candidate(Lane::Contracts, sender, 0, 0)));
	flood(&mut standing, Lane::Payments, 25);
	assert_eq!(ask(&mut standing, &candidate(Lane::Payments, 99, 0, 1_000)), Verdict::Refuse);
}

#[test]
fn next_nonce_follows_what_waits() {
	let mut standing = Standing::new([candidate(Lane::Payments, 1, 7, 0)]);
	assert_eq!(standing.next_nonce(&account(1)), Some(8));
	assert_eq!(standing.next_nonce(&account(2)), None);
	ask(&mut standing, &candidate(Lane::Payments, 1, 8, 0));
	assert_eq!(standing.next_nonce(&account(1)), Some(9));
}

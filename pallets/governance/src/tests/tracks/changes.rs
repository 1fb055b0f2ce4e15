// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Changes of terms: what they do to referenda that run.

use super::*;
use polkadot_sdk::{
	pallet_conviction_voting::Conviction,
	pallet_referenda::{DecidingStatus, ReferendumInfo, ReferendumInfoFor, TrackQueue},
};

/// Returns the state of the decision of a referendum, with the end of its confirmation. `None` if
/// it has not begun.
fn deciding(index: u32) -> Option<DecidingStatus<BlockNumber>> {
	Referenda::ensure_ongoing(index).unwrap().deciding
}

fn is_rejected_in(index: u32, block: BlockNumber) -> bool {
	let info = ReferendumInfoFor::<Test>::get(index);
	matches!(info, Some(ReferendumInfo::Rejected(at, ..)) if at == block)
}

fn is_approved_in(index: u32, block: BlockNumber) -> bool {
	let info = ReferendumInfoFor::<Test>::get(index);
	matches!(info, Some(ReferendumInfo::Approved(at, ..)) if at == block)
}

#[test]
fn passing_referendum_is_rejected_under_stricter_terms() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(4);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: Some(5) }));
		assert_ok!(set(Track::Root, Terms { support: slope(100, 100), ..terms() }));
		run_to(5);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		run_to(13);
		assert!(is_rejected_in(0, 13));
	});
}

#[test]
fn a_referendum_passes_under_milder_terms_from_its_next_vote_on() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { support: slope(0, 0), ..terms() }));
		run_to(6);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		assert_ok!(vote(BOB, 0, true, Conviction::None, 100));
		run_to(7);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: Some(9) }));
		run_to(9);
		assert!(is_approved_in(0, 9));
	});
}

#[test]
fn a_shorter_decision_is_noticed_at_the_next_vote() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 4, ..terms() }));
		run_to(8);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		assert_ok!(vote(BOB, 0, false, Conviction::None, 100));
		run_to(9);
		assert!(is_rejected_in(0, 9));
	});
}

#[test]
fn a_shorter_decision_is_noticed_at_the_alarm_of_before() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 4, ..terms() }));
		run_to(13);
		assert!(is_rejected_in(0, 13));
	});
}

#[test]
fn a_longer_decision_holds_for_the_one_that_runs() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 20, ..terms() }));
		run_to(22);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		run_to(23);
		assert!(is_rejected_in(0, 23));
	});
}

#[test]
fn a_confirmation_that_runs_keeps_its_end() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(3);
		assert_ok!(set(Track::Root, Terms { confirm_period: 10, ..terms() }));
		run_to(5);
		assert!(is_approved_in(0, 5));
	});
}

#[test]
fn another_deposit_is_taken_from_the_next_proposal_on() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(set(Track::Root, Terms { decision_deposit: 7, ..terms() }));
		assert_ok!(propose_remark(BOB));
		let deposit = |index| {
			let status = Referenda::ensure_ongoing(index).unwrap();
			status.decision_deposit.map(|deposit| deposit.amount)
		};
		assert_eq!(deposit(0), Some(decision_deposit(Track::Root)));
		assert_eq!(deposit(1), Some(7));
	});
}

#[test]
fn higher_limit_of_decisions_does_not_end_the_wait() {
	run(|| {
		assert_ok!(set(Track::Root, Terms { max_deciding: 1, ..terms() }));
		for who in [ALICE, BOB, 3] {
			assert_ok!(propose_remark(who));
		}
		run_to(4);
		let waiting = || TrackQueue::<Test>::get(0).len();
		assert_eq!(waiting(), 2);
		assert_ok!(set(Track::Root, Terms { max_deciding: 9, ..terms() }));
		run_to(12);
		assert_eq!(waiting(), 2);
		// The first is rejected in block 13, and the next begins in the block after.
		run_to(14);
		assert_eq!(waiting(), 1);
	});
}

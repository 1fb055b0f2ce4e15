// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of the forecast of a proposal: it comes true if nobody votes any more.

use super::*;
use crate::{
	tracks::{Slope, Terms},
	TermsOf,
};

fn terms(approval: Slope, support: Slope) -> TermsOf<Test> {
	Terms { approval, support, ..ShortTerms::of(Track::Root) }
}

fn set_root_track(terms: TermsOf<Test>) {
	let call = crate::Call::<Test>::set_track { track: Track::Root, terms };
	assert_ok!(send(RuntimeOrigin::root(), call));
}

fn vote_with(who: AccountId, aye: bool, balance: Balance) {
	if balance > 0 {
		assert_ok!(vote(who, 0, aye, Conviction::Locked1x, balance));
	}
}

/// Lets the majority vote aye and Bob nay in a block, and checks the forecast of that block against
/// what comes.
fn assert_foretold(terms: TermsOf<Test>, block: BlockNumber, ayes: Balance, nays: Balance) {
	let case = format!("{ayes} ayes and {nays} nays in block {block} on {terms:?}");
	run(|| {
		set_root_track(terms);
		assert_ok!(propose_remark(ALICE));
		run_to(block);
		vote_with(MAJORITY_HOLDER, true, ayes);
		vote_with(BOB, false, nays);
		let foretold = told(0);
		let last = foretold.ends.unwrap_or(BlockNumber::MAX);
		let Some(end) = foretold.can_end else {
			run_to(40);
			let ProposalState::Rejected { at } = state(0) else { panic!("not rejected: {case}") };
			assert!(at <= last, "{case}");
			return;
		};
		assert!(end <= last, "{case}");
		run_to(end - 1);
		assert!(!matches!(state(0), ProposalState::Approved { .. }), "too early: {case}");
		run_to(end);
		assert_eq!(state(0), ProposalState::Approved { at: end }, "{case}");
		assert_eq!(told(0).enacted, foretold.enacted, "{case}");
	});
}

#[test]
fn votes_of_any_size_in_any_block_end_as_foretold() {
	let falling = terms(slope(100, 50), slope(50, 1));
	let flat = terms(slope(60, 60), slope(20, 20));
	let half_flat = terms(slope(100, 50), slope(6, 6));
	for terms in [falling, flat, half_flat] {
		for block in 1..=12 {
			for ayes in [0, 100_000, 400_000, 1_000_000, 2_999_000, 3_001_000, 6_000_000, MAJORITY]
			{
				for nays in [0, 300_000, 900_000] {
					assert_foretold(terms, block, ayes, nays);
				}
			}
		}
	}
}

#[test]
fn a_share_that_is_just_reached_passes_at_once() {
	// Three of five votes are the 60 % that are needed, in every block.
	let flat = terms(slope(60, 60), slope(1, 1));
	for block in 1..=12 {
		assert_foretold(flat, block, 900_000, 600_000);
	}
}

#[test]
fn a_majority_before_the_decision_passes_at_its_start() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		let foretold = told(0);
		assert_eq!(foretold.state, ProposalState::Preparing { until: 3 });
		assert_eq!((foretold.can_end, foretold.enacted), (Some(5), Some(6)));
		run_to(3);
		assert_eq!(state(0), ProposalState::Confirming { until: 5 });
	});
}

#[test]
fn an_approved_proposal_tells_its_enactment_until_it_is_over() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(5);
		assert_eq!((state(0), told(0).enacted), (ProposalState::Approved { at: 5 }, Some(6)));
		run_to(6);
		assert_eq!((state(0), told(0).enacted), (ProposalState::Approved { at: 5 }, None));
	});
}

#[test]
fn a_later_enactment_is_foretold() {
	run(|| {
		let kind = Box::new(Kind::Call(Box::new(remark(1))));
		let enact = DispatchTime::At(20);
		let call = crate::Call::<Test>::propose { title: title("Later"), kind, enact };
		assert_ok!(send(signed(ALICE), call));
		assert_ok!(pass(0));
		assert_eq!(told(0).enacted, Some(20));
		run_to(19);
		assert_eq!(told(0).enacted, Some(20));
		run_to(20);
		assert_eq!(told(0).enacted, None);
	});
}

#[test]
fn a_fifth_of_all_votes_passes_when_a_fifth_is_needed() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(vote(MAJORITY_HOLDER, 0, true, Conviction::Locked1x, 3_000_000));
		run_to(3);
		let proposal = told(0);
		assert_eq!(proposal.state, ProposalState::Deciding { until: 13 });
		assert_eq!((proposal.can_end, proposal.ends), (Some(12), Some(15)));
		run_to(10);
		assert_eq!(state(0), ProposalState::Confirming { until: 12 });
	});
}

#[test]
fn a_confirmation_that_loses_its_votes_cannot_end() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(4);
		let call = pallet_conviction_voting::Call::<Test>::remove_vote { class: Some(0), index: 0 };
		assert_ok!(send(signed(MAJORITY_HOLDER), call));
		let proposal = told(0);
		assert_eq!(proposal.state, ProposalState::Confirming { until: 5 });
		assert_eq!((proposal.can_end, proposal.ends), (None, Some(15)));
		run_to(5);
		assert_eq!(state(0), ProposalState::Deciding { until: 13 });
	});
}

#[test]
fn a_confirmation_after_the_decision_period_ends_with_itself() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(12);
		assert_ok!(vote(MAJORITY_HOLDER, 0, true, Conviction::Locked1x, 1_000_000));
		assert_eq!(told(0).ends, Some(15));
		run_to(14);
		let proposal = told(0);
		assert_eq!(proposal.state, ProposalState::Confirming { until: 15 });
		assert_eq!((proposal.can_end, proposal.ends), (Some(15), Some(15)));
	});
}

#[test]
fn a_shorter_decision_ends_with_the_alarm_that_is_set() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		set_root_track(Terms { decision_period: 5, ..ShortTerms::of(Track::Root) });
		assert_eq!(state(0), ProposalState::Deciding { until: 13 });
		run_to(13);
		assert_eq!(state(0), ProposalState::Rejected { at: 13 });
	});
}

#[test]
fn a_vote_makes_a_shorter_decision_seen() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		set_root_track(Terms { decision_period: 5, ..ShortTerms::of(Track::Root) });
		assert_ok!(vote(BOB, 0, false, Conviction::Locked1x, 10));
		assert_eq!(state(0), ProposalState::Deciding { until: 8 });
		run_to(8);
		assert_eq!(state(0), ProposalState::Rejected { at: 8 });
	});
}

#[test]
fn a_longer_preparation_is_seen_at_once() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		set_root_track(Terms { prepare_period: 6, ..ShortTerms::of(Track::Root) });
		assert_eq!(state(0), ProposalState::Preparing { until: 7 });
		run_to(7);
		assert_eq!(state(0), ProposalState::Deciding { until: 17 });
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of the answers to clients about tracks and proposals, whatever these are doing.

mod contents;
mod outlook;
mod pages;

use crate::{
	mock::*,
	proposing::Kind,
	tracks::{DefaultTerms, Track},
	views::{ProposalKind, ProposalState, ProposalStatusOf, TrackStatusOf, VoteStatus},
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{schedule::DispatchTime, Bounded},
	},
	frame_system::RawOrigin,
	pallet_conviction_voting::{self, AccountVote, Conviction},
	pallet_referenda,
	sp_runtime::Perbill,
};

/// All BTR, in base units.
const ISSUANCE: Balance = 4 * RICH + MAJORITY_BALANCE + EXISTENTIAL_DEPOSIT + TREASURY_BALANCE;

fn told(index: u32) -> ProposalStatusOf<Test> {
	Governance::proposal(index).unwrap()
}

fn state(index: u32) -> ProposalState<BlockNumber> {
	told(index).state
}

/// Submits a call by hand, without a title and a decision deposit.
fn submit(call: Vec<u8>) {
	let call = pallet_referenda::Call::<Test>::submit {
		proposal_origin: Box::new(OriginCaller::system(RawOrigin::Root)),
		proposal: Bounded::Inline(call.try_into().unwrap()),
		enactment_moment: DispatchTime::After(0),
	};
	assert_ok!(send(signed(ALICE), call));
}

fn submit_remark() {
	submit(remark(1).encode());
}

fn place_deposit(index: u32) {
	assert_ok!(send(signed(BOB), pallet_referenda::Call::<Test>::place_decision_deposit { index }));
}

fn cancel(index: u32) {
	assert_ok!(send(RuntimeOrigin::root(), pallet_referenda::Call::<Test>::cancel { index }));
}

#[test]
fn all_tracks_are_told_with_their_terms() {
	run(|| {
		let tracks = Governance::do_tracks();
		let expected = Track::ALL.map(|track| TrackStatusOf::<Test> {
			track,
			id: track.id(),
			name: track.name().as_bytes().to_vec(),
			terms: ShortTerms::of(track),
			deciding: 0,
			waiting: 0,
		});
		assert_eq!(tracks, expected);
	});
}

#[test]
fn changed_terms_are_told_at_once() {
	run(|| {
		let mut terms = ShortTerms::of(Track::Killer);
		terms.decision_period = 99;
		let call = crate::Call::<Test>::set_track { track: Track::Killer, terms };
		assert_ok!(send(RuntimeOrigin::root(), call));
		let tracks = Governance::do_tracks();
		let changed = tracks.iter().find(|one| one.track == Track::Killer).unwrap();
		assert_eq!(changed.terms, terms);
	});
}

#[test]
fn a_track_tells_how_busy_it_is() {
	run(|| {
		(0..3).for_each(|_| {
			assert_ok!(propose_remark(ALICE));
		});
		run_to(3);
		let tracks = Governance::do_tracks();
		let [root, upgrader, ..] = &tracks[..] else { panic!("too few tracks") };
		assert_eq!((root.deciding, root.waiting), (2, 1));
		assert_eq!((upgrader.deciding, upgrader.waiting), (0, 0));
	});
}

#[test]
fn a_new_proposal_is_told_in_full() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_eq!(
			told(0),
			ProposalStatusOf::<Test> {
				index: 0,
				title: Some(b"A remark".to_vec()),
				proposer: Some(ALICE),
				kind: ProposalKind::Call { pallet: 0, call: 0 },
				track: Some(0),
				state: ProposalState::Preparing { until: 3 },
				votes: Some(VoteStatus {
					ayes: 0,
					nays: 0,
					support: 0,
					turnout: Perbill::zero(),
					approval: Perbill::zero(),
					approval_needed: Perbill::from_percent(100),
					support_share: Perbill::zero(),
					support_needed: Perbill::from_percent(50),
				}),
				can_end: None,
				ends: None,
				enacted: None,
			}
		);
	});
}

#[test]
fn an_unknown_index_has_no_proposal() {
	run(|| assert_eq!(Governance::proposal(0), None));
}

#[test]
fn support_counts_votes_without_their_conviction() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(vote(ALICE, 0, true, Conviction::Locked2x, 100_000));
		assert_ok!(vote(BOB, 0, false, Conviction::None, 50_000));
		let abstention = AccountVote::SplitAbstain { aye: 0, nay: 0, abstain: 30_000 };
		let call = pallet_conviction_voting::Call::<Test>::vote { poll_index: 0, vote: abstention };
		assert_ok!(send(signed(3), call));
		let votes = told(0).votes.unwrap();
		assert_eq!((votes.ayes, votes.nays, votes.support), (200_000, 5_000, 130_000));
		assert_eq!(votes.approval, Perbill::from_rational(200_u32, 205));
		assert_eq!(votes.support_share, Perbill::from_rational(130_000, ISSUANCE));
		assert_eq!(votes.turnout, Perbill::from_rational(135_000, ISSUANCE));
	});
}

#[test]
fn thresholds_fall_during_the_decision() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(8);
		let votes = told(0).votes.unwrap();
		assert_eq!(votes.approval_needed, Perbill::from_percent(75));
		assert_eq!(votes.support_needed, Perbill::from_parts(255_000_000));
	});
}

#[test]
fn a_proposal_without_deposit_needs_one() {
	run(|| {
		submit_remark();
		let expected = ProposalState::NeedsDeposit { until: 1 + TIMEOUT };
		assert_eq!(state(0), expected);
		run_to(10);
		assert_eq!(state(0), expected);
		assert_ok!(pass(0));
		assert_eq!((state(0), told(0).can_end), (expected, None));
	});
}

#[test]
fn a_proposal_without_deposit_times_out() {
	run(|| {
		submit_remark();
		run_to(TIMEOUT);
		assert_eq!(state(0), ProposalState::NeedsDeposit { until: 1 + TIMEOUT });
		run_to(1 + TIMEOUT);
		assert_eq!(state(0), ProposalState::TimedOut { at: 1 + TIMEOUT });
	});
}

#[test]
fn anybody_s_deposit_starts_the_decision() {
	run(|| {
		submit_remark();
		run_to(2);
		place_deposit(0);
		assert_eq!(state(0), ProposalState::Preparing { until: 3 });
		run_to(3);
		assert_eq!(state(0), ProposalState::Deciding { until: 13 });
	});
}

#[test]
fn a_busy_track_tells_who_is_before_whom() {
	run(|| {
		(0..4).for_each(|_| {
			assert_ok!(propose_remark(ALICE));
		});
		run_to(3);
		assert_ok!(vote(BOB, 3, true, Conviction::Locked1x, 10));
		run_to(4);
		assert_eq!(state(3), ProposalState::Waiting { ahead: 0 });
		assert_eq!(state(2), ProposalState::Waiting { ahead: 1 });
		assert_eq!((told(3).can_end, told(3).ends), (None, None));
	});
}

#[test]
fn a_waiting_proposal_is_decided_when_another_one_ends() {
	run(|| {
		(0..3).for_each(|_| {
			assert_ok!(propose_remark(ALICE));
		});
		run_to(4);
		assert_eq!(state(2), ProposalState::Waiting { ahead: 0 });
		cancel(0);
		run_to(5);
		assert_eq!(state(2), ProposalState::Deciding { until: 15 });
	});
}

#[test]
fn rejected_proposal_keeps_title_and_proposer() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(13);
		assert_eq!(
			told(0),
			ProposalStatusOf::<Test> {
				index: 0,
				title: Some(b"A remark".to_vec()),
				proposer: Some(ALICE),
				kind: ProposalKind::Unknown,
				track: None,
				state: ProposalState::Rejected { at: 13 },
				votes: None,
				can_end: None,
				ends: None,
				enacted: None,
			}
		);
	});
}

#[test]
fn the_proposer_is_forgotten_with_the_deposit() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(2);
		cancel(0);
		assert_eq!((state(0), told(0).proposer), (ProposalState::Cancelled { at: 2 }, Some(ALICE)));
		let refund = pallet_referenda::Call::<Test>::refund_submission_deposit { index: 0 };
		assert_ok!(send(signed(BOB), refund));
		assert_eq!(told(0).proposer, None);
	});
}

#[test]
fn a_killed_proposal_has_neither_title_nor_proposer() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(send(RuntimeOrigin::root(), pallet_referenda::Call::<Test>::kill { index: 0 }));
		let killed = told(0);
		assert_eq!(killed.state, ProposalState::Killed { at: 1 });
		assert_eq!((killed.title, killed.proposer), (None, None));
	});
}

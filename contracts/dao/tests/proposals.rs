// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The life of proposals: they are made, voted on, executed and closed.

use super::*;
use crate::{
	events::{Closed, Executed, Proposed, Voted},
	types::{Proposal, MAX_OPEN, MAX_TITLE_BYTES},
};
use ink::{env::test::get_account_balance, scale::Encode};

fn vote_in_referendum(conviction: u8) -> Action {
	Action::VoteInReferendum { index: 3, aye: true, conviction, balance: 1 }
}

/// Returns a proposal with an electorate of 100 members, and with so many votes.
fn tally(ayes: u8, nays: u8) -> Proposal {
	Proposal {
		proposer: account(1),
		title: "".into(),
		action: payment(),
		ends: 1,
		expires: 2,
		electorate: 100,
		ayes: (0..ayes).map(account).collect(),
		nays: (0..nays).map(account).collect(),
	}
}

#[ink::test]
fn a_proposal_is_open_for_votes() {
	let mut dao = dao_of(2, 50);
	let id = propose(&mut dao, 2, payment()).unwrap();
	let expected = Proposal {
		proposer: account(2),
		title: "title".into(),
		action: payment(),
		ends: START + PERIOD,
		expires: START + 2 * PERIOD,
		electorate: 2,
		ayes: vec![],
		nays: vec![],
	};
	assert_eq!(dao.proposal(id), Some(expected));
	assert_eq!(dao.open_proposals(), [id]);
	let (by, title, action, ends) = (account(2), "title".into(), payment(), START + PERIOD);
	assert_last_event(Proposed { id, by, title, action, ends }, &[&id.encode(), &[2; 32]]);
}

#[ink::test]
fn proposals_are_numbered() {
	let mut dao = dao(50);
	assert_eq!(propose(&mut dao, 1, payment()), Ok(0));
	set_block_number::<Env>(START + PERIOD);
	close(&mut dao, 1, 0).unwrap();
	assert_eq!(propose(&mut dao, 1, payment()), Ok(1));
	assert_eq!(dao.proposal_count(), 2);
	assert_eq!(dao.open_proposals(), [1]);
}

#[ink::test]
fn a_title_has_at_most_128_bytes() {
	let mut dao = dao(50);
	assert_eq!(dao.propose(payment(), "a".repeat(MAX_TITLE_BYTES)), Ok(0));
	let longer = "ä".repeat(MAX_TITLE_BYTES / 2) + "a";
	assert_eq!(dao.propose(payment(), longer), Err(Error::TitleTooLong));
}

#[ink::test]
fn convictions_are_0_to_6() {
	let mut dao = dao(50);
	assert_eq!(propose(&mut dao, 1, vote_in_referendum(0)), Ok(0));
	assert_eq!(propose(&mut dao, 1, vote_in_referendum(6)), Ok(1));
	assert_eq!(propose(&mut dao, 1, vote_in_referendum(7)), Err(Error::InvalidConviction));
}

#[ink::test]
fn each_member_has_an_equal_share_of_open_proposals() {
	let mut dao = dao_of(3, 1);
	for _ in 0..MAX_OPEN / 3 {
		propose(&mut dao, 1, payment()).unwrap();
	}
	assert_eq!(propose(&mut dao, 1, payment()), Err(Error::TooManyProposals));
	assert_eq!(propose(&mut dao, 2, payment()).err(), None);
}

#[ink::test]
fn at_most_64_proposals_are_open() {
	let mut dao = dao(1);
	for _ in 0..63 {
		propose(&mut dao, 1, payment()).unwrap();
	}
	let joins = propose(&mut dao, 1, Action::AddMember(account(2))).unwrap();
	vote(&mut dao, 1, joins, true).unwrap();
	set_block_number::<Env>(START + PERIOD);
	execute(&mut dao, 1, joins).unwrap();

	assert_eq!(propose(&mut dao, 2, payment()).err(), None);
	assert_eq!(dao.open_proposals().len(), MAX_OPEN);
	assert_eq!(propose(&mut dao, 2, payment()), Err(Error::TooManyProposals));
}

#[ink::test]
fn members_vote_once() {
	let mut dao = dao_of(2, 50);
	let id = propose(&mut dao, 1, payment()).unwrap();
	assert_eq!(vote(&mut dao, 1, id, true), Ok(()));
	let voted = Voted { id, by: account(1), approve: true };
	assert_last_event(voted, &[&id.encode(), &[1; 32]]);
	assert_eq!(vote(&mut dao, 2, id, false), Ok(()));
	assert_eq!(vote(&mut dao, 1, id, false), Err(Error::AlreadyVoted));
	assert_eq!(vote(&mut dao, 2, id, true), Err(Error::AlreadyVoted));
	let proposal = dao.proposal(id).unwrap();
	assert_eq!((proposal.ayes, proposal.nays), (vec![account(1)], vec![account(2)]));
}

#[ink::test]
fn votes_are_taken_for_the_voting_period() {
	let mut dao = dao_of(2, 50);
	let id = propose(&mut dao, 1, payment()).unwrap();
	set_block_number::<Env>(START + PERIOD - 1);
	assert_eq!(vote(&mut dao, 1, id, true), Ok(()));
	set_block_number::<Env>(START + PERIOD);
	assert_eq!(vote(&mut dao, 2, id, true), Err(Error::VotingEnded));
}

#[ink::test]
fn a_payment_is_executed_once() {
	let mut dao = dao_of(2, 100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 1, id, true).unwrap();
	vote(&mut dao, 2, id, true).unwrap();
	set_block_number::<Env>(START + PERIOD);

	assert_eq!(execute(&mut dao, 2, id), Ok(()));
	assert_last_event(Executed { id, by: account(2) }, &[&id.encode(), &[2; 32]]);
	assert_eq!(get_account_balance::<Env>(account(9)), Ok(OPENS_ACCOUNT));
	assert_eq!(get_account_balance::<Env>(CONTRACT), Ok(9 * OPENS_ACCOUNT));
	assert_eq!(dao.proposal(id), None);
	assert_eq!(dao.open_proposals(), [0; 0]);
	assert_eq!(execute(&mut dao, 2, id), Err(Error::UnknownProposal));
}

#[ink::test]
fn a_payment_that_fails_is_an_error() {
	// An account without BTR.
	set_callee::<Env>(account(0xdd));
	set_caller::<Env>(account(1));
	let mut dao = Dao::new(PERIOD, 100).unwrap();
	assert_eq!(decide(&mut dao, &[1], payment()), Err(Error::PaymentFailed));
}

#[ink::test]
fn nothing_is_executed_while_votes_are_taken() {
	let mut dao = dao(100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + PERIOD - 1);
	assert_eq!(execute(&mut dao, 1, id), Err(Error::VotingNotEnded));
	assert_eq!(close(&mut dao, 1, id), Err(Error::VotingNotEnded));
}

#[test]
fn the_quorum_counts_all_votes() {
	assert!(tally(20, 10).passes(30));
	assert!(!tally(20, 9).passes(30));
	assert!(tally(30, 0).passes(30));
	assert!(!tally(29, 0).passes(30));
	assert!(tally(100, 0).passes(100));
	assert!(!tally(99, 0).passes(100));
}

#[test]
fn proposal_passes_with_more_ayes_than_nays() {
	assert!(tally(16, 15).passes(30));
	assert!(!tally(15, 15).passes(30));
	assert!(!tally(15, 16).passes(30));
	assert!(!tally(0, 0).passes(1));
}

#[ink::test]
fn failed_proposal_is_closed() {
	let mut dao = dao_of(2, 100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + PERIOD);
	assert_eq!(execute(&mut dao, 1, id), Err(Error::NotPassed));

	assert_eq!(close(&mut dao, 2, id), Ok(()));
	assert_last_event(Closed { id, by: account(2) }, &[&id.encode(), &[2; 32]]);
	assert_eq!(dao.proposal(id), None);
	assert_eq!(dao.open_proposals(), [0; 0]);
}

#[ink::test]
fn a_decision_is_void_after_another_voting_period() {
	let mut dao = dao(100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + 2 * PERIOD - 1);
	assert_eq!(close(&mut dao, 1, id), Err(Error::StillExecutable));
	set_block_number::<Env>(START + 2 * PERIOD);
	assert_eq!(execute(&mut dao, 1, id), Err(Error::Expired));
	assert_eq!(close(&mut dao, 1, id), Ok(()));
}

#[ink::test]
fn a_decision_is_executed_until_it_is_void() {
	let mut dao = dao(100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + 2 * PERIOD - 1);
	assert_eq!(execute(&mut dao, 1, id), Ok(()));
}

#[ink::test]
fn unknown_proposals_are_refused() {
	let mut dao = dao(100);
	assert_eq!(dao.proposal(7), None);
	assert_eq!(vote(&mut dao, 1, 7, true), Err(Error::UnknownProposal));
	assert_eq!(execute(&mut dao, 1, 7), Err(Error::UnknownProposal));
	assert_eq!(close(&mut dao, 1, 7), Err(Error::UnknownProposal));
}

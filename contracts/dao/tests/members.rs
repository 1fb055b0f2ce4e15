// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The members of a DAO, the proposals that they vote on, and its funds.

use super::*;
use crate::{
	events::Funded,
	types::{MAX_MEMBERS, MAX_VOTING_PERIOD},
};

#[ink::test]
fn a_new_dao_has_one_member() {
	let dao = dao(50);
	assert_eq!(dao.members(), [account(1)]);
	assert_eq!(dao.voting_period(), PERIOD);
	assert_eq!(dao.quorum_percent(), 50);
	assert_eq!(dao.proposal_count(), 0);
	assert_eq!(dao.open_proposals(), [0; 0]);
}

#[ink::test]
fn votes_are_taken_for_a_block_to_a_year() {
	assert_eq!(Dao::new(0, 50).err(), Some(Error::InvalidVotingPeriod));
	assert_eq!(Dao::new(1, 50).err(), None);
	assert_eq!(Dao::new(MAX_VOTING_PERIOD, 50).err(), None);
	assert_eq!(Dao::new(MAX_VOTING_PERIOD + 1, 50).err(), Some(Error::InvalidVotingPeriod));
}

#[ink::test]
fn the_quorum_is_1_to_100_per_cent() {
	assert_eq!(Dao::new(10, 0).err(), Some(Error::InvalidQuorum));
	assert_eq!(Dao::new(10, 1).err(), None);
	assert_eq!(Dao::new(10, 100).err(), None);
	assert_eq!(Dao::new(10, 101).err(), Some(Error::InvalidQuorum));
}

#[ink::test]
fn members_add_a_member() {
	let mut dao = dao_of(2, 100);
	assert_eq!(decide(&mut dao, &[1, 2], Action::AddMember(account(5))), Ok(()));
	assert_eq!(dao.members(), [account(1), account(2), account(5)]);
	assert_eq!(propose(&mut dao, 5, payment()).err(), None);
}

#[ink::test]
fn nobody_is_a_member_twice() {
	let mut dao = dao_of(2, 100);
	let again = Action::AddMember(account(2));
	assert_eq!(decide(&mut dao, &[1, 2], again), Err(Error::AlreadyMember));
}

#[ink::test]
fn a_dao_has_at_most_32_members() {
	let mut dao = dao_of(32, 1);
	assert_eq!(dao.members().len(), MAX_MEMBERS);
	let one_more = Action::AddMember(account(33));
	assert_eq!(decide(&mut dao, &[1], one_more), Err(Error::TooManyMembers));
}

#[ink::test]
fn members_remove_a_member() {
	let mut dao = dao_of(3, 50);
	assert_eq!(decide(&mut dao, &[1, 2], Action::RemoveMember(account(3))), Ok(()));
	assert_eq!(dao.members(), [account(1), account(2)]);
	assert_eq!(propose(&mut dao, 3, payment()), Err(Error::NotMember));
}

#[ink::test]
fn account_that_is_no_member_cannot_be_removed() {
	let mut dao = dao_of(2, 100);
	let stranger = Action::RemoveMember(account(9));
	assert_eq!(decide(&mut dao, &[1, 2], stranger), Err(Error::UnknownMember));
}

#[ink::test]
fn the_last_member_stays() {
	let mut dao = dao(100);
	let last = Action::RemoveMember(account(1));
	assert_eq!(decide(&mut dao, &[1], last), Err(Error::LastMember));
}

#[ink::test]
fn strangers_cannot_use_a_dao() {
	let mut dao = dao(100);
	let id = propose(&mut dao, 1, payment()).unwrap();
	assert_eq!(propose(&mut dao, 9, payment()), Err(Error::NotMember));
	assert_eq!(vote(&mut dao, 9, id, true), Err(Error::NotMember));
	assert_eq!(execute(&mut dao, 9, id), Err(Error::NotMember));
	assert_eq!(close(&mut dao, 9, id), Err(Error::NotMember));
}

#[ink::test]
fn later_member_has_no_vote_on_earlier_proposals() {
	let mut dao = dao_of(2, 100);
	let before = propose(&mut dao, 1, payment()).unwrap();
	set_block_number::<Env>(START - 1);
	decide(&mut dao, &[1, 2], Action::AddMember(account(5))).unwrap();
	let after = propose(&mut dao, 1, payment()).unwrap();

	set_block_number::<Env>(START);
	assert_eq!(vote(&mut dao, 5, before, true), Err(Error::JoinedLater));
	assert_eq!(vote(&mut dao, 5, after, true), Ok(()));
	assert_eq!(dao.proposal(before).unwrap().electorate, 2);
	assert_eq!(dao.proposal(after).unwrap().electorate, 3);
}

#[ink::test]
fn returned_member_has_no_second_vote() {
	let mut dao = dao_of(3, 60);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 3, id, false).unwrap();
	decide(&mut dao, &[1, 2], Action::RemoveMember(account(3))).unwrap();
	decide(&mut dao, &[1, 2], Action::AddMember(account(3))).unwrap();
	set_block_number::<Env>(START);
	assert_eq!(vote(&mut dao, 3, id, true), Err(Error::JoinedLater));
}

#[ink::test]
fn a_vote_stays_when_its_member_is_removed() {
	let mut dao = dao_of(3, 60);
	let id = propose(&mut dao, 1, payment()).unwrap();
	vote(&mut dao, 3, id, true).unwrap();
	decide(&mut dao, &[1, 2], Action::RemoveMember(account(3))).unwrap();

	set_block_number::<Env>(START);
	assert_eq!(vote(&mut dao, 3, id, true), Err(Error::NotMember));
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + PERIOD);
	// Two of the three who were members when it was proposed.
	assert_eq!(execute(&mut dao, 1, id), Ok(()));
}

#[ink::test]
fn the_electorate_stays_when_a_member_is_removed() {
	let mut dao = dao_of(3, 50);
	let id = propose(&mut dao, 1, payment()).unwrap();
	decide(&mut dao, &[1, 2], Action::RemoveMember(account(3))).unwrap();
	set_block_number::<Env>(START);
	vote(&mut dao, 1, id, true).unwrap();
	set_block_number::<Env>(START + PERIOD);
	// One of two would be enough; it is one of three.
	assert_eq!(dao.proposal(id).unwrap().electorate, 3);
	assert_eq!(execute(&mut dao, 1, id), Err(Error::NotPassed));
}

#[ink::test]
fn funds_are_told() {
	let mut dao = dao(100);
	set_caller::<Env>(account(9));
	set_value_transferred::<Env>(5);
	dao.fund();
	assert_last_event(Funded { from: account(9), value: 5 }, &[&[9; 32]]);
}

#[ink::test]
fn funds_of_the_creation_are_told() {
	set_value_transferred::<Env>(5);
	let _ = dao(100);
	assert_last_event(Funded { from: account(1), value: 5 }, &[&[1; 32]]);
}

#[ink::test]
fn empty_funds_are_not_told() {
	let mut dao = dao(100);
	dao.fund();
	assert_eq!(recorded_events().count(), 0);
}

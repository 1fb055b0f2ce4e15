// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `dao`: members decide on what it holds.

use super::{
	block::{in_block, receiver},
	bundle::Bundle,
	ink::{Ink, Name},
};
use crate::chain::{
	account,
	referendum::{ayes, open_referendum},
};
use batara_runtime::{constants::money::BTR, AccountId, Balance, Balances, System};
use codec::Encode;
use polkadot_sdk::sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};

/// The number of blocks in which votes are taken.
const PERIOD: u32 = 10;

/// An action of a DAO, as its interface has it.
#[derive(Clone, Encode)]
enum Action {
	Pay { to: AccountId, amount: Balance },
	AddMember(AccountId),
	RemoveMember(AccountId),
	VoteInReferendum { index: u32, aye: bool, conviction: u8, balance: Balance },
}

use Action::*;

fn payment() -> Action {
	Pay { to: receiver(), amount: 10 * BTR }
}

/// Makes a DAO of Alice with 1,000 BTR, in which half of the members have to vote.
fn dao() -> Ink {
	Ink::made(Bundle::of("dao"), "new", (PERIOD, 50u8), 1_000 * BTR)
}

/// Makes a DAO with these members beside Alice.
fn dao_of(members: &[Name]) -> Ink {
	let dao = dao();
	for member in members {
		let ayes = members.iter().take_while(|other| *other != member);
		let voters = std::iter::once(&Alice).chain(ayes).copied().collect::<Vec<_>>();
		decide(&dao, AddMember(account(*member)), &voters);
	}
	dao
}

fn propose(dao: &Ink, action: Action) -> u32 {
	dao.act(Alice, "propose", (action, "As it should be"))
}

fn end_of_vote() {
	System::set_block_number(System::block_number() + PERIOD);
}

/// Proposes as Alice, and waits for the end of a vote in which `ayes` are for it. Returns the
/// number of the proposal.
fn pass(dao: &Ink, action: Action, ayes: &[Name]) -> u32 {
	let id = propose(dao, action);
	for member in ayes {
		dao.act::<()>(*member, "vote", (id, true));
	}
	end_of_vote();
	id
}

fn decide(dao: &Ink, action: Action, ayes: &[Name]) {
	let id = pass(dao, action, ayes);
	dao.act::<()>(Alice, "execute", id);
}

#[test]
fn dao_with_numbers_out_of_bounds_is_not_made() {
	in_block(|| {
		for (period, quorum, refusal) in [
			(0, 50, "InvalidVotingPeriod"),
			(u32::MAX, 50, "InvalidVotingPeriod"),
			(PERIOD, 0, "InvalidQuorum"),
			(PERIOD, 101u8, "InvalidQuorum"),
		] {
			assert_eq!(Ink::not_made("dao", (period, quorum)), refusal);
		}
	});
}

#[test]
fn dao_pays_what_its_members_decided() {
	in_block(|| {
		let dao = dao_of(&[Bob, Charlie]);
		let members = [Alice, Bob, Charlie].map(account);
		assert_eq!(dao.get::<Vec<AccountId>>("members", ()), members);
		let id = propose(&dao, payment());
		dao.act::<()>(Alice, "vote", (id, true));
		dao.act::<()>(Bob, "vote", (id, true));
		dao.act::<()>(Charlie, "vote", (id, false));
		assert_eq!(dao.refuses(Alice, "vote", (id, false)), "AlreadyVoted");
		assert_eq!(dao.refuses(Alice, "execute", id), "VotingNotEnded");
		end_of_vote();
		assert_eq!(dao.refuses(Alice, "close", id), "StillExecutable");
		dao.act::<()>(Charlie, "execute", id);
		assert_eq!(Balances::free_balance(receiver()), 10 * BTR);
		assert_eq!(dao.refuses(Alice, "execute", id), "UnknownProposal");
	});
}

#[test]
fn proposal_that_does_not_pass_is_not_executed() {
	in_block(|| {
		let dao = dao_of(&[Bob, Charlie]);
		// One of three is below the quorum.
		let lonely = pass(&dao, payment(), &[Alice]);
		assert_eq!(dao.refuses(Alice, "execute", lonely), "NotPassed");
		dao.act::<()>(Bob, "close", lonely);
		let tied = propose(&dao, payment());
		dao.act::<()>(Alice, "vote", (tied, true));
		dao.act::<()>(Bob, "vote", (tied, false));
		end_of_vote();
		assert_eq!(dao.refuses(Charlie, "vote", (tied, true)), "VotingEnded");
		assert_eq!(dao.refuses(Alice, "execute", tied), "NotPassed");
		assert_eq!(Balances::free_balance(receiver()), 0);
	});
}

#[test]
fn strangers_cannot_use_a_dao() {
	in_block(|| {
		let dao = dao();
		let id = pass(&dao, payment(), &[Alice]);
		let proposal = (payment(), "As I like it");
		assert_eq!(dao.refuses(Dave, "propose", proposal), "NotMember");
		assert_eq!(dao.refuses(Dave, "vote", (id, true)), "NotMember");
		assert_eq!(dao.refuses(Dave, "execute", id), "NotMember");
		assert_eq!(dao.refuses(Dave, "close", id), "NotMember");
	});
}

/// Checks that the electorate are the members at the time of the proposal.
#[test]
fn later_member_does_not_vote_on_earlier_proposals() {
	in_block(|| {
		let dao = dao();
		let join = propose(&dao, AddMember(account(Bob)));
		dao.act::<()>(Alice, "vote", (join, true));
		end_of_vote();
		let id = propose(&dao, payment());
		dao.act::<()>(Alice, "execute", join);
		assert_eq!(dao.refuses(Bob, "vote", (id, false)), "JoinedLater");
		let later = propose(&dao, payment());
		dao.act::<()>(Bob, "vote", (later, false));
	});
}

#[test]
fn members_are_removed_but_for_the_last() {
	in_block(|| {
		let dao = dao_of(&[Bob]);
		decide(&dao, RemoveMember(account(Bob)), &[Alice, Bob]);
		assert_eq!(dao.get::<Vec<AccountId>>("members", ()), [account(Alice)]);
		for (action, refusal) in [
			(RemoveMember(account(Bob)), "UnknownMember"),
			(RemoveMember(account(Alice)), "LastMember"),
			(AddMember(account(Alice)), "AlreadyMember"),
		] {
			let id = pass(&dao, action, &[Alice]);
			assert_eq!(dao.refuses(Alice, "execute", id), refusal);
		}
	});
}

#[test]
fn dao_votes_in_a_referendum_of_the_chain() {
	in_block(|| {
		open_referendum();
		let dao = dao();
		let ballot = |index, balance| VoteInReferendum { index, aye: true, conviction: 1, balance };
		decide(&dao, ballot(0, 100 * BTR), &[Alice]);
		assert_eq!(ayes(), 100 * BTR);
		for impossible in [ballot(0, 5_000 * BTR), ballot(7, BTR)] {
			let id = pass(&dao, impossible, &[Alice]);
			assert_eq!(dao.refuses(Alice, "execute", id), "RuntimeCallFailed");
		}
		let unknown = VoteInReferendum { index: 0, aye: true, conviction: 7, balance: BTR };
		assert_eq!(dao.refuses(Alice, "propose", (unknown, "Too sure")), "InvalidConviction");
	});
}

#[test]
fn a_decision_waits_for_one_more_period() {
	in_block(|| {
		let dao = dao();
		let id = pass(&dao, Pay { to: receiver(), amount: 5_000 * BTR }, &[Alice]);
		assert_eq!(dao.refuses(Alice, "execute", id), "PaymentFailed");
		dao.pay(Dave, "fund", (), 5_000 * BTR);
		end_of_vote();
		assert_eq!(dao.refuses(Alice, "execute", id), "Expired");
		dao.act::<()>(Alice, "close", id);
		assert_eq!(dao.events::<(AccountId, Balance)>("Funded").len(), 2);
	});
}

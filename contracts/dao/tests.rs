// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests that run without a chain. Votes in referenda are tested on the real runtime.

mod members;
mod proposals;

use crate::{
	dao::Dao,
	types::{Action, Error},
};
use ink::{
	env::{
		test::{
			recorded_events, set_account_balance, set_block_number, set_callee, set_caller,
			set_value_transferred,
		},
		DefaultEnvironment as Env,
	},
	primitives::AccountId,
	scale::Decode,
};

const CONTRACT: AccountId = AccountId([0xcc; 32]);
/// The least amount that opens an account in ink!'s test environment.
const OPENS_ACCOUNT: u128 = 1_000_000;
/// The block at which the tests begin.
const START: u32 = 100;
/// The number of blocks in which votes are taken.
const PERIOD: u32 = 10;

fn account(number: u8) -> AccountId {
	AccountId::from([number; 32])
}

/// Creates a DAO of member 1 in which `quorum_percent` of an electorate have to vote.
fn dao(quorum_percent: u8) -> Dao {
	set_callee::<Env>(CONTRACT);
	set_account_balance::<Env>(CONTRACT, 10 * OPENS_ACCOUNT);
	set_caller::<Env>(account(1));
	set_block_number::<Env>(START);
	Dao::new(PERIOD, quorum_percent).unwrap()
}

/// Creates a DAO of the members 1 to `members`, and goes to the block `START`.
fn dao_of(members: u8, quorum_percent: u8) -> Dao {
	let mut dao = dao(quorum_percent);
	// Members join one after the other, long before the test begins.
	for number in 2..=members {
		set_block_number::<Env>(1);
		let id = propose(&mut dao, 1, Action::AddMember(account(number))).unwrap();
		for voter in 1..number {
			vote(&mut dao, voter, id, true).unwrap();
		}
		set_block_number::<Env>(1 + PERIOD);
		execute(&mut dao, 1, id).unwrap();
	}
	set_block_number::<Env>(START);
	dao
}

/// Returns a payment to account 9.
fn payment() -> Action {
	Action::Pay { to: account(9), amount: OPENS_ACCOUNT }
}

fn propose(dao: &mut Dao, member: u8, action: Action) -> Result<u32, Error> {
	set_caller::<Env>(account(member));
	dao.propose(action, "title".into())
}

fn vote(dao: &mut Dao, member: u8, id: u32, approve: bool) -> Result<(), Error> {
	set_caller::<Env>(account(member));
	dao.vote(id, approve)
}

fn execute(dao: &mut Dao, member: u8, id: u32) -> Result<(), Error> {
	set_caller::<Env>(account(member));
	dao.execute(id)
}

fn close(dao: &mut Dao, member: u8, id: u32) -> Result<(), Error> {
	set_caller::<Env>(account(member));
	dao.close(id)
}

/// Proposes an action that all of `voters` approve, and executes it when the voting period is over.
fn decide(dao: &mut Dao, voters: &[u8], action: Action) -> Result<(), Error> {
	set_block_number::<Env>(START);
	let id = propose(dao, voters[0], action).unwrap();
	for voter in voters {
		vote(dao, *voter, id, true).unwrap();
	}
	set_block_number::<Env>(START + PERIOD);
	execute(dao, voters[0], id)
}

/// Asserts that `expected` is the last event, and that it can be found by `topics`: accounts and
/// numbers.
#[track_caller]
fn assert_last_event<Event>(expected: Event, topics: &[&[u8]])
where
	Event: Decode + PartialEq + core::fmt::Debug,
{
	let event = recorded_events().last().unwrap();
	assert_eq!(Event::decode(&mut &event.data[..]), Ok(expected));
	// The first topic is the signature.
	assert_eq!(event.topics.len(), topics.len() + 1);
	for (topic, value) in event.topics[1..].iter().zip(topics) {
		assert_eq!(&topic[..value.len()], *value);
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests that run without a chain. Calls of contracts and of the chain are tested on the real
//! runtime.

mod owners;
mod proposals;

use crate::{call::Call, multisig::Multisig, types::Error};
use ink::{
	env::{
		test::{
			recorded_events, set_account_balance, set_callee, set_caller, set_value_transferred,
		},
		DefaultEnvironment as Env,
	},
	primitives::AccountId,
	scale::Decode,
};

const CONTRACT: AccountId = AccountId([0xcc; 32]);
/// The least amount that opens an account in ink!'s test environment.
const OPENS_ACCOUNT: u128 = 1_000_000;

fn account(number: u8) -> AccountId {
	AccountId::from([number; 32])
}

/// Creates a multisig of the owners 1, 2 and 3.
fn multisig(threshold: u32) -> Multisig {
	set_callee::<Env>(CONTRACT);
	set_account_balance::<Env>(CONTRACT, 10 * OPENS_ACCOUNT);
	set_caller::<Env>(account(1));
	Multisig::new(vec![account(1), account(2), account(3)], threshold).unwrap()
}

/// Returns a payment to account 9.
fn payment(value: u128) -> Call {
	Call::Transfer { dest: account(9), value }
}

fn submit(multisig: &mut Multisig, owner: u8) -> Result<u32, Error> {
	set_caller::<Env>(account(owner));
	multisig.submit(payment(OPENS_ACCOUNT))
}

fn confirm(multisig: &mut Multisig, owner: u8, id: u32) -> Result<(), Error> {
	set_caller::<Env>(account(owner));
	multisig.confirm(id)
}

fn execute(multisig: &mut Multisig, owner: u8, id: u32) -> Result<(), Error> {
	set_caller::<Env>(account(owner));
	multisig.execute(id)
}

fn cancel(multisig: &mut Multisig, owner: u8, id: u32) -> Result<(), Error> {
	set_caller::<Env>(account(owner));
	multisig.cancel(id)
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

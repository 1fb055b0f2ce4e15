// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The life of proposals: they are made, confirmed, executed and cancelled.

use super::*;
use crate::{
	call::MAX_CALL_BYTES,
	events::{Cancelled, Confirmed, Executed, Revoked, Submitted},
	runtime_call::{AccountsCall, Address, RuntimeCall},
	types::{Proposal, MAX_OPEN},
};
use ink::{
	env::{test::get_account_balance, ReturnErrorCode},
	scale::Encode,
};

fn contract_call(input: Vec<u8>) -> Call {
	Call::Contract { callee: account(8), selector: [1, 2, 3, 4], input, value: 0, gas: 0 }
}

fn payment_with_reference(bytes: usize) -> Call {
	let (dest, reference) = (Address::Id(account(9)), vec![0; bytes]);
	let call = AccountsCall::TransferWithReference { dest, value: 1, reference };
	Call::Runtime(RuntimeCall::Accounts(call))
}

#[ink::test]
fn submitted_call_is_open_without_confirmations() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 2).unwrap();
	let (call, confirmations) = (payment(OPENS_ACCOUNT), vec![]);
	assert_eq!(
		multisig.proposal(id),
		Some(Proposal { submitter: account(2), call, confirmations })
	);
	assert_eq!(multisig.open_proposals(), [id]);
	assert_last_event(Submitted { id, by: account(2) }, &[&id.encode(), &[2; 32]]);
}

#[ink::test]
fn proposals_are_numbered() {
	let mut multisig = multisig(2);
	assert_eq!(submit(&mut multisig, 1), Ok(0));
	assert_eq!(submit(&mut multisig, 2), Ok(1));
	cancel(&mut multisig, 2, 1).unwrap();
	assert_eq!(submit(&mut multisig, 2), Ok(2));
	assert_eq!(multisig.open_proposals(), [0, 2]);
}

#[ink::test]
fn only_owners_submit() {
	let mut multisig = multisig(2);
	assert_eq!(submit(&mut multisig, 9), Err(Error::NotOwner));
}

#[ink::test]
fn a_call_has_at_most_4096_bytes() {
	let mut multisig = multisig(2);
	// Kind, callee, selector, length of the input, value, gas.
	let rest = 1 + 32 + 4 + 2 + 16 + 8;
	let longest = contract_call(vec![0; MAX_CALL_BYTES - rest]);
	assert_eq!(longest.encoded_size(), 4_096);
	assert_eq!(multisig.submit(longest), Ok(0));
	let longer = contract_call(vec![0; MAX_CALL_BYTES - rest + 1]);
	assert_eq!(multisig.submit(longer), Err(Error::CallTooLarge));
}

#[ink::test]
fn a_reference_has_at_most_64_bytes() {
	let mut multisig = multisig(2);
	assert_eq!(multisig.submit(payment_with_reference(64)), Ok(0));
	assert_eq!(multisig.submit(payment_with_reference(65)), Err(Error::CallTooLarge));
}

#[ink::test]
fn each_owner_has_an_equal_share_of_open_proposals() {
	let mut multisig = multisig(2);
	for owner in 1..=3 {
		for _ in 0..MAX_OPEN / 3 {
			submit(&mut multisig, owner).unwrap();
		}
		assert_eq!(submit(&mut multisig, owner), Err(Error::TooManyProposals));
	}
	let first_of_the_third = multisig.open_proposals()[MAX_OPEN / 3 * 2];
	cancel(&mut multisig, 3, first_of_the_third).unwrap();
	assert_eq!(submit(&mut multisig, 2), Err(Error::TooManyProposals));
	assert_eq!(submit(&mut multisig, 3).err(), None);
}

#[ink::test]
fn at_most_64_proposals_are_open() {
	let mut multisig = multisig(2);
	set_caller::<Env>(CONTRACT);
	multisig.change_owners(vec![account(1)], 1).unwrap();
	for _ in 0..60 {
		submit(&mut multisig, 1).unwrap();
	}
	set_caller::<Env>(CONTRACT);
	multisig.change_owners(vec![account(1), account(2)], 1).unwrap();
	for _ in 0..4 {
		submit(&mut multisig, 2).unwrap();
	}
	assert_eq!(multisig.open_proposals().len(), 64);
	assert_eq!(submit(&mut multisig, 2), Err(Error::TooManyProposals));
}

#[ink::test]
fn confirmations_of_owners_count() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	assert_eq!(confirm(&mut multisig, 2, id), Ok(()));
	assert_last_event(Confirmed { id, by: account(2) }, &[&id.encode(), &[2; 32]]);
	assert_eq!(confirm(&mut multisig, 1, id), Ok(()));
	assert_eq!(multisig.proposal(id).unwrap().confirmations, [account(2), account(1)]);
}

#[ink::test]
fn nobody_confirms_twice() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 2, id).unwrap();
	assert_eq!(confirm(&mut multisig, 2, id), Err(Error::AlreadyConfirmed));
	assert_eq!(execute(&mut multisig, 2, id), Err(Error::NotEnoughConfirmations));
}

#[ink::test]
fn strangers_cannot_confirm() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	assert_eq!(confirm(&mut multisig, 9, id), Err(Error::NotOwner));
}

#[ink::test]
fn a_confirmation_is_revoked_by_its_owner() {
	let mut multisig = multisig(1);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 2, id).unwrap();
	set_caller::<Env>(account(3));
	assert_eq!(multisig.revoke(id), Err(Error::NotConfirmed));
	set_caller::<Env>(account(9));
	assert_eq!(multisig.revoke(id), Err(Error::NotOwner));

	set_caller::<Env>(account(2));
	assert_eq!(multisig.revoke(id), Ok(()));
	assert_last_event(Revoked { id, by: account(2) }, &[&id.encode(), &[2; 32]]);
	assert_eq!(execute(&mut multisig, 2, id), Err(Error::NotEnoughConfirmations));
}

#[ink::test]
fn a_payment_is_executed_once() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	confirm(&mut multisig, 2, id).unwrap();

	assert_eq!(execute(&mut multisig, 3, id), Ok(()));
	assert_last_event(Executed { id, by: account(3) }, &[&id.encode(), &[3; 32]]);
	assert_eq!(get_account_balance::<Env>(account(9)), Ok(OPENS_ACCOUNT));
	assert_eq!(get_account_balance::<Env>(CONTRACT), Ok(9 * OPENS_ACCOUNT));
	assert_eq!(multisig.proposal(id), None);
	assert_eq!(multisig.open_proposals(), [0; 0]);
	assert_eq!(execute(&mut multisig, 3, id), Err(Error::UnknownProposal));
}

#[ink::test]
fn only_owners_execute() {
	let mut multisig = multisig(1);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	assert_eq!(execute(&mut multisig, 9, id), Err(Error::NotOwner));
}

#[ink::test]
fn fewer_confirmations_than_the_threshold_execute_nothing() {
	let mut multisig = multisig(3);
	let id = submit(&mut multisig, 1).unwrap();
	for owner in [1, 2] {
		assert_eq!(execute(&mut multisig, 1, id), Err(Error::NotEnoughConfirmations));
		confirm(&mut multisig, owner, id).unwrap();
	}
	assert_eq!(execute(&mut multisig, 1, id), Err(Error::NotEnoughConfirmations));
	confirm(&mut multisig, 3, id).unwrap();
	assert_eq!(execute(&mut multisig, 1, id), Ok(()));
}

#[ink::test]
fn a_payment_that_fails_is_an_error() {
	// An account without BTR.
	set_callee::<Env>(account(0xdd));
	set_caller::<Env>(account(1));
	let mut multisig = Multisig::new(vec![account(1)], 1).unwrap();
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	assert_eq!(execute(&mut multisig, 1, id), Err(Error::TransferFailed));
}

#[ink::test]
fn a_call_of_no_contract_is_an_error() {
	let mut multisig = multisig(1);
	let id = multisig.submit(contract_call(vec![])).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	assert_eq!(execute(&mut multisig, 1, id), Err(Error::NotAContract));
}

#[test]
fn failures_of_calls_are_told_apart() {
	let told = [
		(ReturnErrorCode::CalleeReverted, Error::CallReverted),
		(ReturnErrorCode::CalleeTrapped, Error::CallTrapped),
		(ReturnErrorCode::NotCallable, Error::NotAContract),
		(ReturnErrorCode::TransferFailed, Error::TransferFailed),
		(ReturnErrorCode::Unknown, Error::CallTrapped),
	];
	for (code, error) in told {
		assert_eq!(Error::of_call(code), error);
	}
}

#[ink::test]
fn the_submitter_cancels() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	assert_eq!(cancel(&mut multisig, 2, id), Err(Error::NotSubmitter));
	assert_eq!(cancel(&mut multisig, 9, id), Err(Error::NotOwner));
	assert_eq!(cancel(&mut multisig, 1, id), Ok(()));
	assert_last_event(Cancelled { id, by: account(1) }, &[&id.encode(), &[1; 32]]);
	assert_eq!(multisig.proposal(id), None);
	assert_eq!(multisig.open_proposals(), [0; 0]);
}

#[ink::test]
fn any_owner_cancels_what_a_former_owner_left() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	set_caller::<Env>(CONTRACT);
	multisig.change_owners(vec![account(2), account(3)], 2).unwrap();
	assert_eq!(cancel(&mut multisig, 3, id), Ok(()));
}

#[ink::test]
fn the_multisig_cancels() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	set_caller::<Env>(CONTRACT);
	assert_eq!(multisig.cancel(id), Ok(()));
	assert_last_event(Cancelled { id, by: CONTRACT }, &[&id.encode(), &[0xcc; 32]]);
}

#[ink::test]
fn unknown_proposals_are_refused() {
	let mut multisig = multisig(2);
	assert_eq!(multisig.proposal(7), None);
	assert_eq!(confirm(&mut multisig, 1, 7), Err(Error::UnknownProposal));
	assert_eq!(multisig.revoke(7), Err(Error::UnknownProposal));
	assert_eq!(execute(&mut multisig, 1, 7), Err(Error::UnknownProposal));
	assert_eq!(cancel(&mut multisig, 1, 7), Err(Error::UnknownProposal));
}

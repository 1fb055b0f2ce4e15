// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The owners of a multisig, and its deposits.

use super::*;
use crate::events::{Deposited, OwnersChanged};
use ink::storage::traits::Storable;

fn new(owners: &[u8], threshold: u32) -> Result<Multisig, Error> {
	set_callee::<Env>(CONTRACT);
	Multisig::new(owners.iter().map(|number| account(*number)).collect(), threshold)
}

fn change_owners(multisig: &mut Multisig, owners: &[u8], threshold: u32) -> Result<(), Error> {
	set_caller::<Env>(CONTRACT);
	multisig.change_owners(owners.iter().map(|number| account(*number)).collect(), threshold)
}

#[ink::test]
fn a_new_multisig_has_its_owners() {
	let multisig = multisig(2);
	assert_eq!(multisig.owners(), [account(1), account(2), account(3)]);
	assert_eq!(multisig.threshold(), 2);
	assert_eq!(multisig.open_proposals(), [0; 0]);
}

#[ink::test]
fn a_multisig_has_one_to_sixteen_owners() {
	let sixteen: Vec<u8> = (1..=16).collect();
	let seventeen: Vec<u8> = (1..=17).collect();
	assert_eq!(new(&[], 1).err(), Some(Error::InvalidOwnerCount));
	assert_eq!(new(&[1], 1).err(), None);
	assert_eq!(new(&sixteen, 16).err(), None);
	assert_eq!(new(&seventeen, 1).err(), Some(Error::InvalidOwnerCount));
}

#[ink::test]
fn no_owner_is_named_twice() {
	assert_eq!(new(&[1, 2, 1], 1).err(), Some(Error::DuplicateOwner));
}

#[ink::test]
fn a_multisig_does_not_own_itself() {
	assert_eq!(new(&[1, 0xcc], 1).err(), Some(Error::OwnOwner));
}

#[ink::test]
fn the_threshold_can_be_met() {
	assert_eq!(new(&[1, 2], 0).err(), Some(Error::InvalidThreshold));
	assert_eq!(new(&[1, 2], 2).err(), None);
	assert_eq!(new(&[1, 2], 3).err(), Some(Error::InvalidThreshold));
}

#[ink::test]
fn the_multisig_changes_its_owners() {
	let mut multisig = multisig(2);
	assert_eq!(change_owners(&mut multisig, &[3, 4], 1), Ok(()));
	assert_eq!(multisig.owners(), [account(3), account(4)]);
	assert_eq!(multisig.threshold(), 1);
	let owners = vec![account(3), account(4)];
	assert_last_event(OwnersChanged { owners, threshold: 1 }, &[]);
}

#[ink::test]
fn nobody_else_changes_the_owners() {
	let mut multisig = multisig(1);
	for caller in [1, 9] {
		set_caller::<Env>(account(caller));
		assert_eq!(multisig.change_owners(vec![account(1)], 1), Err(Error::OnlyByProposal));
	}
	assert_eq!(multisig.owners().len(), 3);
}

#[ink::test]
fn new_owners_obey_the_rules_of_a_new_multisig() {
	let mut multisig = multisig(2);
	assert_eq!(change_owners(&mut multisig, &[], 1), Err(Error::InvalidOwnerCount));
	assert_eq!(change_owners(&mut multisig, &[1, 1], 1), Err(Error::DuplicateOwner));
	assert_eq!(change_owners(&mut multisig, &[1, 0xcc], 1), Err(Error::OwnOwner));
	assert_eq!(change_owners(&mut multisig, &[1], 2), Err(Error::InvalidThreshold));
	assert_eq!(multisig.owners().len(), 3);
	assert_eq!(multisig.threshold(), 2);
}

/// Checks that the root is empty: a message writes it back when it ends, over what a call to itself
/// has changed.
#[ink::test]
fn root_of_the_storage_is_empty() {
	let mut multisig = multisig(2);
	submit(&mut multisig, 1).unwrap();
	let mut root = Vec::new();
	Storable::encode(&multisig, &mut root);
	assert_eq!(root, [0u8; 0]);
}

#[ink::test]
fn a_message_that_runs_sees_what_a_call_to_itself_changed() {
	let multisig = multisig(2);
	let mut called_by_itself = Multisig::default();
	change_owners(&mut called_by_itself, &[4], 1).unwrap();
	assert_eq!(multisig.owners(), [account(4)]);
}

#[ink::test]
fn the_confirmation_of_a_former_owner_does_not_count() {
	let mut multisig = multisig(2);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	confirm(&mut multisig, 2, id).unwrap();
	change_owners(&mut multisig, &[2, 3, 4], 2).unwrap();
	assert_eq!(execute(&mut multisig, 2, id), Err(Error::NotEnoughConfirmations));

	// It makes room for those of present owners.
	confirm(&mut multisig, 4, id).unwrap();
	assert_eq!(multisig.proposal(id).unwrap().confirmations, [account(2), account(4)]);
	assert_eq!(execute(&mut multisig, 3, id), Ok(()));
}

#[ink::test]
fn former_owners_do_nothing() {
	let mut multisig = multisig(1);
	let id = submit(&mut multisig, 1).unwrap();
	confirm(&mut multisig, 1, id).unwrap();
	change_owners(&mut multisig, &[2], 1).unwrap();
	assert_eq!(submit(&mut multisig, 1), Err(Error::NotOwner));
	assert_eq!(confirm(&mut multisig, 1, id), Err(Error::NotOwner));
	assert_eq!(multisig.revoke(id), Err(Error::NotOwner));
	assert_eq!(execute(&mut multisig, 1, id), Err(Error::NotOwner));
	assert_eq!(cancel(&mut multisig, 1, id), Err(Error::NotOwner));
}

#[ink::test]
fn deposits_are_told() {
	let mut multisig = multisig(2);
	set_caller::<Env>(account(9));
	set_value_transferred::<Env>(5);
	multisig.deposit();
	assert_last_event(Deposited { from: account(9), value: 5 }, &[&[9; 32]]);
}

#[ink::test]
fn deposit_of_the_creation_is_told() {
	set_value_transferred::<Env>(5);
	let _ = multisig(2);
	assert_last_event(Deposited { from: account(1), value: 5 }, &[&[1; 32]]);
}

#[ink::test]
fn an_empty_deposit_is_not_told() {
	let mut multisig = multisig(2);
	multisig.deposit();
	assert_eq!(recorded_events().count(), 0);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The parts of bounties: who is paid for them, and who can stop a payout.

use super::{active, chain, free, signed, wait, BOUNTY, FEE, VALUE};
use crate::chain::account;
use batara_runtime::{
	configs::bounties::PayoutDelay, constants::money::BTR, Balance, Balances, Bounties,
	ChildBounties, Runtime, RuntimeOrigin, Treasury,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{fungible::Inspect, Get},
	},
	pallet_bounties,
	pallet_child_bounties::ChildrenCuratorFees,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave, Eve},
};

#[test]
fn work_is_paid_in_parts() {
	chain().execute_with(|| {
		let (bob, dave) = (free(Bob), free(Dave));
		active();
		let part = 200 * BTR;
		let child = b"The first pier".to_vec();
		assert_ok!(ChildBounties::add_child_bounty(signed(Bob), BOUNTY, part, child));
		let curator = account(Bob).into();
		assert_ok!(ChildBounties::propose_curator(signed(Bob), BOUNTY, 0, curator, 0));
		assert_ok!(ChildBounties::accept_curator(signed(Bob), BOUNTY, 0));
		let beneficiary = account(Dave).into();
		assert_ok!(ChildBounties::award_child_bounty(signed(Bob), BOUNTY, 0, beneficiary));
		wait(PayoutDelay::get());
		assert_ok!(ChildBounties::claim_child_bounty(signed(Eve), BOUNTY, 0));
		assert_eq!(free(Dave), dave + part);
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, account(Dave).into()));
		wait(PayoutDelay::get());
		assert_ok!(Bounties::claim_bounty(signed(Eve), BOUNTY));
		assert_eq!((free(Bob), free(Dave)), (bob + FEE, dave + VALUE - FEE));
	});
}

pub fn add_part(fee: Balance, curator: Sr25519Keyring) {
	let part = b"The first pier".to_vec();
	assert_ok!(ChildBounties::add_child_bounty(signed(Bob), BOUNTY, 200 * BTR, part));
	name_curator_of_part(fee, curator);
}

fn name_curator_of_part(fee: Balance, curator: Sr25519Keyring) {
	let who = account(curator).into();
	assert_ok!(ChildBounties::propose_curator(signed(Bob), BOUNTY, 0, who, fee));
	assert_ok!(ChildBounties::accept_curator(signed(curator), BOUNTY, 0));
}

/// Guards against an unjust payout: the curator of a bounty, who may award a part, got the fee and
/// the deposit of the part's curator.
#[test]
fn curator_of_a_part_gets_its_fee_whoever_awards_it() {
	chain().execute_with(|| {
		active();
		let (bob, eve) = (free(Bob), free(Eve));
		add_part(50 * BTR, Eve);
		let dave = account(Dave).into();
		assert_ok!(ChildBounties::award_child_bounty(signed(Bob), BOUNTY, 0, dave));
		wait(PayoutDelay::get());
		assert_ok!(ChildBounties::claim_child_bounty(signed(Alice), BOUNTY, 0));
		assert_eq!((free(Bob), free(Eve)), (bob, eve + 50 * BTR));
		assert_eq!(Balances::reserved_balance(account(Eve)), 0);
		assert_eq!(Balances::reserved_balance(account(Bob)), FEE / 2);
	});
}

/// Guards against lost funds: what the curators of parts got was taken from the payout as well, and
/// stayed in the account of the bounty, where nobody could claim it.
#[test]
fn a_bounty_is_paid_to_the_last_base_unit() {
	chain().execute_with(|| {
		active();
		let (bob, dave, eve) = (free(Bob), free(Dave), free(Eve));
		add_part(50 * BTR, Eve);
		let to = || account(Dave).into();
		assert_ok!(ChildBounties::award_child_bounty(signed(Eve), BOUNTY, 0, to()));
		wait(PayoutDelay::get());
		assert_ok!(ChildBounties::claim_child_bounty(signed(Alice), BOUNTY, 0));
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, to()));
		wait(PayoutDelay::get());
		assert_ok!(Bounties::claim_bounty(signed(Alice), BOUNTY));
		assert_eq!(free(Eve), eve + 50 * BTR);
		assert_eq!(free(Bob), bob + FEE / 2 + FEE - 50 * BTR);
		assert_eq!(free(Dave), dave + VALUE - FEE);
		assert_eq!(Balances::total_balance(&Bounties::bounty_account_id(BOUNTY)), 0);
	});
}

/// Makes the curator of a bounty award a part of it to himself.
fn award_part_to_its_curator() {
	active();
	add_part(0, Bob);
	let bob = account(Bob).into();
	assert_ok!(ChildBounties::award_child_bounty(signed(Bob), BOUNTY, 0, bob));
}

/// Guards against a curator who awarded a part to himself and left with his deposit.
#[test]
fn curator_with_open_parts_cannot_leave() {
	chain().execute_with(|| {
		award_part_to_its_curator();
		assert_noop!(
			Bounties::unassign_curator(signed(Bob), BOUNTY),
			pallet_bounties::Error::<Runtime>::HasActiveChildBounty
		);
	});
}

#[test]
fn root_takes_an_award_of_a_part_back() {
	chain().execute_with(|| {
		award_part_to_its_curator();
		let root = RuntimeOrigin::root;
		let treasury = Balances::free_balance(Treasury::account_id());
		assert_ok!(Bounties::unassign_curator(root(), BOUNTY));
		assert_ok!(ChildBounties::unassign_curator(root(), BOUNTY, 0));
		assert_ok!(ChildBounties::close_child_bounty(root(), BOUNTY, 0));
		assert_ok!(Bounties::close_bounty(root(), BOUNTY));
		let back = Balances::free_balance(Treasury::account_id()) - treasury;
		assert_eq!(back, VALUE + FEE / 2);
		assert_eq!(ChildrenCuratorFees::<Runtime>::iter().count(), 0);
	});
}

/// Guards against a wrong count: each curator who accepted and left was counted as paid, and the
/// curator of the bounty paid for all of them.
#[test]
fn curators_who_left_a_part_cost_no_fee() {
	chain().execute_with(|| {
		active();
		let bob = free(Bob) + Balances::reserved_balance(account(Bob));
		add_part(20 * BTR, Eve);
		for _ in 0..2 {
			assert_ok!(ChildBounties::unassign_curator(signed(Eve), BOUNTY, 0));
			name_curator_of_part(20 * BTR, Eve);
		}
		assert_ok!(ChildBounties::close_child_bounty(signed(Bob), BOUNTY, 0));
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, account(Dave).into()));
		wait(PayoutDelay::get());
		assert_ok!(Bounties::claim_bounty(signed(Alice), BOUNTY));
		assert_eq!(free(Bob), bob + FEE);
	});
}

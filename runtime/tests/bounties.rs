// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Bounties on the real runtime: the treasury pays for work that is done, in parts too, and no
//! referendum of a spender track decides over more than its limit.

mod parts;

use crate::chain::{account, local};
use batara_runtime::{
	configs::bounties::PayoutDelay, constants::money::BTR, AccountId, Balance, Balances, Bounties,
	ChildBounties, Runtime, RuntimeCall, RuntimeOrigin, System, Treasury,
};
use pallet_governance::Origin;
use pallet_validators::timing::EraSlots;
use parts::add_part;
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok, assert_storage_noop,
		dispatch::Pays,
		traits::{fungible::Mutate, Get, LockableCurrency, OnInitialize, WithdrawReasons},
	},
	pallet_bounties, pallet_treasury, pallet_utility,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve},
	sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult},
};

const FUNDS: Balance = 1_000_000 * BTR;
const VALUE: Balance = 1_000 * BTR;
const FEE: Balance = 100 * BTR;
const BOUNTY: u32 = 0;

type BountiesCall = pallet_bounties::Call<Runtime>;

fn signed(name: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

fn free(name: Sr25519Keyring) -> Balance {
	Balances::free_balance(account(name))
}

fn refused() -> DispatchError {
	pallet_treasury::Error::<Runtime>::InsufficientPermission.into()
}

/// Builds the `local` chain with BTR in its treasury.
fn chain() -> TestExternalities {
	let mut chain = local();
	chain.execute_with(|| {
		Balances::mint_into(&Treasury::account_id(), FUNDS).unwrap();
		wait(0);
	});
	chain
}

fn propose(value: Balance) {
	assert_ok!(Bounties::propose_bounty(signed(Alice), value, b"Paint the bridge".into()));
}

/// Goes to block `number`, and lets the treasury pay what is due.
fn go_to(number: u32) {
	System::set_block_number(number);
	Treasury::on_initialize(number);
}

fn wait(blocks: u32) {
	go_to(System::block_number() + blocks);
}

/// Makes a bounty with Bob as its curator.
fn active() {
	propose(VALUE);
	assert_ok!(Bounties::approve_bounty(Origin::SmallSpender.into(), BOUNTY));
	wait(EraSlots::<Runtime>::get());
	let spender = RuntimeOrigin::from(Origin::SmallSpender);
	assert_ok!(Bounties::propose_curator(spender, BOUNTY, account(Bob).into(), FEE));
	assert_ok!(Bounties::accept_curator(signed(Bob), BOUNTY));
}

#[test]
fn work_is_paid_when_it_is_done() {
	chain().execute_with(|| {
		let (alice, bob, charlie) = (free(Alice), free(Bob), free(Charlie));
		let treasury = Balances::free_balance(Treasury::account_id());
		active();
		// The deposit came back with the funds.
		assert_eq!((free(Alice), Balances::reserved_balance(account(Alice))), (alice, 0));
		assert_eq!(treasury - Balances::free_balance(Treasury::account_id()), VALUE);
		// Half of the fee.
		assert_eq!(Balances::reserved_balance(account(Bob)), FEE / 2);
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, account(Charlie).into()));
		let early = pallet_bounties::Error::<Runtime>::Premature;
		assert_noop!(Bounties::claim_bounty(signed(Eve), BOUNTY), early);
		wait(PayoutDelay::get());
		assert_ok!(Bounties::claim_bounty(signed(Eve), BOUNTY));
		assert_eq!((free(Bob), free(Charlie)), (bob + FEE, charlie + VALUE - FEE));
	});
}

fn approve(index: u32) -> RuntimeCall {
	RuntimeCall::Bounties(BountiesCall::approve_bounty { bounty_id: index })
}

fn approve_with_curator(index: u32) -> RuntimeCall {
	RuntimeCall::Bounties(BountiesCall::approve_bounty_with_curator {
		bounty_id: index,
		curator: account(Bob).into(),
		fee: 0,
	})
}

fn name_curator(index: u32) -> RuntimeCall {
	RuntimeCall::Bounties(BountiesCall::propose_curator {
		bounty_id: index,
		curator: account(Bob).into(),
		fee: 0,
	})
}

fn spend(amount: Balance) -> RuntimeCall {
	crate::powers::calls::spend(amount)
}

fn by(origin: Origin, calls: Vec<RuntimeCall>) -> DispatchResult {
	let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
	batch.dispatch(origin.into()).map(drop).map_err(|failed| failed.error)
}

#[test]
fn a_spender_approves_bounties_up_to_its_limit() {
	for (origin, limit) in [
		(Origin::SmallSpender, 1_000),
		(Origin::MediumSpender, 10_000),
		(Origin::BigSpender, 100_000),
	] {
		chain().execute_with(|| {
			propose(limit * BTR);
			propose(limit * BTR + 1);
			assert_eq!(by(origin, vec![approve(1)]), Err(refused()));
			assert_eq!(by(origin, vec![approve_with_curator(1)]), Err(refused()));
			assert_ok!(by(origin, vec![approve(0)]));
		});
	}
}

/// Guards against batches: one of approvals spent a hundred times the limit of its track.
#[test]
fn a_referendum_approves_no_more_than_its_limit_in_any_mixture() {
	chain().execute_with(|| {
		for _ in 0..4 {
			propose(VALUE / 2);
		}
		let small = || Origin::SmallSpender;
		for too_much in [
			vec![approve(0), approve(1), approve(2)],
			vec![approve(0), approve_with_curator(1), approve_with_curator(2)],
			vec![spend(VALUE / 2), approve(0), approve_with_curator(1)],
			vec![approve(0), approve(1), spend(BTR)],
		] {
			assert_eq!(by(small(), too_much), Err(refused()));
		}
		assert_ok!(by(small(), vec![approve(0), approve(1)]));
		assert_ok!(by(small(), vec![approve(2), approve(3)]));
	});
}

/// Shows that naming a curator is as good as spending: he decides who is paid.
#[test]
fn a_referendum_names_curators_of_no_more_than_its_limit() {
	chain().execute_with(|| {
		for index in 0..3 {
			propose(VALUE / 2);
			assert_ok!(by(Origin::SmallSpender, vec![approve(index)]));
		}
		wait(EraSlots::<Runtime>::get());
		let all = (0..3).map(name_curator).collect();
		assert_eq!(by(Origin::SmallSpender, all), Err(refused()));
		assert_ok!(by(Origin::SmallSpender, vec![name_curator(0), name_curator(1)]));
	});
}

#[test]
fn root_stops_a_curator_before_the_payout() {
	chain().execute_with(|| {
		active();
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, account(Bob).into()));
		for other in [Origin::SmallSpender, Origin::BigSpender, Origin::Killer, Origin::Emergency] {
			let refused = Bounties::unassign_curator(other.into(), BOUNTY);
			assert_eq!(refused, Err(DispatchError::BadOrigin));
		}
		let (bob, treasury) = (free(Bob), Balances::free_balance(Treasury::account_id()));
		assert_ok!(Bounties::unassign_curator(RuntimeOrigin::root(), BOUNTY));
		assert_ok!(Bounties::close_bounty(RuntimeOrigin::root(), BOUNTY));
		assert_eq!((free(Bob), Balances::reserved_balance(account(Bob))), (bob, 0));
		let back = Balances::free_balance(Treasury::account_id()) - treasury;
		assert_eq!(back, VALUE + FEE / 2);
	});
}

#[test]
fn a_bounty_waits_until_the_treasury_can_pay_it() {
	chain().execute_with(|| {
		propose(2 * FUNDS);
		propose(VALUE);
		for index in [0, 1] {
			assert_ok!(Bounties::approve_bounty(RuntimeOrigin::root(), index));
		}
		let bounty = |index| -> AccountId { Bounties::bounty_account_id(index) };
		wait(EraSlots::<Runtime>::get());
		assert_eq!(Balances::free_balance(bounty(0)), 0);
		assert_eq!(Balances::free_balance(bounty(1)), VALUE);
		assert_ok!(Balances::mint_into(&Treasury::account_id(), 2 * FUNDS));
		wait(EraSlots::<Runtime>::get());
		assert_eq!(Balances::free_balance(bounty(0)), 2 * FUNDS);
	});
}

#[test]
fn a_rejected_bounty_costs_its_proposer_the_deposit() {
	chain().execute_with(|| {
		let alice = free(Alice);
		propose(VALUE);
		let deposit = alice - free(Alice);
		assert!(deposit >= 10 * BTR);
		let treasury = Balances::free_balance(Treasury::account_id());
		assert_ok!(Bounties::close_bounty(RuntimeOrigin::root(), BOUNTY));
		assert_eq!(free(Alice), alice - deposit);
		assert_eq!(Balances::free_balance(Treasury::account_id()), treasury + deposit);
	});
}

/// Guards against lost funds: such a bounty ended, and its BTR stayed where nobody gets them.
#[test]
fn a_bounty_that_cannot_be_paid_stays_one() {
	chain().execute_with(|| {
		active();
		add_part(0, Bob);
		assert_ok!(ChildBounties::award_child_bounty(signed(Bob), BOUNTY, 0, account(Dave).into()));
		for of in
			[ChildBounties::child_bounty_account_id(BOUNTY, 0), Bounties::bounty_account_id(BOUNTY)]
		{
			Balances::set_lock(*b"a lock..", &of, VALUE, WithdrawReasons::all());
		}
		wait(PayoutDelay::get());
		let dave = free(Dave);
		assert!(ChildBounties::claim_child_bounty(signed(Eve), BOUNTY, 0).is_err());
		Balances::remove_lock(*b"a lock..", &ChildBounties::child_bounty_account_id(BOUNTY, 0));
		assert_ok!(ChildBounties::claim_child_bounty(signed(Eve), BOUNTY, 0));
		assert_eq!(free(Dave), dave + 200 * BTR);
		assert_ok!(Bounties::award_bounty(signed(Bob), BOUNTY, account(Dave).into()));
		wait(PayoutDelay::get());
		assert_storage_noop!(assert!(Bounties::claim_bounty(signed(Eve), BOUNTY).is_err()));
		Balances::remove_lock(*b"a lock..", &Bounties::bounty_account_id(BOUNTY));
		assert_ok!(Bounties::claim_bounty(signed(Eve), BOUNTY));
		assert_eq!(free(Dave), dave + VALUE - FEE);
	});
}

/// Guards against a free call: one that takes room and costs nothing closes lanes at any fee level.
#[test]
fn sweep_of_leftover_funds_costs_a_fee() {
	chain().execute_with(|| {
		active();
		assert_ok!(Bounties::unassign_curator(RuntimeOrigin::root(), BOUNTY));
		assert_ok!(Bounties::close_bounty(RuntimeOrigin::root(), BOUNTY));
		Balances::mint_into(&Bounties::bounty_account_id(BOUNTY), BTR).unwrap();
		let info = Bounties::reclaim_bounty_funds(signed(Eve), BOUNTY).unwrap();
		assert_eq!(info.pays_fee, Pays::Yes);
		assert_eq!(Balances::free_balance(Bounties::bounty_account_id(BOUNTY)), 0);
	});
}

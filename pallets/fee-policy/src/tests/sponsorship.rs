// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Fees paid by others, and how far that can be abused.

use crate::{mock::*, sponsorship::Scope, EndReason, Error, Event, HoldReason, Sponsorships};
use batara_primitives::lanes::Lane;
use polkadot_sdk::{
	frame_support::{
		assert_err, assert_noop, assert_ok, traits::fungible::InspectHold, traits::Currency as _,
	},
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};

const SPONSOR: AccountId = 1;
const BUDGET: Balance = 1_000;
const LIMIT: Balance = 200;
const DEPOSIT: Balance = 20;
const UNPAID: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

fn sponsor(sponsor: AccountId, budget: Balance, scope: Scope<AccountId>) {
	let origin = RuntimeOrigin::signed(sponsor);
	assert_ok!(FeePolicy::sponsor(origin, NEWCOMER, budget, LIMIT, 10, scope));
}

fn held(who: AccountId) -> Balance {
	<Balances as InspectHold<_>>::total_balance_on_hold(&who)
}

fn budgets() -> Vec<(AccountId, Balance)> {
	Sponsorships::<Test>::get(NEWCOMER).iter().map(|one| (one.sponsor, one.budget)).collect()
}

fn pay(weight: u64) -> Result<Balance, TransactionValidityError> {
	run(NEWCOMER, &call_of(Lane::Payments), (weight, weight), 0)
}

#[test]
fn budget_and_deposit_go_on_hold() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		let on_hold = |reason: HoldReason| {
			<Balances as InspectHold<_>>::balance_on_hold(&reason.into(), &SPONSOR)
		};
		assert_eq!(on_hold(HoldReason::SponsorshipBudget), BUDGET);
		assert_eq!(on_hold(HoldReason::SponsorshipDeposit), DEPOSIT);
		System::assert_has_event(
			Event::Sponsored {
				sponsor: SPONSOR,
				beneficiary: NEWCOMER,
				budget: BUDGET,
				per_transaction: LIMIT,
				expires: 10,
				scope: Scope::Any,
			}
			.into(),
		);
	});
}

#[docify::export]
#[test]
fn an_account_that_never_held_anything_can_transact() {
	new_test_ext().execute_with(|| {
		assert!(!System::account_exists(&NEWCOMER));
		assert_eq!(pay(100), Err(UNPAID));
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert!(System::account_exists(&NEWCOMER));
		assert_eq!(pay(100), Ok(100));
		assert_eq!(budgets(), [(SPONSOR, BUDGET - 100)]);
		assert_eq!(held(SPONSOR), BUDGET + DEPOSIT - 100);
		assert_eq!(Balances::total_balance(&NEWCOMER), 0);
		System::assert_has_event(
			Event::FeeSponsored { sponsor: SPONSOR, beneficiary: NEWCOMER, fee: 100 }.into(),
		);
	});
}

#[test]
fn withdrawn_sponsorship_leaves_nothing_behind() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_ok!(pay(100));
		System::inc_account_nonce(NEWCOMER);
		assert_ok!(FeePolicy::withdraw(RuntimeOrigin::signed(SPONSOR), NEWCOMER));
		assert!(!System::account_exists(&NEWCOMER));
		assert_eq!(System::account_nonce(NEWCOMER), 0);
		assert!(!Sponsorships::<Test>::contains_key(NEWCOMER));
		assert_eq!((held(SPONSOR), Balances::free_balance(SPONSOR)), (0, RICH - 100));
		let ended = Event::SponsorshipEnded {
			sponsor: SPONSOR,
			beneficiary: NEWCOMER,
			returned: BUDGET - 100,
			reason: EndReason::Withdrawn,
		};
		System::assert_has_event(ended.into());
	});
}

#[test]
fn the_unused_part_of_a_fee_goes_back_into_the_budget() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_eq!(run(NEWCOMER, &call_of(Lane::Payments), (150, 60), 0), Ok(60));
		assert_eq!(budgets(), [(SPONSOR, BUDGET - 60)]);
		assert_eq!(held(SPONSOR), BUDGET + DEPOSIT - 60);
	});
}

#[test]
fn weight_of_a_sponsorship_counts_in_the_block() {
	new_test_ext().execute_with(|| {
		use crate::WeightInfo;
		use polkadot_sdk::frame_support::dispatch::DispatchClass::Normal;
		sponsor(SPONSOR, BUDGET, Scope::Any);
		let sponsored = <() as WeightInfo>::sponsored();
		assert_ok!(pay(100));
		assert_eq!(*System::block_weight().get(Normal), sponsored);
		let used = crate::BlockUsage::<Test>::get().used.payments;
		assert_eq!(used, 100 + sponsored.ref_time());
	});
}

#[test]
fn a_sponsor_pays_no_more_than_its_limit_for_a_transaction() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_ok!(pay(200));
		assert_eq!(pay(201), Err(UNPAID));
	});
}

#[test]
fn an_exhausted_budget_pays_nothing() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, 300, Scope::Any);
		assert_ok!(pay(200));
		assert_eq!(pay(101), Err(UNPAID));
		assert_ok!(pay(100));
		assert_eq!(budgets(), [(SPONSOR, 0)]);
	});
}

#[test]
fn nothing_is_paid_from_the_block_of_expiry_on() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		System::set_block_number(9);
		assert_ok!(pay(10));
		System::set_block_number(10);
		assert_eq!(pay(10), Err(UNPAID));
	});
}

#[test]
fn anybody_can_clear_what_has_expired() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		let clear = || FeePolicy::clear_expired(RuntimeOrigin::signed(2), SPONSOR, NEWCOMER);
		assert_noop!(clear(), Error::<Test>::NotExpired);
		System::set_block_number(10);
		assert_ok!(clear());
		assert_eq!(held(SPONSOR), 0);
		assert!(!System::account_exists(&NEWCOMER));
	});
}

#[test]
fn a_scope_of_a_lane_pays_for_that_lane_only() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Lane(Lane::Governance));
		assert_err!(pay(10), UNPAID);
		assert_ok!(run(NEWCOMER, &call_of(Lane::Governance), (10, 10), 0));
	});
}

#[test]
fn a_scope_of_a_contract_pays_for_that_contract_only() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Contract(7));
		assert_err!(run(NEWCOMER, &call_to(8), (10, 10), 0), UNPAID);
		assert_err!(run(NEWCOMER, &call_of(Lane::Contracts), (10, 10), 0), UNPAID);
		assert_ok!(run(NEWCOMER, &call_to(7), (10, 10), 0));
	});
}

#[test]
fn tips_drain_no_budget() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_err!(run(NEWCOMER, &call_of(Lane::Payments), (10, 10), 1), UNPAID);
		let _ = Balances::deposit_creating(&NEWCOMER, 100);
		assert_ok!(run(NEWCOMER, &call_of(Lane::Payments), (10, 10), 50));
		assert_eq!(Balances::free_balance(NEWCOMER), 50);
		assert_eq!(budgets(), [(SPONSOR, BUDGET - 10)]);
	});
}

#[test]
fn the_oldest_sponsorship_that_covers_a_transaction_pays() {
	new_test_ext().execute_with(|| {
		sponsor(1, LIMIT, Scope::Any);
		sponsor(2, BUDGET, Scope::Any);
		assert_ok!(pay(150));
		assert_ok!(pay(150));
		assert_eq!(budgets(), [(1, LIMIT - 150), (2, BUDGET - 150)]);
	});
}

#[test]
fn sender_without_a_fitting_sponsor_pays() {
	new_test_ext().execute_with(|| {
		let _ = Balances::deposit_creating(&NEWCOMER, 1_000);
		sponsor(SPONSOR, BUDGET, Scope::Lane(Lane::Governance));
		assert_ok!(pay(10));
		assert_eq!(Balances::free_balance(NEWCOMER), 990);
		assert_eq!(budgets(), [(SPONSOR, BUDGET)]);
	});
}

#[test]
fn a_sponsorship_that_ends_within_the_transaction_loses_nothing() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		let issued = Balances::total_issuance();
		let charge = enter(NEWCOMER, &call_of(Lane::Payments), 150, 0).unwrap();
		// As a proxy of the sponsor, for example.
		assert_ok!(FeePolicy::withdraw(RuntimeOrigin::signed(SPONSOR), NEWCOMER));
		assert_ok!(settle(NEWCOMER, (150, 60), 0, charge));
		assert_eq!((held(SPONSOR), Balances::free_balance(SPONSOR)), (0, RICH - 60));
		assert!(!System::account_exists(&NEWCOMER));
		assert_eq!(Balances::total_issuance(), issued - 60 / 5);
	});
}

#[test]
fn a_sponsored_account_can_decline() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_ok!(FeePolicy::decline(RuntimeOrigin::signed(NEWCOMER), SPONSOR));
		assert_eq!(held(SPONSOR), 0);
	});
}

#[test]
fn the_account_lives_as_long_as_one_sponsorship() {
	new_test_ext().execute_with(|| {
		sponsor(1, BUDGET, Scope::Any);
		sponsor(2, BUDGET, Scope::Any);
		assert_eq!(System::sufficients(&NEWCOMER), 1);
		assert_ok!(FeePolicy::withdraw(RuntimeOrigin::signed(1), NEWCOMER));
		assert!(System::account_exists(&NEWCOMER));
		assert_ok!(FeePolicy::withdraw(RuntimeOrigin::signed(2), NEWCOMER));
		assert!(!System::account_exists(&NEWCOMER));
	});
}

#[test]
fn budgets_can_be_raised() {
	new_test_ext().execute_with(|| {
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_ok!(FeePolicy::top_up(RuntimeOrigin::signed(SPONSOR), NEWCOMER, 500));
		assert_eq!(budgets(), [(SPONSOR, BUDGET + 500)]);
		assert_eq!(held(SPONSOR), BUDGET + 500 + DEPOSIT);
		let stranger = RuntimeOrigin::signed(2);
		assert_noop!(FeePolicy::top_up(stranger, NEWCOMER, 1), Error::<Test>::NotSponsored);
	});
}

#[test]
fn sponsorship_that_makes_no_sense_is_refused() {
	new_test_ext().execute_with(|| {
		let attempt = |beneficiary, budget, limit, expires| {
			let origin = RuntimeOrigin::signed(SPONSOR);
			FeePolicy::sponsor(origin, beneficiary, budget, limit, expires, Scope::Any)
		};
		assert_noop!(attempt(SPONSOR, 500, 10, 10), Error::<Test>::SelfSponsorship);
		assert_noop!(attempt(NEWCOMER, 500, 10, 1), Error::<Test>::AlreadyExpired);
		assert_noop!(attempt(NEWCOMER, 500, 0, 10), Error::<Test>::NothingPerTransaction);
		assert_noop!(attempt(NEWCOMER, 99, 10, 10), Error::<Test>::BudgetTooSmall);
		assert_noop!(attempt(NEWCOMER, 500, 501, 10), Error::<Test>::BudgetTooSmall);
		assert_ok!(attempt(NEWCOMER, 500, 10, 10));
		assert_noop!(attempt(NEWCOMER, 500, 10, 10), Error::<Test>::AlreadySponsored);
		let nobody = FeePolicy::withdraw(RuntimeOrigin::signed(2), NEWCOMER);
		assert_eq!(nobody, Err(Error::<Test>::NotSponsored.into()));
	});
}

#[test]
fn sponsorship_beyond_the_balance_fails() {
	new_test_ext().execute_with(|| {
		let poor = RuntimeOrigin::signed(NEWCOMER);
		assert!(FeePolicy::sponsor(poor, 2, 500, 10, 10, Scope::Any).is_err());
		assert!(!System::account_exists(&NEWCOMER));
		assert_eq!(System::sufficients(&2), 0);
	});
}

#[test]
fn a_larger_budget_takes_the_place_of_the_smallest() {
	new_test_ext().execute_with(|| {
		for (who, budget) in [(1, 400), (2, 300), (3, 500)] {
			sponsor(who, budget, Scope::Any);
		}
		let late = |budget| {
			FeePolicy::sponsor(RuntimeOrigin::signed(4), NEWCOMER, budget, LIMIT, 10, Scope::Any)
		};
		assert_noop!(late(300), Error::<Test>::TooManySponsorships);
		assert_ok!(late(301));
		assert_eq!(budgets(), [(1, 400), (3, 500), (4, 301)]);
		assert_eq!(held(2), 0);
	});
}

#[test]
fn expired_sponsorship_makes_room() {
	new_test_ext().execute_with(|| {
		for who in 1..=3 {
			sponsor(who, BUDGET, Scope::Any);
		}
		System::set_block_number(10);
		let origin = RuntimeOrigin::signed(4);
		assert_ok!(FeePolicy::sponsor(origin, NEWCOMER, 100, 10, 20, Scope::Any));
		assert_eq!(budgets(), [(2, BUDGET), (3, BUDGET), (4, 100)]);
	});
}

#[test]
fn thousands_of_sponsors_cannot_fill_an_accounts_list() {
	new_test_ext().execute_with(|| {
		for who in 1_000..4_000 {
			let _ = Balances::deposit_creating(&who, 10_000);
			let origin = RuntimeOrigin::signed(who);
			let _ = FeePolicy::sponsor(origin, NEWCOMER, 100, 10, 10, Scope::Contract(9));
		}
		assert_eq!(budgets().len(), 3);
		sponsor(SPONSOR, BUDGET, Scope::Any);
		assert_ok!(pay(10));
	});
}

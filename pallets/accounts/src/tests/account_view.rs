// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The view of an account.

use super::*;

#[test]
fn account_view_is_zero_for_unknown_accounts() {
	new_test_ext().execute_with(|| {
		let told = Accounts::account(NOBODY);
		assert_eq!((told.nonce, told.free, told.reserved, told.frozen), (0, 0, 0, 0));
		assert_eq!((told.transferable, told.transferable_all), (0, 0));
		assert!(told.holds.is_empty());
	});
}

#[test]
fn account_view_brings_everything_together() {
	new_test_ext().execute_with(|| {
		System::inc_account_nonce(ALICE);
		assert_ok!(Balances::hold(&HoldReason::Deposit, &ALICE, 100));
		assert_ok!(Balances::hold(&HoldReason::Stake, &ALICE, 50));
		assert_ok!(Balances::set_freeze(&1, &ALICE, 400));
		assert_eq!(
			Accounts::account(ALICE),
			AccountOverview {
				nonce: 1,
				free: 850,
				reserved: 150,
				holds: vec![(HoldReason::Deposit, 100), (HoldReason::Stake, 50)],
				frozen: 400,
				// 250 of the frozen 400 are not reserved already.
				transferable: 600,
				transferable_all: 600,
				bonded: 101,
				unbonding: 102,
				pooled: 103,
				pool_unbonding: 104,
				vesting: 105,
				locked_in_votes: 106,
			}
		);
	});
}

#[test]
fn account_view_counts_reserves_without_hold() {
	use polkadot_sdk::frame_support::traits::ReservableCurrency;
	new_test_ext().execute_with(|| {
		assert_ok!(<Balances as ReservableCurrency<_>>::reserve(&ALICE, 30));
		let told = Accounts::account(ALICE);
		assert_eq!((told.free, told.reserved), (ENDOWMENT - 30, 30));
		assert!(told.holds.is_empty());
	});
}

#[docify::export]
#[test]
fn account_view_keeps_the_existential_deposit_back() {
	new_test_ext().execute_with(|| {
		let told = Accounts::account(ALICE);
		assert_eq!(told.transferable, ENDOWMENT - EXISTENTIAL_DEPOSIT);
		assert_eq!(told.transferable_all, ENDOWMENT);
		assert_ok!(pay(BOB, told.transferable));
	});
}

#[test]
fn account_view_is_served_to_clients() {
	new_test_ext().execute_with(|| {
		let id = AccountViewFunction::<Test>::id();
		let answer = Test::execute_view_function(id, ALICE.encode()).unwrap();
		let told = AccountOverviewOf::<Test>::decode(&mut &answer[..]).unwrap();
		assert_eq!(told, Accounts::account(ALICE));
	});
}

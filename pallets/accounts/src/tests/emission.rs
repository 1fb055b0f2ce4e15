// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The count of what staking issues.

use super::*;

/// Pays a reward as staking does.
fn reward(who: AccountId, amount: Balance) {
	ToIssuance::on_unbalanced(Balances::deposit(&who, amount, Precision::Exact).unwrap());
}

#[docify::export]
#[test]
fn emission_counts_rewards() {
	new_test_ext().execute_with(|| {
		let issued = Balances::total_issuance();
		reward(ALICE, 100);
		reward(BOB, 20);
		assert_eq!(Emitted::<Test>::get(), 120);
		assert_eq!(Balances::total_issuance(), issued + 120);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT + 100);
	});
}

#[test]
fn emission_counts_the_remainder() {
	new_test_ext().execute_with(|| {
		let issued = Balances::total_issuance();
		ToTreasury::on_unbalanced(Balances::issue(100));
		assert_eq!(Emitted::<Test>::get(), 100);
		assert_eq!(Balances::total_issuance(), issued + 100);
		assert_eq!(Balances::free_balance(TREASURY), EXISTENTIAL_DEPOSIT + 100);
	});
}

#[test]
fn emission_counts_several_at_once() {
	new_test_ext().execute_with(|| {
		ToTreasury::on_unbalanceds([Balances::issue(100), Balances::issue(1)].into_iter());
		assert_eq!(Emitted::<Test>::get(), 101);
	});
}

#[test]
fn emission_writes_nothing_for_zero() {
	new_test_ext().execute_with(|| {
		ToTreasury::on_unbalanced(Balances::issue(0));
		assert!(!Emitted::<Test>::exists());
	});
}

#[test]
fn emission_stops_at_the_largest_number() {
	new_test_ext().execute_with(|| {
		Emitted::<Test>::put(Balance::MAX - 1);
		reward(ALICE, 100);
		assert_eq!(Emitted::<Test>::get(), Balance::MAX);
	});
}

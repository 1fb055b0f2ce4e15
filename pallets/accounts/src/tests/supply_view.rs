// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The view of the supply.

use super::*;

const GENESIS: Balance = 2 * ENDOWMENT + EXISTENTIAL_DEPOSIT;

/// Burns as the fee policy would; the mock's source tells this amount.
fn burn_fees() {
	assert_ok!(Balances::burn(RuntimeOrigin::signed(BOB), FEES_BURNED, true));
}

#[test]
fn supply_view_adds_up() {
	new_test_ext().execute_with(|| {
		burn_fees();
		ToTreasury::on_unbalanced(Balances::issue(100));
		let slashed = Balances::withdraw(
			&BOB,
			3,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		SlashesToTreasury::on_unbalanced(slashed.unwrap());
		assert_ok!(Balances::burn(RuntimeOrigin::signed(ALICE), 7, true));
		assert_eq!(
			Accounts::supply(),
			SupplyOverview {
				issued: GENESIS + 100 - FEES_BURNED - 7,
				staked: 77,
				treasury: EXISTENTIAL_DEPOSIT + 100 + 3,
				treasury_income: TreasuryIncome { fees: 55, emission: 100, slashes: 3 },
				genesis: GENESIS,
				emitted: 100,
				burned_by_fees: FEES_BURNED,
				burned_otherwise: 7,
				emission_per_era: 88,
			}
		);
	});
}

#[test]
fn supply_view_counts_a_remainder_that_cannot_be_paid_as_burned() {
	new_test_ext().execute_with(|| {
		burn_fees();
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), TREASURY, 0));
		ToTreasury::on_unbalanced(Balances::issue(EXISTENTIAL_DEPOSIT - 1));
		let told = Accounts::supply();
		assert_eq!(told.emitted, EXISTENTIAL_DEPOSIT - 1);
		assert_eq!(told.burned_otherwise, EXISTENTIAL_DEPOSIT + told.emitted);
	});
}

#[test]
fn supply_view_never_shows_a_negative_burn() {
	new_test_ext().execute_with(|| {
		burn_fees();
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), NOBODY, 5_000));
		let told = Accounts::supply();
		assert_eq!(told.burned_otherwise, 0);
		assert_eq!(told.issued, GENESIS - FEES_BURNED + 5_000);
	});
}

#[test]
fn supply_view_saturates_instead_of_overflowing() {
	assert_eq!(types::burned_otherwise(u64::MAX, u64::MAX, u64::MAX), 0);
	assert_eq!(types::burned_otherwise(0, u64::MAX, 1), 0);
	assert_eq!(types::burned_otherwise(10, 3, 5), 2);
}

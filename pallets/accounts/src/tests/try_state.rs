// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The checks of the state: what they accept, and what they find.

use super::*;

#[test]
fn try_state_holds_in_a_used_state() {
	new_test_ext().execute_with(|| {
		assert_ok!(Balances::hold(&HoldReason::Deposit, &ALICE, 100));
		assert_ok!(Balances::set_freeze(&1, &BOB, 2 * ENDOWMENT));
		assert_ok!(pay(NOBODY, 100));
		assert_ok!(Accounts::do_try_state());
	});
}

#[test]
fn try_state_holds_after_governance_made_money() {
	new_test_ext().execute_with(|| {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), NOBODY, 5_000));
		assert_ok!(Accounts::do_try_state());
	});
}

#[test]
fn try_state_fails_without_genesis() {
	new_test_ext().execute_with(|| {
		GenesisIssuance::<Test>::kill();
		assert!(Accounts::do_try_state().is_err());
	});
}

#[test]
fn try_state_fails_if_a_hold_is_made_up() {
	new_test_ext().execute_with(|| {
		ExtraHold::set(Some((HoldReason::Stake, 1)));
		assert!(Accounts::do_try_state().is_err());
	});
}

#[test]
fn try_state_fails_if_a_hold_is_told_twice() {
	new_test_ext().execute_with(|| {
		assert_ok!(Balances::hold(&HoldReason::Stake, &ALICE, 50));
		ExtraHold::set(Some((HoldReason::Stake, 50)));
		assert_eq!(Balances::total_balance_on_hold(&ALICE), 50);
		assert!(Accounts::do_try_state().is_err());
	});
}

#[test]
fn try_state_fails_if_frozen_balance_is_told_to_be_transferable() {
	new_test_ext().execute_with(|| {
		ReportedFrozen::set(Some(1));
		assert!(Accounts::do_try_state().is_err());
	});
}

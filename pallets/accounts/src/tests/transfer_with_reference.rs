// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Payments with a reference: what they move, and why they fail.

use super::*;

#[test]
fn payment_moves_the_value() {
	new_test_ext().execute_with(|| {
		assert_ok!(pay(BOB, 100));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 100);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 100);
	});
}

#[docify::export]
#[test]
fn payment_emits_an_event_with_its_reference() {
	new_test_ext().execute_with(|| {
		assert_ok!(pay(BOB, 100));
		System::assert_last_event(
			Event::TransferredWithReference {
				from: ALICE,
				to: BOB,
				value: 100,
				reference: reference(b"42"),
			}
			.into(),
		);
	});
}

#[test]
fn payment_leaves_the_event_of_the_currency_in_place() {
	new_test_ext().execute_with(|| {
		assert_ok!(pay(BOB, 100));
		System::assert_has_event(
			pallet_balances::Event::Transfer { from: ALICE, to: BOB, amount: 100 }.into(),
		);
	});
}

#[test]
fn payment_opens_an_account() {
	new_test_ext().execute_with(|| {
		assert_ok!(pay(NOBODY, EXISTENTIAL_DEPOSIT));
		assert_eq!(Balances::free_balance(NOBODY), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn payment_takes_references_of_1_to_64_bytes() {
	new_test_ext().execute_with(|| {
		for length in [1, 63, 64] {
			assert_ok!(Accounts::transfer_with_reference(
				RuntimeOrigin::signed(ALICE),
				BOB,
				1,
				reference(&vec![0; length]),
			));
		}
	});
}

#[test]
fn payment_fails_without_reference() {
	new_test_ext().execute_with(|| {
		assert_noop!(
			Accounts::transfer_with_reference(RuntimeOrigin::signed(ALICE), BOB, 1, reference(b"")),
			Error::<Test>::EmptyReference
		);
	});
}

/// Encodes the call, with a reference of this length.
fn encoded(length: usize) -> Vec<u8> {
	let arguments = (BOB, Compact(1 as Balance), vec![0u8; length]);
	(Accounts::index() as u8, 0u8, arguments).encode()
}

#[test]
fn payment_is_decoded_with_64_bytes() {
	assert!(RuntimeCall::decode(&mut &encoded(64)[..]).is_ok());
}

#[test]
fn payment_is_not_decoded_with_65_bytes() {
	assert!(RuntimeCall::decode(&mut &encoded(65)[..]).is_err());
}

#[test]
fn payment_fails_without_value() {
	new_test_ext().execute_with(|| {
		assert_noop!(pay(BOB, 0), Error::<Test>::ZeroValue);
	});
}

#[test]
fn payment_fails_to_oneself() {
	new_test_ext().execute_with(|| {
		assert_noop!(pay(ALICE, 100), Error::<Test>::SelfPayment);
	});
}

#[test]
fn payment_fails_without_signature() {
	new_test_ext().execute_with(|| {
		for origin in [RawOrigin::None, RawOrigin::Root] {
			assert_noop!(
				Accounts::transfer_with_reference(origin.into(), BOB, 1, reference(b"42")),
				BadOrigin
			);
		}
	});
}

#[test]
fn payment_may_leave_exactly_the_existential_deposit() {
	new_test_ext().execute_with(|| {
		assert_ok!(pay(BOB, ENDOWMENT - EXISTENTIAL_DEPOSIT));
		assert_eq!(Balances::free_balance(ALICE), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn payment_fails_if_the_sender_would_not_stay_alive() {
	new_test_ext().execute_with(|| {
		for value in [ENDOWMENT - EXISTENTIAL_DEPOSIT + 1, ENDOWMENT] {
			assert_noop!(pay(BOB, value), TokenError::NotExpendable);
		}
	});
}

#[test]
fn payment_fails_beyond_the_balance() {
	new_test_ext().execute_with(|| {
		assert_noop!(pay(BOB, ENDOWMENT + 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn payment_fails_with_frozen_balance() {
	new_test_ext().execute_with(|| {
		assert_ok!(Balances::set_freeze(&1, &ALICE, 950));
		assert_ok!(pay(BOB, 50));
		assert_noop!(pay(BOB, 1), TokenError::Frozen);
	});
}

#[test]
fn payment_fails_with_less_than_an_account_needs() {
	new_test_ext().execute_with(|| {
		assert_noop!(pay(NOBODY, EXISTENTIAL_DEPOSIT - 1), TokenError::BelowMinimum);
	});
}

#[test]
fn payment_fails_for_an_unknown_address() {
	new_test_ext().execute_with(|| {
		assert_noop!(pay(UNKNOWN_ADDRESS, 100), DispatchError::CannotLookup);
	});
}

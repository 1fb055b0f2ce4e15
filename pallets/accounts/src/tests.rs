// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of every call, error, event and view.

use crate::{mock::*, *};
use codec::{Compact, Decode, Encode};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		dispatch::RawOrigin,
		traits::{
			fungible::{Balanced, InspectHold, MutateFreeze, MutateHold},
			tokens::{Fortitude, Precision},
			GetStorageVersion, OnUnbalanced, PalletInfoAccess, StorageVersion,
		},
		view_functions::ViewFunction,
	},
	sp_runtime::{traits::BadOrigin, DispatchError, DispatchResult, TokenError},
};

fn reference(bytes: &[u8]) -> Reference {
	bytes.to_vec().try_into().unwrap()
}

/// Pays from Alice's account, with a reference.
fn pay(to: AccountId, value: Balance) -> DispatchResult {
	Accounts::transfer_with_reference(RuntimeOrigin::signed(ALICE), to, value, reference(b"42"))
}

mod transfer_with_reference {
	use super::*;

	#[test]
	fn moves_the_value() {
		new_test_ext().execute_with(|| {
			assert_ok!(pay(BOB, 100));
			assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 100);
			assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 100);
		});
	}

	#[test]
	fn emits_an_event_with_the_payment() {
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
	fn leaves_the_event_of_the_currency_in_place() {
		new_test_ext().execute_with(|| {
			assert_ok!(pay(BOB, 100));
			System::assert_has_event(
				pallet_balances::Event::Transfer { from: ALICE, to: BOB, amount: 100 }.into(),
			);
		});
	}

	#[test]
	fn opens_an_account() {
		new_test_ext().execute_with(|| {
			assert_ok!(pay(NOBODY, EXISTENTIAL_DEPOSIT));
			assert_eq!(Balances::free_balance(NOBODY), EXISTENTIAL_DEPOSIT);
		});
	}

	#[test]
	fn takes_references_of_1_to_64_bytes() {
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
	fn fails_without_reference() {
		new_test_ext().execute_with(|| {
			assert_noop!(
				Accounts::transfer_with_reference(
					RuntimeOrigin::signed(ALICE),
					BOB,
					1,
					reference(b"")
				),
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
	fn is_decoded_with_64_bytes() {
		assert!(RuntimeCall::decode(&mut &encoded(64)[..]).is_ok());
	}

	#[test]
	fn is_not_decoded_with_65_bytes() {
		assert!(RuntimeCall::decode(&mut &encoded(65)[..]).is_err());
	}

	#[test]
	fn fails_without_value() {
		new_test_ext().execute_with(|| {
			assert_noop!(pay(BOB, 0), Error::<Test>::ZeroValue);
		});
	}

	#[test]
	fn fails_to_oneself() {
		new_test_ext().execute_with(|| {
			assert_noop!(pay(ALICE, 100), Error::<Test>::SelfPayment);
		});
	}

	#[test]
	fn fails_without_signature() {
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
	fn may_leave_exactly_the_existential_deposit() {
		new_test_ext().execute_with(|| {
			assert_ok!(pay(BOB, ENDOWMENT - EXISTENTIAL_DEPOSIT));
			assert_eq!(Balances::free_balance(ALICE), EXISTENTIAL_DEPOSIT);
		});
	}

	#[test]
	fn fails_if_the_sender_would_not_stay_alive() {
		new_test_ext().execute_with(|| {
			for value in [ENDOWMENT - EXISTENTIAL_DEPOSIT + 1, ENDOWMENT] {
				assert_noop!(pay(BOB, value), TokenError::NotExpendable);
			}
		});
	}

	#[test]
	fn fails_beyond_the_balance() {
		new_test_ext().execute_with(|| {
			assert_noop!(pay(BOB, ENDOWMENT + 1), TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn fails_with_frozen_balance() {
		new_test_ext().execute_with(|| {
			assert_ok!(Balances::set_freeze(&1, &ALICE, 950));
			assert_ok!(pay(BOB, 50));
			assert_noop!(pay(BOB, 1), TokenError::Frozen);
		});
	}

	#[test]
	fn fails_with_less_than_an_account_needs() {
		new_test_ext().execute_with(|| {
			assert_noop!(pay(NOBODY, EXISTENTIAL_DEPOSIT - 1), TokenError::BelowMinimum);
		});
	}

	#[test]
	fn fails_for_an_unknown_address() {
		new_test_ext().execute_with(|| {
			assert_noop!(pay(UNKNOWN_ADDRESS, 100), DispatchError::CannotLookup);
		});
	}
}

mod genesis {
	use super::*;

	#[test]
	fn notes_the_issuance_with_accounts_that_others_open() {
		new_test_ext().execute_with(|| {
			assert_eq!(Balances::free_balance(TREASURY), EXISTENTIAL_DEPOSIT);
			assert_eq!(GenesisIssuance::<Test>::get(), 2 * ENDOWMENT + EXISTENTIAL_DEPOSIT);
			assert_eq!(GenesisIssuance::<Test>::get(), Balances::total_issuance());
		});
	}

	#[test]
	fn leaves_accounts_alone_that_have_the_minimum() {
		use polkadot_sdk::sp_runtime::BuildStorage;
		let genesis = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: vec![(TREASURY, ENDOWMENT)],
				..Default::default()
			},
			..Default::default()
		};
		sp_io::TestExternalities::new(genesis.build_storage().unwrap()).execute_with(|| {
			assert_eq!(GenesisIssuance::<Test>::get(), ENDOWMENT);
		});
	}

	#[test]
	fn writes_the_storage_version() {
		new_test_ext().execute_with(|| {
			assert_eq!(Accounts::on_chain_storage_version(), StorageVersion::new(1));
			assert_eq!(Accounts::in_code_storage_version(), StorageVersion::new(1));
		});
	}
}

mod emission {
	use super::*;

	/// Pays a reward as staking does.
	fn reward(who: AccountId, amount: Balance) {
		ToIssuance::on_unbalanced(Balances::deposit(&who, amount, Precision::Exact).unwrap());
	}

	#[test]
	fn counts_rewards() {
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
	fn counts_the_remainder() {
		new_test_ext().execute_with(|| {
			let issued = Balances::total_issuance();
			ToTreasury::on_unbalanced(Balances::issue(100));
			assert_eq!(Emitted::<Test>::get(), 100);
			assert_eq!(Balances::total_issuance(), issued + 100);
			assert_eq!(Balances::free_balance(TREASURY), EXISTENTIAL_DEPOSIT + 100);
		});
	}

	#[test]
	fn counts_several_at_once() {
		new_test_ext().execute_with(|| {
			ToTreasury::on_unbalanceds([Balances::issue(100), Balances::issue(1)].into_iter());
			assert_eq!(Emitted::<Test>::get(), 101);
		});
	}

	#[test]
	fn writes_nothing_for_zero() {
		new_test_ext().execute_with(|| {
			ToTreasury::on_unbalanced(Balances::issue(0));
			assert!(!Emitted::<Test>::exists());
		});
	}

	#[test]
	fn stops_at_the_largest_number() {
		new_test_ext().execute_with(|| {
			Emitted::<Test>::put(Balance::MAX - 1);
			reward(ALICE, 100);
			assert_eq!(Emitted::<Test>::get(), Balance::MAX);
		});
	}
}

mod account_view {
	use super::*;

	#[test]
	fn is_zero_for_unknown_accounts() {
		new_test_ext().execute_with(|| {
			let told = Accounts::account(NOBODY);
			assert_eq!((told.nonce, told.free, told.reserved, told.frozen), (0, 0, 0, 0));
			assert_eq!((told.transferable, told.transferable_all), (0, 0));
			assert!(told.holds.is_empty());
		});
	}

	#[test]
	fn brings_everything_together() {
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
	fn counts_reserves_without_hold() {
		use polkadot_sdk::frame_support::traits::ReservableCurrency;
		new_test_ext().execute_with(|| {
			assert_ok!(<Balances as ReservableCurrency<_>>::reserve(&ALICE, 30));
			let told = Accounts::account(ALICE);
			assert_eq!((told.free, told.reserved), (ENDOWMENT - 30, 30));
			assert!(told.holds.is_empty());
		});
	}

	#[test]
	fn keeps_the_existential_deposit_out_of_what_keeps_alive() {
		new_test_ext().execute_with(|| {
			let told = Accounts::account(ALICE);
			assert_eq!(told.transferable, ENDOWMENT - EXISTENTIAL_DEPOSIT);
			assert_eq!(told.transferable_all, ENDOWMENT);
			assert_ok!(pay(BOB, told.transferable));
		});
	}

	#[test]
	fn is_served_to_clients() {
		new_test_ext().execute_with(|| {
			let id = AccountViewFunction::<Test>::id();
			let answer = Test::execute_view_function(id, ALICE.encode()).unwrap();
			let told = AccountOverviewOf::<Test>::decode(&mut &answer[..]).unwrap();
			assert_eq!(told, Accounts::account(ALICE));
		});
	}
}

mod supply_view {
	use super::*;

	const GENESIS: Balance = 2 * ENDOWMENT + EXISTENTIAL_DEPOSIT;

	/// Burns as the fee policy would; the mock's source tells this amount.
	fn burn_fees() {
		assert_ok!(Balances::burn(RuntimeOrigin::signed(BOB), FEES_BURNED, true));
	}

	#[test]
	fn adds_up() {
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
	fn counts_a_remainder_that_cannot_be_paid_as_burned() {
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
	fn never_shows_a_negative_burn() {
		new_test_ext().execute_with(|| {
			burn_fees();
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), NOBODY, 5_000));
			let told = Accounts::supply();
			assert_eq!(told.burned_otherwise, 0);
			assert_eq!(told.issued, GENESIS - FEES_BURNED + 5_000);
		});
	}

	#[test]
	fn saturates_instead_of_overflowing() {
		assert_eq!(types::burned_otherwise(u64::MAX, u64::MAX, u64::MAX), 0);
		assert_eq!(types::burned_otherwise(0, u64::MAX, 1), 0);
		assert_eq!(types::burned_otherwise(10, 3, 5), 2);
	}
}

mod try_state {
	use super::*;

	#[test]
	fn holds_in_a_used_state() {
		new_test_ext().execute_with(|| {
			assert_ok!(Balances::hold(&HoldReason::Deposit, &ALICE, 100));
			assert_ok!(Balances::set_freeze(&1, &BOB, 2 * ENDOWMENT));
			assert_ok!(pay(NOBODY, 100));
			assert_ok!(Accounts::do_try_state());
		});
	}

	#[test]
	fn holds_after_governance_made_money() {
		new_test_ext().execute_with(|| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), NOBODY, 5_000));
			assert_ok!(Accounts::do_try_state());
		});
	}

	#[test]
	fn fails_without_genesis() {
		new_test_ext().execute_with(|| {
			GenesisIssuance::<Test>::kill();
			assert!(Accounts::do_try_state().is_err());
		});
	}

	#[test]
	fn fails_if_a_hold_is_made_up() {
		new_test_ext().execute_with(|| {
			ExtraHold::set(Some((HoldReason::Stake, 1)));
			assert!(Accounts::do_try_state().is_err());
		});
	}

	#[test]
	fn fails_if_a_hold_is_told_twice() {
		new_test_ext().execute_with(|| {
			assert_ok!(Balances::hold(&HoldReason::Stake, &ALICE, 50));
			ExtraHold::set(Some((HoldReason::Stake, 50)));
			assert_eq!(Balances::total_balance_on_hold(&ALICE), 50);
			assert!(Accounts::do_try_state().is_err());
		});
	}

	#[test]
	fn fails_if_frozen_balance_is_told_to_be_transferable() {
		new_test_ext().execute_with(|| {
			FrozenTold::set(Some(1));
			assert!(Accounts::do_try_state().is_err());
		});
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Sponsored transactions in real blocks, and attempts to get more out of a sponsor than it
//! promised.

mod declining;
mod vesting;

use crate::chain::{
	account, local,
	transactions::{begin_block, end_block, send},
};
use batara_primitives::lanes::Lane;
use batara_runtime::{
	constants::money::MILLI_BTR, Balance, Balances, FeePolicy, Proxy, Runtime, RuntimeCall,
	RuntimeOrigin, System,
};
use pallet_fee_policy::{sponsorship::Scope, Sponsorships};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::fungible::{Inspect, InspectHold},
	},
	frame_system, pallet_balances, pallet_proxy, pallet_utility,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, One},
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		AccountId32,
	},
};

const SPONSOR: Sr25519Keyring = Alice;
/// An account that never held BTR.
const NEWCOMER: Sr25519Keyring = One;
const BUDGET: Balance = 200 * MILLI_BTR;
const LIMIT: Balance = 10 * MILLI_BTR;
const UNPAID: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

/// Begins a block in which `NEWCOMER` is sponsored.
fn sponsored(scope: Scope<AccountId32>) -> TestExternalities {
	let mut chain = local();
	chain.execute_with(|| {
		begin_block();
		let origin = RuntimeOrigin::signed(account(SPONSOR));
		assert_ok!(FeePolicy::sponsor(
			origin,
			account(NEWCOMER).into(),
			BUDGET,
			LIMIT,
			1_000,
			scope
		));
	});
	chain
}

fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 32] })
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

fn budget() -> Balance {
	let promises = Sponsorships::<Runtime>::get(account(NEWCOMER));
	promises.iter().map(|promise| promise.budget).sum()
}

/// Returns what the sponsor has on hold for sponsorships, deposits included, in base units.
fn held() -> Balance {
	use pallet_fee_policy::HoldReason::{SponsorshipBudget, SponsorshipDeposit};
	let held = |reason: pallet_fee_policy::HoldReason| {
		Balances::balance_on_hold(&reason.into(), &account(SPONSOR))
	};
	held(SponsorshipBudget) + held(SponsorshipDeposit)
}

#[test]
fn a_first_transaction_needs_no_btr() {
	sponsored(Scope::Any).execute_with(|| {
		assert!(send(NEWCOMER, remark(), 0).unwrap().is_ok());
		assert!(send(NEWCOMER, remark(), 0).unwrap().is_ok());
		assert!(budget() < BUDGET);
		assert_eq!(System::account_nonce(account(NEWCOMER)), 2);
		end_block();
	});
}

#[test]
fn first_transaction_without_a_sponsor_is_refused() {
	local().execute_with(|| {
		begin_block();
		assert_eq!(send(NEWCOMER, remark(), 0), Err(UNPAID));
	});
}

#[test]
fn a_batch_stays_within_the_limit_of_a_transaction() {
	sponsored(Scope::Any).execute_with(|| {
		let before = budget();
		assert!(send(NEWCOMER, batch(vec![remark(); 3]), 0).unwrap().is_ok());
		let paid = before - budget();
		assert!(paid > 0 && paid <= LIMIT);
		assert_eq!(send(NEWCOMER, batch(vec![remark(); 5_000]), 0), Err(UNPAID));
	});
}

#[test]
fn a_batch_does_not_smuggle_calls_out_of_the_scope() {
	sponsored(Scope::Lane(Lane::Payments)).execute_with(|| {
		let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
			dest: account(Bob).into(),
			keep_alive: false,
		});
		assert_eq!(send(NEWCOMER, batch(vec![transfer.clone(), remark()]), 0), Err(UNPAID));
		assert!(send(NEWCOMER, batch(vec![transfer.clone(), transfer]), 0).is_ok());
	});
}

#[test]
fn failing_calls_end_with_the_budget() {
	sponsored(Scope::Any).execute_with(|| {
		// Forbidden to everybody but root.
		let failing = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		let issued = Balances::total_issuance();
		let had = Balances::total_balance(&account(SPONSOR));
		let mut sent: u128 = 0;
		loop {
			match send(NEWCOMER, failing.clone(), 0) {
				Ok(outcome) => assert!(outcome.is_err()),
				Err(error) => {
					// The budget, or the block, is at its end.
					let full = InvalidTransaction::ExhaustsResources.into();
					assert!(error == UNPAID || error == full, "{error:?}");
					break;
				},
			}
			sent += 1;
		}
		let lost = had - Balances::total_balance(&account(SPONSOR));
		assert!(sent > 0 && lost <= BUDGET && lost <= sent * LIMIT);
		assert_eq!(budget(), BUDGET - lost);
		assert_eq!(issued - Balances::total_issuance(), FeePolicy::fees_burned());
	});
}

#[test]
fn tips_are_not_paid() {
	sponsored(Scope::Any).execute_with(|| {
		assert_eq!(send(NEWCOMER, remark(), 1), Err(UNPAID));
	});
}

/// Ends a sponsorship with a transaction that the sponsorship itself pays for: the sponsored
/// account is a proxy of its sponsor.
#[test]
fn sponsorship_ended_through_a_proxy_loses_nothing() {
	sponsored(Scope::Any).execute_with(|| {
		let origin = RuntimeOrigin::signed(account(SPONSOR));
		assert_ok!(Proxy::add_proxy(origin, account(NEWCOMER).into(), Default::default(), 0));
		let had = Balances::total_balance(&account(SPONSOR));
		let end = RuntimeCall::FeePolicy(pallet_fee_policy::Call::withdraw {
			beneficiary: account(NEWCOMER).into(),
		});
		let through_proxy = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: account(SPONSOR).into(),
			force_proxy_type: None,
			call: Box::new(end),
		});
		assert!(send(NEWCOMER, through_proxy, 0).unwrap().is_ok());
		let lost = had - Balances::total_balance(&account(SPONSOR));
		assert!(lost > 0 && lost <= LIMIT);
		assert_eq!(held(), 0);
		assert!(!System::account_exists(&account(NEWCOMER)));
		assert_eq!(System::account_nonce(account(NEWCOMER)), 0);
	});
}

/// Shows that a proxy pays for its own transactions: whoever acts for a sponsored account is not
/// sponsored.
#[test]
fn acting_for_a_sponsored_account_is_not_sponsored() {
	sponsored(Scope::Any).execute_with(|| {
		let before = budget();
		let for_newcomer = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: account(NEWCOMER).into(),
			force_proxy_type: None,
			call: Box::new(remark()),
		});
		assert!(send(Bob, for_newcomer, 0).is_ok());
		assert_eq!(budget(), before);
	});
}

#[test]
fn ended_sponsorship_leaves_nothing_behind() {
	sponsored(Scope::Any).execute_with(|| {
		assert!(send(NEWCOMER, remark(), 0).unwrap().is_ok());
		let origin = RuntimeOrigin::signed(account(SPONSOR));
		assert_ok!(FeePolicy::withdraw(origin, account(NEWCOMER).into()));
		assert!(!frame_system::Account::<Runtime>::contains_key(account(NEWCOMER)));
		assert_eq!(held(), 0);
	});
}

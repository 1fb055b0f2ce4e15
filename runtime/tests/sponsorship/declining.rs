// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! An account without BTR gets rid of sponsorships that are of no use to it: the sponsor that it
//! declines pays for that.

use super::{batch, budget, remark, sponsored, BUDGET, LIMIT, NEWCOMER, SPONSOR, UNPAID};
use crate::chain::{
	account, local, stash,
	transactions::{begin_block, end_block, send},
};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Balances, FeePolicy, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, SafeMode, System,
};
use pallet_fee_policy::{sponsorship::Scope, Error, Event, Sponsorships};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::fungible::{Inspect, InspectHold},
	},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie},
	sp_runtime::DispatchResult,
};

/// The budget of each sponsorship that fills the list.
const USELESS: Balance = 11 * BTR;
/// The budget of a sponsorship that would pay.
const USEFUL: Balance = 10 * BTR;

/// Returns as many accounts as can sponsor one.
fn useless_sponsors() -> Vec<AccountId> {
	let names = [Alice, Bob, Charlie, Dave, Eve, Ferdie].map(account);
	names.into_iter().chain([Eve, Ferdie].map(stash)).collect()
}

/// Returns the account of a contract that nobody made.
fn no_contract() -> AccountId {
	[9; 32].into()
}

fn promise(
	sponsor: &AccountId,
	budget: Balance,
	limit: Balance,
	scope: Scope<AccountId>,
) -> DispatchResult {
	let origin = RuntimeOrigin::signed(sponsor.clone());
	FeePolicy::sponsor(origin, account(NEWCOMER).into(), budget, limit, 1_000, scope)
}

/// Begins a block in which `NEWCOMER` has no room for another sponsorship. Those that it has pay
/// nothing, in turns because of their limit and because of their scope.
fn block_without_room() -> TestExternalities {
	let mut chain = local();
	chain.execute_with(|| {
		begin_block();
		for (number, sponsor) in useless_sponsors().iter().enumerate() {
			let (limit, scope) = match number % 2 {
				0 => (1, Scope::Any),
				_ => (BTR, Scope::Contract(no_contract())),
			};
			assert_ok!(promise(sponsor, USELESS, limit, scope));
		}
	});
	chain
}

fn decline(sponsor: &AccountId) -> RuntimeCall {
	let sponsor = sponsor.clone().into();
	RuntimeCall::FeePolicy(pallet_fee_policy::Call::decline { sponsor })
}

fn sponsors() -> Vec<AccountId> {
	let known = Sponsorships::<Runtime>::get(account(NEWCOMER));
	known.into_iter().map(|one| one.sponsor).collect()
}

/// Sums what this sponsor has paid in this block, as events tell.
fn fees_of(sponsor: &AccountId) -> Balance {
	let fee = |event: RuntimeEvent| match event {
		RuntimeEvent::FeePolicy(Event::FeeSponsored { sponsor: payer, fee, .. }) => {
			(payer == *sponsor).then_some(fee)
		},
		_ => None,
	};
	System::events().into_iter().filter_map(|record| fee(record.event)).sum()
}

#[test]
fn useless_sponsorships_are_declined_without_btr() {
	block_without_room().execute_with(|| {
		assert_eq!(send(NEWCOMER, remark(), 0), Err(UNPAID));
		let mut left = useless_sponsors();
		for declined in useless_sponsors() {
			assert_eq!(send(NEWCOMER, decline(&declined), 0), Ok(Ok(())));
			left.retain(|sponsor| *sponsor != declined);
			assert_eq!(sponsors(), left);
		}
		end_block();
	});
}

#[test]
fn the_declined_sponsor_pays_the_fee() {
	block_without_room().execute_with(|| {
		for sponsor in &useless_sponsors()[..2] {
			let had = Balances::total_balance(sponsor);
			assert_eq!(send(NEWCOMER, decline(sponsor), 0), Ok(Ok(())));
			let fee = fees_of(sponsor);
			assert!(fee > 0);
			assert_eq!(Balances::total_balance(sponsor), had - fee);
			// The rest of the budget is free again.
			assert_eq!(Balances::total_balance_on_hold(sponsor), 0);
		}
	});
}

#[test]
fn a_declined_sponsorship_makes_room_for_a_smaller_one() {
	block_without_room().execute_with(|| {
		let offer = || promise(&stash(Dave), USEFUL, LIMIT, Scope::Any);
		assert_noop!(offer(), Error::<Runtime>::TooManySponsorships);
		assert_eq!(send(NEWCOMER, decline(&useless_sponsors()[3]), 0), Ok(Ok(())));
		assert_ok!(offer());
		assert_eq!(send(NEWCOMER, remark(), 0), Ok(Ok(())));
		assert!(fees_of(&stash(Dave)) > 0);
	});
}

#[test]
fn decline_of_an_account_that_is_no_sponsor_costs_a_fee() {
	sponsored(Scope::Contract(no_contract())).execute_with(|| {
		assert_eq!(send(NEWCOMER, decline(&account(Bob)), 0), Err(UNPAID));
		assert_eq!(budget(), BUDGET);
	});
}

#[test]
fn a_declined_sponsor_pays_for_nothing_else() {
	sponsored(Scope::Contract(no_contract())).execute_with(|| {
		let decline = || decline(&account(SPONSOR));
		for calls in [vec![decline(), remark()], vec![remark(), decline()], vec![decline()]] {
			assert_eq!(send(NEWCOMER, batch(calls), 0), Err(UNPAID));
		}
		assert_eq!(budget(), BUDGET);
		assert_eq!(send(NEWCOMER, decline(), 0), Ok(Ok(())));
	});
}

#[test]
fn a_declined_sponsor_pays_no_tip() {
	sponsored(Scope::Contract(no_contract())).execute_with(|| {
		assert_eq!(send(NEWCOMER, decline(&account(SPONSOR)), 1), Err(UNPAID));
		assert_eq!(budget(), BUDGET);
	});
}

/// Shows that a call that the filter stops ends nothing.
#[test]
fn a_decline_that_safe_mode_stops_costs_the_sponsor_nothing() {
	sponsored(Scope::Contract(no_contract())).execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(send(NEWCOMER, decline(&account(SPONSOR)), 0), Err(UNPAID));
	});
}

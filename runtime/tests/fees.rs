// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The price of a transaction, and the parts of its fee: for the author, for the treasury, burned.

use crate::chain::{
	local, stash,
	transactions::{begin_block, end_block, extensions, send, sign},
};
use batara_runtime::{
	constants::money::BTR, parameters::dynamic_params::fees, AccountId, Accounts, Authorship,
	Balance, Balances, FeePolicy, Runtime, RuntimeCall, RuntimeEvent, RuntimeParameters, System,
	TransactionPayment, Treasury,
};
use codec::{Decode, Encode};
use pallet_fee_policy::policy::LaneShares;
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo,
	frame_system, pallet_balances, pallet_transaction_payment,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		traits::{Convert, TransactionExtension},
		FixedU128,
	},
};
use proptest::prelude::*;

fn payment(value: Balance) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: stash(Sr25519Keyring::Bob).into(),
		value,
	})
}

/// Returns the fee and the tip that the last transaction paid.
fn paid() -> (Balance, Balance) {
	use pallet_transaction_payment::Event::TransactionFeePaid;
	let events = System::events();
	let last = events.iter().rev().find_map(|record| match &record.event {
		RuntimeEvent::TransactionPayment(TransactionFeePaid { actual_fee, tip, .. }) => {
			Some((*actual_fee, *tip))
		},
		_ => None,
	});
	last.unwrap()
}

#[test]
fn every_unit_of_a_fee_is_accounted_for() {
	local().execute_with(|| {
		begin_block();
		proptest!(ProptestConfig::with_cases(64), |(value in 1..100 * BTR, tip in 0..100 * BTR)| {
			pay_and_count(value, tip);
		});
	});
}

fn pay_and_count(value: Balance, tip: Balance) {
	let author = Authorship::author().unwrap();
	let had = |who: &AccountId| Balances::free_balance(who);
	let before = (had(&author), had(&Treasury::account_id()), Balances::total_issuance());
	let burned_before = FeePolicy::fees_burned();
	let earned_before = Accounts::supply().treasury_income.fees;
	send(Sr25519Keyring::Ferdie, payment(value), tip).unwrap().unwrap();

	let (fee_with_tip, paid_tip) = paid();
	assert_eq!(paid_tip, tip);
	let fee = fee_with_tip - tip;
	let to_author = had(&author) - before.0;
	let to_treasury = had(&Treasury::account_id()) - before.1;
	let burned = before.2 - Balances::total_issuance();
	assert_eq!(to_author + to_treasury + burned, fee_with_tip);
	assert_eq!((to_author, to_treasury), (fee / 2 + tip, fee * 3 / 10));
	assert_eq!(FeePolicy::fees_burned() - burned_before, burned);
	assert_eq!(Accounts::supply().treasury_income.fees - earned_before, to_treasury);
}

#[test]
fn a_transfer_costs_about_two_thousandths_of_a_btr() {
	local().execute_with(|| {
		let call = payment(BTR);
		let mut info = call.get_dispatch_info();
		info.extension_weight = extensions(0, 0).weight(&call);
		let fee = TransactionPayment::compute_fee(150, &info, 0);
		assert!((BTR / 1_000..BTR / 400).contains(&fee), "{fee}");
	});
}

#[test]
fn quoted_fee_is_the_fee_that_is_charged() {
	local().execute_with(|| {
		begin_block();
		let transaction = sign(Sr25519Keyring::Ferdie, payment(BTR), 0);
		let length = u32::try_from(transaction.encoded_size()).unwrap();
		let info = transaction.get_dispatch_info();
		let query = TransactionPayment::query_info(transaction, length);
		let quote = FeePolicy::fee_quote(info.total_weight(), length);
		send(Sr25519Keyring::Ferdie, payment(BTR), 0).unwrap().unwrap();
		assert_eq!((query.partial_fee, quote.fee), (paid().0, paid().0));
	});
}

#[test]
fn fees_never_fall_below_the_base_level() {
	local().execute_with(|| {
		let update = <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate::convert;
		let mut level = FixedU128::from_u32(2);
		for _ in 0..40_000 {
			level = update(level);
		}
		assert_eq!(level, FixedU128::from_u32(1));
		// ... and rise again in full blocks.
		System::set_block_consumed_resources(
			<Runtime as frame_system::Config>::BlockWeights::get().max_block,
			0,
		);
		assert!(update(level) > level);
	});
}

#[test]
fn a_block_leaves_the_lanes_empty() {
	local().execute_with(|| {
		begin_block();
		send(Sr25519Keyring::Ferdie, payment(BTR), 0).unwrap().unwrap();
		end_block();
		let lanes = FeePolicy::lanes();
		assert!(lanes.iter().any(|lane| lane.used > 0));
		assert_eq!(pallet_fee_policy::BlockUsage::<Runtime>::get().used.total(), 0);
	});
}

/// Shows that no call can carry lane shares of more than 100 % together.
#[test]
fn shares_above_the_whole_are_refused() {
	let standard = LaneShares::standard();
	let set = |shares| {
		RuntimeParameters::Fees(fees::Parameters::Lanes(fees::Lanes, Some(shares))).encode()
	};
	let right = set(standard);
	assert!(RuntimeParameters::decode(&mut right.as_slice()).is_ok());
	let mut wrong = right.clone();
	// The last four bytes are the share of the last lane, in millionths.
	let last = wrong.len() - 4;
	wrong[last..].copy_from_slice(&500_000u32.to_le_bytes());
	assert!(RuntimeParameters::decode(&mut wrong.as_slice()).is_err());
}

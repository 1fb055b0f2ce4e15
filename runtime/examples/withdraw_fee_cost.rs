// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The cost of letting a transaction in with lanes and sponsorships, beside upstream's adapter in
//! the same interleaved run, natively and with all state in memory.
//!
//! `cargo run --release -p batara-runtime --no-default-features --features std --example withdraw_fee_cost`

use batara_runtime::{
	constants::money::{BTR, MILLI_BTR},
	AccountId, Balances, FeePolicy, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use pallet_fee_policy::{split::DistributeFee, sponsorship::Scope};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchInfo, GetDispatchInfo},
		storage::{with_transaction, TransactionOutcome},
		traits::{fungible::Mutate, Hooks},
	},
	pallet_balances,
	pallet_transaction_payment::{FungibleAdapter, OnChargeTransaction},
	sp_io::TestExternalities,
	sp_runtime::DispatchError,
};
use std::time::{Duration, Instant};

const ROUNDS: usize = 41;
const CALLS_PER_ROUND: u32 = 2_000;

type Stock = FungibleAdapter<Balances, DistributeFee<Runtime>>;

/// A way to secure the fee of a transaction.
type Lane = (&'static str, fn(&AccountId, &RuntimeCall, &DispatchInfo), AccountId);

fn secure<Way: OnChargeTransaction<Runtime, Balance = u128>>(
	who: &AccountId,
	call: &RuntimeCall,
	info: &DispatchInfo,
) {
	let secured = Way::withdraw_fee(who, call, info, 2 * MILLI_BTR, 0);
	assert!(secured.is_ok());
}

fn time((_, secure, who): &Lane, call: &RuntimeCall, info: &DispatchInfo) -> Duration {
	let begin = Instant::now();
	for _ in 0..CALLS_PER_ROUND {
		let undone: Result<(), DispatchError> = with_transaction(|| {
			secure(who, call, info);
			TransactionOutcome::Rollback(Ok(()))
		});
		assert!(undone.is_ok());
	}
	begin.elapsed() / CALLS_PER_ROUND
}

fn main() {
	let [payer, sponsor, newcomer] = [[1; 32], [2; 32], [3; 32]].map(AccountId::from);
	TestExternalities::new_empty().execute_with(|| {
		System::set_block_number(1);
		Balances::set_balance(&payer, 1_000 * BTR);
		Balances::set_balance(&sponsor, 1_000 * BTR);
		let origin = RuntimeOrigin::signed(sponsor);
		let promise = FeePolicy::sponsor(
			origin,
			newcomer.clone().into(),
			BTR,
			10 * MILLI_BTR,
			100,
			Scope::Any,
		);
		assert!(promise.is_ok());
		<FeePolicy as Hooks<_>>::on_initialize(1);

		let lanes: [Lane; 3] = [
			("upstream's adapter", secure::<Stock>, payer.clone()),
			("lanes, paid by the sender", secure::<FeePolicy>, payer.clone()),
			("lanes, paid by a sponsor", secure::<FeePolicy>, newcomer),
		];
		let call = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
			dest: payer.into(),
			value: 1,
		});
		let info = call.get_dispatch_info();
		let mut times = lanes.each_ref().map(|_| Vec::new());
		for _ in 0..ROUNDS {
			for (lane, times) in lanes.iter().zip(&mut times) {
				times.push(time(lane, &call, &info));
			}
		}
		let median = |times: &mut Vec<Duration>| {
			times.sort();
			times[times.len() / 2].as_nanos()
		};
		let medians = times.each_mut().map(median);
		for ((name, ..), nanoseconds) in lanes.iter().zip(medians) {
			let ratio = nanoseconds as f64 / medians[0] as f64;
			println!("{name}: {nanoseconds} ns, {ratio:.2} times upstream's");
		}
	});
}

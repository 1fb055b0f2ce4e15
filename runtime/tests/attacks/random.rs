// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A search for attacks: blocks of random transactions of a stranger (nested wrappers, calls that
//! fail, declared weights, long bytes, tips), held against two promises of the lanes.
//!
//! - A lane is closed only by what is in it: an honest transaction within the unused guarantee of its
//!   lane enters.
//! - Room is paid for: whatever a block has lost to the stranger, the stranger has paid its price.

use super::{
	batch, chill, declaring, failing_transfer, honest_calls, payment, price_of, send, vote,
	ATTACKER, BTR, HONEST,
};
use crate::chain::{
	account,
	keys::keys_of,
	local,
	transactions::{begin_block, end_block},
};
use batara_runtime::{Balance, FeePolicy, Proxy, Runtime, RuntimeCall, RuntimeOrigin};
use pallet_fee_policy::BlockUsage;
use polkadot_sdk::{
	frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight},
	frame_system, pallet_contracts, pallet_multisig, pallet_preimage, pallet_proxy, pallet_session,
	pallet_utility,
	sp_keyring::Sr25519Keyring::{Bob, Ferdie},
};
use proptest::{
	prelude::*,
	test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// The price of room at the lowest level: base units for each picosecond of weight. Bytes are
/// dearer.
const PRICE_OF_ROOM: Balance = 2;

fn system(call: frame_system::Call<Runtime>) -> RuntimeCall {
	RuntimeCall::System(call)
}

fn contract_call(milliseconds: u64) -> RuntimeCall {
	RuntimeCall::Contracts(pallet_contracts::Call::call {
		dest: account(Ferdie).into(),
		value: 0,
		gas_limit: Weight::from_parts(milliseconds * 1_000_000_000, 0),
		storage_deposit_limit: None,
		data: vec![],
	})
}

fn long_set_keys(bytes: usize) -> RuntimeCall {
	let (keys, _) = keys_of(&account(ATTACKER), 9);
	RuntimeCall::Session(pallet_session::Call::set_keys { keys, proof: vec![0; bytes] })
}

fn leaf() -> impl Strategy<Value = RuntimeCall> {
	prop_oneof![
		Just(payment()),
		Just(failing_transfer()),
		Just(vote()),
		Just(chill()),
		(0..400_000usize)
			.prop_map(|bytes| system(frame_system::Call::remark { remark: vec![1; bytes] })),
		(0..400_000usize).prop_map(long_set_keys),
		(0..400_000usize).prop_map(|bytes| {
			let note = pallet_preimage::Call::note_preimage { bytes: vec![2; bytes] };
			RuntimeCall::Preimage(note)
		}),
		(1..600u64).prop_map(contract_call),
		(0..20_000u32).prop_map(|items| {
			let items = (0..items).map(|item| (item.to_le_bytes().to_vec(), vec![])).collect();
			system(frame_system::Call::set_storage { items })
		}),
		Just(system(frame_system::Call::set_heap_pages { pages: 1 })),
		(0..400_000usize).prop_map(|bytes| system(frame_system::Call::apply_authorized_upgrade {
			code: vec![3; bytes]
		})),
	]
}

/// Wraps a call, and sometimes another one beside it.
fn wrapped(inner: BoxedStrategy<RuntimeCall>) -> impl Strategy<Value = RuntimeCall> {
	use pallet_utility::Call as Utility;
	let several = prop::collection::vec(inner.clone(), 1..5);
	let one = || inner.clone().prop_map(Box::new);
	prop_oneof![
		several.clone().prop_map(batch),
		several.clone().prop_map(|calls| RuntimeCall::Utility(Utility::batch_all { calls })),
		several.prop_map(|calls| RuntimeCall::Utility(Utility::force_batch { calls })),
		one().prop_map(|call| RuntimeCall::Utility(Utility::as_derivative { index: 1, call })),
		(one(), one()).prop_map(|(main, fallback)| {
			RuntimeCall::Utility(Utility::if_else { main, fallback })
		}),
		(inner.clone(), 1..1_000u64).prop_map(|(call, declared)| declaring(call, declared)),
		one().prop_map(|call| RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: account(Bob).into(),
			force_proxy_type: None,
			call,
		})),
		one().prop_map(|call| {
			let other_signatories = vec![account(Bob)];
			let call = pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call };
			RuntimeCall::Multisig(call)
		}),
		(one(), 1..1_000u64).prop_map(|(call, declared)| {
			RuntimeCall::Multisig(pallet_multisig::Call::as_multi {
				threshold: 2,
				other_signatories: vec![account(Bob)],
				maybe_timepoint: None,
				call,
				max_weight: Weight::from_parts(declared * 1_000_000_000, 0),
			})
		}),
	]
}

fn call() -> impl Strategy<Value = RuntimeCall> {
	leaf().prop_recursive(3, 12, 4, wrapped)
}

/// Generates the transactions of one block, each with its tip in thousandths of a BTR.
fn attack() -> impl Strategy<Value = Vec<(RuntimeCall, u32)>> {
	prop::collection::vec((call(), 0..100u32), 1..40)
}

/// Fills a block and checks both promises.
fn try_block(transactions: Vec<(RuntimeCall, u32)>) {
	begin_block();
	let mut tips = 0;
	let paid = price_of(|| {
		// Fees only: what transfers and deposits move is not the price of room.
		for (call, tip) in transactions {
			let tip = Balance::from(tip) * BTR / 1_000;
			if send(ATTACKER, call, tip).is_ok() {
				tips += tip;
			}
		}
	});
	let usage = BlockUsage::<Runtime>::get();
	let price = Balance::from(usage.used.total()) * PRICE_OF_ROOM;
	assert!(paid >= price + tips, "{} of room for {paid}", usage.used.total());

	for (lane, call) in honest_calls() {
		let needed = FeePolicy::lane_weights(&call, &call.get_dispatch_info()).total();
		let room = FeePolicy::next_block_room();
		let free = room.guaranteed.get(lane).saturating_sub(*usage.used.get(lane));
		let enters = send(HONEST, call, 0).is_ok();
		assert!(enters || free < needed, "{lane:?} is closed by others: {usage:?}");
	}
	end_block();
}

#[test]
fn no_random_block_closes_a_lane_it_has_not_paid_for() {
	let cases = std::env::var("BATARA_ATTACKS").ok().and_then(|text| text.parse().ok());
	let mut runner = TestRunner::new_with_rng(
		Config { cases: cases.unwrap_or(32), max_shrink_iters: 200, ..Config::default() },
		TestRng::deterministic_rng(RngAlgorithm::ChaCha),
	);
	runner
		.run(&attack(), |transactions| {
			local().execute_with(|| {
				assert_ok!(Proxy::add_proxy(
					RuntimeOrigin::signed(account(Bob)),
					account(ATTACKER).into(),
					Default::default(),
					0
				));
				begin_block();
				for (_, call) in honest_calls() {
					let _ = send(HONEST, call, 0);
				}
				end_block();
				try_block(transactions);
			});
			Ok(())
		})
		.unwrap();
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The lanes of the runtime's calls. No wrapper is a way around them.

use crate::chain::{
	account, local,
	transactions::{begin_block, end_block, send, sign},
};
use batara_primitives::lanes::{Lane, LaneWeights};
use batara_runtime::{
	constants::money::BTR, mempool, FeePolicy, Runtime, RuntimeCall, System, UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use pallet_fee_policy::{lanes::IDLE_AFTER_BLOCKS, BlockUsage};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo},
		weights::Weight,
	},
	frame_system, pallet_balances, pallet_contracts, pallet_conviction_voting as voting,
	pallet_multisig, pallet_proxy, pallet_staking,
	pallet_transaction_payment::OnChargeTransaction,
	pallet_utility,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Eve, Ferdie},
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		OpaqueExtrinsic,
	},
};

const GAS: u64 = 100_000_000_000;

fn contract_call() -> RuntimeCall {
	RuntimeCall::Contracts(pallet_contracts::Call::call {
		dest: account(Eve).into(),
		value: 0,
		gas_limit: Weight::from_parts(GAS, 0),
		storage_deposit_limit: None,
		data: vec![],
	})
}

fn payment() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Bob).into(),
		value: BTR,
	})
}

fn vote() -> RuntimeCall {
	let vote = voting::AccountVote::Standard {
		vote: voting::Vote { aye: true, conviction: voting::Conviction::None },
		balance: BTR,
	};
	RuntimeCall::ConvictionVoting(voting::Call::vote { poll_index: 0, vote })
}

fn validate() -> RuntimeCall {
	RuntimeCall::Staking(pallet_staking::Call::validate { prefs: Default::default() })
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

/// Returns the weights of a call in its lanes, and their total.
fn weigh(call: &RuntimeCall) -> (LaneWeights, u64) {
	let info = call.get_dispatch_info();
	let weights = FeePolicy::lane_weights(call, &info);
	let base = 108_157_000; // of every transaction
	let total = info.total_weight().ref_time();
	assert!(weights.total() >= total && weights.total() <= total + 2 * base);
	(weights, weights.total())
}

#[test]
fn plain_calls_have_their_lanes() {
	local().execute_with(|| {
		for (call, lane) in [
			(payment(), Lane::Payments),
			(vote(), Lane::Governance),
			(validate(), Lane::Operations),
			(contract_call(), Lane::Contracts),
			(batch(vec![]), Lane::Other),
		] {
			let (weights, total) = weigh(&call);
			assert_eq!(weights, LaneWeights::only(lane, total), "{lane:?}");
		}
	});
}

#[test]
fn every_wrapper_counts_inner_calls_in_their_own_lanes() {
	let inner = Box::new(contract_call());
	let real = account(Bob).into();
	let max_weight = inner.get_dispatch_info().call_weight;
	for wrapped in [
		batch(vec![contract_call()]),
		RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![contract_call()] }),
		RuntimeCall::Utility(pallet_utility::Call::force_batch { calls: vec![contract_call()] }),
		RuntimeCall::Utility(pallet_utility::Call::as_derivative { index: 0, call: inner.clone() }),
		RuntimeCall::Utility(pallet_utility::Call::if_else {
			main: inner.clone(),
			fallback: inner.clone(),
		}),
		RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real,
			force_proxy_type: None,
			call: inner.clone(),
		}),
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![account(Bob)],
			call: inner.clone(),
		}),
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![account(Bob)],
			maybe_timepoint: None,
			call: inner.clone(),
			max_weight,
		}),
	] {
		let (weights, total) = weigh(&wrapped);
		assert_eq!(weights, LaneWeights::only(Lane::Contracts, total), "{wrapped:?}");
		assert!(total >= GAS);
		// ... however deep.
		let (deep, total) = weigh(&batch(vec![batch(vec![wrapped])]));
		assert_eq!(deep, LaneWeights::only(Lane::Contracts, total));
	}
}

#[test]
fn each_weight_of_a_mixed_batch_counts_in_its_own_lane() {
	local().execute_with(|| {
		let calls = vec![contract_call(), payment(), vote(), validate()];
		let (weights, _) = weigh(&batch(calls.clone()));
		for call in calls.iter().skip(1) {
			let own = call.get_dispatch_info().call_weight.ref_time();
			let (lane, _) = weigh(call);
			assert_eq!(*weights.get(lane.heaviest()), own);
		}
		// The batch itself counts in the heaviest lane.
		assert!(weights.contracts > calls[0].get_dispatch_info().call_weight.ref_time());
	});
}

/// Covers a multisignature that declares more for its last approval than the call inside needs.
#[test]
fn a_generous_limit_of_a_multisignature_counts_in_the_lane_of_its_call() {
	let call = RuntimeCall::Multisig(pallet_multisig::Call::as_multi {
		threshold: 2,
		other_signatories: vec![account(Bob)],
		maybe_timepoint: None,
		call: Box::new(contract_call()),
		max_weight: Weight::from_parts(5 * GAS, 0),
	});
	let (weights, total) = weigh(&call);
	assert_eq!(weights, LaneWeights::only(Lane::Contracts, total));
	assert!(total >= 5 * GAS);
}

/// Lets a call enter with its declared weight, as often as there is room. Returns how often.
fn flood(call: &RuntimeCall) -> usize {
	let info = call.get_dispatch_info();
	(0..).take_while(|_| enter(call, &info).is_ok()).count()
}

fn enter(call: &RuntimeCall, info: &DispatchInfo) -> Result<(), TransactionValidityError> {
	let fee = batara_runtime::TransactionPayment::compute_fee(0, info, 0);
	FeePolicy::withdraw_fee(&account(Ferdie), call, info, fee, 0).map(drop)
}

#[test]
fn flood_of_contract_calls_keeps_no_other_lane_out() {
	local().execute_with(|| {
		for flooded in [contract_call(), batch(vec![contract_call(); 2])] {
			begin_block();
			assert!(flood(&flooded) > 0);
			for call in [payment(), vote(), validate()] {
				assert!(send(Alice, call, 0).is_ok());
			}
			let refused = send(Ferdie, flooded, 1_000 * BTR);
			let full = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);
			assert_eq!(refused, Err(full));
			end_block();
		}
	});
}

#[test]
fn an_idle_chain_gives_contracts_nearly_the_whole_block() {
	local().execute_with(|| {
		for _ in 0..=IDLE_AFTER_BLOCKS {
			begin_block();
			end_block();
		}
		begin_block();
		let light = RuntimeCall::Contracts(pallet_contracts::Call::call {
			dest: account(Eve).into(),
			value: 0,
			gas_limit: Weight::from_parts(GAS / 20, 0),
			storage_deposit_limit: None,
			data: vec![],
		});
		flood(&light);
		let used = BlockUsage::<Runtime>::get().used.contracts;
		assert!(used >= 1_425_000_000_000, "{used} of 1.5 s");
	});
}

#[test]
fn the_node_is_told_what_waits() {
	local().execute_with(|| {
		let transaction = sign(Alice, payment(), 7);
		let opaque = OpaqueExtrinsic::decode(&mut transaction.encode().as_slice()).unwrap();
		let seen = mempool::inspect(opaque).unwrap();
		assert_eq!(seen.sender, Some(account(Alice)));
		assert_eq!(seen.tip, 7);
		assert_eq!(seen.weights.heaviest(), Lane::Payments);
		let length = u32::try_from(transaction.encoded_size()).unwrap();
		let query = batara_runtime::TransactionPayment::query_info(transaction, length);
		assert_eq!(seen.fee, query.partial_fee);
		// Whatever the present block has taken.
		let most = <Runtime as frame_system::Config>::BlockWeights::get().max_block;
		System::register_extra_weight_unchecked(most, DispatchClass::Mandatory);
		let room = FeePolicy::next_block_room();
		assert_eq!(room.limit, 1_500_000_000_000);
		assert_eq!(room.guaranteed.payments, room.limit / 4);
	});
}

#[test]
fn an_undecodable_transaction_is_no_panic() {
	let bytes = vec![0x84u8, 1, 2, 3].encode();
	let opaque = OpaqueExtrinsic::decode(&mut bytes.as_slice()).unwrap();
	assert_eq!(mempool::inspect(opaque), None);
}

#[test]
fn the_node_is_told_how_full_a_block_was() {
	local().execute_with(|| {
		assert_eq!(mempool::last_block_fullness().used, LaneWeights::default());
		begin_block();
		send(Alice, payment(), 0).unwrap().unwrap();
		let usage = BlockUsage::<Runtime>::get();
		end_block();
		let full = mempool::last_block_fullness();
		assert!(usage.used.payments > 0 && usage.room > 0);
		assert_eq!(full.used, usage.used);
		assert_eq!(full.limit, usage.room);
		assert_eq!(full.level, batara_runtime::TransactionPayment::next_fee_multiplier());
	});
}

/// Covers the lane that a node tells of a transaction without asking the chain.
#[test]
fn outermost_lane_is_that_of_the_first_call() {
	let lane = |call| mempool::outermost_lane(&UncheckedExtrinsic::new_bare(call).encode());
	let batch = |calls| RuntimeCall::Utility(pallet_utility::Call::batch { calls });
	assert_eq!(lane(payment()), Lane::Payments);
	assert_eq!(lane(contract_call()), Lane::Contracts);
	assert_eq!(lane(batch(vec![batch(vec![vote()]), payment()])), Lane::Governance);
	assert_eq!(lane(batch(vec![])), Lane::Other);
	let deep = (0..20).fold(vote(), |call, _| batch(vec![call]));
	assert_eq!(lane(deep), Lane::Other);
	assert_eq!(mempool::outermost_lane(&[7; 9]), Lane::Other);
}

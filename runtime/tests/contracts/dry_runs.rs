// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The work of a node that is asked what a contract would do: no more than a block, however much
//! gas the question allows.

use super::{
	block::{error_of, gas, in_block, make, Called, Error, Made},
	wasm::{contract, contract_with_constructor},
};
use crate::chain::account;
use batara_runtime::{
	constants::block, AccountId, Balance, Block, BlockNumber, Hash, Runtime, RuntimeEvent,
};
use polkadot_sdk::{
	frame_support::weights::Weight,
	frame_system::EventRecord,
	pallet_contracts::{runtime_decl_for_contracts_api::ContractsApiV2, Code},
	sp_keyring::Sr25519Keyring::Alice,
};

/// A loop that takes longer than a block, though not for ever: an instruction takes 6 ns of gas.
const LONG: &str = "
	(local $turns i32)
	(loop
		(local.set $turns (i32.add (local.get $turns) (i32.const 1)))
		(br_if 0 (i32.lt_u (local.get $turns) (i32.const 1000000000))))";
/// The gas of one step, in picoseconds: a limit has less than this left when the next step does not
/// fit any more.
const STEP: u64 = 1_000_000;

type Record = EventRecord<RuntimeEvent, Hash>;

fn call(to: AccountId, limit: Option<Weight>) -> Called {
	<Runtime as ContractsApiV2<Block, AccountId, Balance, BlockNumber, Hash, Record>>::call(
		account(Alice),
		to,
		0,
		limit,
		None,
		vec![],
	)
}

fn instantiate(code: Vec<u8>, limit: Option<Weight>) -> Made {
	<Runtime as ContractsApiV2<Block, AccountId, Balance, BlockNumber, Hash, Record>>::instantiate(
		account(Alice),
		0,
		limit,
		None,
		Code::Upload(code),
		vec![],
		vec![],
	)
}

/// Asserts that all of a limit was used up, and no more.
fn assert_used_up(used: Weight, limit: Weight) {
	assert!(used.all_lte(limit), "{used} of {limit}");
	assert!(used.ref_time() + STEP >= limit.ref_time(), "{used} of {limit}");
}

#[test]
fn a_call_stops_at_the_weight_of_a_block() {
	in_block(|| {
		let called = call(make(contract("", LONG)), Some(Weight::MAX));
		assert_used_up(called.gas_consumed, block::MAXIMUM_WEIGHT);
		assert!(called.gas_required.all_lte(block::MAXIMUM_WEIGHT));
		assert_eq!(error_of(called), Error::OutOfGas.into());
	});
}

#[test]
fn an_instantiation_stops_at_the_weight_of_a_block() {
	in_block(|| {
		let code = contract_with_constructor("", LONG, "");
		let made = instantiate(code, Some(Weight::MAX));
		assert_used_up(made.gas_consumed, block::MAXIMUM_WEIGHT);
		assert!(made.gas_required.all_lte(block::MAXIMUM_WEIGHT));
		assert_eq!(made.result.unwrap_err(), Error::OutOfGas.into());
	});
}

#[test]
fn a_smaller_limit_holds() {
	in_block(|| {
		let called = call(make(contract("", LONG)), Some(gas(20)));
		assert_used_up(called.gas_consumed, gas(20));
		assert_eq!(error_of(called), Error::OutOfGas.into());
	});
}

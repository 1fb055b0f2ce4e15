// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Computations without end: gas is what bounds the time of a block, so nothing may run without it.

use super::{
	block::{
		call, calling, error_of, gas, in_block, instantiate, make, number_of, send, without_trace,
		Error,
	},
	wasm::contract,
};
use batara_runtime::{constants::block, AccountId};
use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_keyring::Sr25519Keyring::Alice,
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use std::time::Instant;

const ENDLESS: &str = "(loop br 0)";
/// The gas of one step, in picoseconds: a limit has less than this left when the next step does not
/// fit any more.
const STEP: u64 = 1_000_000;

/// Makes a contract that computes without end.
fn endless() -> AccountId {
	make(contract("", ENDLESS))
}

/// Makes a contract that asks the chain for something, and then computes without end.
fn endless_after_a_question() -> AccountId {
	let question = "(call $block_number (i32.const 4) (i32.const 0))";
	make(contract(r#"(data (i32.const 0) "\04")"#, &format!("{question} {ENDLESS}")))
}

/// Makes a contract that calls the contract in its input a hundred times, each time with a
/// millisecond of gas, and returns the number of calls.
fn repeated_caller() -> AccountId {
	let fields = r#"
		(global $calls (mut i32) (i32.const 0))
		(data (i32.const 0) "\20")"#;
	let call = r#"
		(call $input (i32.const 4) (i32.const 0))
		(loop
			(drop (call $call
				(i32.const 0) (i32.const 4) (i64.const 1000000000) (i64.const 0)
				(i32.const -1) (i32.const 100) (i32.const 4) (i32.const 0)
				(i32.const -1) (i32.const 0)))
			(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
			(i32.store (i32.const 200) (global.get $calls))
			(br_if 0 (i32.lt_u (global.get $calls) (i32.const 100))))
		(call $return (i32.const 0) (i32.const 200) (i32.const 4))"#;
	make(contract(fields, call))
}

/// Asserts that a call fails when all of its limit is used up, and that nothing else happens.
fn assert_uses_whole_limit(contract: &AccountId, limit: Weight) {
	let begin = Instant::now();
	let called = without_trace(|| call(contract, limit, vec![]));
	let used = called.gas_consumed.ref_time();
	println!("{} ms of gas took {:?}", limit.ref_time() / 1_000_000_000, begin.elapsed());
	assert_eq!(error_of(called), Error::OutOfGas.into());
	assert!(used <= limit.ref_time() && used + STEP >= limit.ref_time(), "{used} of {limit}");
}

#[test]
fn an_endless_loop_ends_with_its_gas() {
	in_block(|| assert_uses_whole_limit(&endless(), gas(20)));
}

/// Checks that the work of the engine after a question counts even if no other question follows:
/// otherwise a loop there would be free.
#[test]
fn an_endless_loop_after_a_question_is_paid_for() {
	in_block(|| assert_uses_whole_limit(&endless_after_a_question(), gas(20)));
}

/// Checks that the gas that a failed contract has used is not given back to its caller: otherwise
/// one transaction could go on for hours.
#[test]
fn calls_that_run_out_of_gas_are_paid_for_by_their_caller() {
	in_block(|| {
		let callee = endless_after_a_question();
		let caller = repeated_caller();
		let begin = Instant::now();
		let called = call(&caller, gas(50), AsRef::<[u8]>::as_ref(&callee).to_vec());
		println!("50 ms of gas took {:?} in calls", begin.elapsed());
		match called.result {
			Ok(_) => panic!("{} calls of 1 ms within 50 ms", number_of(called)),
			Err(error) => assert_eq!(error, Error::OutOfGas.into()),
		}
	});
}

/// Checks that a limit that a contract sets for another one holds, and leaves the caller the rest.
#[test]
fn a_callee_without_end_stops_at_the_limit_of_its_caller() {
	in_block(|| {
		let callee = endless();
		let called = call(&repeated_caller(), gas(200), AsRef::<[u8]>::as_ref(&callee).to_vec());
		let used = called.gas_consumed.ref_time();
		assert_eq!(number_of(called), 100);
		assert!(used >= gas(100).ref_time() - 100 * STEP && used < gas(200).ref_time(), "{used}");
	});
}

#[test]
fn a_transaction_without_end_pays_its_whole_limit() {
	in_block(|| {
		for contract in [endless(), endless_after_a_question()] {
			let modest = send(Alice, calling(&contract, gas(1), vec![])).unwrap();
			let greedy = send(Alice, calling(&contract, gas(21), vec![])).unwrap();
			for receipt in [&modest, &greedy] {
				assert_eq!(receipt.outcome, Err(Error::OutOfGas.into()));
				assert_eq!(receipt.spent, 0);
			}
			assert!((greedy.weight - modest.weight).ref_time() + STEP >= gas(20).ref_time());
			// 2 base units for each picosecond.
			assert!(greedy.fee - modest.fee + 2 * u128::from(STEP) >= 40_000_000_000);
		}
	});
}

/// Checks that the function that a module starts with runs before each entry, with the gas of
/// that entry.
#[test]
fn start_function_of_a_module_is_paid_for() {
	in_block(|| {
		let endless = contract(&format!("(func $begin {ENDLESS}) (start $begin)"), "");
		let made = instantiate(Alice, endless, 0, vec![]);
		assert_eq!(made.result.unwrap_err(), Error::OutOfGas.into());
		let fields = "(global $begun (mut i32) (i32.const 0))
			(func $begin (global.set $begun (i32.const 7))) (start $begin)";
		let returning = "(i32.store (i32.const 0) (global.get $begun))
			(call $return (i32.const 0) (i32.const 0) (i32.const 4))";
		assert_eq!(number_of(call(&make(contract(fields, returning)), gas(10), vec![])), 7);
	});
}

/// Checks that the unused part of a limit is neither paid for nor counted.
#[test]
fn a_transaction_pays_what_it_uses_of_its_limit() {
	in_block(|| {
		let contract = make(contract("", ""));
		let modest = send(Alice, calling(&contract, gas(1), vec![])).unwrap();
		let generous = send(Alice, calling(&contract, gas(500), vec![])).unwrap();
		assert_eq!(modest.outcome, Ok(()));
		assert_eq!(generous.outcome, Ok(()));
		assert_eq!(modest.weight.ref_time(), generous.weight.ref_time());
		// Four more bytes of transaction at most.
		assert!(generous.fee - modest.fee < 10_000_000);
	});
}

#[test]
fn no_transaction_gets_more_than_a_block() {
	in_block(|| {
		let contract = endless();
		let refused = send(Alice, calling(&contract, block::MAXIMUM_WEIGHT, vec![])).unwrap_err();
		let full = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);
		assert_eq!(refused, full);
	});
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts that call contracts, and themselves: how deep they get, and who may call back.

use super::{
	block::{call, error_of, gas, in_block, instantiate, make, without_trace, Called, Error},
	wasm::contract,
};
use batara_runtime::AccountId;
use codec::{Decode, Encode};
use polkadot_sdk::sp_keyring::Sr25519Keyring::Alice;

/// The flags of a call.
const PLAIN: u32 = 0;
const ALLOW_REENTRY: u32 = 8;
const READ_ONLY: u32 = 16;
/// The results of a call of another contract.
const SUCCESS: u32 = 0;
const CALLEE_TRAPPED: u32 = 1;
const NOT_CALLABLE: u32 = 8;

/// Makes a contract that calls itself until it is `wanted` frames deep. Its input is the flags of
/// these calls, `wanted`, and the depth at which it starts. It returns the depth that it reached,
/// and the result of the call below.
fn recursive_caller() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\0c") (data (i32.const 56) "\08") (data (i32.const 96) "\20")"#,
		r#"
		(local $depth i32)
		(call $input (i32.const 8) (i32.const 0))
		(local.set $depth (i32.load (i32.const 16)))
		(if (i32.lt_u (local.get $depth) (i32.load (i32.const 12))) (then
			(call $address (i32.const 100) (i32.const 96))
			(i32.store (i32.const 16) (i32.add (local.get $depth) (i32.const 1)))
			(i32.store (i32.const 60) (call $call
				(i32.load (i32.const 8)) (i32.const 100) (i64.const 0) (i64.const 0)
				(i32.const -1) (i32.const 200) (i32.const 8) (i32.const 12)
				(i32.const 48) (i32.const 56)))
			(if (i32.eqz (i32.load (i32.const 60))) (then
				(call $return (i32.const 0) (i32.const 48) (i32.const 8))))))
		(i32.store (i32.const 56) (local.get $depth))
		(call $return (i32.const 0) (i32.const 56) (i32.const 8))"#,
	))
}

/// Makes a contract that calls another one. Its input is the flags of that call, the other
/// contract, and the input for it. It returns the result of the call, and the first four bytes of
/// the answer.
pub fn messenger(number: u8) -> AccountId {
	let code = contract(
		r#"(data (i32.const 0) "\00\04") (data (i32.const 2020) "\08")"#,
		r#"
		(call $input (i32.const 4) (i32.const 0))
		(i32.store (i32.const 2024) (call $call
			(i32.load (i32.const 4)) (i32.const 8) (i64.const 0) (i64.const 0) (i32.const -1)
			(i32.const 2000) (i32.const 40) (i32.sub (i32.load (i32.const 0)) (i32.const 36))
			(i32.const 2028) (i32.const 2020)))
		(call $return (i32.const 0) (i32.const 2024) (i32.const 8))"#,
	);
	instantiate(Alice, code, 0, vec![number]).result.unwrap().account_id
}

/// Returns the input for one call by a messenger: the flags, the contract that it calls, and the
/// input for that.
fn message(flags: u32, to: &AccountId, input: Vec<u8>) -> Vec<u8> {
	[(flags, to).encode(), input].concat()
}

/// Returns the last of several messages: it goes to an account that is no contract.
fn last(flags: u32) -> Vec<u8> {
	message(flags, &AccountId::new([9; 32]), vec![])
}

/// Returns the result of a messenger's call and, if it called another messenger, the result of that
/// one's call.
fn answers(called: Called) -> (u32, u32) {
	<(u32, u32)>::decode(&mut called.result.unwrap().data.as_slice()).unwrap()
}

/// Returns the result of a messenger's call.
fn answer(called: Called) -> u32 {
	answers(called).0
}

/// Returns the result of the call by the second messenger, which the first one reached.
fn answer_within(called: Called) -> u32 {
	let (first, second) = answers(called);
	assert_eq!(first, SUCCESS);
	second
}

/// Checks the depth: one contract and five below it. The seventh call traps where it is made, with
/// `MaxCallDepthReached`, which the contract above sees as a callee that trapped.
#[test]
fn contracts_call_each_other_six_deep() {
	in_block(|| {
		let recursive_caller = recursive_caller();
		let climb = |wanted: u32| {
			answers(call(&recursive_caller, gas(100), (ALLOW_REENTRY, wanted, 1u32).encode()))
		};
		assert_eq!(climb(6), (6, SUCCESS));
		assert_eq!(climb(7), (5, CALLEE_TRAPPED));
		assert_eq!(climb(1_000), (5, CALLEE_TRAPPED));
	});
}

#[test]
fn a_contract_does_not_call_itself_unless_it_says_so() {
	in_block(|| {
		let recursive_caller = recursive_caller();
		let input = (PLAIN, 2u32, 1u32).encode();
		let called = without_trace(|| call(&recursive_caller, gas(100), input));
		assert_eq!(error_of(called), Error::ReentranceDenied.into());
	});
}

/// Checks that a callee that calls back traps, and that the first contract goes on.
#[test]
fn a_contract_is_not_called_back_unless_it_says_so() {
	in_block(|| {
		let [first, second] = [messenger(1), messenger(2)];
		for (flags, outcome) in [(PLAIN, CALLEE_TRAPPED), (ALLOW_REENTRY, SUCCESS)] {
			let back = message(PLAIN, &first, last(PLAIN));
			let called = call(&first, gas(100), message(flags, &second, back));
			assert_eq!(answer(called), outcome, "{flags}");
		}
	});
}

/// Checks that a third contract in between changes nothing: it traps, which the second one sees.
#[test]
fn call_back_through_a_third_contract_traps() {
	in_block(|| {
		let [first, second, third] = [messenger(1), messenger(2), messenger(3)];
		let back = message(ALLOW_REENTRY, &first, last(PLAIN));
		let detour = message(ALLOW_REENTRY, &third, back);
		for (flags, outcome) in [(PLAIN, CALLEE_TRAPPED), (ALLOW_REENTRY, SUCCESS)] {
			let called = call(&first, gas(100), message(flags, &second, detour.clone()));
			assert_eq!(answer_within(called), outcome, "{flags}");
		}
	});
}

#[test]
fn account_without_a_contract_is_not_callable() {
	in_block(|| assert_eq!(answer(call(&messenger(1), gas(100), last(PLAIN))), NOT_CALLABLE));
}

/// Checks that a read-only call changes nothing, neither by itself nor through others.
#[test]
fn a_read_only_call_changes_nothing() {
	in_block(|| {
		let writing = "(drop (call $set_storage
			(i32.const 0) (i32.const 4) (i32.const 0) (i32.const 4)))";
		let writer = make(contract("", writing));
		let [first, second] = [messenger(1), messenger(2)];
		for (flags, outcome) in [(PLAIN, SUCCESS), (READ_ONLY, CALLEE_TRAPPED)] {
			let called = call(&first, gas(100), message(flags, &writer, vec![]));
			assert_eq!(answer(called), outcome);
		}
		let indirect = message(READ_ONLY, &second, message(PLAIN, &writer, vec![]));
		assert_eq!(answer_within(call(&first, gas(100), indirect)), CALLEE_TRAPPED);
	});
}

#[test]
fn unknown_flags_trap() {
	in_block(|| {
		let called = call(&messenger(1), gas(100), last(1 << 20));
		assert_eq!(error_of(called), Error::InvalidCallFlags.into());
	});
}

/// Checks functions of a contract that call themselves without end: the stack of the engine ends,
/// not that of the node.
#[test]
fn recursion_within_a_contract_traps() {
	in_block(|| {
		for code in [
			contract("(func $down (call $down))", "(call $down)"),
			contract(
				"(func $down (param i64 i64 i64 i64) (local i64 i64 i64 i64)
					(call $down (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4)))",
				"(call $down (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4))",
			),
			contract(
				&format!("(func $down (local {}) (call $down))", "i64 ".repeat(20_000)),
				"(call $down)",
			),
		] {
			let contract = make(code);
			let called = without_trace(|| call(&contract, gas(100), vec![]));
			assert!(called.gas_consumed.all_lt(gas(10)));
			assert_eq!(error_of(called), Error::ContractTrapped.into());
		}
	});
}

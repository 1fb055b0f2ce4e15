// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts that flood the chain with events, debug messages, other contracts or huge code.

use super::{
	block::{
		call, call_by, calling, error_of, gas, in_block, make, number_of, send, without_trace,
		Error, PLENTY,
	},
	wasm::{bare, contract, of_length},
};
use crate::chain::account;
use batara_runtime::{
	constants::money::BTR, AccountId, Contracts, Hash, Runtime, RuntimeEvent, System,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_contracts::{Config, Determinism, Event, WeightInfo},
	sp_keyring::Sr25519Keyring::Alice,
};

/// The length of the longest data of an event, in bytes.
const EVENT: u32 = 16 * 1024;
/// The least price of each byte of an event, in picoseconds.
const PER_EVENT_BYTE: u64 = 60_000;

/// Makes a contract that emits events. Its input is the number of events, and how many bytes of
/// topics and of data each has.
fn emitter() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\0c") (data (i32.const 1024) "\10")"#,
		r#"
		(local $event i32)
		(call $input (i32.const 8) (i32.const 0))
		;; The number of topics, in front of them.
		(i32.store8 (i32.const 1024)
			(i32.shl (i32.div_u (i32.load (i32.const 12)) (i32.const 32)) (i32.const 2)))
		(loop
			(call $deposit_event
				(i32.const 1024) (i32.load (i32.const 12))
				(i32.const 4096) (i32.load (i32.const 16)))
			(local.set $event (i32.add (local.get $event) (i32.const 1)))
			(br_if 0 (i32.lt_u (local.get $event) (i32.load (i32.const 8)))))"#,
	))
}

/// Returns the length of a list of topics, in bytes.
fn topics(count: u32) -> u32 {
	match count {
		0 => 0,
		_ => 1 + 32 * count,
	}
}

#[test]
fn event_beyond_its_limits_is_refused() {
	in_block(|| {
		let emitter = emitter();
		for fine in [(1u32, topics(4), EVENT), (1, topics(0), 0)] {
			assert_ok!(call(&emitter, gas(100), fine.encode()).result);
		}
		for (flood, error) in [
			((1u32, topics(5), 0), Error::TooManyTopics),
			((1, topics(0), EVENT + 1), Error::ValueTooLarge),
		] {
			let called = without_trace(|| call(&emitter, gas(100), flood.encode()));
			assert_eq!(error_of(called), error.into());
		}
	});
}

#[test]
fn every_byte_of_an_event_is_paid_for() {
	in_block(|| {
		let emitter = emitter();
		let used = |count: u32| {
			let called = call(&emitter, gas(500), (count, topics(0), EVENT).encode());
			assert_ok!(called.result);
			called.gas_consumed.ref_time()
		};
		assert!(used(11) - used(1) >= 10 * u64::from(EVENT) * PER_EVENT_BYTE);
	});
}

#[test]
fn a_flood_of_events_leaves_none() {
	in_block(|| {
		let emitter = emitter();
		let flood = (u32::MAX, topics(0), EVENT).encode();
		let receipt = send(Alice, calling(&emitter, gas(50), flood)).unwrap();
		assert_eq!(receipt.outcome, Err(Error::OutOfGas.into()));
		assert_eq!(receipt.spent, 0);
		let is_flood = |event: &RuntimeEvent| {
			matches!(event, RuntimeEvent::Contracts(Event::ContractEmitted { .. }))
		};
		assert!(!System::read_events_no_consensus().any(|record| is_flood(&record.event)));
	});
}

/// Makes a contract that sends as many debug messages as its input says, half a mebibyte each.
fn logger() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\04")"#,
		r#"
		(local $message i32)
		(call $input (i32.const 8) (i32.const 0))
		(loop
			(drop (call $debug_message (i32.const 1024) (i32.const 524288)))
			(local.set $message (i32.add (local.get $message) (i32.const 1)))
			(br_if 0 (i32.lt_u (local.get $message) (i32.load (i32.const 8)))))"#,
	))
}

/// Checks a dry run, which alone keeps debug messages.
#[test]
fn dry_run_keeps_two_mebibytes_of_debug_messages_at_most() {
	in_block(|| {
		let called = call(&logger(), gas(100), 10u32.encode());
		assert!(called.debug_message.len() <= 2 << 20);
		assert_ok!(called.result);
	});
}

#[test]
fn every_debug_message_is_paid_for() {
	in_block(|| {
		let logger = logger();
		let called = call(&logger, gas(100), 10u32.encode());
		let used = called.gas_consumed.ref_time();
		assert_ok!(called.result);
		let price = <Runtime as Config>::WeightInfo::seal_debug_message(524_288);
		assert!(used >= 10 * price.ref_time(), "{used}");
		let called = without_trace(|| call(&logger, gas(50), u32::MAX.encode()));
		assert_eq!(error_of(called), Error::OutOfGas.into());
	});
}

/// Makes a contract that instantiates the code whose hash is its input, without end.
fn instantiator() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\20")"#,
		r#"
		(call $input (i32.const 4) (i32.const 0))
		(loop
			(i32.store (i32.const 300) (i32.add (i32.load (i32.const 300)) (i32.const 1)))
			(br_if 0 (i32.eqz (call $instantiate
				(i32.const 4) (i64.const 0) (i64.const 0) (i32.const -1) (i32.const 200)
				(i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0)
				(i32.const -1) (i32.const 0) (i32.const 300) (i32.const 4)))))
		unreachable"#,
	))
}

fn upload(code: Vec<u8>, determinism: Determinism) -> Hash {
	Contracts::bare_upload_code(account(Alice), code, None, determinism).unwrap().code_hash
}

/// Checks both ends: the caller pays the deposits and soon reaches its limit, or the gas runs
/// out first.
#[test]
fn a_flood_of_contracts_ends_with_the_deposits_or_the_gas() {
	in_block(|| {
		let instantiator = instantiator();
		let child = upload(bare("", ""), Determinism::Enforced).encode();
		for (limit, room) in [(None, gas(200)), (Some(100_000 * BTR), gas(20))] {
			let called =
				without_trace(|| call_by(Alice, &instantiator, room, limit, child.clone()));
			assert!(called.gas_consumed.all_lte(room));
			assert!(called.result.is_err());
		}
	});
}

/// Makes a contract that runs the code whose hash is its input as its own, and returns the
/// result code.
fn delegator() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\20")"#,
		r#"
		(call $input (i32.const 4) (i32.const 0))
		(i32.store (i32.const 0) (call $delegate_call
			(i32.const 0) (i32.const 4) (i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0)))
		(call $return (i32.const 0) (i32.const 0) (i32.const 4))"#,
	))
}

/// Checks that loading the code is paid for by the byte: 1,175 ps.
#[test]
fn huge_code_costs_more_to_delegate_to() {
	in_block(|| {
		let delegator = delegator();
		let used = |length: usize| {
			let hash = upload(of_length(length), Determinism::Enforced);
			let called = call(&delegator, gas(100), hash.encode());
			let used = called.gas_consumed.ref_time();
			assert_eq!(number_of(called), 0);
			used
		};
		let more = used(123 * 1024) - used(1_024);
		assert!(more >= 122 * 1024 * 1_175, "{more}");
	});
}

#[test]
fn unknown_code_is_not_found() {
	const CODE_NOT_FOUND: u32 = 7;
	in_block(|| {
		let called = call(&delegator(), gas(100), Hash::repeat_byte(7).encode());
		assert_eq!(number_of(called), CODE_NOT_FOUND);
	});
}

/// Checks that code with floats can be stored, for calls off the chain, and that nothing on the
/// chain runs it.
#[test]
fn code_that_is_not_deterministic_never_runs() {
	in_block(|| {
		let floats = bare("", "(func (drop (f32.add (f32.const 1) (f32.const 2))))");
		let hash = upload(floats, Determinism::Relaxed);
		let delegator = delegator();
		let called = without_trace(|| call(&delegator, PLENTY, hash.encode()));
		assert_eq!(error_of(called), Error::Indeterministic.into());
	});
}

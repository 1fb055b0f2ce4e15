// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The price of state: those who make it lock a deposit, to the base unit, and those who free it
//! get it.

use super::{
	block::{
		call, call_by, error_of, gas, hash_of, in_block, make, send, uploading, without_trace,
		Error, Receipt,
	},
	forwarder::Forwarder,
	votes::vote,
	wasm::{bare, contract, of_length},
};
use crate::chain::{account, referendum::open_referendum};
use batara_runtime::{
	constants::money::{deposit, BTR, DEPOSIT_PER_BYTE, EXISTENTIAL_DEPOSIT, MILLI_BTR},
	parameters::{dynamic_params::contracts, ByteDeposit},
	AccountId, Balance, Balances, Contracts, Parameters, Runtime, RuntimeCall, RuntimeOrigin,
	RuntimeParameters,
};
use codec::Encode;
use pallet_governance::Origin;
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{
			fungible::{Inspect, InspectHold, Mutate},
			Get,
		},
	},
	pallet_contracts::{Call, Code, CollectEvents, Config, DebugInfo, HoldReason, StorageDeposit},
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, One},
	sp_runtime::Perbill,
};

/// The length of the longest value, in bytes.
const VALUE: u32 = 16 * 1024;
const MIB: u32 = 1024 * 1024;

/// The two things that a filler does.
const FILL: u32 = 0;
const CLEAR: u32 = 1;

/// Makes a contract that fills items with zeros, or clears them. Its input says which of the two,
/// how many items, and how long they are.
fn filler() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\0c")"#,
		r#"
		(local $item i32)
		(call $input (i32.const 8) (i32.const 0))
		(loop
			(i32.store (i32.const 100) (local.get $item))
			(if (i32.load (i32.const 8))
				(then (drop (call $clear_storage (i32.const 100) (i32.const 4))))
				(else (drop (call $set_storage
					(i32.const 100) (i32.const 4)
					(i32.const 1024) (i32.load (i32.const 16))))))
			(local.set $item (i32.add (local.get $item) (i32.const 1)))
			(br_if 0 (i32.lt_u (local.get $item) (i32.load (i32.const 12)))))"#,
	))
}

/// Makes a contract that writes one item with a key and a value of the lengths in its input.
fn writer() -> AccountId {
	make(contract(
		r#"(data (i32.const 0) "\08")"#,
		r#"
		(call $input (i32.const 8) (i32.const 0))
		(drop (call $set_storage
			(i32.const 1024) (i32.load (i32.const 8))
			(i32.const 1024) (i32.load (i32.const 12))))"#,
	))
}

fn fill(
	signer: Sr25519Keyring,
	filler: &AccountId,
	limit: Option<Balance>,
	input: (u32, u32, u32),
) -> Receipt {
	let call = Call::call {
		dest: filler.clone().into(),
		value: 0,
		gas_limit: gas(500),
		storage_deposit_limit: limit.map(Into::into),
		data: input.encode(),
	};
	send(signer, RuntimeCall::Contracts(call)).unwrap()
}

fn held(contract: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::StorageDepositReserve.into(), contract)
}

/// Checks the price of 64 items of 16 KiB: 106.1376 BTR.
#[test]
fn a_mebibyte_costs_exactly_its_deposit() {
	in_block(|| {
		let price = deposit(64, MIB);
		assert_eq!(price, 106_137_600 * MILLI_BTR / 1_000);
		let filler = filler();
		let before = held(&filler);
		let mebibyte = (FILL, 64, VALUE);
		// The limit of those who set none is far below it.
		for limit in [None, Some(price - 1)] {
			let receipt = fill(Alice, &filler, limit, mebibyte);
			assert_eq!(receipt.outcome, Err(Error::StorageDepositLimitExhausted.into()));
			assert_eq!(receipt.spent, 0);
		}
		let receipt = fill(Alice, &filler, Some(price), mebibyte);
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(receipt.spent, price as i128);
		assert_eq!(held(&filler), before + price);
		// Once more changes nothing, and costs nothing.
		assert_eq!(fill(Alice, &filler, Some(0), mebibyte).spent, 0);
	});
}

/// Shows why contracts must not let strangers free state that others paid for.
#[test]
fn deposit_goes_to_the_caller_that_frees_the_state() {
	in_block(|| {
		let filler = filler();
		let paid = fill(Alice, &filler, None, (FILL, 2, 1_000)).spent;
		assert_eq!(paid, deposit(2, 2_000) as i128);
		assert_eq!(fill(Bob, &filler, None, (CLEAR, 1, 0)).spent, -paid / 2);
		assert_eq!(fill(Bob, &filler, None, (CLEAR, 2, 0)).spent, -paid / 2);
		assert_eq!(fill(Bob, &filler, None, (CLEAR, 2, 0)).spent, 0);
	});
}

#[test]
fn a_shorter_value_gives_a_part_of_the_deposit_back() {
	in_block(|| {
		let filler = filler();
		fill(Alice, &filler, None, (FILL, 1, 1_000));
		let shorter = fill(Alice, &filler, None, (FILL, 1, 400));
		assert_eq!(shorter.spent, -(deposit(0, 600) as i128));
	});
}

/// Checks that a refund is the amount that was paid, not what the state would cost today.
#[test]
fn a_new_price_does_not_change_old_deposits() {
	in_block(|| {
		let filler = filler();
		let paid = fill(Alice, &filler, None, (FILL, 1, 1_000)).spent;
		let dearer = ByteDeposit::new(10 * DEPOSIT_PER_BYTE);
		let parameter = contracts::Parameters::DepositPerByte(contracts::DepositPerByte, dearer);
		let origin = RuntimeOrigin::from(Origin::ParameterAdmin);
		assert_ok!(Parameters::set_parameter(origin, RuntimeParameters::Contracts(parameter)));
		assert_eq!(fill(Alice, &filler, None, (CLEAR, 1, 0)).spent, -paid);
		let dear = fill(Alice, &filler, None, (FILL, 1, 1_000)).spent;
		assert_eq!(dear, paid + 9 * deposit(0, 1_000) as i128);
	});
}

/// Checks that a call without its own limit may lock enough for a contract with the longest code.
#[test]
fn the_default_limit_is_enough_for_any_code() {
	in_block(|| {
		let longest = <<Runtime as Config>::MaxCodeLen as Get<u32>>::get() as usize;
		let made = Contracts::bare_instantiate(
			account(Alice),
			0,
			gas(100),
			None,
			Code::Upload(of_length(longest)),
			vec![],
			vec![],
			DebugInfo::Skip,
			CollectEvents::Skip,
		);
		assert!(made.result.is_ok(), "{:?}", made.result);
	});
}

#[test]
fn nobody_locks_more_than_it_has() {
	in_block(|| {
		let filler = filler();
		Balances::set_balance(&account(One), BTR);
		let input = (FILL, 1, VALUE).encode();
		let limit = Some(2 * BTR);
		let called = without_trace(|| call_by(One, &filler, gas(500), limit, input.clone()));
		assert_eq!(error_of(called), Error::StorageDepositNotEnoughFunds.into());
		// Without a limit it is what the account has.
		let called = without_trace(|| call_by(One, &filler, gas(500), None, input));
		assert_eq!(error_of(called), Error::StorageDepositLimitExhausted.into());
		let upload = send(One, uploading(of_length(20_000))).unwrap();
		assert_eq!(upload.outcome, Err(Error::StorageDepositNotEnoughFunds.into()));
	});
}

/// Checks the amount: the existential deposit, one item of 122 bytes about the contract, and 30 %
/// of what its code locked.
#[test]
fn a_contract_locks_a_deposit_for_itself() {
	in_block(|| {
		let code = bare("", "");
		let of_code = deposit(2, code.len() as u32 + 61);
		assert_eq!(send(Alice, uploading(code.clone())).unwrap().spent, of_code as i128);
		let own = deposit(1, 122) + Perbill::from_percent(30).mul_ceil(of_code);
		let call = Call::instantiate {
			value: 0,
			gas_limit: gas(10),
			storage_deposit_limit: None,
			code_hash: hash_of(&code),
			data: vec![],
			salt: vec![],
		};
		let receipt = send(Bob, RuntimeCall::Contracts(call)).unwrap();
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(receipt.spent, (EXISTENTIAL_DEPOSIT + own) as i128);
		let contract = Contracts::contract_address(&account(Bob), &hash_of(&code), &[], &[]);
		assert_eq!(held(&contract), own);
	});
}

#[test]
fn keys_and_values_have_a_longest_length() {
	in_block(|| {
		let writer = writer();
		for (key, value, bytes) in [(4, 0, 0), (0, 1, 1), (128, VALUE, VALUE)] {
			let called = call(&writer, gas(100), (key, value).encode());
			assert_eq!(called.storage_deposit, StorageDeposit::Charge(deposit(1, bytes)));
			assert_ok!(called.result);
		}
		for (key, value, error) in [
			(4, VALUE + 1, Error::ValueTooLarge),
			(4, 1 << 19, Error::ValueTooLarge),
			(129, 1, Error::DecodingFailed),
		] {
			let called = without_trace(|| call(&writer, gas(500), (key, value).encode()));
			assert_eq!(error_of(called), error.into());
		}
	});
}

#[test]
fn a_flood_of_writes_ends_with_its_gas() {
	in_block(|| {
		let filler = filler();
		let limit = Some(100_000 * BTR);
		let flood = (FILL, u32::MAX, VALUE).encode();
		let called = without_trace(|| call_by(Alice, &filler, gas(20), limit, flood));
		assert!(called.gas_consumed.all_lte(gas(20)));
		assert_eq!(error_of(called), Error::OutOfGas.into());
	});
}

/// Shows why contracts should vote with their free balance. They may vote with all they have,
/// including their deposits, but while these are locked, those who free state get nothing for it.
#[test]
fn deposits_that_a_contract_voted_with_are_not_paid_back() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		let everything = Balances::total_balance(&forwarder.0);
		assert_eq!(forwarder.ask(vote(everything)), Ok(()));
		let receipt = forwarder.terminate(Bob, &account(Bob)).unwrap();
		assert_eq!(receipt.spent, 0);
		assert_eq!(Balances::total_balance(&forwarder.0), everything);
	});
}

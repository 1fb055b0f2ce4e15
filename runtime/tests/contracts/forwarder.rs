// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract that sends whatever call of the runtime it is told to send.

use super::{
	block::{call, calling, make_with, number_of, send, Receipt, PLENTY},
	wasm::contract,
};
use batara_runtime::{constants::money::BTR, AccountId, Balance, Contracts, RuntimeCall};
use codec::Encode;
use polkadot_sdk::{
	frame_support::weights::Weight, sp_keyring::Sr25519Keyring, sp_runtime::DispatchError,
};

/// The amount that a forwarder is given when it is made.
pub const FUNDS: Balance = 10_000 * BTR;
/// A gas limit above the weight of any open call.
const LIMIT: Weight = Weight::from_parts(500_000_000_000, 1 << 40);

/// The module of a forwarder. The first byte of its input says what the rest is: a call to send, the
/// result of which it returns, or the account in whose favour it terminates.
const FIELDS: &str = r#"(data (i32.const 0) "\00\40")"#;
const CALL: &str = r#"
	(call $input (i32.const 8) (i32.const 0))
	(if (i32.eq (i32.load8_u (i32.const 8)) (i32.const 1))
		(then (call $terminate (i32.const 9))))
	(i32.store (i32.const 4) (call $call_runtime
		(i32.const 9)
		(i32.sub (i32.load (i32.const 0)) (i32.const 1))))
	(call $return (i32.const 0) (i32.const 4) (i32.const 4))"#;

/// The value that `call_runtime` returns for a call that failed.
const CALL_RUNTIME_FAILED: u32 = 10;

/// The account of a contract that does what it is told.
pub struct Forwarder(pub AccountId);

impl Forwarder {
	/// Makes a forwarder with 10,000 BTR.
	pub fn new() -> Self {
		Self(make_with(Self::code(), FUNDS))
	}

	/// Returns the code of all forwarders.
	pub fn code() -> Vec<u8> {
		contract(FIELDS, CALL)
	}

	/// Returns `true` if the contract exists.
	pub fn lives(&self) -> bool {
		Contracts::code_hash(&self.0).is_some()
	}

	/// Makes the forwarder send a call. The error is the name that a dry run shows: the contract
	/// itself only learns that the call failed.
	pub fn ask(&self, asked: RuntimeCall) -> Result<(), String> {
		let called = call(&self.0, PLENTY, (0u8, asked).encode());
		let message = String::from_utf8(called.debug_message.clone()).unwrap();
		match number_of(called) {
			0 => Ok(()),
			CALL_RUNTIME_FAILED => Err(message.trim_start_matches("call failed with: ").into()),
			code => panic!("{code}"),
		}
	}

	/// Makes the forwarder send a call, in a transaction that succeeds if the contract does.
	pub fn ask_by_transaction(&self, signer: Sr25519Keyring, asked: RuntimeCall) -> Receipt {
		send(signer, calling(&self.0, LIMIT, (0u8, asked).encode())).unwrap()
	}

	/// Makes the forwarder terminate, in a transaction: what it can spend goes to `beneficiary`.
	pub fn terminate(
		&self,
		signer: Sr25519Keyring,
		beneficiary: &AccountId,
	) -> Result<Receipt, DispatchError> {
		let receipt = send(signer, calling(&self.0, LIMIT, (1u8, beneficiary).encode())).unwrap();
		receipt.outcome.map(|()| receipt)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A block in which code is uploaded, instantiated and called, by transactions and without.

use crate::chain::{account, assert_sound, local, transactions};
use batara_runtime::{
	AccountId, Balance, Balances, Contracts, FeePolicy, Hash, Hashing, Runtime, RuntimeCall,
	RuntimeEvent, System,
};
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, weights::Weight},
	frame_system::EventRecord,
	pallet_contracts::{
		self, Code, CollectEvents, ContractExecResult, ContractInstantiateResult, DebugInfo,
		Determinism,
	},
	pallet_transaction_payment,
	sp_io::storage,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		traits::Hash as _, transaction_validity::TransactionValidityError, DispatchError,
		DispatchOutcome, StateVersion,
	},
};

/// The errors of contracts, as the metadata names them.
pub type Error = pallet_contracts::Error<Runtime>;
/// The result of a call.
pub type Called = ContractExecResult<Balance, EventRecord<RuntimeEvent, Hash>>;
/// The result of an instantiation.
pub type Made = ContractInstantiateResult<AccountId, Balance, EventRecord<RuntimeEvent, Hash>>;

/// A gas limit for tests that want none.
pub const PLENTY: Weight = Weight::from_parts(u64::MAX / 4, u64::MAX / 4);

/// Returns a gas limit, given in milliseconds.
pub const fn gas(milliseconds: u64) -> Weight {
	Weight::from_parts(milliseconds * 1_000_000_000, 1 << 30)
}

/// Runs `test` in block 2 of the `local` chain. With the feature `try-runtime`, asserts after the
/// block that the state of all pallets is sound.
pub fn in_block(test: impl FnOnce()) {
	local().execute_with(|| {
		transactions::begin_block();
		test();
		transactions::end_block();
		assert_sound("after the block");
	});
}

/// Returns an account that contracts pay.
pub fn receiver() -> AccountId {
	AccountId::new([9; 32])
}

/// Uploads code as Alice and without a transaction.
pub fn upload(code: Vec<u8>) -> Result<(), DispatchError> {
	let by = account(Sr25519Keyring::Alice);
	Contracts::bare_upload_code(by, code, None, Determinism::Enforced).map(drop)
}

/// Uploads code and makes a contract of it.
pub fn instantiate(by: Sr25519Keyring, code: Vec<u8>, value: Balance, data: Vec<u8>) -> Made {
	Contracts::bare_instantiate(
		account(by),
		value,
		gas(100),
		Some(1_000_000_000_000_000),
		Code::Upload(code),
		data,
		vec![],
		DebugInfo::UnsafeDebug,
		CollectEvents::Skip,
	)
}

/// Makes a contract that has only the existential deposit.
pub fn make(code: Vec<u8>) -> AccountId {
	make_with(code, 0)
}

/// Makes a contract that has `value` beside the existential deposit.
pub fn make_with(code: Vec<u8>, value: Balance) -> AccountId {
	let made = instantiate(Sr25519Keyring::Alice, code, value, vec![]);
	made.result.unwrap().account_id
}

/// Calls a contract as Alice and without a transaction, like a node that is asked for the result.
pub fn call(to: &AccountId, limit: Weight, data: Vec<u8>) -> Called {
	call_by(Sr25519Keyring::Alice, to, limit, None, data)
}

/// Calls a contract like `call`, but as anybody and with a limit for deposits.
pub fn call_by(
	by: Sr25519Keyring,
	to: &AccountId,
	limit: Weight,
	deposits: Option<Balance>,
	data: Vec<u8>,
) -> Called {
	Contracts::bare_call(
		account(by),
		to.clone(),
		0,
		limit,
		deposits,
		data,
		DebugInfo::UnsafeDebug,
		CollectEvents::Skip,
		Determinism::Enforced,
	)
}

/// Returns the error of a call that failed.
pub fn error_of(called: Called) -> DispatchError {
	called.result.unwrap_err()
}

/// Returns the number that a contract returned.
pub fn number_of(called: Called) -> u32 {
	u32::from_le_bytes(called.result.unwrap().data.try_into().unwrap())
}

/// Runs `act`, and asserts that no storage of the chain has changed.
pub fn without_trace<R>(act: impl FnOnce() -> R) -> R {
	let root = || storage::root(StateVersion::V1);
	let before = root();
	let result = act();
	assert_eq!(root(), before);
	result
}

/// The effects of a transaction.
#[derive(Debug)]
pub struct Receipt {
	pub outcome: DispatchOutcome,
	/// The weight that the block counts for it.
	pub weight: Weight,
	pub fee: Balance,
	/// The amount that its signer has less to spend, the fee aside; negative if it has more.
	pub spent: i128,
}

/// Sends a transaction, and asserts that only the burned part of its fee leaves the issuance.
pub fn send(
	signer: Sr25519Keyring,
	call: RuntimeCall,
) -> Result<Receipt, TransactionValidityError> {
	let look = || {
		let who = account(signer);
		let weight = *System::block_weight().get(DispatchClass::Normal);
		let issued = Balances::total_issuance() + FeePolicy::fees_burned();
		(weight, issued, Balances::free_balance(who))
	};
	let (weight, issued, free) = look();
	let events = System::event_count() as usize;
	let outcome = transactions::send(signer, call, 0)?;
	let (weight_after, issued_after, free_after) = look();
	assert_eq!(issued, issued_after);
	let fee = fee_since(events);
	Ok(Receipt {
		outcome,
		weight: weight_after - weight,
		fee,
		spent: free as i128 - free_after as i128 - fee as i128,
	})
}

fn fee_since(event: usize) -> Balance {
	let fees =
		System::read_events_no_consensus().skip(event).filter_map(|record| match record.event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => Some(actual_fee),
			_ => None,
		});
	fees.sum()
}

/// Returns the call of a transaction that calls a contract.
pub fn calling(to: &AccountId, limit: Weight, data: Vec<u8>) -> RuntimeCall {
	RuntimeCall::Contracts(pallet_contracts::Call::call {
		dest: to.clone().into(),
		value: 0,
		gas_limit: limit,
		storage_deposit_limit: None,
		data,
	})
}

/// Returns the call of a transaction that uploads code.
pub fn uploading(code: Vec<u8>) -> RuntimeCall {
	RuntimeCall::Contracts(pallet_contracts::Call::upload_code {
		code,
		storage_deposit_limit: None,
		determinism: Determinism::Enforced,
	})
}

/// Returns the hash under which code is stored.
pub fn hash_of(code: &[u8]) -> Hash {
	Hashing::hash(code)
}

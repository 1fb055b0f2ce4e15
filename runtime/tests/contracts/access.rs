// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Access to contracts: who may upload and instantiate code, as a vote on the parameters decides.

use super::{
	block::{call_by, gas, hash_of, in_block, make, number_of, send, uploading},
	wasm::{bare, contract},
};
use crate::chain::account;
use batara_runtime::{
	parameters::{dynamic_params::contracts, ContractAccess},
	AccountId, Contracts, Hash, Parameters, Runtime, RuntimeCall, RuntimeOrigin, RuntimeParameters,
};
use codec::{Decode, Encode};
use pallet_governance::Origin;
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	pallet_contracts::{Call, Determinism},
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie},
	sp_runtime::{DispatchError, DispatchOutcome},
};
use ContractAccess::{Anyone, Listed, Nobody};

const REFUSED: DispatchOutcome = Err(DispatchError::BadOrigin);

fn set(parameter: contracts::Parameters) {
	// The origin with which a passed referendum of the track is enacted.
	let origin = RuntimeOrigin::from(Origin::ParameterAdmin);
	assert_ok!(Parameters::set_parameter(origin, RuntimeParameters::Contracts(parameter)));
}

fn set_upload(access: ContractAccess) {
	set(contracts::Parameters::UploadAccess(contracts::UploadAccess, Some(access)));
}

fn set_instantiate(access: ContractAccess) {
	set(contracts::Parameters::InstantiateAccess(contracts::InstantiateAccess, Some(access)));
}

fn listed(names: &[Sr25519Keyring]) -> ContractAccess {
	Listed(names.iter().copied().map(account).collect::<Vec<_>>().try_into().unwrap())
}

/// Returns a module that differs from those of other numbers.
fn code(number: u32) -> Vec<u8> {
	bare("", &format!("(global i32 (i32.const {number}))"))
}

/// Sends a transaction and returns its outcome. Asserts that a refused one costs its fee alone.
fn outcome(signer: Sr25519Keyring, call: Call<Runtime>) -> DispatchOutcome {
	let receipt = send(signer, RuntimeCall::Contracts(call)).unwrap();
	assert!(receipt.outcome.is_ok() || receipt.spent == 0);
	receipt.outcome
}

fn upload(signer: Sr25519Keyring, number: u32) -> DispatchOutcome {
	send(signer, uploading(code(number))).unwrap().outcome
}

fn instantiate(signer: Sr25519Keyring, code_hash: Hash) -> DispatchOutcome {
	let call = Call::instantiate {
		value: 0,
		gas_limit: gas(10),
		storage_deposit_limit: None,
		code_hash,
		data: vec![],
		salt: vec![],
	};
	outcome(signer, call)
}

fn instantiate_with_code(signer: Sr25519Keyring, number: u32) -> DispatchOutcome {
	let call = Call::instantiate_with_code {
		value: 0,
		gas_limit: gas(10),
		storage_deposit_limit: None,
		code: code(number),
		data: vec![],
		salt: vec![],
	};
	outcome(signer, call)
}

#[test]
fn everybody_may_bring_contracts_at_genesis() {
	in_block(|| {
		assert_eq!(upload(Alice, 1), Ok(()));
		assert_eq!(instantiate(Bob, hash_of(&code(1))), Ok(()));
		assert_eq!(instantiate_with_code(Charlie, 2), Ok(()));
	});
}

#[test]
fn only_listed_accounts_upload() {
	in_block(|| {
		set_upload(listed(&[Alice, Bob]));
		assert_eq!(upload(Alice, 1), Ok(()));
		assert_eq!(upload(Bob, 2), Ok(()));
		assert_eq!(upload(Charlie, 3), REFUSED);
		assert_eq!(instantiate(Charlie, hash_of(&code(1))), Ok(()));
		set_upload(Anyone);
		assert_eq!(upload(Charlie, 3), Ok(()));
	});
}

#[test]
fn only_listed_accounts_instantiate() {
	in_block(|| {
		set_instantiate(listed(&[Alice]));
		assert_eq!(upload(Charlie, 1), Ok(()));
		assert_eq!(instantiate(Charlie, hash_of(&code(1))), REFUSED);
		assert_eq!(instantiate(Alice, hash_of(&code(1))), Ok(()));
	});
}

#[test]
fn access_for_nobody_shuts_out_root_too() {
	in_block(|| {
		assert_eq!(upload(Alice, 1), Ok(()));
		set_upload(Nobody);
		set_instantiate(listed(&[]));
		assert_eq!(upload(Alice, 2), REFUSED);
		assert_eq!(instantiate(Alice, hash_of(&code(1))), REFUSED);
		for origin in [RuntimeOrigin::root(), Origin::ParameterAdmin.into()] {
			let enforced = Determinism::Enforced;
			let root = Contracts::upload_code(origin, code(3), None, enforced);
			assert_eq!(root, Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn instantiating_with_code_needs_both_permissions() {
	in_block(|| {
		set_upload(listed(&[Alice, Bob]));
		set_instantiate(listed(&[Alice, Charlie]));
		assert_eq!(instantiate_with_code(Alice, 1), Ok(()));
		assert_eq!(instantiate_with_code(Bob, 2), REFUSED);
		assert_eq!(instantiate_with_code(Charlie, 3), REFUSED);
		// Whether the code is known does not matter.
		assert_eq!(instantiate_with_code(Charlie, 1), REFUSED);
	});
}

/// Checks that the calls with a gas limit of one number are no way around.
#[test]
#[allow(deprecated)]
fn calls_of_the_old_form_need_the_same_permissions() {
	in_block(|| {
		assert_eq!(upload(Alice, 1), Ok(()));
		set_upload(Nobody);
		set_instantiate(Nobody);
		let old = Call::instantiate_old_weight {
			value: 0,
			gas_limit: gas(10).ref_time(),
			storage_deposit_limit: None,
			code_hash: hash_of(&code(1)),
			data: vec![],
			salt: vec![],
		};
		assert_eq!(outcome(Alice, old), REFUSED);
		let old_with_code = Call::instantiate_with_code_old_weight {
			value: 0,
			gas_limit: gas(10).ref_time(),
			storage_deposit_limit: None,
			code: code(2),
			data: vec![],
			salt: vec![],
		};
		assert_eq!(outcome(Alice, old_with_code), REFUSED);
	});
}

/// Returns a contract that instantiates the code whose hash is its input, and returns the
/// result code.
fn factory() -> Vec<u8> {
	let call = r#"
		(call $input (i32.const 4) (i32.const 0))
		(i32.store (i32.const 100) (call $instantiate
			(i32.const 4) (i64.const 0) (i64.const 0) (i32.const -1) (i32.const 200)
			(i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0)
			(i32.const -1) (i32.const 0) (i32.const 0) (i32.const 0)))
		(call $return (i32.const 0) (i32.const 100) (i32.const 4))"#;
	contract(r#"(data (i32.const 0) "\20")"#, call)
}

#[test]
fn a_contract_instantiates_whoever_calls_it() {
	in_block(|| {
		assert_eq!(upload(Alice, 1), Ok(()));
		let factory = make(factory());
		set_upload(Nobody);
		set_instantiate(Nobody);
		let code_hash = hash_of(&code(1));
		assert_eq!(instantiate(Bob, code_hash), REFUSED);
		let called = call_by(Bob, &factory, gas(50), None, code_hash.encode());
		assert_eq!(number_of(called), 0);
		let made = Contracts::contract_address(&factory, &code_hash, &[], &[]);
		assert_eq!(Contracts::code_hash(&made), Some(code_hash));
	});
}

#[test]
fn uploader_without_permission_still_removes_its_code() {
	in_block(|| {
		let uploaded = send(Alice, uploading(code(1))).unwrap();
		set_upload(Nobody);
		let remove = RuntimeCall::Contracts(Call::remove_code { code_hash: hash_of(&code(1)) });
		let removed = send(Alice, remove).unwrap();
		assert_eq!(removed.outcome, Ok(()));
		assert!(removed.fee > 0, "it takes room of a block");
		assert_eq!(removed.spent, -uploaded.spent);
	});
}

#[test]
fn nobody_changes_access_without_a_vote() {
	in_block(|| {
		for origin in [RuntimeOrigin::signed(account(Alice)), Origin::StakingAdmin.into()] {
			let key = contracts::UploadAccess;
			let parameter = contracts::Parameters::UploadAccess(key, Some(Nobody));
			assert_noop!(
				Parameters::set_parameter(origin, RuntimeParameters::Contracts(parameter)),
				DispatchError::BadOrigin
			);
		}
	});
}

/// Checks that a longer list is no valid call: it cannot even be proposed.
#[test]
fn a_list_has_64_accounts_at_most() {
	let list = |accounts: u8| {
		let accounts = (0..accounts).map(|number| AccountId::new([number; 32]));
		(1u8, accounts.collect::<Vec<_>>()).encode()
	};
	assert!(ContractAccess::decode(&mut list(64).as_slice()).is_ok());
	assert!(ContractAccess::decode(&mut list(65).as_slice()).is_err());
	let parameter = |list: Vec<u8>| [vec![1, 2, 1], list].concat();
	assert!(RuntimeParameters::decode(&mut parameter(list(64)).as_slice()).is_ok());
	assert!(RuntimeParameters::decode(&mut parameter(list(65)).as_slice()).is_err());
}

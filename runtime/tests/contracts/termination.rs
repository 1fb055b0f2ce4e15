// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The end of a contract.
//!
//! Its storage deposits go to whoever calls it, and what it can spend goes to the beneficiary that
//! it names. What is staked, locked in votes or on hold stays in its account, where nobody can
//! reach it: a contract should unbond, remove its votes and wait before it ends. The one way back
//! is to make the same contract again: the same account with the same code, data and salt makes it
//! at the same address.

use super::{
	block::{call, calling, gas, hash_of, in_block, instantiate, make, number_of, send, Error},
	forwarder::{Forwarder, FUNDS},
	stakes::{bond, nominate},
	votes::vote,
	wasm::{contract, contract_with_constructor},
};
use crate::chain::{
	account,
	referendum::{ayes, open_referendum},
};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	AccountId, Balance, Balances, Contracts, Runtime, RuntimeCall, System,
};
use polkadot_sdk::{
	frame_support::traits::fungible::{Inspect, InspectHold},
	pallet_contracts::{Call, HoldReason},
	pallet_staking::{self, Ledger},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::TokenError,
};

fn beneficiary() -> AccountId {
	AccountId::new([9; 32])
}

fn storage_deposit(contract: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::StorageDepositReserve.into(), contract)
}

fn total(who: &AccountId) -> Balance {
	Balances::total_balance(who)
}

#[test]
fn an_ended_contract_leaves_nothing_behind() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let deposit = storage_deposit(&forwarder.0);
		let receipt = forwarder.terminate(Bob, &beneficiary()).unwrap();
		// Whoever ends it gets the deposits, whoever paid them.
		assert_eq!(receipt.spent, -(deposit as i128));
		assert_eq!(total(&beneficiary()), FUNDS + EXISTENTIAL_DEPOSIT);
		assert!(!forwarder.lives());
		assert!(!System::account_exists(&forwarder.0));
		let again = send(Bob, calling(&forwarder.0, gas(10), vec![2])).unwrap();
		assert_eq!(again.outcome, Err(Error::ContractNotFound.into()));
	});
}

#[test]
fn code_is_removed_once_no_contract_uses_it() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let code_hash = hash_of(&Forwarder::code());
		let remove = || RuntimeCall::Contracts(Call::remove_code { code_hash });
		assert_eq!(send(Alice, remove()).unwrap().outcome, Err(Error::CodeInUse.into()));
		forwarder.terminate(Alice, &beneficiary()).unwrap();
		// Whoever uploaded it, and nobody else.
		assert!(send(Bob, remove()).unwrap().outcome.is_err());
		let receipt = send(Alice, remove()).unwrap();
		assert_eq!(receipt.outcome, Ok(()));
		assert!(receipt.spent < 0);
		let upload_deposit = HoldReason::CodeUploadDepositReserve.into();
		assert_eq!(Balances::balance_on_hold(&upload_deposit, &account(Alice)), 0);
	});
}

/// Checks that the stake stays bonded and still nominates, and that the account exists as long.
#[test]
fn the_stake_of_an_ended_contract_stays_in_its_account() {
	in_block(|| {
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(bond(1_000 * BTR)), Ok(()));
		assert_eq!(forwarder.ask(nominate()), Ok(()));
		forwarder.terminate(Alice, &beneficiary()).unwrap();
		assert!(!forwarder.lives());
		assert_eq!(total(&beneficiary()), FUNDS - 1_000 * BTR);
		assert_eq!(total(&forwarder.0), 1_000 * BTR + EXISTENTIAL_DEPOSIT);
		assert_eq!(Ledger::<Runtime>::get(&forwarder.0).unwrap().active, 1_000 * BTR);
		assert!(pallet_staking::Nominators::<Runtime>::contains_key(&forwarder.0));
	});
}

/// Checks that the vote still counts.
#[test]
fn voting_funds_of_an_ended_contract_stay_in_its_account() {
	in_block(|| {
		open_referendum();
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(vote(1_000 * BTR)), Ok(()));
		forwarder.terminate(Alice, &beneficiary()).unwrap();
		assert_eq!(total(&beneficiary()), FUNDS - 1_000 * BTR + EXISTENTIAL_DEPOSIT);
		assert_eq!(total(&forwarder.0), 1_000 * BTR);
		assert_eq!(ayes(), 1_000 * BTR);
	});
}

#[test]
fn a_contract_made_again_has_its_old_account() {
	in_block(|| {
		let forwarder = Forwarder::new();
		assert_eq!(forwarder.ask(bond(1_000 * BTR)), Ok(()));
		forwarder.terminate(Alice, &beneficiary()).unwrap();
		// Others get another address, and so does other data.
		let of_bob = instantiate(Bob, Forwarder::code(), 0, vec![]).result.unwrap();
		let of_other_data = instantiate(Alice, Forwarder::code(), 0, vec![1]).result.unwrap();
		assert!(![of_bob.account_id, of_other_data.account_id].contains(&forwarder.0));
		let again = instantiate(Alice, Forwarder::code(), 0, vec![]).result.unwrap().account_id;
		assert_eq!(again, forwarder.0);
		let unbond = pallet_staking::Call::unbond { value: 1_000 * BTR };
		assert_eq!(forwarder.ask(RuntimeCall::Staking(unbond)), Ok(()));
	});
}

#[test]
fn the_same_contract_is_not_made_twice() {
	in_block(|| {
		Forwarder::new();
		let again = instantiate(Alice, Forwarder::code(), 0, vec![]);
		assert_eq!(again.result.unwrap_err(), Error::DuplicateContract.into());
	});
}

#[test]
fn a_contract_does_not_end_in_its_constructor() {
	in_block(|| {
		let code = contract_with_constructor("", "(call $terminate (i32.const 0))", "");
		let made = instantiate(Alice, code, 0, vec![]);
		assert_eq!(made.result.unwrap_err(), Error::TerminatedInConstructor.into());
	});
}

/// Checks that a contract that calls itself ends only when it is back at the start.
#[test]
fn a_contract_does_not_end_within_its_own_call() {
	in_block(|| {
		let reentrant = contract(
			r#"(data (i32.const 0) "\20") (data (i32.const 100) "\20")"#,
			r#"
			(call $input (i32.const 4) (i32.const 0))
			(if (i32.load (i32.const 0)) (then
				(call $address (i32.const 104) (i32.const 100))
				(i32.store (i32.const 0) (call $call
					(i32.const 8) (i32.const 104) (i64.const 0) (i64.const 0) (i32.const -1)
					(i32.const 200) (i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0)))
				(call $return (i32.const 0) (i32.const 0) (i32.const 4))))
			(call $terminate (i32.const 200))"#,
		);
		let contract = make(reentrant);
		let called = call(&contract, gas(50), vec![1]);
		const CALLEE_TRAPPED: u32 = 1;
		assert_eq!(number_of(called), CALLEE_TRAPPED);
		assert!(Contracts::code_hash(&contract).is_some());
	});
}

/// Checks that a beneficiary that would have too little to exist gets nothing, and that the
/// contract stays.
#[test]
fn a_contract_with_too_little_for_a_new_account_does_not_end() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let rest = EXISTENTIAL_DEPOSIT / 2;
		assert_eq!(forwarder.ask(bond(FUNDS - rest)), Ok(()));
		let refused = forwarder.terminate(Alice, &beneficiary()).unwrap_err();
		assert_eq!(refused, TokenError::BelowMinimum.into());
		assert!(forwarder.lives());
		let had = Balances::free_balance(account(Bob));
		forwarder.terminate(Alice, &account(Bob)).unwrap();
		assert_eq!(Balances::free_balance(account(Bob)), had + rest);
	});
}

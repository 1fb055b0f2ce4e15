// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract that keeps its address, balance and storage when its code is replaced.
//!
//! `next/` is the version to upgrade to. The two must agree on the layout of the storage.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

/// A counter whose owner may replace its code.
#[ink::contract]
mod upgradeable {
	/// One cell with all fields in this order. A later version reads the same bytes: it neither
	/// moves nor removes a field, and puts new ones under keys of their own.
	#[ink(storage)]
	pub struct Upgradeable {
		value: u32,
		owner: AccountId,
	}

	/// The code was replaced: the next call runs the new one.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct CodeChanged {
		/// The hash of the new code.
		#[ink(topic)]
		pub code_hash: Hash,
	}

	/// The contract has a new owner.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct OwnershipTransferred {
		/// The owner until now.
		#[ink(topic)]
		pub from: AccountId,
		/// The owner from now on.
		#[ink(topic)]
		pub to: AccountId,
	}

	/// The reason why a message changed nothing.
	#[derive(Debug, PartialEq, Eq)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	pub enum Error {
		/// Only the owner may do this.
		NotOwner,
		/// No code with this hash is on the chain: upload it first.
		CodeNotFound,
		/// The counter is at its highest value, 2^32 - 1.
		Overflow,
	}

	impl Upgradeable {
		/// Begins at zero. Whoever deploys the contract owns it.
		// No `Default`: it would have to ask who calls.
		#[ink(constructor)]
		#[allow(clippy::new_without_default)]
		pub fn new() -> Self {
			Self { value: 0, owner: Self::env().caller() }
		}

		/// Adds 1. Anybody may call it.
		///
		/// Fails with `Overflow` at 2^32 - 1.
		#[ink(message)]
		pub fn inc(&mut self) -> Result<(), Error> {
			self.value = self.value.checked_add(1).ok_or(Error::Overflow)?;
			Ok(())
		}

		/// Returns the value of the counter.
		#[ink(message)]
		pub fn get(&self) -> u32 {
			self.value
		}

		/// Returns the account that may replace the code.
		#[ink(message)]
		pub fn owner(&self) -> AccountId {
			self.owner
		}

		/// Replaces the code by code that is on the chain already. Address, balance and storage
		/// stay; no constructor runs. Only the owner may call it.
		///
		/// Nobody can check that the new code fits the storage, or that it has a `set_code` of its
		/// own: try it on a copy first. The caller pays the difference of the deposits for the two
		/// codes.
		///
		/// Fails with `NotOwner`, and with `CodeNotFound` if the code was not uploaded.
		#[ink(message)]
		pub fn set_code(&mut self, code_hash: Hash) -> Result<(), Error> {
			self.ensure_owner()?;
			// The chain returns this one error and stops the call at any other.
			self.env().set_code_hash(&code_hash).map_err(|_| Error::CodeNotFound)?;
			self.env().emit_event(CodeChanged { code_hash });
			Ok(())
		}

		/// Gives the contract to `to`, who may replace its code from now on. Only the owner may
		/// call it.
		///
		/// Fails with `NotOwner`.
		#[ink(message)]
		pub fn transfer_ownership(&mut self, to: AccountId) -> Result<(), Error> {
			self.ensure_owner()?;
			let from = self.owner;
			self.owner = to;
			self.env().emit_event(OwnershipTransferred { from, to });
			Ok(())
		}

		fn ensure_owner(&self) -> Result<(), Error> {
			if self.env().caller() == self.owner {
				Ok(())
			} else {
				Err(Error::NotOwner)
			}
		}
	}

	#[cfg(test)]
	mod tests {
		use super::*;
		use ink::{
			env::{
				test::{default_accounts, recorded_events, set_caller, DefaultAccounts},
				DefaultEnvironment,
			},
			scale::{Decode, Encode},
			storage::traits::StorageKey,
		};

		fn accounts() -> DefaultAccounts<DefaultEnvironment> {
			default_accounts::<DefaultEnvironment>()
		}

		/// Creates a contract of Alice, which `caller` calls from now on.
		fn contract_called_by(caller: AccountId) -> Upgradeable {
			set_caller::<DefaultEnvironment>(accounts().alice);
			let contract = Upgradeable::new();
			set_caller::<DefaultEnvironment>(caller);
			contract
		}

		#[ink::test]
		fn new_counter_of_the_deployer_is_zero() {
			let contract = contract_called_by(accounts().bob);
			assert_eq!(contract.get(), 0);
			assert_eq!(contract.owner(), accounts().alice);
		}

		#[ink::test]
		fn inc_adds_one_for_anybody() {
			let mut contract = contract_called_by(accounts().bob);
			assert_eq!(contract.inc(), Ok(()));
			assert_eq!(contract.inc(), Ok(()));
			assert_eq!(contract.get(), 2);
		}

		#[ink::test]
		fn inc_fails_at_the_highest_value() {
			let mut contract = Upgradeable { value: u32::MAX, owner: accounts().alice };
			assert_eq!(contract.inc(), Err(Error::Overflow));
			assert_eq!(contract.get(), u32::MAX);
		}

		#[ink::test]
		fn set_code_fails_for_others() {
			let mut contract = contract_called_by(accounts().bob);
			assert_eq!(contract.set_code([7; 32].into()), Err(Error::NotOwner));
			assert_eq!(recorded_events().count(), 0);
		}

		#[ink::test]
		fn transfer_ownership_moves_the_right_to_it() {
			let (alice, bob) = (accounts().alice, accounts().bob);
			let mut contract = contract_called_by(alice);
			assert_eq!(contract.transfer_ownership(bob), Ok(()));
			assert_eq!(contract.owner(), bob);
			assert_eq!(contract.transfer_ownership(alice), Err(Error::NotOwner));

			let events: Vec<_> = recorded_events().collect();
			assert_eq!(events.len(), 1);
			let event = OwnershipTransferred::decode(&mut &events[0].data[..]).unwrap();
			assert_eq!(event, OwnershipTransferred { from: alice, to: bob });
			assert_eq!(events[0].topics[1..], [alice.encode(), bob.encode()]);
		}

		#[ink::test]
		fn transfer_ownership_fails_for_others() {
			let mut contract = contract_called_by(accounts().bob);
			assert_eq!(contract.transfer_ownership(accounts().bob), Err(Error::NotOwner));
			assert_eq!(contract.owner(), accounts().alice);
		}

		/// Checks the layout of the storage. `next/` has the same test from the other side.
		#[ink::test]
		fn storage_is_value_and_owner_under_key_zero() {
			let contract = Upgradeable { value: 5, owner: accounts().alice };
			assert_eq!(<Upgradeable as StorageKey>::KEY, 0);
			ink::env::set_contract_storage(&0u32, &contract);
			let cell = ink::env::get_contract_storage::<_, (u32, AccountId)>(&0u32);
			assert_eq!(cell, Ok(Some((5, accounts().alice))));
		}
	}
}

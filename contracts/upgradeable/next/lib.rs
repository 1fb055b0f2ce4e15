// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The next version of the contract `upgradeable`: other behaviour over the same storage, and new
//! storage.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

/// A counter that goes up by a step. It takes over the storage of the contract `upgradeable`.
#[ink::contract]
mod upgradeable_next {
	use ink::storage::{traits::ManualKey, Lazy};

	/// The state. The first two fields are the cell that the first version wrote. `step` takes no
	/// room in it: it has a cell of its own, which does not exist until somebody sets it. Its key
	/// is fixed, since a key made by ink! changes with the names of struct and field.
	#[ink(storage)]
	pub struct UpgradeableNext {
		value: u32,
		owner: AccountId,
		step: Lazy<u32, ManualKey<STEP_KEY>>,
	}

	/// The cell of the step. The cell under 0 holds the fields.
	const STEP_KEY: u32 = 1;

	/// The step until the owner sets one: no constructor runs at an upgrade.
	const FIRST_STEP: u32 = 4;

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

	/// The owner has set another step.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct StepChanged {
		/// The number that `inc` adds from now on.
		pub step: u32,
	}

	/// The reason why a message changed nothing.
	#[derive(Debug, PartialEq, Eq)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	pub enum Error {
		/// Only the owner may do this.
		NotOwner,
		/// No code with this hash is on the chain: upload it first.
		CodeNotFound,
		/// The counter would pass its highest value, 2^32 - 1.
		Overflow,
	}

	impl UpgradeableNext {
		/// Begins at zero. Whoever deploys the contract owns it. An upgrade does not run this.
		// No `Default`: it would have to ask who calls.
		#[ink(constructor)]
		#[allow(clippy::new_without_default)]
		pub fn new() -> Self {
			Self { value: 0, owner: Self::env().caller(), step: Lazy::new() }
		}

		/// Adds the step. Anybody may call it.
		///
		/// Fails with `Overflow` if the sum is more than 2^32 - 1.
		#[ink(message)]
		pub fn inc(&mut self) -> Result<(), Error> {
			self.value = self.value.checked_add(self.step()).ok_or(Error::Overflow)?;
			Ok(())
		}

		/// Returns the value of the counter.
		#[ink(message)]
		pub fn get(&self) -> u32 {
			self.value
		}

		/// Returns the number that `inc` adds: 4 until the owner sets another step.
		#[ink(message)]
		pub fn step(&self) -> u32 {
			self.step.get().unwrap_or(FIRST_STEP)
		}

		/// Sets the number that `inc` adds. Only the owner may call it.
		///
		/// Fails with `NotOwner`.
		#[ink(message)]
		pub fn set_step(&mut self, step: u32) -> Result<(), Error> {
			self.ensure_owner()?;
			self.step.set(&step);
			self.env().emit_event(StepChanged { step });
			Ok(())
		}

		/// Returns the version of the code: 2. The first version has no such message.
		#[ink(message)]
		pub fn version(&self) -> u32 {
			2
		}

		/// Returns the account that may replace the code and set the step.
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

		/// Returns a contract of the first version with this value, as the new code reads it. Alice
		/// owns it, and `caller` calls it from now on.
		fn upgraded(value: u32, caller: AccountId) -> UpgradeableNext {
			ink::env::set_contract_storage(&0u32, &(value, accounts().alice));
			set_caller::<DefaultEnvironment>(caller);
			ink::env::get_contract_storage(&<UpgradeableNext as StorageKey>::KEY).unwrap().unwrap()
		}

		#[ink::test]
		fn upgrade_keeps_value_and_owner() {
			let contract = upgraded(5, accounts().bob);
			assert_eq!(contract.get(), 5);
			assert_eq!(contract.owner(), accounts().alice);
			assert_eq!(contract.version(), 2);
		}

		#[ink::test]
		fn storage_of_the_first_version_keeps_its_bytes() {
			let contract = upgraded(5, accounts().bob);
			ink::env::set_contract_storage(&0u32, &contract);
			let cell = ink::env::get_contract_storage::<_, (u32, AccountId)>(&0u32);
			assert_eq!(cell, Ok(Some((5, accounts().alice))));
		}

		#[ink::test]
		fn new_counter_of_the_deployer_is_zero() {
			set_caller::<DefaultEnvironment>(accounts().bob);
			let contract = UpgradeableNext::new();
			assert_eq!(contract.get(), 0);
			assert_eq!(contract.owner(), accounts().bob);
			assert_eq!(contract.step(), FIRST_STEP);
		}

		#[ink::test]
		fn inc_adds_four_before_a_step_is_set() {
			let mut contract = upgraded(5, accounts().bob);
			assert_eq!(contract.inc(), Ok(()));
			assert_eq!(contract.get(), 9);
		}

		#[ink::test]
		fn set_step_changes_what_inc_adds() {
			let mut contract = upgraded(5, accounts().alice);
			assert_eq!(contract.set_step(10), Ok(()));
			assert_eq!(contract.step(), 10);
			assert_eq!(contract.inc(), Ok(()));
			assert_eq!(contract.get(), 15);

			let events: Vec<_> = recorded_events().collect();
			assert_eq!(events.len(), 1);
			let event = StepChanged::decode(&mut &events[0].data[..]).unwrap();
			assert_eq!(event, StepChanged { step: 10 });
		}

		#[ink::test]
		fn set_step_leaves_the_old_cell_alone() {
			let mut contract = upgraded(5, accounts().alice);
			assert_eq!(contract.set_step(10), Ok(()));
			let cell = ink::env::get_contract_storage::<_, (u32, AccountId)>(&0u32);
			assert_eq!(cell, Ok(Some((5, accounts().alice))));
			assert_eq!(ink::env::get_contract_storage::<_, u32>(&STEP_KEY), Ok(Some(10)));
		}

		#[ink::test]
		fn set_step_fails_for_others() {
			let mut contract = upgraded(5, accounts().bob);
			assert_eq!(contract.set_step(10), Err(Error::NotOwner));
			assert_eq!(contract.step(), FIRST_STEP);
			assert_eq!(recorded_events().count(), 0);
		}

		#[ink::test]
		fn inc_fails_beyond_the_highest_value() {
			let mut contract = upgraded(u32::MAX - FIRST_STEP + 1, accounts().bob);
			assert_eq!(contract.inc(), Err(Error::Overflow));
			assert_eq!(contract.get(), u32::MAX - FIRST_STEP + 1);
		}

		#[ink::test]
		fn set_code_fails_for_others() {
			let mut contract = upgraded(5, accounts().bob);
			assert_eq!(contract.set_code([7; 32].into()), Err(Error::NotOwner));
			assert_eq!(recorded_events().count(), 0);
		}

		#[ink::test]
		fn transfer_ownership_moves_the_right_to_it() {
			let (alice, bob) = (accounts().alice, accounts().bob);
			let mut contract = upgraded(5, alice);
			assert_eq!(contract.transfer_ownership(bob), Ok(()));
			assert_eq!(contract.owner(), bob);
			assert_eq!(contract.transfer_ownership(alice), Err(Error::NotOwner));

			let events: Vec<_> = recorded_events().collect();
			assert_eq!(events.len(), 1);
			let event = OwnershipTransferred::decode(&mut &events[0].data[..]).unwrap();
			assert_eq!(event, OwnershipTransferred { from: alice, to: bob });
			assert_eq!(events[0].topics[1..], [alice.encode(), bob.encode()]);
		}
	}
}

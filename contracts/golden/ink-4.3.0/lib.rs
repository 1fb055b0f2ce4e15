// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

#![cfg_attr(not(feature = "std"), no_std, no_main)]
// The derived encoding of enums and events casts.
#![allow(clippy::cast_possible_truncation)]

/// Built once with ink! 4.3.0 and never again: it stands for contracts that live on chains since then,
/// and uses most of what that version asks of a chain.
#[ink::contract]
mod ledger {
	use ink::{
		env::{
			call::{build_call, build_create, ExecutionInput, Selector},
			hash::{Blake2x256, Keccak256, Sha2x256},
			DefaultEnvironment,
		},
		prelude::{string::String, vec::Vec},
		storage::{Lazy, Mapping},
	};

	#[ink(event)]
	pub struct Deposited {
		#[ink(topic)]
		from: AccountId,
		value: Balance,
	}

	#[derive(Debug, PartialEq, Eq, scale::Encode, scale::Decode)]
	#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
	pub enum Error {
		InsufficientBalance,
		TransferFailed,
		CallFailed,
		CodeNotFound,
	}

	#[ink(storage)]
	pub struct Ledger {
		owner: AccountId,
		title: Lazy<String>,
		balances: Mapping<AccountId, Balance>,
	}

	impl Ledger {
		#[ink(constructor, payable)]
		pub fn new(title: String) -> Self {
			let mut stored = Lazy::default();
			stored.set(&title);
			Self { owner: Self::env().caller(), title: stored, balances: Mapping::default() }
		}

		#[ink(message)]
		pub fn title(&self) -> String {
			self.title.get_or_default()
		}

		#[ink(message, payable)]
		pub fn deposit(&mut self) {
			let from = self.env().caller();
			let value = self.env().transferred_value();
			let held = self.balance_of(from).saturating_add(value);
			self.balances.insert(from, &held);
			self.env().emit_event(Deposited { from, value });
		}

		#[ink(message)]
		pub fn balance_of(&self, who: AccountId) -> Balance {
			self.balances.get(who).unwrap_or_default()
		}

		#[ink(message)]
		pub fn withdraw(&mut self, value: Balance) -> Result<(), Error> {
			let who = self.env().caller();
			let left = self.balance_of(who).checked_sub(value).ok_or(Error::InsufficientBalance)?;
			if left == 0 {
				self.balances.remove(who);
			} else {
				self.balances.insert(who, &left);
			}
			self.env().transfer(who, value).map_err(|_| Error::TransferFailed)
		}

		/// Block, whether the caller is an account of a person, and the price of a unit of gas.
		#[ink(message)]
		pub fn surroundings(&self) -> (u32, bool, bool, Balance) {
			(
				self.env().block_number(),
				self.env().block_timestamp() > 0,
				self.env().caller_is_origin() && !self.env().is_contract(&self.env().caller()),
				self.env().weight_to_fee(1_000_000),
			)
		}

		#[ink(message)]
		pub fn hashes(&self, input: Vec<u8>) -> ([u8; 32], [u8; 32], [u8; 32]) {
			(
				self.env().hash_bytes::<Sha2x256>(&input),
				self.env().hash_bytes::<Keccak256>(&input),
				self.env().hash_bytes::<Blake2x256>(&input),
			)
		}

		/// The title of another ledger.
		#[ink(message)]
		pub fn title_of(&self, other: AccountId) -> Result<String, Error> {
			build_call::<DefaultEnvironment>()
				.call(other)
				.exec_input(ExecutionInput::new(Selector::new(ink::selector_bytes!("title"))))
				.returns::<String>()
				.try_invoke()
				.map_err(|_| Error::CallFailed)?
				.map_err(|_| Error::CallFailed)
		}

		/// Makes another ledger of this one's code.
		#[ink(message, payable)]
		pub fn found(&mut self, title: String, salt: [u8; 4]) -> Result<AccountId, Error> {
			let code = self.env().own_code_hash().map_err(|_| Error::CodeNotFound)?;
			let made = build_create::<LedgerRef>()
				.code_hash(code)
				.endowment(self.env().transferred_value())
				.exec_input(
					ExecutionInput::new(Selector::new(ink::selector_bytes!("new"))).push_arg(title),
				)
				.salt_bytes(salt)
				.returns::<LedgerRef>()
				.gas_limit(0)
				.instantiate();
			Ok(ink::ToAccountId::<DefaultEnvironment>::to_account_id(&made))
		}

		/// Gives the contract another code; the owner alone may.
		#[ink(message)]
		pub fn set_code(&mut self, code: Hash) -> Result<(), Error> {
			if self.env().caller() != self.owner {
				return Err(Error::CallFailed);
			}
			self.env().set_code_hash(&code).map_err(|_| Error::CodeNotFound)
		}

		/// Ends the contract; what it holds goes to the owner.
		#[ink(message)]
		pub fn close(&mut self) {
			if self.env().caller() == self.owner {
				self.env().terminate_contract(self.owner);
			}
		}
	}
}

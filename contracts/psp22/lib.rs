// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A fungible token by the standard PSP-22 with its metadata, and with burning.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

mod standard;
#[cfg(test)]
mod tests;

/// A fungible token by the standard PSP-22. Its whole supply is created with it.
#[ink::contract]
mod psp22 {
	use crate::standard::{Approval, PSP22Error, PSP22Metadata, Transfer, PSP22};
	use ink::{
		prelude::{string::String, vec::Vec},
		storage::{Lazy, Mapping},
	};

	/// The token. Its balances add up to the supply; no balance and no allowance is stored as zero.
	#[ink(storage)]
	pub struct Psp22 {
		total_supply: u128,
		balances: Mapping<AccountId, u128>,
		/// The allowances, by owner and spender.
		allowances: Mapping<(AccountId, AccountId), u128>,
		/// The metadata, in a cell of its own, so that a transfer does not pay for reading it.
		metadata: Lazy<Metadata>,
	}

	/// The name, symbol and decimals that the token is shown with.
	#[derive(Debug, Default)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
	pub struct Metadata {
		name: Option<String>,
		symbol: Option<String>,
		decimals: u8,
	}

	impl Psp22 {
		/// Creates a token. The caller holds the whole supply.
		///
		/// `total_supply` counts the smallest units: a supply of a thousand tokens with 12 decimals
		/// is 1000 x 10^12. `name`, `symbol` and `decimals` only tell how to show the token.
		#[ink(constructor)]
		pub fn new(
			total_supply: u128,
			name: Option<String>,
			symbol: Option<String>,
			decimals: u8,
		) -> Self {
			let mut token = Self {
				total_supply,
				balances: Mapping::new(),
				allowances: Mapping::new(),
				metadata: Lazy::new(),
			};
			let creator = Self::env().caller();
			token.set_balance(creator, total_supply);
			token.metadata.set(&Metadata { name, symbol, decimals });
			Self::env().emit_event(Transfer { from: None, to: Some(creator), value: total_supply });
			token
		}

		/// Destroys `value` of the caller's tokens. The supply shrinks by as much.
		///
		/// Fails with `InsufficientBalance` if the caller holds fewer.
		// The selector of `PSP22Burnable::burn`, by which tools know it.
		#[ink(message, selector = 0x7a9da510)]
		pub fn burn(&mut self, value: u128) -> Result<(), PSP22Error> {
			let from = self.env().caller();
			let rest =
				self.balance_of(from).checked_sub(value).ok_or(PSP22Error::InsufficientBalance)?;
			self.set_balance(from, rest);
			// The supply is the sum of all balances and covers this one; qed.
			self.total_supply = self.total_supply.saturating_sub(value);
			self.env().emit_event(Transfer { from: Some(from), to: None, value });
			Ok(())
		}

		fn move_tokens(
			&mut self,
			from: AccountId,
			to: AccountId,
			value: u128,
		) -> Result<(), PSP22Error> {
			ensure_not_zero(from, PSP22Error::ZeroSenderAddress)?;
			ensure_not_zero(to, PSP22Error::ZeroRecipientAddress)?;
			let rest =
				self.balance_of(from).checked_sub(value).ok_or(PSP22Error::InsufficientBalance)?;
			self.set_balance(from, rest);
			// Read after the write above, for who sends to himself. The sum is at most the supply;
			// qed.
			let balance = self.balance_of(to).saturating_add(value);
			self.set_balance(to, balance);
			self.env().emit_event(Transfer { from: Some(from), to: Some(to), value });
			Ok(())
		}

		fn set_balance(&mut self, owner: AccountId, balance: u128) {
			if balance == 0 {
				self.balances.remove(owner);
			} else {
				self.balances.insert(owner, &balance);
			}
		}

		fn set_allowance(&mut self, owner: AccountId, spender: AccountId, amount: u128) {
			if amount == 0 {
				self.allowances.remove((owner, spender));
			} else {
				self.allowances.insert((owner, spender), &amount);
			}
			self.env().emit_event(Approval { owner, spender, amount });
		}

		/// Returns the caller, and how many of the caller's tokens `spender` may spend.
		fn approval_by_caller(&self, spender: AccountId) -> Result<(AccountId, u128), PSP22Error> {
			let owner = self.env().caller();
			ensure_not_zero(owner, PSP22Error::ZeroSenderAddress)?;
			ensure_not_zero(spender, PSP22Error::ZeroRecipientAddress)?;
			Ok((owner, self.allowance(owner, spender)))
		}

		fn metadata(&self) -> Metadata {
			self.metadata.get().unwrap_or_default()
		}
	}

	impl PSP22 for Psp22 {
		/// Returns the number of tokens that exist, in the smallest units.
		#[ink(message)]
		fn total_supply(&self) -> u128 {
			self.total_supply
		}

		/// Returns the number of tokens that `owner` holds, in the smallest units.
		#[ink(message)]
		fn balance_of(&self, owner: AccountId) -> u128 {
			self.balances.get(owner).unwrap_or_default()
		}

		/// Returns the number of tokens of `owner` that `spender` may still spend, in the smallest
		/// units.
		#[ink(message)]
		fn allowance(&self, owner: AccountId, spender: AccountId) -> u128 {
			self.allowances.get((owner, spender)).unwrap_or_default()
		}

		/// Gives `value` of the caller's tokens to `to`. `data` is ignored.
		///
		/// Fails with `InsufficientBalance` if the caller holds fewer, and with
		/// `ZeroRecipientAddress`.
		#[ink(message)]
		#[allow(unused_variables)]
		fn transfer(
			&mut self,
			to: AccountId,
			value: u128,
			data: Vec<u8>,
		) -> Result<(), PSP22Error> {
			self.move_tokens(self.env().caller(), to, value)
		}

		/// Gives `value` of the tokens of `from` to `to` and takes as much off the caller's
		/// allowance. The caller needs no allowance for tokens of its own. `data` is ignored.
		///
		/// Fails with `InsufficientAllowance` or `InsufficientBalance` if the allowance or the
		/// balance is too low, with `ZeroSenderAddress` and with `ZeroRecipientAddress`.
		#[ink(message)]
		#[allow(unused_variables)]
		fn transfer_from(
			&mut self,
			from: AccountId,
			to: AccountId,
			value: u128,
			data: Vec<u8>,
		) -> Result<(), PSP22Error> {
			let caller = self.env().caller();
			if caller == from {
				return self.move_tokens(from, to, value);
			}
			let rest = self
				.allowance(from, caller)
				.checked_sub(value)
				.ok_or(PSP22Error::InsufficientAllowance)?;
			self.move_tokens(from, to, value)?;
			self.set_allowance(from, caller, rest);
			Ok(())
		}

		/// Allows `spender` to spend up to `value` of the caller's tokens, in place of what it was
		/// allowed before. A quick spender can spend both, the old allowance and the new one:
		/// `increase_allowance` and `decrease_allowance` leave no such gap.
		///
		/// Fails with `ZeroSenderAddress` and with `ZeroRecipientAddress`.
		#[ink(message)]
		fn approve(&mut self, spender: AccountId, value: u128) -> Result<(), PSP22Error> {
			let (owner, _) = self.approval_by_caller(spender)?;
			self.set_allowance(owner, spender, value);
			Ok(())
		}

		/// Allows `spender` to spend `delta_value` more of the caller's tokens than until now.
		///
		/// Fails with `Custom` if the sum is more than 2^128 - 1, with `ZeroSenderAddress` and with
		/// `ZeroRecipientAddress`.
		#[ink(message)]
		fn increase_allowance(
			&mut self,
			spender: AccountId,
			delta_value: u128,
		) -> Result<(), PSP22Error> {
			let (owner, allowance) = self.approval_by_caller(spender)?;
			let amount = allowance
				.checked_add(delta_value)
				.ok_or_else(|| PSP22Error::Custom(String::from("the allowance is too high")))?;
			self.set_allowance(owner, spender, amount);
			Ok(())
		}

		/// Allows `spender` to spend `delta_value` fewer of the caller's tokens than until now.
		///
		/// Fails with `InsufficientAllowance` if it was allowed fewer, with `ZeroSenderAddress` and
		/// with `ZeroRecipientAddress`.
		#[ink(message)]
		fn decrease_allowance(
			&mut self,
			spender: AccountId,
			delta_value: u128,
		) -> Result<(), PSP22Error> {
			let (owner, allowance) = self.approval_by_caller(spender)?;
			let amount =
				allowance.checked_sub(delta_value).ok_or(PSP22Error::InsufficientAllowance)?;
			self.set_allowance(owner, spender, amount);
			Ok(())
		}
	}

	impl PSP22Metadata for Psp22 {
		/// Returns the name of the token, if it has one.
		#[ink(message)]
		fn token_name(&self) -> Option<String> {
			self.metadata().name
		}

		/// Returns the symbol of the token, if it has one.
		#[ink(message)]
		fn token_symbol(&self) -> Option<String> {
			self.metadata().symbol
		}

		/// Returns the number of decimals: 12 means that a whole token is 10^12 of the smallest
		/// units.
		#[ink(message)]
		fn token_decimals(&self) -> u8 {
			self.metadata().decimals
		}
	}

	fn ensure_not_zero(account: AccountId, error: PSP22Error) -> Result<(), PSP22Error> {
		if account == AccountId::from([0; 32]) {
			Err(error)
		} else {
			Ok(())
		}
	}
}

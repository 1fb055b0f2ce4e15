// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The owners of the tokens. The rights of callers are checked elsewhere.

use crate::standard::Id;
use ink::{prelude::vec::Vec, primitives::AccountId, storage::Mapping};

/// The longest identifier made of bytes. The chain's keys of storage have 128 bytes at most.
pub const MAX_ID_BYTES: usize = 32;

/// A token. Its operators live in it, so that they are gone when it changes hands.
#[derive(Debug)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Token {
	/// The account that owns it.
	pub owner: AccountId,
	/// The other accounts that may transfer it, apart from the operators of all tokens of its
	/// owner.
	pub operators: Vec<AccountId>,
}

/// All tokens. The balances add up to the supply, which is the number of tokens.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Ledger {
	total_supply: u128,
	/// The number of tokens that an account owns; absent for none.
	balances: Mapping<AccountId, u32>,
	tokens: Mapping<Id, Token>,
}

impl Ledger {
	/// Returns `true` if the chain takes this identifier in a key of storage.
	pub fn is_short(id: &Id) -> bool {
		!matches!(id, Id::Bytes(bytes) if bytes.len() > MAX_ID_BYTES)
	}

	/// Returns the number of tokens that exist.
	pub fn total_supply(&self) -> u128 {
		self.total_supply
	}

	/// Returns the number of tokens that an account owns.
	pub fn balance_of(&self, owner: AccountId) -> u32 {
		self.balances.get(owner).unwrap_or_default()
	}

	/// Returns the token, if it exists. Takes identifiers of any length.
	pub fn get(&self, id: &Id) -> Option<Token> {
		if Self::is_short(id) {
			self.tokens.get(id)
		} else {
			None
		}
	}

	/// Replaces a token that exists by one of the same owner.
	pub fn update(&mut self, id: &Id, token: &Token) {
		self.tokens.insert(id, token);
	}

	/// Adds a new token. The caller makes sure that its identifier is free and short.
	pub fn create(&mut self, id: &Id, owner: AccountId) {
		// 2^128 tokens have no room on any chain; qed.
		self.total_supply = self.total_supply.saturating_add(1);
		self.give(id, owner);
	}

	/// Moves a token that `from` owns to `to`, and drops its operators.
	pub fn transfer(&mut self, id: &Id, from: AccountId, to: AccountId) {
		self.take_from_balance(from);
		self.give(id, to);
	}

	/// Removes a token that `owner` owns.
	pub fn remove(&mut self, id: &Id, owner: AccountId) {
		// It counts this token; qed.
		self.total_supply = self.total_supply.saturating_sub(1);
		self.take_from_balance(owner);
		self.tokens.remove(id);
	}

	fn give(&mut self, id: &Id, owner: AccountId) {
		// The cells of 2^32 tokens have no room on any chain; qed.
		self.balances.insert(owner, &self.balance_of(owner).saturating_add(1));
		self.tokens.insert(id, &Token { owner, operators: Vec::new() });
	}

	fn take_from_balance(&mut self, owner: AccountId) {
		match self.balance_of(owner).saturating_sub(1) {
			0 => self.balances.remove(owner),
			balance => {
				self.balances.insert(owner, &balance);
			},
		}
	}
}

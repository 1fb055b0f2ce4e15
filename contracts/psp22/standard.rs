// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The interface of PSP-22 (<https://github.com/w3f/PSPs/blob/master/PSPs/psp-22.md>): what every
//! such token has in common. Tools know the messages by their selectors, which ink! makes of the
//! names of trait and message, and the events by a hash of name and field types. So names, types
//! and order are the standard's.
//!
//! The ABI takes the docs of a message from its implementation, so they are there.

// The code that derives Encode casts the indices of variants.
#![allow(clippy::cast_possible_truncation)]

use ink::{
	prelude::{string::String, vec::Vec},
	primitives::AccountId,
};

/// A fungible token.
#[ink::trait_definition]
pub trait PSP22 {
	#[ink(message)]
	fn total_supply(&self) -> u128;

	#[ink(message)]
	fn balance_of(&self, owner: AccountId) -> u128;

	#[ink(message)]
	fn allowance(&self, owner: AccountId, spender: AccountId) -> u128;

	#[ink(message)]
	fn transfer(&mut self, to: AccountId, value: u128, data: Vec<u8>) -> Result<(), PSP22Error>;

	#[ink(message)]
	fn transfer_from(
		&mut self,
		from: AccountId,
		to: AccountId,
		value: u128,
		data: Vec<u8>,
	) -> Result<(), PSP22Error>;

	#[ink(message)]
	fn approve(&mut self, spender: AccountId, value: u128) -> Result<(), PSP22Error>;

	#[ink(message)]
	fn increase_allowance(
		&mut self,
		spender: AccountId,
		delta_value: u128,
	) -> Result<(), PSP22Error>;

	#[ink(message)]
	fn decrease_allowance(
		&mut self,
		spender: AccountId,
		delta_value: u128,
	) -> Result<(), PSP22Error>;
}

/// The name, symbol and decimals that a token is shown with.
#[ink::trait_definition]
pub trait PSP22Metadata {
	#[ink(message)]
	fn token_name(&self) -> Option<String>;

	#[ink(message)]
	fn token_symbol(&self) -> Option<String>;

	#[ink(message)]
	fn token_decimals(&self) -> u8;
}

/// The reason why a message changed nothing.
#[derive(Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum PSP22Error {
	/// The reason in words.
	Custom(String),
	/// The account holds fewer tokens.
	InsufficientBalance,
	/// The owner allowed the spender fewer tokens.
	InsufficientAllowance,
	/// The recipient or spender is the account of 32 zero bytes. Nobody has it: what it receives is
	/// lost.
	ZeroRecipientAddress,
	/// The sender is the account of 32 zero bytes. Nobody has it: it cannot send.
	ZeroSenderAddress,
	/// The recipient does not take the tokens. This contract asks no recipient and never returns
	/// this error.
	SafeTransferCheckFailed(String),
}

/// Tokens changed hands, were created or burned.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Transfer {
	/// The account that held them; none if they were created.
	#[ink(topic)]
	pub from: Option<AccountId>,
	/// The account that holds them; none if they were burned.
	#[ink(topic)]
	pub to: Option<AccountId>,
	/// The number of tokens, in the smallest units.
	pub value: u128,
}

/// An allowance has changed: the owner of tokens set it, or the spender used it.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Approval {
	/// The account that holds the tokens.
	#[ink(topic)]
	pub owner: AccountId,
	/// The account that may spend them.
	#[ink(topic)]
	pub spender: AccountId,
	/// The number of tokens that it may spend from now on, in the smallest units.
	// The text of the standard names it `value`, the reference implementation and what is in use
	// `amount`. The bytes are the same.
	pub amount: u128,
}

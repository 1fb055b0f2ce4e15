// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The interface of PSP-34 (<https://github.com/w3f/PSPs/blob/master/PSPs/psp-34.md>): what every
//! such collection has in common. Tools know the messages by their selectors, which ink! makes of
//! the names of trait and message, and the events by a hash of name and field types. So names,
//! types and order are the standard's.
//!
//! The ABI takes the docs of a message from its implementation, so they are there.

// The code that derives Encode casts the indices of variants.
#![allow(clippy::cast_possible_truncation)]

use ink::{
	prelude::{string::String, vec::Vec},
	primitives::AccountId,
};

/// A collection of non-fungible tokens.
#[ink::trait_definition]
pub trait PSP34 {
	#[ink(message)]
	fn collection_id(&self) -> Id;

	#[ink(message)]
	fn total_supply(&self) -> u128;

	#[ink(message)]
	fn balance_of(&self, owner: AccountId) -> u32;

	#[ink(message)]
	fn owner_of(&self, id: Id) -> Option<AccountId>;

	#[ink(message)]
	fn allowance(&self, owner: AccountId, operator: AccountId, id: Option<Id>) -> bool;

	#[ink(message)]
	fn approve(
		&mut self,
		operator: AccountId,
		id: Option<Id>,
		approved: bool,
	) -> Result<(), PSP34Error>;

	#[ink(message)]
	fn transfer(&mut self, to: AccountId, id: Id, data: Vec<u8>) -> Result<(), PSP34Error>;
}

/// The attributes of a token or of the collection.
#[ink::trait_definition]
pub trait PSP34Metadata {
	#[ink(message)]
	fn get_attribute(&self, id: Id, key: Vec<u8>) -> Option<Vec<u8>>;
}

/// The identifier of a token. `U8(1)` and `U16(1)` are two tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub enum Id {
	/// A number of 8 bits.
	U8(u8),
	/// A number of 16 bits.
	U16(u16),
	/// A number of 32 bits.
	U32(u32),
	/// A number of 64 bits.
	U64(u64),
	/// A number of 128 bits.
	U128(u128),
	/// Bytes, at most 32 in this contract.
	Bytes(Vec<u8>),
}

/// The reason why a message changed nothing.
#[derive(Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum PSP34Error {
	/// The reason in words.
	Custom(String),
	/// The caller cannot be its own operator: an owner may do everything with a token anyway.
	SelfApprove,
	/// The token belongs to somebody else, and the caller has no permission for this.
	NotApproved,
	/// The identifier is taken: by a token, or by the collection.
	TokenExists,
	/// There is no token with this identifier.
	TokenNotExists,
	/// The recipient does not take the token. This contract asks no recipient and never returns
	/// this error.
	SafeTransferCheckFailed(String),
}

/// A token changed hands, was created or burned.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Transfer {
	/// The account that owned it; none if it was created.
	#[ink(topic)]
	pub from: Option<AccountId>,
	/// The account that owns it; none if it was burned.
	#[ink(topic)]
	pub to: Option<AccountId>,
	/// The token.
	#[ink(topic)]
	pub id: Id,
}

/// The owner of tokens allowed somebody to transfer one of them or all, or took the permission
/// back.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Approval {
	/// The account that owns the tokens.
	#[ink(topic)]
	pub owner: AccountId,
	/// The account that the permission is for.
	#[ink(topic)]
	pub operator: AccountId,
	/// The token; none for all tokens of the owner, later ones included.
	#[ink(topic)]
	pub id: Option<Id>,
	/// `true` if the permission was given, `false` if it was taken back.
	pub approved: bool,
}

/// An attribute of a token or of the collection was set.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct AttributeSet {
	/// The token, or the collection's own identifier.
	pub id: Id,
	/// The name of the attribute.
	pub key: Vec<u8>,
	/// The value of the attribute from now on.
	pub data: Vec<u8>,
}

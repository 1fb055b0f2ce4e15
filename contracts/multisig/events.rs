// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a multisig tells.

use ink::{prelude::vec::Vec, primitives::AccountId};

/// BTR came in by `deposit` or with the contract's creation.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Deposited {
	/// Who paid.
	#[ink(topic)]
	pub from: AccountId,
	/// How much, in base units.
	pub value: u128,
}

/// An owner proposed something.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Submitted {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who proposed it.
	#[ink(topic)]
	pub by: AccountId,
}

/// An owner confirmed a proposal.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Confirmed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who confirmed it.
	#[ink(topic)]
	pub by: AccountId,
}

/// An owner took a confirmation back.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Revoked {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Whose confirmation it was.
	#[ink(topic)]
	pub by: AccountId,
}

/// What was proposed was done.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Executed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who executed it.
	#[ink(topic)]
	pub by: AccountId,
}

/// A proposal was given up.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Cancelled {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who cancelled it.
	#[ink(topic)]
	pub by: AccountId,
}

/// From now on others decide.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct OwnersChanged {
	/// The owners.
	pub owners: Vec<AccountId>,
	/// How many of them have to confirm.
	pub threshold: u32,
}

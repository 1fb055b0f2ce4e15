// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The events of a multisig.

use ink::{prelude::vec::Vec, primitives::AccountId};

/// Somebody deposited BTR: with `deposit`, or at the creation of the multisig.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Deposited {
	/// The account that paid.
	#[ink(topic)]
	pub from: AccountId,
	/// The amount, in base units.
	pub value: u128,
}

/// An owner submitted a proposal.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Submitted {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The owner who submitted it.
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
	/// The owner who confirmed it.
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
	/// The owner who took it back.
	#[ink(topic)]
	pub by: AccountId,
}

/// An owner executed a proposal that enough owners had confirmed.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Executed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The owner who executed it.
	#[ink(topic)]
	pub by: AccountId,
}

/// A proposal was cancelled.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Cancelled {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The account that cancelled it: an owner, or the multisig itself.
	#[ink(topic)]
	pub by: AccountId,
}

/// The multisig has changed its owners and its threshold.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct OwnersChanged {
	/// The owners from now on.
	pub owners: Vec<AccountId>,
	/// The number of owners that have to confirm a proposal from now on.
	pub threshold: u32,
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The events of a DAO.

use crate::types::Action;
use ink::{prelude::string::String, primitives::AccountId};

/// Somebody funded the DAO: with `fund`, or at its creation.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Funded {
	/// The account that paid.
	#[ink(topic)]
	pub from: AccountId,
	/// The amount, in base units.
	pub value: u128,
}

/// A member proposed an action.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Proposed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The member who proposed it.
	#[ink(topic)]
	pub by: AccountId,
	/// The title of the proposal.
	pub title: String,
	/// The action to decide on.
	pub action: Action,
	/// The block at which voting ends: votes are taken before it.
	pub ends: u32,
}

/// A member voted on a proposal.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Voted {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The member who voted.
	#[ink(topic)]
	pub by: AccountId,
	/// `true` for a vote in favour, `false` for one against.
	pub approve: bool,
}

/// A member executed a proposal that had passed.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Executed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The member who executed it.
	#[ink(topic)]
	pub by: AccountId,
}

/// A member removed a proposal that did not pass, or that was not executed in time.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Closed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// The member who closed it.
	#[ink(topic)]
	pub by: AccountId,
}

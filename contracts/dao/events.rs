// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a DAO tells.

use crate::types::Action;
use ink::{prelude::string::String, primitives::AccountId};

/// BTR came in by `fund` or with the contract's creation.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Funded {
	/// Who paid.
	#[ink(topic)]
	pub from: AccountId,
	/// How much, in base units.
	pub value: u128,
}

/// A member proposed something.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Proposed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who proposed it.
	#[ink(topic)]
	pub by: AccountId,
	/// What it is about.
	pub title: String,
	/// What to do.
	pub action: Action,
	/// Votes are taken before this block.
	pub ends: u32,
}

/// A member voted.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Voted {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who voted.
	#[ink(topic)]
	pub by: AccountId,
	/// For or against.
	pub approve: bool,
}

/// What was decided was done.
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

/// A proposal that did not pass, or was not executed in time, is gone.
#[ink::event]
#[derive(Debug, PartialEq, Eq)]
pub struct Closed {
	/// The number of the proposal.
	#[ink(topic)]
	pub id: u32,
	/// Who closed it.
	#[ink(topic)]
	pub by: AccountId,
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A transaction in the ledger.

use serde::Serialize;

use super::{
	answer::Answer,
	transaction::{Hash, Transaction},
};

/// The statuses after which a node tells nothing more.
pub(super) const LAST_WORDS: [&str; 6] =
	["finalized", "finalityTimeout", "usurped", "dropped", "invalid", CLOSED];
/// The status of a watched transaction whose connection died.
pub(super) const CLOSED: &str = "connectionClosed";

/// A status of a watched transaction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
	/// The word of the node: `ready`, `future`, `inBlock`, `finalized`, `dropped` and so on.
	pub status: String,
	/// The seconds since sending began.
	pub seconds: f64,
}

/// A transaction and what is known of it.
#[derive(Clone, Debug)]
pub struct Entry {
	/// The hash.
	pub hash: Hash,
	/// The index of the sender.
	pub sender: u32,
	/// The nonce.
	pub nonce: u64,
	/// The answer of a node.
	pub answer: Answer,
	/// The number of times that it was sent.
	pub sends: u32,
	/// The final block that holds it.
	pub block: Option<u64>,
	/// The number of times that it stands in final blocks, beyond the first.
	pub doubles: u32,
	/// The statuses that a node told, if it is watched.
	pub statuses: Vec<Status>,
}

impl Entry {
	/// Returns the entry of a transaction that waits to be sent.
	pub(super) fn new(transaction: &Transaction) -> Self {
		Self {
			hash: transaction.hash,
			sender: transaction.sender,
			nonce: transaction.nonce,
			answer: Answer::Unsent,
			sends: 0,
			block: None,
			doubles: 0,
			statuses: Vec::new(),
		}
	}

	/// Returns whether a node accepted it and no final block holds it.
	pub fn is_missing(&self) -> bool {
		matches!(self.answer, Answer::Accepted { .. }) && self.block.is_none()
	}

	/// Returns whether a full node refused it.
	pub fn is_refused_for_now(&self) -> bool {
		matches!(&self.answer, Answer::Refused { reason, .. } if reason.is_of_full_node())
	}

	/// Returns the last word about a watched transaction, once there is one.
	pub fn end(&self) -> Option<&str> {
		let last = self.statuses.last()?.status.as_str();
		LAST_WORDS.contains(&last).then_some(last)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A transaction in the ledger.

use std::fmt;

use serde::Serialize;

use super::load::Transaction;

/// The statuses after which a node tells nothing more.
pub(super) const LAST_WORDS: [&str; 6] =
	["finalized", "finalityTimeout", "usurped", "dropped", "invalid", CLOSED];
/// The status of a watched transaction whose connection died.
pub(super) const CLOSED: &str = "connectionClosed";

/// The codes with which a full node refuses a transaction, or all that wait for others.
const FULL: [i32; 2] = [1016, 1021];

/// The hash of an extrinsic.
pub type Hash = [u8; 32];

/// The reason why a node refused a transaction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reason {
	/// The JSON-RPC code.
	pub code: i32,
	/// The message.
	pub message: String,
	/// The details beside the message, if the node gave any.
	pub data: Option<String>,
}

impl fmt::Display for Reason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} ({})", self.message, self.code)?;
		self.data.as_ref().map_or(Ok(()), |data| write!(f, ": {data}"))
	}
}

/// The answer of a node to a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
	/// No answer: the transaction was never sent.
	Unsent,
	/// No answer, though the transaction was sent: the connection or the node died.
	Unanswered,
	/// The node has the transaction.
	Accepted {
		/// The index of the node.
		node: usize,
	},
	/// The node does not want the transaction.
	Refused {
		/// The index of the node.
		node: usize,
		/// The reason that it gave.
		#[serde(flatten)]
		reason: Reason,
	},
}

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
		matches!(&self.answer, Answer::Refused { reason, .. } if FULL.contains(&reason.code))
	}

	/// Returns the last word about a watched transaction, once there is one.
	pub fn end(&self) -> Option<&str> {
		let last = self.statuses.last()?.status.as_str();
		LAST_WORDS.contains(&last).then_some(last)
	}
}

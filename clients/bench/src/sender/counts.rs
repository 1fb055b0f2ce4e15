// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The numbers of transactions, of a load and of a block.

use std::fmt;

use serde::Serialize;

/// A final block.
#[derive(Clone, Debug, Serialize)]
pub struct BlockCount {
	/// The height.
	pub number: u64,
	/// The seconds from the start of sending until it was seen to be final.
	pub seconds: f64,
	/// The number of our transactions in it.
	pub transactions: usize,
}

/// The numbers of transactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
	/// The transactions that were to be sent.
	pub transactions: usize,
	/// The transactions that left at least once.
	pub sent: usize,
	/// The transactions that a node accepted.
	pub accepted: usize,
	/// The transactions that a node refused.
	pub refused: usize,
	/// The transactions that left and got no answer.
	pub unanswered: usize,
	/// The transactions in a final block.
	#[serde(rename = "final")]
	pub finalised: usize,
	/// The transactions that were accepted and are in no final block.
	pub missing: usize,
	/// The missing ones that nothing keeps out: all transactions of their sender before them are
	/// final or were accepted too.
	pub lost: usize,
	/// The transactions that stand in final blocks more than once.
	pub doubles: usize,
}

impl fmt::Display for Counts {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{} of {} sent, {} accepted, {} refused, {} unanswered, {} final",
			self.sent,
			self.transactions,
			self.accepted,
			self.refused,
			self.unanswered,
			self.finalised,
		)
	}
}

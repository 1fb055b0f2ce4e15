// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The answers of a node to a transaction.

use std::fmt;

use jsonrpsee::types::ErrorObject;
use serde::Serialize;

/// The code of a node that already has the transaction.
const ALREADY_IMPORTED: i32 = 1013;
/// The codes with which a full node refuses a transaction, or all that wait for others.
const FULL: [i32; 2] = [1016, 1021];

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

impl Reason {
	/// Returns whether the node was full, and may accept the transaction later.
	pub(super) fn is_of_full_node(&self) -> bool {
		FULL.contains(&self.code)
	}
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

impl Answer {
	/// Returns the answer that an error of a node is to a transaction.
	pub(super) fn from_error(node: usize, error: &ErrorObject<'_>) -> Self {
		if error.code() == ALREADY_IMPORTED {
			return Self::Accepted { node };
		}
		let data = error.data().map(|data| {
			let text = serde_json::from_str::<String>(data.get());
			text.unwrap_or_else(|_| data.get().to_owned())
		});
		let reason = Reason { code: error.code(), message: error.message().to_owned(), data };
		Self::Refused { node, reason }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_refusal_keeps_the_words_of_the_node() {
		let error =
			ErrorObject::owned(1010, "Invalid Transaction", Some("Transaction is outdated"));
		let Answer::Refused { node: 2, reason } = Answer::from_error(2, &error) else {
			panic!("not refused")
		};
		assert_eq!(reason.to_string(), "Invalid Transaction (1010): Transaction is outdated");
	}

	#[test]
	fn a_node_that_has_the_transaction_has_accepted_it() {
		let error =
			ErrorObject::owned(ALREADY_IMPORTED, "Transaction Already Imported", None::<()>);
		assert_eq!(Answer::from_error(0, &error), Answer::Accepted { node: 0 });
	}
}

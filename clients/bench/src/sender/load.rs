// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The load to be sent.

use std::time::Duration;

use anyhow::{ensure, Result};
use serde::Serialize;

/// One BTR in its smallest units.
pub const BTR: u128 = 1_000_000_000_000;

/// The order in which transactions leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
	/// Nonce after nonce of each sender.
	InOrder,
	/// No order at all, but the same for the same seed.
	Shuffled {
		/// The seed from which the order is computed.
		seed: u64,
	},
}

/// The connections over which a sender may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
	/// One connection to one node for all transactions of a sender.
	SenderPerNode,
	/// All connections in turn.
	Any,
}

/// A load of transfers.
#[derive(Clone, Debug)]
pub struct Load {
	/// The WebSocket addresses of the nodes that take transactions.
	pub nodes: Vec<String>,
	/// The number of accounts that send.
	pub senders: u32,
	/// The number of transactions, spread evenly over the senders.
	pub transactions: u32,
	/// The order in which transactions leave.
	pub order: Order,
	/// The number of transactions in one JSON-RPC batch.
	pub batch: usize,
	/// The number of connections to each node.
	pub connections: usize,
	/// The number of transactions that leave in a second, over all connections; none for as many as
	/// are taken.
	pub rate: Option<u32>,
	/// The connections that a sender may use.
	pub spread: Spread,
	/// The tip of each transaction, in the smallest units.
	pub tip: u128,
	/// The amount that each transaction transfers, in the smallest units.
	pub amount: u128,
	/// The funds that each sender gets before the load, in the smallest units.
	pub funds: u128,
	/// The secret URI of the account that funds the senders.
	pub funder: String,
	/// A label in the senders' derivation path: a new one means new accounts.
	pub run: String,
	/// `true` if a transaction that got no answer is sent to another node.
	pub resubmit_unanswered: bool,
	/// `true` if a transaction that a full node refused is offered again, until it is accepted.
	pub repeat_refused: bool,
	/// The number of transactions that are watched one by one.
	pub watch: u32,
	/// The time for which the follower waits for the next of our transactions to become final.
	pub patience: Duration,
}

impl Default for Load {
	fn default() -> Self {
		Self {
			nodes: vec!["ws://127.0.0.1:9944".into()],
			senders: 200,
			transactions: 15_000,
			order: Order::InOrder,
			batch: 100,
			connections: 1,
			rate: None,
			spread: Spread::SenderPerNode,
			tip: 0,
			amount: BTR / 1_000,
			funds: 50 * BTR,
			funder: "//Alice".into(),
			run: "default".into(),
			resubmit_unanswered: true,
			repeat_refused: false,
			watch: 0,
			patience: Duration::from_secs(60),
		}
	}
}

impl Load {
	/// Returns an error, which says what to ask for, if nothing could be sent.
	pub(super) fn check(&self) -> Result<()> {
		ensure!(!self.nodes.is_empty(), "no node to send to: name at least one");
		ensure!(self.senders > 0, "nobody to send: ask for at least one sender");
		ensure!(self.transactions > 0, "nothing to send: ask for at least one transaction");
		ensure!(self.batch > 0, "a batch of 0 transactions: ask for at least 1");
		ensure!(self.connections > 0, "no connection to a node: ask for at least 1");
		Ok(())
	}
}

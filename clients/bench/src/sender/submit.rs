// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sending of a load over all its lanes at once.

use std::sync::Arc;

use anyhow::{Context, Result};
use tokio::task::JoinSet;

use super::{counts::Counts, lane::Sender, plan, signed::Signed};

/// Sends everything and returns the numbers at that moment.
///
/// Connections are opened before the clock starts. A lane that finds no node any more leaves its
/// rest unsent, which the numbers show.
pub async fn submit(signed: &Arc<Signed>) -> Result<Counts> {
	let load = &signed.load;
	let nodes = load.nodes.len();
	let lanes = plan::lanes(&signed.transactions, nodes, load.connections, load.order, load.spread);
	let mut senders = Vec::with_capacity(lanes.len());
	for lane in lanes {
		senders.push(Sender::open(signed.clone(), lane).await?);
	}
	signed.ledger.with(|ledger| ledger.begin_sending());
	let mut sending = JoinSet::new();
	let lanes = senders.len() as f64;
	let rate = load.rate.map(|rate| f64::from(rate) / lanes);
	for sender in senders {
		sending.spawn(sender.send_all(rate));
	}
	while let Some(ended) = sending.join_next().await {
		if let Err(error) = ended.context("a lane broke down")? {
			eprintln!("a lane gave up: {error:#}");
		}
	}
	signed.ledger.with(|ledger| ledger.end_sending());
	Ok(signed.ledger.with(|ledger| ledger.counts()))
}

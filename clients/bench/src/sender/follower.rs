// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The reader of final blocks, height after height, from whichever node lives.

use std::time::{Duration, Instant};

use anyhow::{bail, Result};
use jsonrpsee::ws_client::WsClient;
use tokio::time::{sleep, timeout};

use super::{ledger::SharedLedger, rpc};

/// The time between two looks whether the follower may end.
const TICK: Duration = Duration::from_millis(500);
/// The time for which a node may be silent before another is asked.
const SILENCE: Duration = Duration::from_secs(20);

/// A reader of final blocks that moves to another node when one dies.
#[derive(Debug)]
pub struct Follower {
	nodes: Vec<String>,
	node: usize,
	next: u64,
}

impl Follower {
	/// Returns a follower that starts after the block that is final now.
	pub async fn new(nodes: Vec<String>) -> Result<Self> {
		let (node, client) = rpc::connect_any(&nodes).await?;
		let next = rpc::finalised_height(&client).await? + 1;
		Ok(Self { nodes, node, next })
	}

	/// Marks final transactions until each accepted one that nothing keeps out is final, or nothing
	/// new became final for `patience` after the last sending.
	pub async fn follow(&mut self, ledger: &SharedLedger, patience: Duration) {
		while let Err(error) = self.follow_node(ledger, patience).await {
			if ledger.with(|ledger| ledger.is_settled(patience)) {
				return;
			}
			eprintln!("{}: {error:#}; asking the next node for blocks", self.nodes[self.node]);
			self.node = (self.node + 1) % self.nodes.len();
			sleep(TICK).await;
		}
	}

	async fn follow_node(&mut self, ledger: &SharedLedger, patience: Duration) -> Result<()> {
		let client = rpc::connect(&self.nodes[self.node]).await?;
		let mut heads = rpc::finalised_heads(&client).await?;
		let mut heard = Instant::now();
		while !ledger.with(|ledger| ledger.is_settled(patience)) {
			match timeout(TICK, heads.next()).await {
				Ok(Some(head)) => {
					heard = Instant::now();
					self.read_to(&client, head?.number()?, ledger).await?;
				},
				Ok(None) => bail!("the subscription to finalised heads ended"),
				Err(_) if heard.elapsed() > SILENCE => {
					bail!("no finalised head for {} s", SILENCE.as_secs())
				},
				Err(_) => {},
			}
		}
		Ok(())
	}

	/// Reads every height that was not read yet: a node may skip some in its subscription.
	async fn read_to(&mut self, client: &WsClient, head: u64, ledger: &SharedLedger) -> Result<()> {
		while self.next <= head {
			let extrinsics = rpc::extrinsics(client, self.next).await?;
			ledger.with(|ledger| ledger.record_block(self.next, &extrinsics));
			self.next += 1;
		}
		Ok(())
	}
}

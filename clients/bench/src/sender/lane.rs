// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One connection that sends batch after batch, and looks for another node when its own dies.

use std::{sync::Arc, time::Duration};

use anyhow::{bail, Result};
use jsonrpsee::{
	core::{
		client::{BatchEntry, ClientT, Error},
		params::BatchRequestBuilder,
	},
	rpc_params,
	ws_client::WsClient,
};
use tokio::time::{sleep, sleep_until, Instant};

use super::{
	answer::Answer,
	plan::{steps, Lane, Step},
	rpc,
	signed::Signed,
	transaction::Transaction,
	watch,
};

/// The number of times that a step is sent before it is left unanswered.
const ATTEMPTS: u32 = 4;
/// The number of times that all nodes are tried before a lane gives up.
const ROUNDS: u32 = 10;
/// The number of times that a refused transaction is offered again, and the pause between.
const REPETITIONS: u32 = 300;
const UNTIL_REPETITION: Duration = Duration::from_secs(1);
/// The pause between two rounds, in which a node may start again.
const PAUSE: Duration = Duration::from_secs(2);

/// A lane with its connection.
pub(super) struct Sender {
	signed: Arc<Signed>,
	lane: Lane,
	node: usize,
	client: Arc<WsClient>,
}

impl Sender {
	/// Opens the connection of a lane.
	pub(super) async fn open(signed: Arc<Signed>, lane: Lane) -> Result<Self> {
		let (node, client) = connect_from(&signed.load.nodes, lane.node).await?;
		Ok(Self { signed, lane, node, client })
	}

	/// Sends all that the lane has, `rate` transactions a second if there is one. Ends early only
	/// if no node is left, or one stays full.
	pub(super) async fn send_all(mut self, rate: Option<f64>) -> Result<()> {
		let signed = self.signed.clone();
		let (began, mut sent) = (Instant::now(), 0);
		for step in steps(&self.lane, signed.load.batch, |index| signed.watched.contains(&index)) {
			if let Some(rate) = rate {
				sleep_until(began + Duration::from_secs_f64(f64::from(sent) / rate)).await;
			}
			sent += step.transactions().len() as u32;
			self.send_until_answered(&step).await?;
			self.repeat_refused(&step).await?;
		}
		Ok(())
	}

	/// Offers again what a full node refused, until a node accepts it.
	async fn repeat_refused(&mut self, step: &Step) -> Result<()> {
		for _ in 0..REPETITIONS {
			let refused =
				self.signed.ledger.with(|ledger| ledger.refused_for_now(step.transactions()));
			if refused.is_empty() || !self.signed.load.repeat_refused {
				return Ok(());
			}
			sleep(UNTIL_REPETITION).await;
			let refused = match step {
				Step::Batch(_) => Step::Batch(refused),
				Step::Watch(index) => Step::Watch(*index),
			};
			self.send_until_answered(&refused).await?;
		}
		bail!("a node refused transactions {REPETITIONS} times because it is full")
	}

	async fn send_until_answered(&mut self, step: &Step) -> Result<()> {
		let load = &self.signed.load;
		for _ in 0..ATTEMPTS {
			let Err(error) = self.send(step).await else { break };
			eprintln!("{}: {error}; sending to the next node", load.nodes[self.node]);
			self.signed.ledger.with(|ledger| {
				for &index in step.transactions() {
					ledger.record(index, Answer::Unanswered);
				}
			});
			(self.node, self.client) = connect_from(&load.nodes, self.node + 1).await?;
			if !load.resubmit_unanswered {
				break;
			}
		}
		Ok(())
	}

	async fn send(&self, step: &Step) -> Result<(), Error> {
		match step {
			Step::Batch(indices) => {
				let transactions = &self.signed.transactions;
				let answers = send_batch(&self.client, self.node, transactions, indices).await?;
				self.signed.ledger.with(|ledger| ledger.record_answers(indices, answers));
				Ok(())
			},
			Step::Watch(index) => {
				watch::submit(&self.client, self.node, &self.signed, *index).await
			},
		}
	}
}

/// Connects to the first node that answers, beginning with `first`.
async fn connect_from(nodes: &[String], first: usize) -> Result<(usize, Arc<WsClient>)> {
	for _ in 0..ROUNDS {
		for node in (first..first + nodes.len()).map(|node| node % nodes.len()) {
			if let Ok(client) = rpc::connect(&nodes[node]).await {
				return Ok((node, Arc::new(client)));
			}
		}
		sleep(PAUSE).await;
	}
	bail!("none of {} answers any more: is one of them up?", nodes.join(", "))
}

/// Submits transactions in one JSON-RPC batch, and returns what the node said to each.
pub(super) async fn send_batch(
	client: &WsClient,
	node: usize,
	transactions: &[Transaction],
	indices: &[usize],
) -> Result<Vec<Answer>, Error> {
	let mut batch = BatchRequestBuilder::new();
	for &index in indices {
		batch.insert("author_submitExtrinsic", rpc_params![&transactions[index].hex])?;
	}
	match client.batch_request::<String>(batch).await {
		Ok(answers) => Ok(answers.into_iter().map(|answer| read(node, answer)).collect()),
		// The node refuses the batch as a whole, for instance because it is too long.
		Err(Error::Call(error)) => Ok(vec![read(node, Err(error)); indices.len()]),
		Err(error) => Err(error),
	}
}

fn read(node: usize, answer: BatchEntry<'_, String>) -> Answer {
	match answer {
		Ok(_) => Answer::Accepted { node },
		Err(error) => Answer::from_error(node, &error),
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The count of times that nodes left a fork for another one.

use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::Duration,
};

use anyhow::{bail, Result};
use tokio::{task::JoinSet, time::sleep};

use crate::sender::rpc;

/// The pause before a node that did not answer is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// The watchers of the nodes' best blocks, which end with this value.
pub(super) struct Reorganisations {
	count: Arc<AtomicUsize>,
	_watchers: JoinSet<()>,
}

impl Reorganisations {
	/// Watches the best blocks of nodes.
	pub(super) fn watch(nodes: &[String]) -> Self {
		let count = Arc::new(AtomicUsize::new(0));
		let mut watchers = JoinSet::new();
		for node in nodes {
			let (node, count) = (node.clone(), count.clone());
			watchers.spawn(async move {
				// A killed node comes back.
				while watch(&node, &count).await.is_err() {
					sleep(PAUSE).await;
				}
			});
		}
		Self { count, _watchers: watchers }
	}

	/// Returns how often a best block was not the child of the one before, on any of the nodes.
	pub(super) fn count(&self) -> usize {
		self.count.load(Ordering::Relaxed)
	}
}

async fn watch(node: &str, count: &AtomicUsize) -> Result<()> {
	let client = rpc::connect(node).await?;
	let mut heads = rpc::new_heads(&client).await?;
	let mut best = None;
	while let Some(head) = heads.next().await {
		let head = head?;
		if best.is_some_and(|best| best != head.parent_hash) {
			count.fetch_add(1, Ordering::Relaxed);
		}
		best = Some(rpc::block_hash(&client, head.number()?).await?);
	}
	bail!("the subscription to new heads ended")
}

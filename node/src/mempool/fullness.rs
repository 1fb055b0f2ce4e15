// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The task that tells metrics how full each block was, and what room costs.

use super::Metrics;
use crate::types::FullClient;
use batara_primitives::mempool::MempoolApi;
use batara_runtime::Hash;
use futures::StreamExt;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents, sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend,
};
use std::sync::Arc;

/// Follows the best block until the node stops. Runs the runtime, so it belongs on a thread that
/// may block.
pub async fn follow(client: Arc<FullClient>, metrics: Arc<Metrics>) {
	let mut blocks = client.import_notification_stream();
	tell(&client, &metrics, client.info().best_hash);
	while let Some(block) = blocks.next().await {
		if block.is_new_best {
			tell(&client, &metrics, block.hash);
		}
	}
}

/// Tells metrics of one block.
fn tell(client: &FullClient, metrics: &Metrics, at: Hash) {
	match client.runtime_api().last_block_fullness(at) {
		Ok(fullness) => metrics.set_fullness(&fullness),
		Err(error) => log::debug!(target: "mempool", "no fullness of block {at:?}: {error}"),
	}
}

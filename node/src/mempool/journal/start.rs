// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The start of the journal with the node.

use super::{follow::follow, restore::restore, Journal};
use crate::types::{FullClient, FullPool};
use futures::{channel::oneshot, executor::block_on};
use polkadot_sdk::sp_blockchain::HeaderBackend;
use sc_service::{error::Error, Configuration, SpawnTaskHandle};
use std::{path::PathBuf, sync::Arc};

/// Opens the journal, gives what it has to the pool, and starts to follow the chain. Returns None
/// if there is to be no journal: by default, full nodes have one and validators do not. The pool has
/// so many `places` for those that wait.
///
/// Waits until the pool has all: no client is to ask for its next nonce before. Belongs before the
/// start of RPC.
pub fn start(
	config: &Configuration,
	is_wanted: Option<bool>,
	places: u64,
	client: &Arc<FullClient>,
	pool: &Arc<FullPool>,
	tasks: &SpawnTaskHandle,
) -> Result<Option<Arc<Journal>>, Error> {
	if !is_wanted.unwrap_or(!config.role.is_authority()) {
		return Ok(None);
	}
	let (journal, transactions) =
		Journal::open(path(config)).map_err(|error| Error::Other(error.to_string()))?;
	let journal = Arc::new(journal);
	let (done, restored) = oneshot::channel();
	let task = {
		let (journal, client, pool) = (journal.clone(), client.clone(), pool.clone());
		async move {
			restore(&journal, &*pool, client.info().best_hash, transactions).await;
			// The node that waits for it may have been stopped.
			let _ = done.send(());
			follow(journal, client, pool, places).await;
		}
	};
	tasks.spawn_blocking("mempool-journal", Some("transaction-pool"), task);
	// The task, and not this thread, does the work: the locks of the pool give way to others after a
	// number of turns, and here nobody would give the turn back.
	block_on(restored).map_err(|_| Error::Other("the node stops".into()))?;
	Ok(Some(journal))
}

/// Returns the path of this chain's journal.
fn path(config: &Configuration) -> PathBuf {
	config.base_path.config_dir(config.chain_spec.id()).join("mempool").join("journal")
}

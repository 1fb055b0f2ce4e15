// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The node without network, as far as subcommands need it too: client, pool and block import.

use crate::{
	client::{self, Opened},
	consensus::{self, import, sealing::Sealing},
	mempool,
	types::{FullBackend, FullClient, FullPool, FullSelectChain},
};
use batara_runtime::opaque::Block;
use polkadot_sdk::{
	sc_consensus::{DefaultImportQueue, LongestChain},
	sc_telemetry::{Telemetry, TelemetryWorker},
	sp_core::traits::SpawnEssentialNamed,
};
use sc_service::{error::Error, Configuration, PartialComponents, TaskManager};
use std::path::Path;

/// The parts that upstream's list has no name for.
pub struct Extras {
	/// The parts that consensus goes on with.
	pub consensus: consensus::Parts,
	/// Telemetry, if a URL is given.
	pub telemetry: Option<Telemetry>,
}

/// A node without network.
pub type Partial = PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	DefaultImportQueue<Block>,
	FullPool,
	Extras,
>;

/// Opens the database and sets up import, whose tasks `spawner` starts. With `sealing`, chain time
/// runs with the blocks.
pub fn new_partial<Spawner: SpawnEssentialNamed + 'static>(
	config: &Configuration,
	runtime_cache: &Path,
	sealing: Option<Sealing>,
	spawner: impl Fn(&TaskManager) -> Spawner,
) -> Result<Partial, Error> {
	let telemetry = telemetry_worker(config)?;
	let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
	let Opened { client, backend, keystore_container, task_manager } =
		client::open(config, runtime_cache, handle.clone())?;
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool = mempool::new_pool(config, client.clone(), spawner(&task_manager));
	let sources = import::Sources {
		client: client.clone(),
		select_chain: select_chain.clone(),
		pool: transaction_pool.clone(),
		sealing,
		telemetry: handle,
	};
	let (consensus, import_queue) = import::build(config, sources, &spawner(&task_manager))?;
	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: Extras { consensus, telemetry },
	})
}

/// Makes telemetry and its worker. Returns None unless a URL is given.
fn telemetry_worker(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, Error> {
	let Some(endpoints) = config.telemetry_endpoints.clone().filter(|urls| !urls.is_empty()) else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(16)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The client on its database.

use crate::{
	database, executor, preflight,
	types::{FullBackend, FullClient},
};
use batara_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::{sc_chain_spec::GenesisBlockBuilder, sc_telemetry::TelemetryHandle};
use sc_service::{error::Error, Configuration, KeystoreContainer, TaskManager};
use std::{path::Path, sync::Arc};

/// The client, with what sc-service makes beside it.
pub struct Opened {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The keys.
	pub keystore_container: KeystoreContainer,
	/// The manager of the tasks of all parts.
	pub task_manager: TaskManager,
}

/// Opens the client on its database, which is made from the genesis if there is none.
pub fn open(
	config: &Configuration,
	runtime_cache: &Path,
	telemetry: Option<TelemetryHandle>,
) -> Result<Opened, Error> {
	database::ensure_pruning(config)?;
	database::ensure_one(config)?;
	let executor = executor::new(&config.executor, runtime_cache);
	let backend = sc_service::new_db_backend(config.db_config())
		.map_err(|error| database::explain(&error, config))?;
	let genesis = config.chain_spec.as_storage_builder().build_storage().map_err(Error::Other)?;
	let genesis_block = GenesisBlockBuilder::new_with_storage(
		genesis.clone(),
		!config.no_genesis(),
		backend.clone(),
		executor.clone(),
	)?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry,
			executor.clone(),
			backend,
			genesis_block,
			false,
		)?;
	preflight::ensure_same_genesis(config, &client, &executor, genesis)?;
	Ok(Opened { client: Arc::new(client), backend, keystore_container, task_manager })
}

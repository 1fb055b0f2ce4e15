// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The order in which a node comes alive: checks, client and import, mempool, network, RPC and at
//! last consensus.

use crate::{
	consensus, disk, hardware, keys, logging,
	mempool::{self, Capacity, Mempool},
	network::{self, Controls, Network},
	offchain_workers,
	options::Options,
	partial::{new_partial, Extras, Partial},
	ports, preflight, rpc, rpc_endpoints, runtime_cache,
	shared::Shared,
};
use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::{sc_network::NetworkBackend, sc_telemetry::Telemetry};
use sc_service::{error::Error, Configuration, KeystoreContainer, SpawnTasksParams, TaskManager};
use std::sync::Arc;

/// Starts the whole node. The gate of its pool has the limits of `capacity`.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	options: Options,
	capacity: Capacity,
) -> Result<TaskManager, Error> {
	let claim = prepare(&mut config, &options)?;
	let runtimes = runtime_cache::folder(options.runtime_cache_path.as_deref(), &config.base_path)
		.map_err(|error| Error::Other(error.to_string()))?;
	let (sealing, spawner) = (options.consensus.sealing, TaskManager::spawn_essential_handle);
	let Partial {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool: pool,
		other: Extras { consensus: parts, mut telemetry },
	} = new_partial(&config, &runtimes, sealing, spawner)?;
	task_manager.keep_alive(claim);
	// Before the machine is measured, which writes to the disk.
	disk::watch(&config, options.storage_monitor.clone(), &task_manager)?;
	let tasks = task_manager.spawn_handle();

	// What outlives the configuration, which the RPC server takes.
	let settings = consensus::Settings::new(&config, &options.consensus, &client);
	let has_offchain_workers = config.offchain_worker.enabled;
	let measured = hardware::measure(&config, options.no_hardware_benchmarks);

	let limits = mempool::Settings { capacity, journal: options.pool_journal };
	let mempool = Mempool::open(&config, limits, &client, pool, tasks.clone())?;
	let (link, finality) = (&parts.grandpa_link, &settings.finality);
	let sources = network::Sources::new(&client, &backend, mempool.for_gossip(), import_queue);
	let Network { service: network, sync, votes, controls } =
		network::join::<N>(&config, &task_manager, sources, link, finality)?;
	let shared = Shared {
		client,
		backend,
		mempool,
		select_chain,
		keystore: keystore_container.keystore(),
		network,
		sync,
		role: config.role,
		prometheus: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(Telemetry::handle),
		tasks,
		essential_tasks: task_manager.spawn_essential_handle(),
	};
	serve(config, &shared, &mut task_manager, telemetry.as_mut(), &parts, controls)?;
	hardware::report(measured, &shared);
	if has_offchain_workers {
		offchain_workers::start(&shared)?;
	}
	task_manager.keep_alive(logging::StopNotice);
	consensus::start(&shared, settings, parts, votes)?;
	Ok(task_manager)
}

/// Does what needs no database: checks arguments and keys, completes the configuration, takes the
/// ports. No task is there yet that would be said to have failed with an error.
fn prepare(config: &mut Configuration, options: &Options) -> Result<ports::Claim, Error> {
	consensus::sealing::ensure_allowed(config, options.consensus.sealing)?;
	rpc_endpoints::add_operators(config, options.operator_rpc_port)?;
	rpc_endpoints::limit(config);
	rpc_endpoints::close_idle(options.rpc_idle_limit);
	let claim = ports::Claim::take(config)?;
	preflight::protect_node_key(config)?;
	keys::files::ensure_usable(config, &KeystoreContainer::new(&config.keystore)?.keystore())?;
	Ok(claim)
}

/// Starts to watch the pool, and to serve RPC and metrics.
fn serve(
	config: Configuration,
	shared: &Shared,
	task_manager: &mut TaskManager,
	telemetry: Option<&mut Telemetry>,
	parts: &consensus::Parts,
	controls: Controls,
) -> Result<(), Error> {
	shared.mempool.watch(&shared.client, &shared.tasks);
	let sources = rpc::Sources::new(shared, parts, config.chain_spec.cloned_box());
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: shared.client.clone(),
		backend: shared.backend.clone(),
		task_manager,
		keystore: shared.keystore.clone(),
		transaction_pool: Arc::new(shared.mempool.for_rpc()),
		rpc_builder: Box::new(move |executor| rpc::groups(&sources, executor).map_err(Into::into)),
		network: shared.network.clone(),
		system_rpc_tx: controls.requests,
		tx_handler_controller: controls.transactions,
		sync_service: shared.sync.clone(),
		telemetry,
		tracing_execute_block: None,
	})?;
	Ok(())
}

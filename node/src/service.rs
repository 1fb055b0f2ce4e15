// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The node, from top to bottom: client, transaction pool, block import, network, RPC, block
//! authoring, finality. [`new_partial`] makes what subcommands need too; [`new_full`] goes on with
//! the network and starts every task.

use crate::{
	authoring,
	cli::{Cli, Sealing},
	database,
	equivocation::{RememberSeals, ReportPool, Seals},
	executor::{self, Executor},
	finality, hardware, keys, logging,
	mempool::{self, Capacity, Gate, GatedPool, Inspector, Metrics},
	ports, preflight, rpc, rpc_endpoints, runtime_cache,
	sealing::{self, SealedClock},
};
use batara_runtime::{apis::RuntimeApi, opaque::Block, Hash};
use futures::FutureExt;
use polkadot_sdk::{
	sc_chain_spec::GenesisBlockBuilder,
	sc_client_api::Backend,
	sc_consensus_babe as babe, sc_consensus_grandpa as grandpa,
	sc_network::{
		config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend,
	},
	sc_network_sync::{SyncingService, WarpSyncConfig},
	sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker},
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_consensus_babe::inherents::BabeCreateInherentDataProviders,
	sp_core::traits::SpawnEssentialNamed,
	sp_keystore::KeystorePtr,
	substrate_prometheus_endpoint::Registry,
	*,
};
use sc_service::{
	config::Role, error::Error, ChainType, Configuration, KeystoreContainer,
	SpawnEssentialTaskHandle, SpawnTaskHandle, TaskManager,
};
use std::{path::Path, sync::Arc};

/// The chain: headers, blocks, state and runtime calls.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The choice of the best fork: the longest.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The pool of transactions that wait for a block.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
type GrandpaImport = grandpa::GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
/// The link from import to finality.
pub type GrandpaLink = grandpa::LinkHalf<Block, FullClient, FullSelectChain>;
/// The way of every block through BABE's checks, then GRANDPA's, into the client.
pub type FullBlockImport = RememberSeals<
	babe::BabeBlockImport<
		Block,
		FullClient,
		GrandpaImport,
		BabeCreateInherentDataProviders<Block>,
		FullSelectChain,
	>,
>;
/// The parts of consensus that import made and the full node goes on with.
pub struct ConsensusParts {
	/// Checks a block and takes it in.
	pub block_import: FullBlockImport,
	babe_link: babe::BabeLink<Block>,
	babe_worker: babe::BabeWorkerHandle<Block>,
	grandpa_link: GrandpaLink,
	inherent_data: BabeCreateInherentDataProviders<Block>,
	sealed_clock: Option<SealedClock>,
	reports: ReportPool,
	telemetry: Option<Telemetry>,
}

/// A node without network.
pub type Partial = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	FullPool,
	ConsensusParts,
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

	let (client, backend, keystore_container, task_manager) =
		open_database(config, runtime_cache, handle.clone())?;
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = transaction_pool(config, client.clone(), spawner(&task_manager));
	let (grandpa_import, grandpa_link) = grandpa::block_import(
		client.clone(),
		finality::JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		handle.clone(),
	)?;
	let babe_config = babe::configuration(&*client)?;
	let slot_duration = babe_config.slot_duration();
	let sealed_clock = sealing.map(|_| sealing::clock(client.clone())).transpose()?;
	let inherent_data = match &sealed_clock {
		Some(clock) => sealing::inherent_data(clock.clone()),
		None => authoring::inherent_data(slot_duration),
	};
	let seals = Seals::new(config.prometheus_registry())?;
	let reports = ReportPool::new(
		Arc::clone(&transaction_pool),
		seals.clone(),
		config.prometheus_registry(),
	)?;
	let (babe_import, babe_link) = babe::block_import(
		babe_config,
		grandpa_import.clone(),
		client.clone(),
		inherent_data.clone(),
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(reports.clone()),
	)?;
	preflight::ensure_whole(config, &client, &babe_link)?;
	let block_import = RememberSeals::new(babe_import, seals);
	let (import_queue, babe_worker) = babe::import_queue(babe::ImportQueueParams {
		link: babe_link.clone(),
		block_import: block_import.clone(),
		justification_import: Some(Box::new(grandpa_import)),
		client: client.clone(),
		slot_duration,
		spawner: &spawner(&task_manager),
		registry: config.prometheus_registry(),
		telemetry: handle,
	})?;

	let other = ConsensusParts {
		block_import,
		babe_link,
		babe_worker,
		grandpa_link,
		inherent_data,
		sealed_clock,
		reports,
		telemetry,
	};
	Ok(sc_service::PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other,
	})
}

/// Opens the client on its database, which is made from the genesis if there is none.
fn open_database(
	config: &Configuration,
	runtime_cache: &Path,
	telemetry: Option<TelemetryHandle>,
) -> Result<(Arc<FullClient>, Arc<FullBackend>, KeystoreContainer, TaskManager), Error> {
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
	let (client, backend, keystore, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry,
			executor.clone(),
			backend,
			genesis_block,
			false,
		)?;
	preflight::ensure_same_genesis(config, &client, &executor, genesis)?;
	Ok((Arc::new(client), backend, keystore, task_manager))
}

/// Makes the pool of transactions that wait.
fn transaction_pool(
	config: &Configuration,
	client: Arc<FullClient>,
	spawner: impl SpawnEssentialNamed + 'static,
) -> Arc<FullPool> {
	let is_validator = config.role.is_authority().into();
	let pool = sc_transaction_pool::Builder::new(spawner, client, is_validator);
	// What waits for others in one lane displaces none of another.
	let options = config
		.transaction_pool
		.clone()
		.with_future_class(|extrinsic| batara_runtime::mempool::outermost_lane(extrinsic) as u8);
	let pool = pool.with_options(options);
	Arc::from(pool.with_prometheus(config.prometheus_registry()).build())
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

/// The parts of a full node that its tasks share.
pub struct Shared {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The pool of transactions that wait.
	pub pool: Arc<FullPool>,
	/// The gate, which decides who may still enter the pool when it is nearly full.
	pub gate: Arc<Gate>,
	/// The inspector, which asks the runtime about transactions and their lanes.
	pub inspector: Arc<Inspector>,
	/// The figures about the transactions that wait, and about the room of blocks.
	pub metrics: Arc<Metrics>,
	/// The choice of the best fork.
	pub select_chain: FullSelectChain,
	/// The keys of this node.
	pub keystore: KeystorePtr,
	/// The peers.
	pub network: Arc<dyn NetworkService>,
	/// The state of synchronisation with the peers.
	pub sync: Arc<SyncingService<Block>>,
	/// The role of this node: validator or not.
	pub role: Role,
	/// The registry of metrics, unless they are off.
	pub prometheus: Option<Registry>,
	/// Telemetry, if a URL is given.
	pub telemetry: Option<TelemetryHandle>,
	/// The handle that starts tasks.
	pub tasks: SpawnTaskHandle,
	/// The handle that starts tasks without which the node stops.
	pub essential_tasks: SpawnEssentialTaskHandle,
}

/// Starts the whole node. The gate of its pool has the limits of `capacity`.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	cli: Cli,
	capacity: Capacity,
) -> Result<TaskManager, Error> {
	preflight::ensure_sealing_allowed(&config, cli.sealing)?;
	rpc_endpoints::add_operators(&mut config, cli.operator_rpc_port)?;
	rpc_endpoints::limit(&mut config);
	rpc_endpoints::close_idle(cli.rpc_idle_limit);
	let claim = ports::Claim::take(&mut config)?;
	preflight::protect_node_key(&config)?;
	// Before tasks are there that would be said to have failed.
	keys::files::ensure_usable(&config, &KeystoreContainer::new(&config.keystore)?.keystore())?;
	let runtime_cache = runtime_cache::folder(cli.runtime_cache_path.as_deref(), &config.base_path)
		.map_err(|error| Error::Other(error.to_string()))?;
	let Partial {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool: pool,
		other: parts,
	} = new_partial(&config, &runtime_cache, cli.sealing, TaskManager::spawn_essential_handle)?;
	task_manager.keep_alive(claim);
	watch_disk(&config, cli.storage_monitor, &task_manager)?;

	// What outlives the configuration, which the RPC server takes.
	let authoring = authoring::Settings::new(&config, cli.listen_slots);
	let finality = finality::Settings::new(&config, client.chain_info().genesis_hash);
	let enable_grandpa = !config.disable_grandpa && cli.sealing.is_none();
	let enable_offchain_worker = config.offchain_worker.enabled;
	let measured = measure_machine(&config, cli.no_hardware_benchmarks);

	let metrics = Arc::new(Metrics::new(config.prometheus_registry())?);
	let inspector = Arc::new(Inspector::new(client.clone(), metrics.clone()));
	let gate = Arc::new(Gate::new(
		capacity,
		pool.clone(),
		inspector.clone(),
		metrics.clone(),
		task_manager.spawn_handle(),
	));
	let journal = mempool::start_journal(
		&config,
		cli.pool_journal,
		capacity,
		&client,
		&pool,
		&task_manager.spawn_handle(),
	)?;

	let authority_set = parts.grandpa_link.shared_authority_set().clone();
	let mut net_config = FullNetworkConfiguration::<_, _, N>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let notifications = N::register_notification_metrics(config.prometheus_registry());
	let votes = finality::add_protocol::<N>(&finality, &mut net_config, notifications.clone());
	let warp_proofs =
		grandpa::warp_proof::NetworkProvider::new(backend.clone(), authority_set, Vec::new());
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: Arc::new(GatedPool::for_gossip(pool.clone(), gate.clone())),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_proofs))),
			block_relay: None,
			metrics: notifications,
			gap_sync_body_policy: None,
		})?;

	let mut telemetry = parts.telemetry;
	let shared = Shared {
		gate,
		inspector,
		metrics,
		client,
		backend,
		pool,
		select_chain,
		keystore: keystore_container.keystore(),
		network,
		sync,
		role: config.role,
		prometheus: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(Telemetry::handle),
		tasks: task_manager.spawn_handle(),
		essential_tasks: task_manager.spawn_essential_handle(),
	};
	let voter_state = grandpa::SharedVoterState::empty();
	let sources = rpc::Sources::new(
		&shared,
		mempool::start(&shared),
		config.chain_spec.cloned_box(),
		parts.babe_worker,
		&parts.grandpa_link,
		voter_state.clone(),
	);
	let for_clients = GatedPool::for_rpc(shared.pool.clone(), shared.gate.clone(), journal);
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: shared.client.clone(),
		backend: shared.backend.clone(),
		task_manager: &mut task_manager,
		keystore: shared.keystore.clone(),
		transaction_pool: Arc::new(for_clients),
		rpc_builder: Box::new(move |executor| rpc::groups(&sources, executor).map_err(Into::into)),
		network: shared.network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: shared.sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	report_machine(&shared, measured);
	if enable_offchain_worker {
		start_offchain_workers(&shared)?;
	}
	task_manager.keep_alive(logging::StopNotice);
	let signs = shared.role.is_authority() && cli.sealing.is_none();
	let hold = signs.then(|| authoring::hold(&shared, &authoring, &parts.babe_link)).flatten();
	match (cli.sealing, parts.sealed_clock) {
		(Some(sealing), Some(clock)) => {
			sealing::start(&shared, sealing, clock, parts.block_import, &parts.babe_link)?;
		},
		_ if shared.role.is_authority() => authoring::start(
			&shared,
			authoring,
			hold.clone(),
			parts.block_import,
			parts.babe_link,
			parts.inherent_data,
		)?,
		_ => {},
	}
	if enable_grandpa {
		finality::start(
			&shared,
			finality,
			hold,
			votes,
			parts.grandpa_link,
			voter_state,
			parts.reports,
		)?;
	}
	Ok(task_manager)
}

/// Starts a task that stops the node before the disk is full. Fails if it is too full already.
fn watch_disk(
	config: &Configuration,
	limits: sc_storage_monitor::StorageMonitorParams,
	task_manager: &TaskManager,
) -> Result<(), Error> {
	let Some(database) = config.database.path() else { return Ok(()) };
	sc_storage_monitor::StorageMonitorService::try_spawn(
		limits,
		database.to_path_buf(),
		&task_manager.spawn_essential_handle(),
	)
	.map_err(|error| preflight::explain_disk(&error, database))
}

/// Measures the machine of a validator on a live chain. On test networks it serves several nodes.
fn measure_machine(config: &Configuration, is_off: bool) -> Option<sc_sysinfo::HwBench> {
	let is_live = config.chain_spec.chain_type() == ChainType::Live;
	let wanted = config.role.is_authority() && is_live && !is_off;
	config.database.path().filter(|_| wanted).map(hardware::check)
}

/// Tells telemetry what the machine can do.
fn report_machine(shared: &Shared, measured: Option<sc_sysinfo::HwBench>) {
	if let (Some(telemetry), Some(measured)) = (shared.telemetry.clone(), measured) {
		let report = sc_sysinfo::initialize_hwbench_telemetry(telemetry, measured);
		shared.tasks.spawn("telemetry-hwbench", None, report);
	}
}

/// Runs the runtime's off-chain workers after each block.
fn start_offchain_workers(shared: &Shared) -> Result<(), Error> {
	let pool = OffchainTransactionPoolFactory::new(shared.pool.clone());
	let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
		runtime_api_provider: shared.client.clone(),
		keystore: Some(shared.keystore.clone()),
		offchain_db: shared.backend.offchain_storage(),
		transaction_pool: Some(pool),
		network_provider: Arc::new(shared.network.clone()),
		is_validator: shared.role.is_authority(),
		// Nothing in the runtime asks for it.
		enable_http_requests: false,
		custom_extensions: |_| vec![],
	})?;
	let run = workers.run(shared.client.clone(), shared.tasks.clone()).boxed();
	shared.tasks.spawn("offchain-workers", "offchain-worker", run);
	Ok(())
}

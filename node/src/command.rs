// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The work that each command line asks for: a subcommand, or the node itself.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	keys, logging,
	mempool::Capacity,
	offline::{self, Opened},
	options::Options,
	quick_exit, service,
};
use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
	sc_chain_spec::ChainSpec,
	sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker},
};
use sc_cli::{build_runtime, Result, Runner, Signals, SubstrateCli, TransactionPoolType};
use sc_service::{Configuration, TaskManager};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Bataranetwork Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn ChainSpec>, String> {
		let mut spec = chain_spec::load(id)?;
		if !self.works_on_drafts() {
			chain_spec::ensure_startable(&spec)?;
			chain_spec::build_known_genesis(id, &mut spec)?;
		}
		Ok(Box::new(spec))
	}
}

impl Cli {
	/// Tells whether the command makes sense on a spec that still has placeholders: it writes the
	/// plain spec, or only needs its id to find the keystore.
	fn works_on_drafts(&self) -> bool {
		match &self.subcommand {
			Some(Subcommand::ExportChainSpec(command)) => !command.raw,
			Some(Subcommand::BuildSpec(command)) => !command.raw,
			Some(Subcommand::Key(_)) => true,
			_ => false,
		}
	}
}

/// Parses the command line and does what it says.
pub fn run() -> Result<()> {
	let cli = Cli::from_iter(keys::arguments::complete::<Cli>(std::env::args_os().collect())?);
	let cache = cli.options.runtime_cache_path.as_deref();
	match &cli.subcommand {
		None => run_node(cli),
		Some(Subcommand::Key(command)) => command.run(&cli),
		Some(Subcommand::ExportChainSpec(command)) => command.run(cli.load_spec(&command.chain)?),
		Some(Subcommand::BuildSpec(command)) => cli
			.create_runner(command)?
			.sync_run(|config| command.run(config.chain_spec, config.network)),
		Some(Subcommand::PurgeChain(command)) => cli.create_runner(command)?.sync_run(|config| {
			let _lock = offline::lock(&config)?;
			command.run(config.database)
		}),
		Some(Subcommand::ChainInfo(command)) => cli.create_runner(command)?.sync_run(|config| {
			drop(offline::lock(&config)?);
			command.run::<Block>(&config)
		}),
		Some(Subcommand::CheckBlock(command)) => cli.create_runner(command)?.async_run(|config| {
			let Opened { client, import_queue, task_manager, .. } = offline::open(&config, cache)?;
			Ok((command.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|config| {
				let Opened { client, task_manager, .. } = offline::open(&config, cache)?;
				offline::ensure_range(command, &client)?;
				Ok((command.run(client, config.database), task_manager))
			})
		},
		Some(Subcommand::ExportState(command)) => cli.create_runner(command)?.async_run(|config| {
			let Opened { client, task_manager, .. } = offline::open(&config, cache)?;
			Ok((command.run(client, config.chain_spec), task_manager))
		}),
		Some(Subcommand::ImportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|config| offline::import(command, &config, cache))
		},
		Some(Subcommand::Revert(command)) => {
			cli.create_runner(command)?.async_run(|config| offline::revert(command, &config, cache))
		},
		Some(Subcommand::PrecompileRuntime(command)) => command.run(cache, &Cli::executable_name()),
	}
}

/// Runs the node until it is told to stop.
fn run_node(mut cli: Cli) -> Result<()> {
	logging::choose(cli.log_format);
	if cli.options.consensus.sealing.is_some() {
		// The fork-aware pool tells of a transaction before a block can take it.
		cli.run.pool_config.pool_type = TransactionPoolType::SingleState;
	}
	ensure_node_key(&cli)?;
	let capacity = Capacity::take_over(&mut cli.run.pool_config);
	// The logger reads both, and the command line has the last word.
	let environment = std::env::var("RUST_LOG").ok();
	let filters = &mut cli.run.shared_params.log;
	logging::filter::leave_out_busy_instances(filters, environment.as_deref());
	let runner = node_runner(&cli)?;
	let shared = &cli.run.shared_params;
	let is_temporary = cli.run.tmp || (shared.dev && shared.base_path.is_none());
	runner.run_node_until_exit(|config| async move {
		quick_exit::note_node(is_temporary.then(|| config.base_path.path().to_path_buf()));
		start(config, cli.options, capacity).map_err(sc_cli::Error::Service)
	})
}

/// Refuses a file of the network key that is not there: upstream would make a new key in it, and with
/// it another identity.
fn ensure_node_key(cli: &Cli) -> Result<()> {
	let params = &cli.run.network_params.node_key_params;
	let makes_it = params.node_key.is_some() || params.unsafe_force_node_key_generation;
	match &params.node_key_file {
		Some(file) if !makes_it && matches!(file.try_exists(), Ok(false)) => {
			Err(sc_cli::Error::Input(format!(
				"there is no network key {file}: look for a mistyped --node-key-file, or make the key \
				with `batara-node key generate-node-key --file {file}`",
				file = file.display(),
			)))
		},
		_ => Ok(()),
	}
}

/// Makes the runner of a node as upstream's `create_runner` does, but with the log in the form that
/// is asked for.
fn node_runner(cli: &Cli) -> Result<Runner<Cli>> {
	let tokio_runtime = build_runtime()?;
	// As early as possible, for whoever stops the node while it starts.
	let signals = tokio_runtime.block_on(async { Signals::capture() })?;
	let config = cli.create_configuration(&cli.run, tokio_runtime.handle().clone())?;
	logging::start::<Cli, _, _>(cli.log_format, &cli.run)?;
	Runner::new(config, tokio_runtime, signals)
}

fn start(
	config: Configuration,
	options: Options,
	capacity: Capacity,
) -> std::result::Result<TaskManager, sc_service::Error> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => {
			service::new_full::<Litep2pNetworkBackend>(config, options, capacity)
		},
		NetworkBackendType::Libp2p => {
			service::new_full::<NetworkWorker<Block, Hash>>(config, options, capacity)
		},
	}
}

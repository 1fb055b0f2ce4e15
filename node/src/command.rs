// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! From the command line to what is done.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	executor, log_filter,
	mempool::Capacity,
	service::{self, Partial},
};
use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
	sc_chain_spec::ChainSpec,
	sc_consensus_babe, sc_consensus_grandpa,
	sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker},
};
use sc_cli::{Result, SubstrateCli, TransactionPoolType};
use sc_service::{config::RpcBatchRequestConfig, Configuration, TaskManager};
use std::num::NonZeroU32;

/// Requests in one batch that a local client may send: senders of load need some hundreds.
const LOCAL_BATCH_LIMIT: u32 = 500;
/// The same for a server that others reach.
const PUBLIC_BATCH_LIMIT: u32 = 50;
/// Calls a minute and connection on a server that others reach.
const PUBLIC_RATE_LIMIT: Option<NonZeroU32> = NonZeroU32::new(6_000);

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
			chain_spec::ensure_filled_in(&spec)?;
			chain_spec::build_known_genesis(id, &mut spec)?;
		}
		Ok(Box::new(spec))
	}
}

impl Cli {
	/// Whether the command makes sense on a spec that still has placeholders: it writes the plain
	/// spec, or only needs its id to find the keystore.
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
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => run_node(cli),
		Some(Subcommand::Key(command)) => command.run(&cli),
		Some(Subcommand::ExportChainSpec(command)) => command.run(cli.load_spec(&command.chain)?),
		Some(Subcommand::BuildSpec(command)) => cli
			.create_runner(command)?
			.sync_run(|config| command.run(config.chain_spec, config.network)),
		Some(Subcommand::PurgeChain(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run(config.database))
		},
		Some(Subcommand::ChainInfo(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run::<Block>(&config))
		},
		Some(Subcommand::CheckBlock(command)) => cli.create_runner(command)?.async_run(|config| {
			let Partial { client, import_queue, task_manager, .. } = open(&config, &cli)?;
			Ok((command.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|config| {
				let Partial { client, task_manager, .. } = open(&config, &cli)?;
				Ok((command.run(client, config.database), task_manager))
			})
		},
		Some(Subcommand::ExportState(command)) => cli.create_runner(command)?.async_run(|config| {
			let Partial { client, task_manager, .. } = open(&config, &cli)?;
			Ok((command.run(client, config.chain_spec), task_manager))
		}),
		Some(Subcommand::ImportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|config| {
				let Partial { client, import_queue, task_manager, .. } = open(&config, &cli)?;
				Ok((command.run(client, import_queue), task_manager))
			})
		},
		Some(Subcommand::Revert(command)) => cli.create_runner(command)?.async_run(|config| {
			let Partial { client, backend, task_manager, .. } = open(&config, &cli)?;
			Ok((command.run(client, backend, Some(Box::new(revert_consensus))), task_manager))
		}),
		Some(Subcommand::PrecompileRuntime(command)) => {
			command.run(cli.runtime_cache_path.as_deref())
		},
	}
}

/// Opens the database for a subcommand.
fn open(config: &Configuration, cli: &Cli) -> Result<Partial> {
	let cache = executor::cache_folder(cli.runtime_cache_path.as_deref(), &config.base_path);
	service::new_partial(config, &cache, None).map_err(Into::into)
}

/// BABE and GRANDPA keep notes of their own on the blocks that go.
fn revert_consensus(
	client: std::sync::Arc<service::FullClient>,
	backend: std::sync::Arc<service::FullBackend>,
	blocks: batara_runtime::BlockNumber,
) -> sc_cli::Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}

/// Runs the node until it is told to stop.
fn run_node(mut cli: Cli) -> Result<()> {
	if cli.sealing.is_some() {
		// The fork-aware pool tells of a transaction before a block can take it.
		cli.run.pool_config.pool_type = TransactionPoolType::SingleState;
	}
	let capacity = Capacity::take_over(&mut cli.run.pool_config);
	// The logger reads both, and the command line has the last word.
	let environment = std::env::var("RUST_LOG").ok();
	let filters = &mut cli.run.shared_params.log;
	log_filter::leave_out_busy_instances(filters, environment.as_deref());
	let runner = cli.create_runner(&cli.run)?;
	runner.run_node_until_exit(|mut config| async move {
		limit_rpc(&mut config);
		start(config, cli, capacity).map_err(sc_cli::Error::Service)
	})
}

fn start(
	config: Configuration,
	cli: Cli,
	capacity: Capacity,
) -> std::result::Result<TaskManager, sc_service::Error> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => {
			service::new_full::<Litep2pNetworkBackend>(config, cli, capacity)
		},
		NetworkBackendType::Libp2p => {
			service::new_full::<NetworkWorker<Block, Hash>>(config, cli, capacity)
		},
	}
}

/// Limits that upstream leaves open, where the operator has set none.
fn limit_rpc(config: &mut Configuration) {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		let is_local = endpoint.listen_addr.ip().is_loopback();
		if matches!(endpoint.batch_config, RpcBatchRequestConfig::Unlimited) {
			let limit = if is_local { LOCAL_BATCH_LIMIT } else { PUBLIC_BATCH_LIMIT };
			endpoint.batch_config = RpcBatchRequestConfig::Limit(limit);
		}
		if !is_local {
			endpoint.rate_limit = endpoint.rate_limit.or(PUBLIC_RATE_LIMIT);
		}
	}
}

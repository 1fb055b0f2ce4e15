// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Subcommands on the database of a node that does not run. One that has done nothing says so, and
//! fails: upstream makes an empty database where there is none, and exits with success.

use crate::{
	database,
	partial::{new_partial, Partial},
	runtime_cache,
	types::{FullBackend, FullClient},
};
use batara_runtime::{opaque::Block, BlockNumber};
use futures::{future::BoxFuture, Future};
use polkadot_sdk::{
	sc_consensus::DefaultImportQueue, sc_consensus_babe, sc_consensus_grandpa,
	sp_blockchain::HeaderBackend, sp_core::traits::SpawnEssentialNamed,
};
use sc_cli::{Error, ExportBlocksCmd, GenericNumber, ImportBlocksCmd, Result, RevertCmd};
use sc_service::{config::DatabaseSource, Configuration, SpawnTaskHandle, TaskManager};
use std::{path::Path, sync::Arc};

/// The parts of a node that a subcommand works on.
pub struct Opened {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The queue that checks and imports blocks.
	pub import_queue: DefaultImportQueue<Block>,
	/// The manager that runs the tasks of these parts.
	pub task_manager: TaskManager,
}

/// The spawner of a node's tasks for a subcommand, which can do without them: they end when the
/// command has what it needs of them, and nothing has failed then.
#[derive(Clone)]
struct Unneeded(SpawnTaskHandle);

impl Unneeded {
	fn of(tasks: &TaskManager) -> Self {
		Self(tasks.spawn_handle())
	}
}

impl SpawnEssentialNamed for Unneeded {
	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		self.0.spawn(name, group, task);
	}

	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		self.0.spawn_blocking(name, group, task);
	}
}

/// Opens the database that a node has left. Compiled runtimes are in `cache`, or else below the base
/// path.
pub fn open(config: &Configuration, cache: Option<&Path>) -> Result<Opened> {
	ensure_database(config)?;
	open_or_make(config, cache)
}

fn open_or_make(config: &Configuration, cache: Option<&Path>) -> Result<Opened> {
	let cache = runtime_cache::folder(cache, &config.base_path)?;
	let Partial { client, backend, import_queue, task_manager, .. } =
		new_partial(config, &cache, None, Unneeded::of)?;
	Ok(Opened { client, backend, import_queue, task_manager })
}

/// Refuses to work where no node has been.
pub fn ensure_database(config: &Configuration) -> Result<()> {
	if database::is_there(config) || matches!(config.database, DatabaseSource::Custom { .. }) {
		return Ok(());
	}
	let place = database::place(config);
	Err(Error::Input(format!(
		"there is no database at {place}: give the --base-path, --chain and --database of the node"
	)))
}

/// Takes the lock of a database that is there, so that no node opens it meanwhile.
pub fn lock(config: &Configuration) -> Result<Vec<database::Lock>> {
	ensure_database(config)?;
	Ok(database::lock(config)?)
}

/// Refuses to export blocks that the database does not have.
pub fn ensure_range(command: &ExportBlocksCmd, client: &FullClient) -> Result<()> {
	let best = client.info().best_number;
	let parse = |number: &Option<GenericNumber>, other: BlockNumber| {
		number.as_ref().map_or(Ok(other), |number| number.parse().map_err(Error::Input))
	};
	let (from, to) = (parse(&command.from, 1)?, parse(&command.to, best)?);
	if from <= to && to <= best {
		return Ok(());
	}
	Err(Error::Input(format!(
		"there are no blocks {from} to {to} to export: the best block of the database is {best}"
	)))
}

/// Imports blocks from a file or the standard input. Fails if the best block stays as it was.
pub fn import<'a>(
	command: &'a ImportBlocksCmd,
	config: &Configuration,
	cache: Option<&Path>,
) -> Result<(impl Future<Output = Result<()>> + 'a, TaskManager)> {
	if let Some(file) = &command.input {
		std::fs::File::open(file)
			.map_err(|error| Error::Input(format!("{}: {error}", file.display())))?;
	}
	let Opened { client, import_queue, task_manager, .. } = open_or_make(config, cache)?;
	let before = client.info().best_hash;
	let work = async move {
		command.run(client.clone(), import_queue).await?;
		let best = client.info();
		if best.best_hash != before {
			return Ok(());
		}
		Err(Error::Input(format!(
			"the best block of this database is {} as before: the input has none after it",
			best.best_number,
		)))
	};
	Ok((work, task_manager))
}

/// Reverts the chain, and what BABE and GRANDPA note of its blocks. Fails if all blocks are final,
/// or none is to go.
pub fn revert<'a>(
	command: &'a RevertCmd,
	config: &Configuration,
	cache: Option<&Path>,
) -> Result<(impl Future<Output = Result<()>> + 'a, TaskManager)> {
	let Opened { client, backend, task_manager, .. } = open(config, cache)?;
	let blocks: BlockNumber = command.num.parse().map_err(Error::Input)?;
	let info = client.info();
	if blocks == 0 || info.best_number == info.finalized_number {
		return Err(Error::Input(format!(
			"nothing to revert: of the best block, {}, all up to {} are final and stay, and {blocks} \
			were to go",
			info.best_number, info.finalized_number,
		)));
	}
	Ok((command.run(client, backend, Some(Box::new(revert_consensus))), task_manager))
}

/// Reverts the notes that BABE and GRANDPA keep of the blocks that go.
fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: BlockNumber,
) -> Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}

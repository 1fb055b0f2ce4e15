// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use super::*;
use crate::{
	cli::Cli,
	partial::{new_partial, Partial},
	runtime_cache,
};
use batara_runtime::opaque::UncheckedExtrinsic;
use futures::executor::block_on;
use polkadot_sdk::{
	sc_consensus::{
		BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedState,
		StateAction, StorageChanges,
	},
	sp_consensus::BlockOrigin,
	sp_runtime::traits::Header as _,
	sp_state_machine::{KeyValueStates, KeyValueStorageLevel},
};
use sc_cli::SubstrateCli;
use sc_service::TaskManager;
use std::path::PathBuf;

/// A database that is opened again and again, as by a node that is started again and again.
struct Database(PathBuf);

impl Database {
	fn new(name: &str) -> Self {
		let folder = std::env::temp_dir().join(format!("batara-{}-{name}", std::process::id()));
		Self(folder)
	}

	/// Opens the database, does something with it, and lets it go again.
	fn open<R>(&self, then: impl FnOnce(&Configuration, Partial) -> R) -> Result<R, Error> {
		let base_path = self.0.display().to_string();
		let cli = Cli::from_iter(["batara-node", "--dev", "--base-path", &base_path]);
		let runtime = sc_cli::build_runtime().unwrap();
		let config = cli.create_configuration(&cli.run, runtime.handle().clone()).unwrap();
		let cache =
			runtime_cache::folder(cli.options.runtime_cache_path.as_deref(), &config.base_path);
		let partial =
			new_partial(&config, &cache.unwrap(), None, TaskManager::spawn_essential_handle)?;
		Ok(then(&config, partial))
	}
}

impl Drop for Database {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

/// Returns block 1 with the state of the genesis, as a state sync brings it.
fn synced_block(config: &Configuration, client: &FullClient) -> BlockImportParams<Block> {
	let info = client.info();
	let genesis = client.header(info.genesis_hash).unwrap().unwrap();
	let (body, state_root) = (Default::default(), genesis.state_root);
	let header = Header::new(1, body, state_root, info.genesis_hash, Default::default());
	let state = config.chain_spec.as_storage_builder().build_storage().unwrap();
	let level = KeyValueStorageLevel {
		state_root: Vec::new(),
		parent_storage_keys: Vec::new(),
		key_values: state.top.into_iter().collect(),
	};
	let state = ImportedState { block: header.hash(), state: KeyValueStates(vec![level]) };
	let mut block = BlockImportParams::new(BlockOrigin::NetworkInitialSync, header);
	block.body = Some(Vec::<UncheckedExtrinsic>::new());
	block.finalized = true;
	block.fork_choice = Some(ForkChoiceStrategy::Custom(true));
	block.state_action = StateAction::ApplyChanges(StorageChanges::Import(state));
	block
}

#[test]
fn database_without_epochs_is_refused() {
	let database = Database::new("half");
	// As far as a node comes that is killed between the two.
	let imported = database.open(|config, Partial { client, .. }| {
		block_on((*client).import_block(synced_block(config, &client)))
	});
	assert!(matches!(imported.unwrap(), Ok(ImportResult::Imported(_))));
	let refusal = database.open(|_, _| ()).unwrap_err().to_string();
	assert!(refusal.contains("half done"), "{refusal}");
	assert!(refusal.contains("`batara-node purge-chain`"), "{refusal}");
}

#[test]
fn database_with_epochs_is_opened() {
	let database = Database::new("whole");
	let imported = database.open(|config, Partial { client, other, .. }| {
		block_on(other.consensus.block_import.import_block(synced_block(config, &client)))
	});
	assert!(matches!(imported.unwrap(), Ok(ImportResult::Imported(_))));
	let best = database.open(|_, Partial { client, .. }| client.info().best_number);
	assert_eq!(best.unwrap(), 1);
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Checks before the node starts, and words for what would stop it: one line that says what to do.

use crate::{database, types::FullClient};
use batara_runtime::{opaque::Block, Hash, Header};
use codec::Encode;
use polkadot_sdk::{
	sc_chain_spec::{construct_genesis_block, resolve_state_version_from_wasm},
	sc_consensus_babe::BabeLink,
	sc_executor::RuntimeVersionOf,
	sp_blockchain::HeaderBackend,
	sp_core::storage::Storage,
	sp_runtime::traits::{Block as _, Hash as _, HashingFor},
};
use sc_service::{error::Error, Configuration};
use std::{fs, os::unix::fs::PermissionsExt};

/// The file of the network key, as sc-cli 0.63 names it.
const NODE_KEY: &str = "secret_ed25519";
/// The bits of a mode that let others read.
const READABLE_BY_OTHERS: u32 = 0o077;

/// Closes the file of the network key to others: `key generate-node-key` leaves that to the umask,
/// which a container cannot set.
pub fn protect_node_key(config: &Configuration) -> Result<(), Error> {
	let Some(folder) = &config.network.net_config_path else { return Ok(()) };
	let file = folder.join(NODE_KEY);
	let Ok(metadata) = fs::metadata(&file) else { return Ok(()) };
	if metadata.permissions().mode() & READABLE_BY_OTHERS == 0 {
		return Ok(());
	}
	log::warn!("Others could read the network key {}: it is closed to them now", file.display());
	fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
	Ok(())
}

/// Refuses a database of another chain than the one that the spec describes: the client itself does
/// not compare them.
pub fn ensure_same_genesis<E: RuntimeVersionOf>(
	config: &Configuration,
	client: &FullClient,
	executor: &E,
	genesis: Storage,
) -> Result<(), Error> {
	let version = resolve_state_version_from_wasm::<_, HashingFor<Block>>(&genesis, executor)?;
	let child_roots = genesis.children_default.into_values().map(|child| {
		let key = child.child_info.prefixed_storage_key().into_inner();
		let root = HashingFor::<Block>::trie_root(child.data.into_iter().collect(), version);
		(key, root.encode())
	});
	let top = genesis.top.into_iter().chain(child_roots).collect();
	let root = HashingFor::<Block>::trie_root(top, version);
	let expected: Header = construct_genesis_block::<Block>(root, version).header().clone();
	let found: Hash = client.info().genesis_hash;
	if expected.hash() == found {
		return Ok(());
	}
	Err(Error::Other(format!(
		"the database at {} is of another chain (its genesis is {found:?}, that of `{}` is {:?}): \
		give the right --chain, another --base-path, or remove the database with `batara-node \
		purge-chain`",
		database::place(config),
		config.chain_spec.id(),
		expected.hash(),
	)))
}

/// Refuses a database whose state was imported only in part: a node that is killed while it syncs
/// the state has blocks and no epoch that they belong to, and cannot import any other.
pub fn ensure_whole(
	config: &Configuration,
	client: &FullClient,
	babe: &BabeLink<Block>,
) -> Result<(), Error> {
	let has_epochs = babe.epoch_changes().shared_data().tree().iter().next().is_some();
	if has_epochs || client.info().best_number == 0 {
		return Ok(());
	}
	Err(Error::Other(format!(
		"the database at {} is half done: the node was stopped by force while it synced the state. \
		Remove it with `batara-node purge-chain` and the same --chain and --base-path, and start again: \
		keys and the identity in the network stay",
		database::place(config),
	)))
}

#[cfg(test)]
mod tests;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Checks before the node starts, and words for what would stop it: one line that says what to do.

use crate::{cli::Sealing, service::FullClient};
use batara_runtime::{opaque::Block, Hash, Header};
use codec::Encode;
use polkadot_sdk::{
	sc_chain_spec::{construct_genesis_block, resolve_state_version_from_wasm},
	sc_executor::RuntimeVersionOf,
	sc_network::multiaddr::{Multiaddr, Protocol},
	sc_storage_monitor,
	sp_blockchain::{self, HeaderBackend},
	sp_core::crypto::key_types::{AUTHORITY_DISCOVERY, BABE, GRANDPA},
	sp_core::storage::Storage,
	sp_keystore::KeystorePtr,
	sp_runtime::traits::{Block as _, Hash as _, HashingFor},
};
use sc_service::{config::KeystoreConfig, error::Error, ChainType, Configuration};
use std::{
	net::{IpAddr, SocketAddr, TcpListener},
	path::Path,
};

/// Every port that the node listens on must be free: the servers themselves would only log it, or
/// move to another port.
pub fn ensure_ports_free(config: &Configuration) -> Result<(), Error> {
	let rpc = config.rpc.addr.iter().flatten().map(|endpoint| endpoint.listen_addr);
	let prometheus = config.prometheus_config.iter().map(|prometheus| prometheus.port);
	let network = config.network.listen_addresses.iter().filter_map(tcp_address);
	let ports = rpc
		.map(|address| (address, "RPC", "--rpc-port"))
		.chain(prometheus.map(|address| (address, "Prometheus", "--prometheus-port")))
		.chain(network.map(|address| (address, "peer-to-peer", "--port")));
	for (address, purpose, option) in ports {
		let in_use = TcpListener::bind(address)
			.is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse);
		if in_use {
			return Err(Error::Other(format!(
				"the {purpose} port {} is in use: stop the program that has it, or choose another \
				one with {option}",
				address.port(),
			)));
		}
	}
	Ok(())
}

/// The TCP address of a listen address, if it is one.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

/// Sealing takes the place of consensus: only a chain without other validators can have it.
pub fn ensure_sealing_allowed(
	config: &Configuration,
	sealing: Option<Sealing>,
) -> Result<(), Error> {
	let alone = config.chain_spec.chain_type() == ChainType::Development;
	if sealing.is_none() || (alone && config.role.is_authority()) {
		return Ok(());
	}
	Err(Error::Other("--sealing works on a development chain only: use it with --dev".into()))
}

/// A validator without session keys would look alive and never author a block.
pub fn ensure_session_keys(config: &Configuration, keystore: &KeystorePtr) -> Result<(), Error> {
	// `--alice` and the like bring their keys when the tasks start.
	if !config.role.is_authority() || config.dev_key_seed.is_some() {
		return Ok(());
	}
	let missing = [
		("babe", keystore.sr25519_public_keys(BABE).is_empty()),
		("grandpa", keystore.ed25519_public_keys(GRANDPA).is_empty()),
		("authority discovery", keystore.sr25519_public_keys(AUTHORITY_DISCOVERY).is_empty()),
	]
	.iter()
	.filter(|(_, is_missing)| *is_missing)
	.map(|(name, _)| *name)
	.collect::<Vec<_>>();
	if missing.is_empty() {
		return Ok(());
	}
	let place = match &config.keystore {
		KeystoreConfig::Path { path, .. } => path.display().to_string(),
		KeystoreConfig::InMemory => "the keystore in memory".into(),
	};
	Err(Error::Other(format!(
		"this validator lacks session keys ({} not in {place}): start it without --validator, call \
		author_rotateKeysWithOwner, then start it with --validator; or use `batara-node key insert` \
		(docs/guides/run-a-validator.md)",
		missing.join(", "),
	)))
}

/// The database must be of the chain that the spec describes: the client itself does not compare.
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
		database_place(config),
		config.chain_spec.id(),
		expected.hash(),
	)))
}

/// What to do about a database that does not open.
pub fn explain_database(error: sp_blockchain::Error, config: &Configuration) -> Error {
	let text = error.to_string();
	if !text.to_lowercase().contains("lock") {
		return error.into();
	}
	Error::Other(format!(
		"the database at {} is locked by another node: stop that node, or give this one its own \
		--base-path ({text})",
		database_place(config),
	))
}

/// What to do about too little disk.
pub fn explain_disk(error: &sc_storage_monitor::Error, database: &Path) -> Error {
	Error::Other(format!(
		"too little free disk space for the database at {}: {error}. Free some, move it with \
		--base-path, or lower --db-storage-threshold",
		database.display(),
	))
}

fn database_place(config: &Configuration) -> String {
	config.database.path().unwrap_or(&config.data_path).display().to_string()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tcp_and_websocket_addresses_are_checked() {
		for text in ["/ip4/127.0.0.1/tcp/30333", "/ip4/127.0.0.1/tcp/30333/ws"] {
			let address = tcp_address(&text.parse().unwrap());
			assert_eq!(address, Some("127.0.0.1:30333".parse().unwrap()));
		}
	}

	#[test]
	fn other_addresses_are_left_alone() {
		for text in ["/dns/example.org/tcp/30333", "/ip4/127.0.0.1/udp/30333/quic-v1", "/memory/1"]
		{
			assert_eq!(tcp_address(&text.parse().unwrap()), None);
		}
	}
}

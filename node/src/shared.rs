// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The parts of a running node that its tasks share.

use crate::{
	mempool::Mempool,
	types::{FullBackend, FullClient, FullSelectChain},
};
use batara_runtime::opaque::Block;
use polkadot_sdk::{
	sc_network::service::traits::NetworkService, sc_network_sync::SyncingService,
	sc_telemetry::TelemetryHandle, sp_keystore::KeystorePtr,
	substrate_prometheus_endpoint::Registry,
};
use sc_service::{config::Role, SpawnEssentialTaskHandle, SpawnTaskHandle};
use std::sync::Arc;

/// The parts of a running node that its tasks share.
pub struct Shared {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transactions that wait.
	pub mempool: Mempool,
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The network: peers, synchronisation with them, and the protocols that this node speaks.

use crate::{
	consensus::{finality, GrandpaLink},
	types::{FullBackend, FullClient},
};
use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
	sc_consensus::DefaultImportQueue,
	sc_consensus_grandpa::warp_proof,
	sc_network::{
		config::FullNetworkConfiguration,
		service::traits::{NetworkService, NotificationService},
		NetworkBackend,
	},
	sc_network_sync::{SyncingService, WarpSyncConfig},
	sc_network_transactions::TransactionsHandlerController,
	sc_rpc::system::Request,
	sc_transaction_pool_api::TransactionPool,
	sc_utils::mpsc::TracingUnboundedSender,
};
use sc_service::{error::Error, BuildNetworkParams, Configuration, TaskManager};
use std::sync::Arc;

/// The parts of the node that the network reads from.
pub struct Sources<Pool> {
	/// The chain.
	client: Arc<FullClient>,
	/// The database, from which warp proofs are made.
	backend: Arc<FullBackend>,
	/// The pool, as peers reach it.
	pool: Pool,
	/// The queue that takes the blocks of peers.
	import_queue: DefaultImportQueue<Block>,
}

impl<Pool> Sources<Pool> {
	/// Takes the parts of a node.
	pub fn new(
		client: &Arc<FullClient>,
		backend: &Arc<FullBackend>,
		pool: Pool,
		import_queue: DefaultImportQueue<Block>,
	) -> Self {
		Self { client: client.clone(), backend: backend.clone(), pool, import_queue }
	}
}

/// The network, with the ends of its protocols that other parts hold.
pub struct Network {
	/// The peers.
	pub service: Arc<dyn NetworkService>,
	/// The state of synchronisation with the peers.
	pub sync: Arc<SyncingService<Block>>,
	/// The protocol that carries GRANDPA's votes.
	pub votes: Box<dyn NotificationService>,
	/// The ends that sc-service holds.
	pub controls: Controls,
}

/// The ends of the network that sc-service holds for the other parts.
pub struct Controls {
	/// The switch of the gossip of transactions.
	pub transactions: TransactionsHandlerController<Hash>,
	/// The way of RPC's questions about the network.
	pub requests: TracingUnboundedSender<Request<Block>>,
}

/// Joins the network. Its tasks wait for the other parts of the node to start.
pub fn join<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	task_manager: &TaskManager,
	sources: Sources<impl TransactionPool<Block = Block, Hash = Hash> + 'static>,
	grandpa: &GrandpaLink,
	finality: &finality::Settings,
) -> Result<Network, Error> {
	let registry = config.prometheus_registry();
	let mut protocols =
		FullNetworkConfiguration::<_, _, N>::new(&config.network, registry.cloned());
	let metrics = N::register_notification_metrics(registry);
	let votes = finality::add_protocol::<N>(finality, &mut protocols, metrics.clone());
	let authority_set = grandpa.shared_authority_set().clone();
	let warp_proofs = warp_proof::NetworkProvider::new(sources.backend, authority_set, Vec::new());
	let (service, requests, transactions, sync, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config,
			net_config: protocols,
			client: sources.client,
			transaction_pool: Arc::new(sources.pool),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue: sources.import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_proofs))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;
	Ok(Network { service, sync, votes, controls: Controls { transactions, requests } })
}

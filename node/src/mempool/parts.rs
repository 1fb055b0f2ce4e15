// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The parts of the mempool, and the tasks that run beside the pool.

use super::{
	fullness,
	journal::{self, Journal},
	lane_pool::LanePool,
	watch::Watch,
	ArrivalTimes, Capacity, Gate, GatedPool, Inspector, Metrics,
};
use crate::types::{FullClient, FullPool};
use polkadot_sdk::{sc_transaction_pool, sp_core::traits::SpawnEssentialNamed};
use sc_service::{error::Error, Configuration, SpawnTaskHandle};
use std::sync::Arc;

/// The group of the tasks in the node's metrics.
const GROUP: Option<&str> = Some("transaction-pool");

/// The pool as the author of this node's blocks sees it.
pub type FullLanePool = LanePool<FullPool, Inspector>;

/// Makes the pool of transactions that wait.
pub fn new_pool(
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

/// The pool, and what this node knows of the transactions in it.
#[derive(Clone)]
pub struct Mempool {
	/// The pool of transactions that wait.
	pub pool: Arc<FullPool>,
	/// The inspector, which asks the runtime about transactions and their lanes.
	pub inspector: Arc<Inspector>,
	/// The gate, which decides who may still enter the pool when it is nearly full.
	pub gate: Arc<Gate>,
	/// The times since which transactions wait.
	pub arrival_times: Arc<ArrivalTimes>,
	/// The figures about the transactions that wait, and about the room of blocks.
	metrics: Arc<Metrics>,
	/// The file of what clients of this node sent, if there is one.
	journal: Option<Arc<Journal>>,
}

/// The settings of the mempool.
pub struct Settings {
	/// The limits of the gate.
	pub capacity: Capacity,
	/// The operator's word on the journal; without one, full nodes have a journal and validators do
	/// not.
	pub journal: Option<bool>,
}

impl Mempool {
	/// Puts a gate in front of the pool, and gives the pool what the journal has.
	pub fn open(
		config: &Configuration,
		settings: Settings,
		client: &Arc<FullClient>,
		pool: Arc<FullPool>,
		tasks: SpawnTaskHandle,
	) -> Result<Self, Error> {
		let Settings { capacity, journal } = settings;
		let places = capacity.for_those_that_wait().transactions;
		let metrics = Arc::new(Metrics::new(config.prometheus_registry())?);
		let inspector = Arc::new(Inspector::new(client.clone(), metrics.clone()));
		let journal = journal::start(config, journal, places, client, &pool, &tasks)?;
		let gate = Gate::new(capacity, pool.clone(), inspector.clone(), metrics.clone(), tasks);
		let (gate, arrival_times) = (Arc::new(gate), Arc::default());
		Ok(Self { pool, inspector, gate, arrival_times, metrics, journal })
	}

	/// Returns the entrance for peers.
	pub fn for_gossip(&self) -> GatedPool {
		GatedPool::for_gossip(self.pool.clone(), self.gate.clone())
	}

	/// Returns the entrance for clients of this node, which writes to the journal, if there is one.
	pub fn for_rpc(&self) -> GatedPool {
		GatedPool::for_rpc(self.pool.clone(), self.gate.clone(), self.journal.clone())
	}

	/// Returns the pool in the order of the lanes, for the author of blocks.
	pub fn in_lanes(&self) -> FullLanePool {
		LanePool::new(self.pool.clone(), self.inspector.clone(), self.metrics.clone())
	}

	/// Starts to watch what arrives, and how full blocks are. The tasks end with the node.
	pub fn watch(&self, client: &Arc<FullClient>, tasks: &SpawnTaskHandle) {
		let watch = Watch {
			client: client.clone(),
			pool: self.pool.clone(),
			inspector: self.inspector.clone(),
			arrival_times: self.arrival_times.clone(),
			gate: self.gate.clone(),
			metrics: self.metrics.clone(),
		};
		tasks.spawn_blocking("mempool-watch", GROUP, watch.run());
		let fullness = fullness::follow(client.clone(), self.metrics.clone());
		tasks.spawn_blocking("block-fullness", GROUP, fullness);
	}
}

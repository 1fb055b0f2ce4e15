// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The tasks of the mempool that run beside the pool. They end with the node.

use super::{fullness, watch::Watch, Arrivals};
use crate::service::Shared;
use std::sync::Arc;

/// The group of the tasks in the node's metrics.
const GROUP: Option<&str> = Some("transaction-pool");

/// Starts to watch what arrives, and how full blocks are. Returns the times of arrival.
pub fn start(shared: &Shared) -> Arc<Arrivals> {
	let arrivals = Arc::new(Arrivals::default());
	let watch = Watch {
		client: shared.client.clone(),
		pool: shared.pool.clone(),
		inspector: shared.inspector.clone(),
		arrivals: arrivals.clone(),
		gate: shared.gate.clone(),
		metrics: shared.metrics.clone(),
	};
	shared.tasks.spawn_blocking("mempool-watch", GROUP, watch.run());
	let fullness = fullness::follow(shared.client.clone(), shared.metrics.clone());
	shared.tasks.spawn_blocking("block-fullness", GROUP, fullness);
	arrivals
}

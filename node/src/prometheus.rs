// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The registration of this node's own metrics.

use polkadot_sdk::substrate_prometheus_endpoint::{
	self as endpoint, prometheus::core::Collector, PrometheusError, Registry,
};

/// Registers a metric if there is a registry. Without one, the metric counts all the same, unseen.
pub fn register<T: Clone + Collector + 'static>(
	metric: T,
	registry: Option<&Registry>,
) -> Result<T, PrometheusError> {
	match registry {
		Some(registry) => endpoint::register(metric, registry),
		None => Ok(metric),
	}
}

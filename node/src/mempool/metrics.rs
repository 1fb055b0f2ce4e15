// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The metrics of the mempool and of the room of blocks, for Prometheus.

use super::totals::LaneTotals;
use crate::prometheus::register;
use batara_primitives::{
	lanes::{Lane, PerLane},
	mempool::BlockFullness,
};
use polkadot_sdk::substrate_prometheus_endpoint::{
	exponential_buckets,
	prometheus::{core::Atomic, HistogramTimer},
	Counter, CounterVec, Gauge, GaugeVec, Histogram, HistogramOpts, Opts, PrometheusError,
	Registry, F64, U64,
};

/// The label that tells lanes apart.
const LANE: &str = "lane";
const PICOSECONDS_PER_SECOND: f64 = 1e12;
/// The name under which the pool counts the accepted transactions that it throws out.
const DROPPED: &str = "substrate_sub_txpool_timing_event_dropped";

/// The figures of this node's mempool, and of the blocks that it imports.
pub struct Metrics {
	registry: Option<Registry>,
	waiting_transactions: GaugeVec<U64>,
	waiting_weight: GaugeVec<F64>,
	refused: CounterVec<U64>,
	inspection: Histogram,
	order_fallbacks: Counter<U64>,
	fullness: GaugeVec<F64>,
	fee_level: Gauge<F64>,
}

impl Metrics {
	/// Makes the figures, each lane at zero, and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let waiting_transactions = lane_gauge(
			"batara_mempool_waiting_transactions",
			"Ready transactions that wait for a block, by the lane in which they take most room",
		)?;
		let waiting_weight = lane_gauge(
			"batara_mempool_waiting_weight_seconds",
			"Block time that the ready transactions of each lane take together",
		)?;
		let fullness = lane_gauge(
			"batara_block_fullness_ratio",
			"Part of the room of the best block that each lane used, 0 to 1",
		)?;
		let fee_level = Gauge::new(
			"batara_fee_level",
			"Fee level of the block after the best one; 1 is the price of a quiet chain",
		)?;
		Ok(Self {
			registry: registry.cloned(),
			waiting_transactions: register(waiting_transactions, registry)?,
			waiting_weight: register(waiting_weight, registry)?,
			refused: register(refused()?, registry)?,
			inspection: register(inspection()?, registry)?,
			order_fallbacks: register(order_fallbacks()?, registry)?,
			fullness: register(fullness, registry)?,
			fee_level: register(fee_level, registry)?,
		})
	}

	/// Sets what waits in each lane.
	pub fn set_waiting(&self, totals: &PerLane<LaneTotals>) {
		for lane in Lane::ALL {
			let LaneTotals { transactions, weight, .. } = totals.get(lane);
			let label = [lane.name()];
			let transactions = u64::try_from(*transactions).unwrap_or(u64::MAX);
			self.waiting_transactions.with_label_values(&label).set(transactions);
			let seconds = *weight as f64 / PICOSECONDS_PER_SECOND;
			self.waiting_weight.with_label_values(&label).set(seconds);
		}
	}

	/// Counts a transaction that was refused while the pool was nearly full.
	pub fn count_refused(&self, lane: Lane) {
		self.refused.with_label_values(&[lane.name()]).inc();
	}

	/// Returns how many transactions of a lane were refused so far.
	pub fn refused(&self, lane: Lane) -> u64 {
		self.refused.with_label_values(&[lane.name()]).get()
	}

	/// Returns how many accepted transactions the pool has thrown out so far, because too many
	/// waited. None if the node keeps no metrics, or the pool does not count them.
	pub fn dropped(&self) -> Option<u64> {
		let families = self.registry.as_ref()?.gather();
		let dropped = families.iter().find(|family| family.get_name() == DROPPED)?;
		Some(
			dropped
				.get_metric()
				.iter()
				.map(|metric| metric.get_histogram().get_sample_count())
				.sum(),
		)
	}

	/// Measures one call of the runtime, until the timer is dropped.
	pub fn start_inspection(&self) -> HistogramTimer {
		self.inspection.start_timer()
	}

	/// Counts a block that was built in the pool's order.
	pub fn count_order_fallback(&self) {
		self.order_fallbacks.inc();
	}

	/// Sets how full the best block was, and the fee level after it.
	pub fn set_fullness(&self, block: &BlockFullness) {
		for lane in Lane::ALL {
			let ratio = *block.used.get(lane) as f64 / block.limit.max(1) as f64;
			self.fullness.with_label_values(&[lane.name()]).set(ratio.min(1.0));
		}
		self.fee_level.set(block.level.to_float());
	}
}

fn lane_gauge<P: Atomic>(name: &str, help: &str) -> Result<GaugeVec<P>, PrometheusError> {
	let gauge = GaugeVec::new(Opts::new(name, help), &[LANE])?;
	for lane in Lane::ALL {
		gauge.get_metric_with_label_values(&[lane.name()])?;
	}
	Ok(gauge)
}

fn refused() -> Result<CounterVec<U64>, PrometheusError> {
	let options = Opts::new(
		"batara_mempool_refused_transactions_total",
		"Transactions that were refused while the pool was nearly full, by lane",
	);
	let counter = CounterVec::new(options, &[LANE])?;
	for lane in Lane::ALL {
		counter.get_metric_with_label_values(&[lane.name()])?;
	}
	Ok(counter)
}

fn inspection() -> Result<Histogram, PrometheusError> {
	let options = HistogramOpts::new(
		"batara_mempool_inspection_seconds",
		"Time of the runtime for one look at up to 1,000 waiting transactions",
	);
	// 0.5 ms to 2 s, the time in which a block is built.
	Histogram::with_opts(options.buckets(exponential_buckets(0.000_5, 2.0, 13)?))
}

fn order_fallbacks() -> Result<Counter<U64>, PrometheusError> {
	Counter::new(
		"batara_mempool_order_fallbacks_total",
		"Blocks of this node that took transactions in the pool's order, for the runtime told no \
		lanes",
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use batara_primitives::lanes::LaneWeights;
	use polkadot_sdk::{
		sp_runtime::FixedU128, substrate_prometheus_endpoint::prometheus::TextEncoder,
	};

	/// Returns what `/metrics` shows after `change`.
	fn shown(change: impl FnOnce(&Metrics)) -> String {
		let registry = Registry::new();
		let metrics = Metrics::new(Some(&registry)).unwrap();
		change(&metrics);
		TextEncoder::new().encode_to_string(&registry.gather()).unwrap()
	}

	fn has_line(text: &str, wanted: &str) -> bool {
		text.lines().any(|line| line == wanted)
	}

	#[test]
	fn every_lane_is_shown_from_the_start() {
		let text = shown(|_| {});
		for lane in Lane::ALL.map(Lane::name) {
			for name in ["waiting_transactions", "refused_transactions_total"] {
				let line = format!("batara_mempool_{name}{{lane=\"{lane}\"}} 0");
				assert!(has_line(&text, &line), "{line} in\n{text}");
			}
		}
	}

	#[test]
	fn waiting_weight_is_told_in_seconds() {
		let payments =
			LaneTotals { transactions: 3, weight: 1_500_000_000_000, ..Default::default() };
		let totals = PerLane { payments, ..Default::default() };
		let text = shown(|metrics| metrics.set_waiting(&totals));
		assert!(has_line(&text, "batara_mempool_waiting_transactions{lane=\"payments\"} 3"));
		assert!(has_line(&text, "batara_mempool_waiting_weight_seconds{lane=\"payments\"} 1.5"));
	}

	#[test]
	fn fullness_is_told_as_a_part_of_the_whole_block() {
		let used = LaneWeights { payments: 250, contracts: 500, ..Default::default() };
		let level = FixedU128::from_rational(3, 2);
		let block = BlockFullness { limit: 1_000, used, level };
		let text = shown(|metrics| metrics.set_fullness(&block));
		assert!(has_line(&text, "batara_block_fullness_ratio{lane=\"payments\"} 0.25"));
		assert!(has_line(&text, "batara_block_fullness_ratio{lane=\"contracts\"} 0.5"));
		assert!(has_line(&text, "batara_fee_level 1.5"));
	}

	#[test]
	fn events_are_counted() {
		let text = shown(|metrics| {
			metrics.count_refused(Lane::Contracts);
			metrics.count_order_fallback();
			drop(metrics.start_inspection());
		});
		let refused = "batara_mempool_refused_transactions_total{lane=\"contracts\"} 1";
		assert!(has_line(&text, refused));
		assert!(has_line(&text, "batara_mempool_order_fallbacks_total 1"));
		assert!(has_line(&text, "batara_mempool_inspection_seconds_count 1"));
	}

	#[test]
	fn drops_of_the_pool_are_read_from_its_own_metric() {
		let registry = Registry::new();
		let metrics = Metrics::new(Some(&registry)).unwrap();
		assert_eq!(metrics.dropped(), None);
		let dropped = Histogram::with_opts(HistogramOpts::new(DROPPED, "of the pool")).unwrap();
		let dropped = register(dropped, Some(&registry)).unwrap();
		assert_eq!(metrics.dropped(), Some(0));
		dropped.observe(1.0);
		dropped.observe(2.0);
		assert_eq!(metrics.dropped(), Some(2));
		assert_eq!(Metrics::new(None).unwrap().dropped(), None);
	}

	#[test]
	fn node_without_prometheus_counts_all_the_same() {
		Metrics::new(None).unwrap().count_order_fallback();
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The speed that a validator's machine needs, and the warning if it is too slow.

use crate::shared::Shared;
use polkadot_sdk::sc_sysinfo::{self, HwBench, Metric, Requirement, Requirements, Throughput};
use sc_service::{ChainType, Configuration};
use std::path::Path;

/// Returns the minimum of upstream's reference hardware: weights assume it.
fn requirements() -> Requirements {
	let at_least = |metric, minimum| Requirement { metric, minimum, validator_only: false };
	Requirements(vec![
		at_least(Metric::Blake2256, Throughput::from_mibs(1_000.0)),
		at_least(Metric::Sr25519Verify, Throughput::from_kibs(637.6)),
		at_least(Metric::MemCopy, Throughput::from_gibs(11.49)),
		at_least(Metric::DiskSeqWrite, Throughput::from_mibs(950.0)),
		at_least(Metric::DiskRndWrite, Throughput::from_mibs(420.0)),
	])
}

/// Measures the machine of a validator on a live chain, unless that `is_off`. On test networks it
/// serves several nodes.
pub fn measure(config: &Configuration, is_off: bool) -> Option<HwBench> {
	let is_live = config.chain_spec.chain_type() == ChainType::Live;
	let wanted = config.role.is_authority() && is_live && !is_off;
	config.database.path().filter(|_| wanted).map(check)
}

/// Tells telemetry what was measured, if there is telemetry.
pub fn report(measured: Option<HwBench>, shared: &Shared) {
	if let (Some(telemetry), Some(measured)) = (shared.telemetry.clone(), measured) {
		let report = sc_sysinfo::initialize_hwbench_telemetry(telemetry, measured);
		shared.tasks.spawn("telemetry-hwbench", None, report);
	}
}

/// Measures this machine, prints the result and warns if a validator needs more.
fn check(database: &Path) -> HwBench {
	// The disk is measured where the database will be, which may not exist yet.
	if let Err(error) = std::fs::create_dir_all(database) {
		log::warn!("cannot measure the disk at {}: {error}", database.display());
	}
	let requirements = requirements();
	let measured = sc_sysinfo::gather_hwbench(Some(database), &requirements);
	sc_sysinfo::print_hwbench(&measured);
	if let Err(missing) = requirements.check_hardware(&measured, false) {
		log::warn!(
			"This machine is too slow for a validator ({missing}): it may miss its slots. Use a \
			faster one, or --no-hardware-benchmarks to silence this"
		);
	}
	measured
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The metadata that clients read, and the changes on which they would choke.

use crate::chain::local;
use batara_runtime::{
	configs::system::RuntimeBlockWeights, constants::block, Runtime, TxExtension, VERSION,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::dispatch::DispatchClass, frame_system::limits::BlockWeights,
	sp_runtime::traits::TransactionExtension,
};

#[test]
fn transaction_extensions_are_those_that_all_clients_know() {
	let names = <TxExtension as TransactionExtension<batara_runtime::RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect::<Vec<_>>();
	assert_eq!(
		names,
		[
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn metadata_versions_14_to_16_are_served() {
	local().execute_with(|| {
		let versions = Runtime::metadata_versions();
		for version in [14, 15, 16] {
			assert!(versions.contains(&version), "{versions:?}");
			assert!(Runtime::metadata_at_version(version).is_some());
		}
	});
}

#[test]
fn the_name_that_upgrades_must_carry_is_fixed() {
	assert_eq!(VERSION.spec_name, "batara");
}

#[test]
fn the_limits_of_a_block_are_what_upstream_makes_of_their_terms() {
	let built = BlockWeights::builder()
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(block::NORMAL_RATIO * block::MAXIMUM_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |weights| {
			let normal = block::NORMAL_RATIO * block::MAXIMUM_WEIGHT;
			weights.max_total = Some(block::MAXIMUM_WEIGHT);
			weights.reserved = Some(block::MAXIMUM_WEIGHT.saturating_sub(normal));
		})
		.avg_block_initialization(block::INITIALIZE_RATIO)
		.build_or_panic();
	let limits = RuntimeBlockWeights::get();
	assert_eq!(limits.encode(), built.encode(), "{limits:?}, not {built:?}");
	assert!(limits.validate().is_ok());
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What clients read from the metadata, and what they would choke on.

mod chain;

use batara_runtime::{Runtime, TxExtension, VERSION};
use chain::local;
use polkadot_sdk::sp_runtime::traits::TransactionExtension;

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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The pallets that are benchmarked, and what their benchmarks ask of the runtime. Nomination pools
//! are not among them: upstream's benchmarks of this SDK need pallet-staking-async.

use crate::*;
use alloc::{string::String, vec::Vec};
use codec::Encode;
use polkadot_sdk::{
	frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList},
	frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys},
	frame_system_benchmarking::{
		extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
	},
	pallet_offences_benchmarking::Pallet as OffencesBench,
	pallet_session_benchmarking::Pallet as SessionBench,
};

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_timestamp, Timestamp]
	[pallet_parameters, Parameters]
	[pallet_babe, Babe]
	[pallet_grandpa, Grandpa]
	[pallet_balances, Balances]
	[pallet_assets, Assets]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_staking, Staking]
	[pallet_bags_list, VoterList]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_offences, OffencesBench::<Runtime>]
	[pallet_preimage, Preimage]
	[pallet_scheduler, Scheduler]
	[pallet_referenda, Referenda]
	[pallet_conviction_voting, ConvictionVoting]
	[pallet_treasury, Treasury]
	[pallet_bounties, Bounties]
	[pallet_child_bounties, ChildBounties]
	[pallet_utility, Utility]
	[pallet_multisig, Multisig]
	[pallet_proxy, Proxy]
	[pallet_identity, Identity]
	[pallet_vesting, Vesting]
	[pallet_accounts, Accounts]
	[pallet_contracts, Contracts]
	[pallet_fee_policy, FeePolicy]
	[pallet_governance, Governance]
	[pallet_validators, Validators]
	[pallet_safe_mode, SafeMode]
	[pallet_tx_pause, TxPause]
	[pallet_migrations, MultiBlockMigrations]
);

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_offences_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

impl pallet_session_benchmarking::Config for Runtime {
	fn generate_session_keys_and_proof(owner: AccountId) -> (SessionKeys, Vec<u8>) {
		let generated = SessionKeys::generate(&owner.encode(), None);
		(generated.keys, generated.proof.encode())
	}
}

/// Session keys for the validators pallet.
pub struct GeneratedKeys;

impl pallet_validators::KeysOf<AccountId, SessionKeys> for GeneratedKeys {
	fn generate(owner: &AccountId) -> (SessionKeys, Vec<u8>) {
		<Runtime as pallet_session_benchmarking::Config>::generate_session_keys_and_proof(
			owner.clone(),
		)
	}
}

/// Returns the benchmarks there are, and the storage that they touch.
pub(crate) fn benchmark_metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs the benchmarks that `config` selects.
pub(crate) fn dispatch_benchmark(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! System, timestamp and the limits of a block.

use crate::{
	constants::{block, time, SS58_PREFIX},
	migrations, AccountId, Babe, Balance, Block, Hash, MultiBlockMigrations, Nonce, PalletInfo,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, TxPause, VERSION,
};
use polkadot_sdk::{
	frame_support::{
		derive_impl,
		dispatch::DispatchClass,
		parameter_types,
		traits::{ConstU16, ConstU32, ConstU64, InsideBoth},
		weights::constants::{BlockExecutionWeight, ExtrinsicBaseWeight, RocksDbWeight},
	},
	frame_system::{
		self,
		limits::{BlockLength, BlockWeights},
	},
	pallet_balances, pallet_parameters, pallet_timestamp,
	sp_runtime::traits::AccountIdLookup,
	sp_version::RuntimeVersion,
};

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;

	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(block::NORMAL_RATIO * block::MAXIMUM_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(block::MAXIMUM_WEIGHT);
			// Operational transactions find room even in a block that normal ones have filled.
			weights.reserved = Some(
				block::MAXIMUM_WEIGHT.saturating_sub(block::NORMAL_RATIO * block::MAXIMUM_WEIGHT),
			);
		})
		.avg_block_initialization(block::INITIALIZE_RATIO)
		.build_or_panic();

	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(block::MAXIMUM_LENGTH_BYTES)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = block::NORMAL_RATIO * block::MAXIMUM_LENGTH_BYTES;
		})
		.build();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = InsideBoth<SafeMode, TxPause>;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type Lookup = AccountIdLookup<AccountId, ()>;
	// The longest a transaction can stay valid: 2.4 hours.
	type BlockHashCount = ConstU32<2_880>;
	type DbWeight = RocksDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type SS58Prefix = ConstU16<SS58_PREFIX>;
	type MaxConsumers = ConstU32<16>;
	type SingleBlockMigrations = migrations::SingleBlockMigrations;
	type MultiBlockMigrator = MultiBlockMigrations;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Babe;
	// Half a slot, as BABE wants it: slots alone space the blocks.
	type MinimumPeriod = ConstU64<{ time::SLOT_DURATION_MS / 2 }>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = crate::RuntimeParameters;
	type AdminOrigin = crate::parameters::ParameterAdmin;
	// Upstream keeps its weights private; `()` stands for the same figures with RocksDB prices.
	type WeightInfo = ();
}

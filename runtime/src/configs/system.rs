// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! System, timestamp and the limits of a block.

use super::system_accounts::NoTiesToSystemAccounts;
use crate::{
	constants::{block, time, SS58_PREFIX},
	migrations, AccountId, Babe, Balance, Block, Governance, Hash, MultiBlockMigrations, Nonce,
	PalletInfo, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, TxPause,
	VERSION,
};
use polkadot_sdk::{
	frame_support::{
		derive_impl,
		dispatch::{DispatchClass, PerDispatchClass},
		parameter_types,
		traits::{ConstU16, ConstU32, ConstU64, InsideBoth},
		weights::{
			constants::{BlockExecutionWeight, ExtrinsicBaseWeight, RocksDbWeight},
			Weight,
		},
	},
	frame_system::{
		self,
		limits::{BlockLength, BlockWeights, WeightsPerClass},
	},
	pallet_balances, pallet_parameters, pallet_timestamp,
	sp_runtime::traits::AccountIdLookup,
	sp_version::RuntimeVersion,
};

parameter_types! {
	/// The version of this runtime.
	pub const Version: RuntimeVersion = VERSION;

	/// The weight that blocks and transactions may have, by class.
	pub RuntimeBlockWeights: BlockWeights = block_weights();

	/// The length that blocks may have, by class, in bytes.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(block::MAXIMUM_LENGTH_BYTES)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = block::NORMAL_LENGTH_RATIO.mul_floor(block::MAXIMUM_LENGTH_BYTES);
		})
		.build();
}

/// Returns the limits of a block. They are written out, not built and validated each time, since a
/// transaction asks for them several times. `runtime/tests/metadata.rs` compares them with what
/// upstream's builder makes.
fn block_weights() -> BlockWeights {
	let base_extrinsic = ExtrinsicBaseWeight::get();
	let normal = block::share(block::NORMAL_RATIO);
	let initialize = block::share(block::INITIALIZE_RATIO);
	let largest =
		|most: Weight| Some(most.saturating_sub(initialize).saturating_sub(base_extrinsic));
	BlockWeights {
		base_block: BlockExecutionWeight::get(),
		max_block: block::MAXIMUM_WEIGHT,
		per_class: PerDispatchClass::new(|class| match class {
			DispatchClass::Normal => WeightsPerClass {
				base_extrinsic,
				max_extrinsic: largest(normal),
				max_total: Some(normal),
				reserved: Some(Weight::zero()),
			},
			// They find room even in a block that normal ones have filled.
			DispatchClass::Operational => WeightsPerClass {
				base_extrinsic,
				max_extrinsic: largest(block::MAXIMUM_WEIGHT),
				max_total: Some(block::MAXIMUM_WEIGHT),
				reserved: Some(block::MAXIMUM_WEIGHT.saturating_sub(normal)),
			},
			DispatchClass::Mandatory => WeightsPerClass {
				base_extrinsic,
				max_extrinsic: None,
				max_total: None,
				reserved: None,
			},
		}),
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter =
		InsideBoth<InsideBoth<InsideBoth<SafeMode, TxPause>, Governance>, NoTiesToSystemAccounts>;
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
	type AdminOrigin = super::governance::ParameterOrigin;
	// Upstream keeps its weights private; `()` stands for the same figures with RocksDB prices.
	type WeightInfo = ();
}

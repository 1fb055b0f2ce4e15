// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Wasm contracts (ink! 5).

use crate::{
	constants::money, parameters::dynamic_params::contracts, AccountId, Balance, Balances, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, Timestamp, TransactionPayment,
};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstBool, ConstU32, Get, Nothing},
	},
	frame_system::EnsureSigned,
	pallet_babe::RandomnessFromOneEpochAgo,
	pallet_contracts::{self, Frame},
	sp_runtime::Perbill,
};

parameter_types! {
	/// In base units, as governance set it.
	pub DepositPerByte: Balance = contracts::DepositPerByte::get().base_units();
	/// In base units, as governance set it.
	pub DepositPerItem: Balance = contracts::DepositPerItem::get().base_units();
	pub Schedule: pallet_contracts::Schedule<Runtime> = Default::default();
	/// What a call may lock when its sender sets no limit: about 16 items of 1 KiB.
	pub const DefaultDepositLimit: Balance = money::deposit(16, 16 * 1024);
	pub const CodeHashLockupDepositPercent: Perbill = Perbill::from_percent(30);
}

impl pallet_contracts::Config for Runtime {
	type Time = Timestamp;
	type Randomness = RandomnessFromOneEpochAgo<Runtime>;
	type Currency = Balances;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	// No runtime call is open to contracts until each one is justified.
	type CallFilter = Nothing;
	type WeightPrice = TransactionPayment;
	type WeightInfo = pallet_contracts::weights::SubstrateWeight<Runtime>;
	type ChainExtension = ();
	type Schedule = Schedule;
	type CallStack = [Frame<Self>; 5];
	type DepositPerByte = DepositPerByte;
	type DefaultDepositLimit = DefaultDepositLimit;
	type DepositPerItem = DepositPerItem;
	type CodeHashLockupDepositPercent = CodeHashLockupDepositPercent;
	type AddressGenerator = pallet_contracts::DefaultAddressGenerator;
	type MaxCodeLen = ConstU32<{ 123 * 1024 }>;
	type MaxStorageKeyLen = ConstU32<128>;
	type MaxTransientStorageSize = ConstU32<{ 1024 * 1024 }>;
	type MaxDelegateDependencies = ConstU32<32>;
	// ink! 5.1.1 needs none of the unstable host functions.
	type UnsafeUnstableInterface = ConstBool<false>;
	type MaxDebugBufferLen = ConstU32<{ 2 * 1024 * 1024 }>;
	type UploadOrigin = EnsureSigned<AccountId>;
	type InstantiateOrigin = EnsureSigned<AccountId>;
	type Migrations = ();
	type Debug = ();
	type Environment = ();
	type ApiVersion = ();
	type Xcm = ();
}

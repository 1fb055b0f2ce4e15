// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tokens that anybody can issue, and that wallets and exchanges see. Deposits, which come back,
//! keep strangers from filling the state with them.

use crate::{constants::money, AccountId, Balance, Balances, Runtime, RuntimeEvent};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{AsEnsureOriginWithArg, ConstU32},
	},
	frame_system::{EnsureRoot, EnsureSigned},
	pallet_assets,
};

/// The number of a token.
pub type AssetId = u32;

parameter_types! {
	/// The deposit for a token, far above what its 210 bytes take: numbers are first come, first
	/// served.
	pub const AssetDeposit: Balance = 10 * money::BTR;
	/// The deposit for an account that holds a token and no BTR.
	pub const AssetAccountDeposit: Balance = money::deposit(1, 86);
	/// The deposit for a token's name and symbol, without their bytes.
	pub const AssetMetadataDepositBase: Balance = money::deposit(1, 68);
	/// The deposit for each byte of a token's name and symbol.
	pub const AssetMetadataDepositPerByte: Balance = money::deposit(0, 1);
	/// The deposit for each approval of a spender.
	pub const AssetApprovalDeposit: Balance = money::deposit(1, 148);
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	// Creates without a deposit, and may change everything of any token.
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = AssetDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = AssetMetadataDepositBase;
	type MetadataDepositPerByte = AssetMetadataDepositPerByte;
	type ApprovalDeposit = AssetApprovalDeposit;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = ();
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = crate::weights::pallet_assets::Measured<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Batches and multisignature accounts.

use crate::{
	constants::money, Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System,
};
use polkadot_sdk::{
	frame_support::{parameter_types, traits::ConstU32},
	pallet_multisig, pallet_utility,
};

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// The deposit for a call that waits for approvals, without its approvers.
	pub const MultisigDepositBase: Balance = money::deposit(1, 88);
	/// The deposit for each approver that the call needs.
	pub const MultisigDepositFactor: Balance = money::deposit(0, 32);
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

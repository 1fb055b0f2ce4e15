// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Batches, multisignature accounts and proxies.

use crate::{
	constants::money, Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, InstanceFilter},
	},
	pallet_multisig, pallet_proxy, pallet_utility,
	sp_runtime::traits::BlakeTwo256,
};
use scale_info::TypeInfo;

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	pub const MultisigDepositBase: Balance = money::deposit(1, 88);
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

parameter_types! {
	pub const ProxyDepositBase: Balance = money::deposit(1, 8);
	pub const ProxyDepositFactor: Balance = money::deposit(0, 33);
	pub const AnnouncementDepositBase: Balance = money::deposit(1, 8);
	pub const AnnouncementDepositFactor: Balance = money::deposit(0, 66);
}

/// What a proxy may do for the account that named it.
#[derive(
	Copy,
	Clone,
	Default,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	Debug,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that cannot move funds to another account.
	#[codec(index = 1)]
	NonTransfer,
	/// Proposals, referenda, voting and the treasury.
	#[codec(index = 2)]
	Governance,
	/// Staking, nomination pools and session keys.
	#[codec(index = 3)]
	Staking,
	/// Nothing but to reject a delayed proxy call.
	#[codec(index = 4)]
	CancelProxy,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			// An explicit list of what is open: a pallet added later stays closed until it is named.
			Self::NonTransfer => is_governance(call) || is_staking(call) || moves_nothing(call),
			Self::Governance => is_governance(call) || is_batch(call),
			Self::Staking => is_staking(call) || is_batch(call),
			Self::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
			},
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(this, that) if this == that => true,
			(Self::Any, _) => true,
			(Self::NonTransfer, _) => !matches!(other, Self::Any),
			_ => false,
		}
	}
}

fn is_governance(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Preimage(..)
			| RuntimeCall::Referenda(..)
			| RuntimeCall::ConvictionVoting(..)
			| RuntimeCall::Governance(..)
			| RuntimeCall::Treasury(..)
	)
}

fn is_staking(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Staking(..)
			| RuntimeCall::VoterList(..)
			| RuntimeCall::NominationPools(..)
			| RuntimeCall::Session(..)
	)
}

/// The calls inside a batch are filtered one by one.
fn is_batch(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::Utility(..))
}

fn moves_nothing(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::System(..)
			| RuntimeCall::Babe(..)
			| RuntimeCall::Grandpa(..)
			| RuntimeCall::Identity(..)
			| RuntimeCall::Multisig(..)
			| RuntimeCall::Proxy(..)
			| RuntimeCall::Utility(..)
	)
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}

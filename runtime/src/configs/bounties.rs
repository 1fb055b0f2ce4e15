// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Work that the treasury pays for when it is done: a bounty has a curator, who awards it whole or
//! in parts. The spender tracks approve bounties and name curators, each up to the limit of its
//! referenda. ADR 0029 has the reasons.

use super::governance::SlashedDeposits;
use crate::{
	constants::{money, time},
	AccountId, Balance, Balances, BlockNumber, ChildBounties, Governance, Runtime, RuntimeEvent,
};
use pallet_governance::tracks::Track;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, Get},
	},
	pallet_bounties::{self, TransferFungible},
	pallet_child_bounties,
	sp_runtime::Permill,
};

parameter_types! {
	/// The deposit for a bounty without its bytes: as much as for a proposal.
	pub const BountyDepositBase: Balance = 10 * money::BTR;
	/// The deposit for each byte of a description.
	pub const BountyByteDeposit: Balance = money::deposit(0, 1);
	/// The time in which a curator has to extend the bounty, or anyone may dismiss them.
	pub const BountyUpdatePeriod: BlockNumber = 90 * time::DAYS;
	/// The share of a curator's fee that is locked as a deposit.
	pub const CuratorDepositMultiplier: Permill = Permill::from_percent(50);
	/// The least that is locked of a curator.
	pub const CuratorDepositMin: Option<Balance> = Some(10 * money::BTR);
	/// The most that is locked of a curator.
	pub const CuratorDepositMax: Option<Balance> = Some(1_000 * money::BTR);
	/// The least that a bounty pays.
	pub const BountyValueMinimum: Balance = 10 * money::BTR;
	/// The least that a part of a bounty pays.
	pub const ChildBountyValueMinimum: Balance = money::BTR;
}

/// The time from an award to its payout, in blocks: half of the decision period of the root track,
/// seven days in production and less than a minute on `local`. Until then a vote of that track can
/// take the award back: it passes in two days and two hours if nobody is against it.
pub struct PayoutDelay;

impl Get<BlockNumber> for PayoutDelay {
	fn get() -> BlockNumber {
		Governance::terms(Track::Root).decision_period / 2
	}
}

impl pallet_bounties::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type BountyDepositBase = BountyDepositBase;
	type BountyDepositPayoutDelay = PayoutDelay;
	type BountyUpdatePeriod = BountyUpdatePeriod;
	type CuratorDepositMultiplier = CuratorDepositMultiplier;
	type CuratorDepositMax = CuratorDepositMax;
	type CuratorDepositMin = CuratorDepositMin;
	type BountyValueMinimum = BountyValueMinimum;
	type DataDepositPerByte = BountyByteDeposit;
	type MaximumReasonLength = ConstU32<8_192>;
	type WeightInfo = pallet_bounties::weights::SubstrateWeight<Runtime>;
	type ChildBountyManager = ChildBounties;
	type OnSlash = SlashedDeposits;
	type TransferAllAssets = TransferFungible<AccountId, Balances>;
}

impl pallet_child_bounties::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type MaxActiveChildBountyCount = ConstU32<100>;
	type ChildBountyValueMinimum = ChildBountyValueMinimum;
	type WeightInfo = pallet_child_bounties::weights::SubstrateWeight<Runtime>;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The configuration of fees: lanes, price, split, sponsorships.

use super::lanes::CallLanes;
use crate::{
	constants::money, parameters::dynamic_params::fees, AccountId, Authorship, Balance, Balances,
	FeePolicy, Runtime, RuntimeEvent, RuntimeHoldReason,
};
use pallet_fee_policy::price::{FeeLevel, LevelledByteFee};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{tokens::imbalance::ResolveTo, ConstU128, ConstU32, ConstU8, Get},
		weights::{ConstantMultiplier, Weight},
	},
	pallet_transaction_payment,
	pallet_treasury::TreasuryAccountId,
};

/// The fee for each picosecond of weight, in base units: with upstream's weights a transfer costs
/// about 0.0017 BTR, its bytes included.
const FEE_PER_PICOSECOND: Balance = 2;

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FeePolicy;
	type WeightToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_PICOSECOND>>;
	type LengthToFee = LevelledByteFee<Self>;
	type FeeMultiplierUpdate = FeeLevel<Self>;
	// Whoever signs can choose the operational class, with calls that are sure to fail: it buys no
	// place before others.
	type OperationalFeeMultiplier = ConstU8<0>;
	type WeightInfo = ChargeWeight;
}

/// The weight of upstream's adapter and of the lanes.
pub struct ChargeWeight;

impl pallet_transaction_payment::WeightInfo for ChargeWeight {
	fn charge_transaction_payment() -> Weight {
		use pallet_fee_policy::WeightInfo as _;
		pallet_transaction_payment::weights::SubstrateWeight::<Runtime>::charge_transaction_payment(
		)
		.saturating_add(crate::weights::pallet_fee_policy::Measured::<Runtime>::lanes())
	}
}

parameter_types! {
	/// The price of a byte, in base units, as governance set it.
	pub BytePrice: Balance = fees::ByteFee::get().base_units();
	/// The author of the block that is executed, if it is known.
	pub BlockAuthor: Option<AccountId> = Authorship::author();
	/// The deposit for a list with one sponsorship, the sponsored account's entry included: about
	/// 250 bytes.
	pub const SponsorshipDeposit: Balance = money::deposit(2, 250);
}

impl pallet_fee_policy::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type InspectCall = CallLanes;
	type LaneShares = fees::Lanes;
	type Price = fees::Price;
	type Split = fees::Split;
	type ByteFee = BytePrice;
	type Author = BlockAuthor;
	type Treasury = ResolveTo<TreasuryAccountId<Runtime>, Balances>;
	// All of them are read when a sponsored account sends a transaction.
	type MaxSponsorships = ConstU32<8>;
	// About fifty transfers.
	type MinimumBudget = ConstU128<{ 100 * money::MILLI_BTR }>;
	type SponsorshipDeposit = SponsorshipDeposit;
	type WeightInfo = crate::weights::pallet_fee_policy::Measured<Runtime>;
}

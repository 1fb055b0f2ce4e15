// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a transaction costs and who gets it.

use crate::{
	parameters::dynamic_params::fees, AccountId, Authorship, Balance, Balances, Runtime,
	RuntimeEvent,
};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{
			fungible::{Balanced, Credit},
			tokens::imbalance::ResolveTo,
			ConstU128, ConstU8, Imbalance, OnUnbalanced,
		},
		weights::ConstantMultiplier,
	},
	pallet_transaction_payment::{self, FungibleAdapter, Multiplier, TargetedFeeAdjustment},
	pallet_treasury::TreasuryAccountId,
	sp_runtime::{traits::Bounded, FixedPointNumber},
};

/// Base units for each picosecond of weight: with upstream's weights a transfer costs about 0.0017
/// BTR, its bytes included.
const FEE_PER_PICOSECOND: Balance = 2;

parameter_types! {
	/// How fast the fee level follows the fullness of blocks: at most 30 % a day.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// Fees never fall below the base level.
	pub MinimumMultiplier: Multiplier = Multiplier::from_u32(1);
	pub MaximumMultiplier: Multiplier = Bounded::max_value();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, FeeSplit>;
	type WeightToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_PICOSECOND>>;
	type LengthToFee = ConstantMultiplier<Balance, fees::ByteFee>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		fees::TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

/// Half of a fee goes to the block's author, 30 % to the treasury, the rest is burned. Tips go to
/// the author.
pub struct FeeSplit;

impl OnUnbalanced<Credit<AccountId, Balances>> for FeeSplit {
	fn on_unbalanceds(mut fees_then_tips: impl Iterator<Item = Credit<AccountId, Balances>>) {
		let Some(fee) = fees_then_tips.next() else { return };
		let (mut author, rest) = fee.ration(50, 50);
		let (treasury, burned) = rest.ration(30, 20);
		if let Some(tip) = fees_then_tips.next() {
			author.subsume(tip);
		}
		drop(burned);
		ResolveTo::<TreasuryAccountId<Runtime>, Balances>::on_unbalanced(treasury);
		pay_author(author);
	}
}

/// An author whose account does not exist and would stay below the existential deposit cannot be
/// paid: its share is burned.
fn pay_author(share: Credit<AccountId, Balances>) {
	if let Some(author) = Authorship::author() {
		let _ = Balances::resolve(&author, share);
	}
}

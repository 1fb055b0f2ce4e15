// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! How a transaction is let in and paid for: upstream's `FungibleAdapter`, with the lanes before it
//! and sponsors' budgets beside it. Clients see nothing of it.

use crate::{lanes::Profile, split::Deal, BalanceOf, Config, CreditOf, Event, Pallet, WeightInfo};
use batara_primitives::lanes::{Lane, LaneWeights};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, DispatchInfo, PostDispatchInfo},
		traits::{
			fungible::{Balanced, Inspect},
			tokens::{Fortitude, Precision, Preservation, WithdrawConsequence},
			Get, NoDrop,
		},
		DefaultNoBound,
	},
	frame_system::{self, limits::BlockWeights},
	pallet_transaction_payment::{
		self as payment, FungibleAdapter, OnChargeTransaction, TxCreditHold,
	},
	sp_runtime::{
		traits::{
			DispatchInfoOf, Dispatchable, PostDispatchInfoOf, SaturatedConversion, Saturating, Zero,
		},
		transaction_validity::{InvalidTransaction, TransactionValidityError},
	},
};

/// Upstream's way to pay, into our split.
type Stock<T> = FungibleAdapter<<T as Config>::Currency, Deal<T>>;

/// What is remembered of a transaction until it has run.
#[derive(DefaultNoBound)]
pub struct Charge<T: Config> {
	tip: Option<CreditOf<T>>,
	sponsor: Option<T::AccountId>,
	/// The only lane that it was counted in, and the weight, in picoseconds.
	lane: Option<(Lane, u64)>,
}

impl<T: Config> Charge<T> {
	/// Whether a sponsor pays.
	pub fn is_sponsored(&self) -> bool {
		self.sponsor.is_some()
	}
}

impl<T> OnChargeTransaction<T> for Pallet<T>
where
	T: Config,
	T::OnChargeTransaction: TxCreditHold<T, Credit = NoDrop<CreditOf<T>>>,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
{
	type Balance = BalanceOf<T>;
	type LiquidityInfo = Charge<T>;

	fn withdraw_fee(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		// Once: the runtime builds it anew each time.
		let limits = T::BlockWeights::get();
		let total = Self::total_weight(&limits, info);
		let mut profile = Profile::of::<_, T::InspectCall>(call, total);
		let may_be_sponsored = Self::may_be_sponsored(who);
		if may_be_sponsored {
			profile.add_overhead(<T as Config>::WeightInfo::sponsored().ref_time());
		}
		Self::enter(&limits, &profile, info.class, Self::tip_rate(&limits, total, tip))?;
		let lane = match info.class {
			DispatchClass::Normal => profile.only_lane().map(|lane| (lane, total)),
			_ => None,
		};
		let fee = fee_with_tip.saturating_sub(tip);
		let drawn = if may_be_sponsored { Self::draw(who, &profile, fee) } else { None };
		if let Some((sponsor, fee)) = drawn {
			payment::Pallet::<T>::deposit_txfee(fee);
			// No extension declares what only some transactions cost.
			frame_system::Pallet::<T>::register_extra_weight_unchecked(
				<T as Config>::WeightInfo::sponsored(),
				info.class,
			);
			return Ok(Charge { tip: Self::withdraw_tip(who, tip)?, sponsor: Some(sponsor), lane });
		}
		let tip =
			<Stock<T> as OnChargeTransaction<T>>::withdraw_fee(who, call, info, fee_with_tip, tip)?;
		Ok(Charge { tip, sponsor: None, lane })
	}

	fn can_withdraw_fee(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<(), TransactionValidityError> {
		let limits = T::BlockWeights::get();
		let profile = Profile::of::<_, T::InspectCall>(call, Self::total_weight(&limits, info));
		Self::ensure_can_enter(&limits, &profile, info.class)?;
		let fee = fee_with_tip.saturating_sub(tip);
		let sponsored = !fee.is_zero() && Self::has_sponsor(who, &profile, fee);
		let own_part = if sponsored { tip } else { fee_with_tip };
		if own_part.is_zero() {
			return Ok(());
		}
		match T::Currency::can_withdraw(who, own_part) {
			WithdrawConsequence::Success => Ok(()),
			_ => Err(InvalidTransaction::Payment.into()),
		}
	}

	fn correct_and_deposit_fee(
		who: &T::AccountId,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		corrected_fee_with_tip: Self::Balance,
		tip: Self::Balance,
		charge: Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		if let Some((lane, _)) = charge.lane {
			Self::reclaim(lane, post_info.calc_unspent(info).ref_time());
		}
		if let Some(sponsor) = &charge.sponsor {
			let fee = corrected_fee_with_tip.saturating_sub(tip);
			Self::settle_with_sponsor(who, sponsor, fee);
		}
		<Stock<T> as OnChargeTransaction<T>>::correct_and_deposit_fee(
			who,
			info,
			post_info,
			corrected_fee_with_tip,
			tip,
			charge.tip,
		)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &T::AccountId, amount: Self::Balance) {
		<Stock<T> as OnChargeTransaction<T>>::endow_account(who, amount);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Self::Balance {
		<Stock<T> as OnChargeTransaction<T>>::minimum_balance()
	}
}

impl<T: Config> TxCreditHold<T> for Pallet<T> {
	type Credit = NoDrop<CreditOf<T>>;
}

impl<T: Config> Pallet<T> {
	/// The weight of a transaction in each lane, in picoseconds: nothing if its class has room of its
	/// own.
	pub fn lane_weights(call: &T::RuntimeCall, info: &DispatchInfo) -> LaneWeights {
		match info.class {
			DispatchClass::Normal => {
				let total = Self::total_weight(&T::BlockWeights::get(), info);
				Profile::<T::AccountId>::of::<_, T::InspectCall>(call, total).weights
			},
			DispatchClass::Operational | DispatchClass::Mandatory => LaneWeights::default(),
		}
	}

	/// The tip times the number of such transactions in a block, like the pool's priority.
	pub(crate) fn tip_rate(limits: &BlockWeights, total: u64, tip: BalanceOf<T>) -> u64 {
		let tip: u64 = tip.saturating_add(1u32.into()).saturated_into();
		tip.saturating_mul(Self::per_block(limits, total))
	}

	/// How many transactions of this weight fill a block.
	pub(crate) fn per_block(limits: &BlockWeights, total: u64) -> u64 {
		let block = limits.max_block.ref_time();
		block.checked_div(total).unwrap_or(block).max(1)
	}

	/// Nobody pays tips for others: an author could drain a budget with them.
	fn withdraw_tip(
		who: &T::AccountId,
		tip: BalanceOf<T>,
	) -> Result<Option<CreditOf<T>>, TransactionValidityError> {
		if tip.is_zero() {
			return Ok(None);
		}
		T::Currency::withdraw(who, tip, Precision::Exact, Preservation::Preserve, Fortitude::Polite)
			.map(Some)
			.map_err(|_| InvalidTransaction::Payment.into())
	}

	/// Gives the part of the fee that was not needed back to the budget.
	pub(crate) fn settle_with_sponsor(who: &T::AccountId, sponsor: &T::AccountId, fee: BalanceOf<T>)
	where
		T::OnChargeTransaction: TxCreditHold<T, Credit = NoDrop<CreditOf<T>>>,
	{
		let secured: BalanceOf<T> = payment::Pallet::<T>::remaining_txfee();
		let unneeded = payment::Pallet::<T>::withdraw_txfee(secured.saturating_sub(fee));
		if let Some(refused) = unneeded.and_then(|refund| Self::refund(who, sponsor, refund)) {
			payment::Pallet::<T>::deposit_txfee(refused);
		}
		Self::deposit_event(Event::FeeSponsored {
			sponsor: sponsor.clone(),
			beneficiary: who.clone(),
			fee: fee.min(secured),
		});
	}
}

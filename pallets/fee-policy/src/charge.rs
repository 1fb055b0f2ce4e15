// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The path of a transaction into a block and to its payment: upstream's `FungibleAdapter`, with
//! the lanes before it and sponsors' budgets beside it. Clients see nothing of it.

use crate::{
	lanes::{Entrance, Taken},
	profile::Profile,
	size::BlockLimits,
	split::DistributeFee,
	BalanceOf, Config, CreditOf, Event, Pallet, WeightInfo,
};
use batara_primitives::lanes::LaneWeights;
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchInfo, PostDispatchInfo},
		traits::{
			fungible::{Balanced, Inspect},
			tokens::{Fortitude, Precision, Preservation, WithdrawConsequence},
			NoDrop,
		},
		DefaultNoBound,
	},
	frame_system,
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

/// Upstream's adapter, which pays into our split.
type Stock<T> = FungibleAdapter<<T as Config>::Currency, DistributeFee<T>>;

/// The state kept for a transaction until it has run.
#[derive(DefaultNoBound)]
pub struct Charge<T: Config> {
	tip: Option<CreditOf<T>>,
	sponsor: Option<T::AccountId>,
	/// The room that the transaction has taken of the block; none if it needs no room in a lane.
	taken: Option<Taken>,
}

impl<T: Config> Charge<T> {
	/// Tells whether a sponsor pays.
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
		let fee = fee_with_tip.saturating_sub(tip);
		let (profile, taken) = Self::enter(who, call, info, fee, tip)?;
		let charged = Self::charge_sponsor(who, &profile, fee);
		if let Some((sponsor, fee)) = charged {
			payment::Pallet::<T>::deposit_txfee(fee);
			// No extension declares what only some transactions cost.
			frame_system::Pallet::<T>::register_extra_weight_unchecked(
				<T as Config>::WeightInfo::sponsored(),
				info.class,
			);
			return Ok(Charge {
				tip: Self::withdraw_tip(who, tip)?,
				sponsor: Some(sponsor),
				taken,
			});
		}
		let tip =
			<Stock<T> as OnChargeTransaction<T>>::withdraw_fee(who, call, info, fee_with_tip, tip)?;
		Ok(Charge { tip, sponsor: None, taken })
	}

	fn can_withdraw_fee(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<(), TransactionValidityError> {
		let limits = Self::limits();
		let room = Self::size_of(&limits, call, info).room(&limits);
		let profile = Profile::of::<_, T::InspectCall>(call, room);
		if Self::entrance(call, info)? == Entrance::Lanes {
			Self::ensure_fits_a_block(&limits, &profile)?;
		}
		let fee = fee_with_tip.saturating_sub(tip);
		let sponsored = Self::has_sponsor(who, &profile, fee);
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
		if let Some(taken) = &charge.taken {
			Self::give_back(&Self::limits(), taken, post_info.calc_unspent(info).ref_time());
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
	/// Lets a signed transaction into the block. Returns its profile, and what it has taken if it
	/// needs room in lanes. A transaction that a sponsor pays for weighs more than it declares.
	fn enter(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		fee: BalanceOf<T>,
		tip: BalanceOf<T>,
	) -> Result<(Profile<T::AccountId>, Option<Taken>), TransactionValidityError> {
		// Once: the runtime builds them anew each time.
		let limits = Self::limits();
		let mut size = Self::size_of(&limits, call, info);
		let mut profile = Profile::of::<_, T::InspectCall>(call, size.room(&limits));
		if Self::has_sponsor(who, &profile, fee) {
			let overhead = <T as Config>::WeightInfo::sponsored().ref_time();
			size.weight = size.weight.saturating_add(overhead);
			profile = Profile::of::<_, T::InspectCall>(call, size.room(&limits));
		}
		let room = size.room(&limits);
		let taken = match Self::entrance(call, info)? {
			Entrance::Lanes => {
				let rate = Self::tip_rate(&limits, room, tip);
				Some(Self::admit(&limits, &profile, size, rate)?)
			},
			Entrance::Repair => None,
		};
		Ok((profile, taken))
	}

	/// Returns the room that a signed transaction takes in each lane, in picoseconds: nothing if it
	/// needs none.
	pub fn lane_weights(call: &T::RuntimeCall, info: &DispatchInfo) -> LaneWeights {
		match Self::entrance(call, info) {
			Ok(Entrance::Lanes) => {
				let limits = Self::limits();
				let room = Self::size_of(&limits, call, info).room(&limits);
				Profile::<T::AccountId>::of::<_, T::InspectCall>(call, room).weights
			},
			Ok(Entrance::Repair) | Err(_) => LaneWeights::default(),
		}
	}

	/// Returns the tip, plus one, times the number of such transactions in a block, like the pool's
	/// priority.
	pub(crate) fn tip_rate(limits: &BlockLimits, room: u64, tip: BalanceOf<T>) -> u64 {
		let tip: u64 = tip.saturating_add(1u32.into()).saturated_into();
		tip.saturating_mul(Self::per_block(limits, room))
	}

	/// Returns how many transactions that take this room fill a block.
	pub(crate) fn per_block(limits: &BlockLimits, room: u64) -> u64 {
		let block = limits.weights.max_block.ref_time();
		block.checked_div(room).unwrap_or(block).max(1)
	}

	/// Takes a tip. Nobody pays tips for others: an author could drain a budget with them.
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

	/// Gives the part of the fee that was not needed back to the budget, and deposits the event.
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The payouts of rewards, which the chain makes itself: era by era, validator by validator, page
//! by page, in what blocks have left. Staking does the paying and remembers what is paid.

use crate::{
	BalanceOf, Config, Event, NextPayout, Overpaid, Pallet, PayoutProgress, Unpaid, WeightInfo,
};
use codec::{Decode, Encode, MaxEncodedLen};
use core::{marker::PhantomData, ops::Bound};
use polkadot_sdk::{
	frame_support::{
		storage::with_storage_layer,
		traits::{fungible::Debt, Get, Imbalance, OnUnbalanced},
		weights::{Weight, WeightMeter},
	},
	frame_system::{self, RawOrigin},
	pallet_staking::{self, WeightInfo as _},
	sp_runtime::{
		traits::{SaturatedConversion, Saturating, Zero},
		Permill,
	},
	sp_staking::{EraIndex, Page},
};
use scale_info::TypeInfo;

/// The largest share of a block that payouts get, whatever the parameter says.
pub const LARGEST_SHARE: Permill = Permill::from_percent(50);

/// The number of values that are read to tell whether there is an era to pay.
const LOOK_READS: u64 = 3;

/// The progress of the payouts of an era.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Payout<AccountId, Balance> {
	/// The era.
	pub era: EraIndex,
	/// The validator that is paid now, or was paid last.
	pub validator: Option<AccountId>,
	/// The page of its nominators that comes next.
	pub page: Page,
	/// The amount that the chain itself has paid so far, in base units.
	pub paid: Balance,
}

impl<AccountId, Balance: Zero> Payout<AccountId, Balance> {
	fn of(era: EraIndex) -> Self {
		Self { era, validator: None, page: 0, paid: Zero::zero() }
	}
}

type DebtOf<T> =
	Debt<<T as frame_system::Config>::AccountId, <T as pallet_staking::Config>::Currency>;

/// Staking's handler of rewards, which takes each payment, whoever asked for it, off what is owed.
pub struct CountPaid<T, Inner>(PhantomData<(T, Inner)>);

impl<T: Config, Inner: OnUnbalanced<DebtOf<T>>> OnUnbalanced<DebtOf<T>> for CountPaid<T, Inner> {
	fn on_nonzero_unbalanced(paid: DebtOf<T>) {
		let amount = paid.peek();
		let owed = Unpaid::<T>::get();
		Unpaid::<T>::put(owed.saturating_sub(amount));
		// Staking rounds to the nearest base unit: the last payments can be more than is left.
		let excess = amount.saturating_sub(owed);
		if !excess.is_zero() {
			Overpaid::<T>::mutate(|overpaid| *overpaid = overpaid.saturating_add(excess));
		}
		Inner::on_unbalanced(paid);
	}
}

/// Adds the reward of an era that has just ended to what is owed.
pub(crate) fn note_ended_era<T: Config>() {
	let reward = pallet_staking::ErasValidatorReward::<T>::get(Pallet::<T>::active_era())
		.unwrap_or_default();
	if reward.is_zero() {
		return;
	}
	// What rounding paid too much for an earlier era comes out of what this one leaves over.
	let overpaid = Overpaid::<T>::get();
	let settled = overpaid.min(reward);
	Overpaid::<T>::put(overpaid.saturating_sub(settled));
	let owed = reward.saturating_sub(settled);
	Unpaid::<T>::mutate(|unpaid| *unpaid = unpaid.saturating_add(owed));
}

impl<T: Config> Pallet<T> {
	/// Returns the weight that payouts may take of one block: the share that governance has set,
	/// but at least what one page needs, which can be more than a small share. None if the share is
	/// zero.
	pub(crate) fn payout_budget() -> Weight {
		let share = T::PayoutShare::get().min(LARGEST_SHARE);
		if share.is_zero() {
			return Weight::zero();
		}
		let validators = <T as pallet_staking::Config>::MaxValidatorSet::get();
		let one_page = T::DbWeight::get()
			.reads(LOOK_READS)
			.saturating_add(<T as Config>::WeightInfo::resume_payouts(validators))
			.saturating_add(Self::largest_page());
		#[allow(clippy::arithmetic_side_effects)] // a share is no more than the whole
		let budget = share * T::BlockWeights::get().max_block;
		budget.max(one_page)
	}

	/// Pays as many pages as `meter` has room for.
	pub(crate) fn pay(meter: &mut WeightMeter) {
		if meter.try_consume(T::DbWeight::get().reads(LOOK_READS)).is_err() {
			return;
		}
		let Some(mut payout) = Self::payout_in_progress() else {
			return;
		};
		let points = pallet_staking::ErasRewardPoints::<T>::get(payout.era).individual;
		let resuming = <T as Config>::WeightInfo::resume_payouts(points.len().saturated_into());
		if meter.try_consume(resuming).is_err() {
			return;
		}
		// From the validator on that was reached: it may have pages left.
		let ahead = payout.validator.clone().map_or(Bound::Unbounded, Bound::Included);
		for (validator, _) in points.range::<T::AccountId, _>((ahead, Bound::Unbounded)) {
			if !Self::pay_validator(&mut payout, validator, meter) {
				PayoutProgress::<T>::put(payout);
				return;
			}
		}
		Self::complete(payout);
	}

	/// Returns the payouts of the era that is being paid, or of the next one that has ended.
	fn payout_in_progress() -> Option<Payout<T::AccountId, BalanceOf<T>>> {
		if let Some(payout) = PayoutProgress::<T>::get() {
			return Some(payout);
		}
		let active = Self::active_era();
		// What is older than the history cannot be paid any more.
		let oldest = active.saturating_sub(<T as pallet_staking::Config>::HistoryDepth::get());
		let era = NextPayout::<T>::get().max(oldest);
		(era < active).then(|| Payout::of(era))
	}

	/// Pays the pages of one validator. Returns whether all of them are paid.
	fn pay_validator(
		payout: &mut Payout<T::AccountId, BalanceOf<T>>,
		validator: &T::AccountId,
		meter: &mut WeightMeter,
	) -> bool {
		if payout.validator.as_ref() != Some(validator) {
			payout.validator = Some(validator.clone());
			payout.page = 0;
		}
		let pages = Self::pages(payout.era, validator);
		while payout.page < pages {
			if !meter.can_consume(Self::largest_page()) {
				return false;
			}
			let (weight, paid) = Self::pay_page(payout.era, validator, payout.page);
			meter.consume(weight);
			payout.paid = payout.paid.saturating_add(paid);
			payout.page = payout.page.saturating_add(1);
		}
		true
	}

	/// Returns the most that paying a page costs.
	pub(crate) fn largest_page() -> Weight {
		let nominators = <T as pallet_staking::Config>::MaxExposurePageSize::get();
		<T as pallet_staking::Config>::WeightInfo::payout_stakers_alive_staked(nominators)
			.saturating_add(<T as Config>::WeightInfo::pay_page())
	}

	/// Returns how many pages a validator has in an era. One without nominators has one page.
	fn pages(era: EraIndex, validator: &T::AccountId) -> Page {
		pallet_staking::ErasStakersOverview::<T>::get(era, validator)
			.map_or(0, |overview| overview.page_count.max(1))
	}

	/// Pays one page, if nobody has done so before. Returns what that cost, and the amount paid.
	pub(crate) fn pay_page(
		era: EraIndex,
		validator: &T::AccountId,
		page: Page,
	) -> (Weight, BalanceOf<T>) {
		let before = pallet_staking::asset::total_issuance::<T>();
		let origin = RawOrigin::Signed(validator.clone()).into();
		let outcome = with_storage_layer(|| {
			pallet_staking::Pallet::<T>::payout_stakers_by_page(
				origin,
				validator.clone(),
				era,
				page,
			)
			.map_err(|failed| failed.error)
		});
		let weight = match outcome {
			Ok(info) => info.actual_weight.map_or(Self::largest_page(), |actual| {
				actual.saturating_add(<T as Config>::WeightInfo::pay_page())
			}),
			// Paid by hand, or the validator's stake is gone: a look at a few values.
			Err(_) => <T as pallet_staking::Config>::WeightInfo::payout_stakers_alive_staked(0)
				.saturating_add(<T as Config>::WeightInfo::pay_page()),
		};
		(weight, pallet_staking::asset::total_issuance::<T>().saturating_sub(before))
	}

	/// Ends the payouts of an era. Once all eras are paid, the treasury gets what rounding left
	/// over.
	fn complete(payout: Payout<T::AccountId, BalanceOf<T>>) {
		let next = payout.era.saturating_add(1);
		PayoutProgress::<T>::kill();
		NextPayout::<T>::put(next);
		let remainder = if next >= Self::active_era() { Unpaid::<T>::take() } else { Zero::zero() };
		if !remainder.is_zero() {
			<T as pallet_staking::Config>::RewardRemainder::on_unbalanced(
				pallet_staking::asset::issue::<T>(remainder),
			);
		}
		Self::deposit_event(Event::PayoutsCompleted {
			era: payout.era,
			paid: payout.paid,
			remainder,
		});
	}
}

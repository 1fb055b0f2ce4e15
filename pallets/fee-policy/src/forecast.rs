// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a transaction costs, and may cost soon.

use crate::{
	policy::PriceTerms,
	quotes::{self, FeeQuote, TipAdvice},
	BalanceOf, Config, Pallet,
};
use batara_primitives::lanes::PerLane;
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight},
	pallet_transaction_payment::{self as payment, Multiplier},
	sp_runtime::{traits::SaturatedConversion, FixedPointNumber, Permill, Perquintill},
};

/// A term of the price, for upstream's `TargetedFeeAdjustment`.
pub struct Target<T>(PhantomData<T>);
/// A term of the price, for upstream's `TargetedFeeAdjustment`.
pub struct Speed<T>(PhantomData<T>);
/// A term of the price, for upstream's `TargetedFeeAdjustment`.
pub struct Floor<T>(PhantomData<T>);
/// A term of the price, for upstream's `TargetedFeeAdjustment`.
pub struct Maximum<T>(PhantomData<T>);

fn terms<T: Config>() -> PriceTerms {
	T::Price::get().terms()
}

impl<T: Config> Get<Perquintill> for Target<T> {
	fn get() -> Perquintill {
		let parts = |share: Permill| u64::from(share.deconstruct());
		Perquintill::from_rational(parts(terms::<T>().target), parts(Permill::one()))
	}
}

impl<T: Config> Get<Multiplier> for Speed<T> {
	fn get() -> Multiplier {
		terms::<T>().speed.into()
	}
}

impl<T: Config> Get<Multiplier> for Floor<T> {
	fn get() -> Multiplier {
		terms::<T>().floor
	}
}

impl<T: Config> Get<Multiplier> for Maximum<T> {
	fn get() -> Multiplier {
		terms::<T>().maximum
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_fee_quote(weight: Weight, length: u32) -> FeeQuote<BalanceOf<T>> {
		let level = payment::Pallet::<T>::next_fee_multiplier();
		let price = T::Price::get();
		let fee = |level: Multiplier| Self::fee_at(level, weight, length);
		FeeQuote {
			fee: fee(level),
			fee_after_empty_block: fee(price.next_level(level, Permill::zero())),
			fee_after_full_block: fee(price.next_level(level, Permill::one())),
			level,
			tips: Self::tips(weight, length),
		}
	}

	/// The fee of a normal transaction at this level, as upstream computes it.
	fn fee_at(level: Multiplier, weight: Weight, length: u32) -> BalanceOf<T> {
		let base = T::BlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
		let price = |weight: Weight| -> u128 {
			payment::Pallet::<T>::weight_to_fee(weight).saturated_into()
		};
		let length: u128 = payment::Pallet::<T>::length_to_fee(length).saturated_into();
		level
			.saturating_mul_int(price(weight))
			.saturating_add(price(base))
			.saturating_add(length)
			.saturated_into()
	}

	fn tips(weight: Weight, length: u32) -> PerLane<TipAdvice<BalanceOf<T>>> {
		let limits = T::BlockWeights::get();
		let base = limits.get(DispatchClass::Normal).base_extrinsic;
		let total = weight.saturating_add(base).ref_time();
		// The pool divides by the weight without the base, or by the length if that is scarcer.
		let longest = u64::from(*T::BlockLength::get().max.get(DispatchClass::Normal));
		let per_block = Self::per_block(&limits, weight.ref_time())
			.min(longest.checked_div(u64::from(length)).unwrap_or(longest))
			.max(1);
		let tip = |rate: u64| -> BalanceOf<T> {
			rate.div_ceil(per_block).saturating_sub(1).saturated_into()
		};
		let history = Self::newest_first();
		PerLane::from_fn(|lane| {
			let rates = quotes::advise(&history, lane, total);
			TipAdvice {
				slow: tip(rates.slow),
				standard: tip(rates.standard),
				fast: tip(rates.fast),
			}
		})
	}
}

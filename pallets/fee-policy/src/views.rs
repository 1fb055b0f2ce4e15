// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Views of fees, tips and lanes, for clients.

use crate::{
	advice::advise, history::BlockRecord, lanes::Usage, size::Size, tips::TipAdvice, BalanceOf,
	BlockUsage, Config, Pallet,
};
use alloc::vec::Vec;
use batara_primitives::lanes::{BlockRoom, Lane, PerLane};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight},
	frame_system,
	pallet_transaction_payment::{self as payment, Multiplier},
	sp_runtime::{
		traits::{One, SaturatedConversion, Saturating},
		FixedPointNumber, FixedU128, Permill,
	},
};
use scale_info::TypeInfo;

/// The fee of a transaction now, and what it may be in the next block.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct FeeQuote<Balance> {
	/// The fee without a tip at the present fee level, in base units.
	pub fee: Balance,
	/// The fee after a next block that is empty.
	pub fee_after_empty_block: Balance,
	/// The fee after a next block that is full.
	pub fee_after_full_block: Balance,
	/// The present fee level; 1 is the price of a quiet chain.
	pub level: FixedU128,
	/// Tips to offer, by the lane of the transaction.
	pub tips: PerLane<TipAdvice<Balance>>,
}

/// A lane as users see it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct LaneStatus {
	/// The lane.
	pub lane: Lane,
	/// The guaranteed share of a block.
	pub share: Permill,
	/// The room that the lane may always use of a block, in picoseconds.
	pub guaranteed: u64,
	/// The room that the other lanes leave free for it in the next block, in picoseconds.
	pub reserved: u64,
	/// The room that the lane used of the last block, in picoseconds.
	pub used: u64,
	/// The largest transaction that would still have entered the last block, in picoseconds.
	pub left: u64,
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

	/// Returns the fee of a transaction at this level, as upstream computes it.
	fn fee_at(level: Multiplier, weight: Weight, length: u32) -> BalanceOf<T> {
		let base = T::BlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
		let price = |weight: Weight| -> u128 {
			payment::Pallet::<T>::weight_to_fee(weight).saturated_into()
		};
		let bytes: u128 = T::ByteFee::get().saturating_mul(length.into()).saturated_into();
		level
			.saturating_mul_int(price(weight))
			.saturating_add(level.saturating_mul_int(bytes))
			.saturating_add(price(base))
			.saturated_into()
	}

	fn tips(weight: Weight, length: u32) -> PerLane<TipAdvice<BalanceOf<T>>> {
		let limits = Self::limits();
		let base = limits.weights.get(DispatchClass::Normal).base_extrinsic;
		let whole = Size { weight: weight.saturating_add(base).ref_time(), length: length.into() };
		// The pool divides by the weight without the base, or by the length if that is scarcer.
		let length = u64::from(length);
		let per_block = Self::per_block(&limits, weight.ref_time())
			.min(limits.length.checked_div(length).unwrap_or(limits.length))
			.max(1);
		let tip = |rate: u64| -> BalanceOf<T> {
			rate.div_ceil(per_block).saturating_sub(1).saturated_into()
		};
		let history = Self::newest_first();
		let room = whole.room(&limits);
		PerLane::from_fn(|lane| {
			let rates = advise(&history, lane, room);
			TipAdvice {
				slow: tip(rates.slow),
				standard: tip(rates.standard),
				fast: tip(rates.fast),
			}
		})
	}

	/// Returns the room of the block that follows the present state.
	pub fn next_block_room() -> BlockRoom {
		let next = frame_system::Pallet::<T>::block_number().saturating_add(One::one());
		let usage = BlockUsage::<T>::get();
		let sleeping = Self::sleeping(&usage.last_used, next);
		let shares = T::LaneShares::get();
		let fresh = Usage { shares, sleeping, used: Default::default(), ..usage };
		Self::room(&fresh, Self::limits().room())
	}

	pub(crate) fn do_lanes() -> Vec<LaneStatus> {
		let room = Self::next_block_room();
		let shares = T::LaneShares::get();
		let last: BlockRecord<_> = Self::newest_first().first().copied().unwrap_or_default();
		let status = |lane: &Lane| LaneStatus {
			lane: *lane,
			share: shares.of(*lane),
			guaranteed: *room.guaranteed.get(*lane),
			reserved: *room.reserved.get(*lane),
			used: *last.used.get(*lane),
			left: *last.left.get(*lane),
		};
		Lane::ALL.iter().map(status).collect()
	}
}

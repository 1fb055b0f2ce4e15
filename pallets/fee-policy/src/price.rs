// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The price of room: the fee level follows the fullness of blocks in whatever is scarcest: weight,
//! bytes, or the room of one lane.

use crate::{
	lanes::{Usage, OPENING},
	size::BlockLimits,
	BalanceOf, BlockUsage, Config, Pallet,
};
use batara_primitives::lanes::Lane;
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchClass,
		traits::Get,
		weights::{Weight, WeightToFee},
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	pallet_transaction_payment::{self as payment, Multiplier, MultiplierUpdate},
	sp_runtime::{
		traits::{Convert, SaturatedConversion, Saturating, Zero},
		FixedPointNumber, Permill, Perquintill,
	},
};

/// The fee level of the next block, for upstream's `FeeMultiplierUpdate`: the price curve of
/// governance, with the fullness of the present block.
pub struct FeeLevel<T>(PhantomData<T>);

impl<T: Config> Convert<Multiplier, Multiplier> for FeeLevel<T> {
	fn convert(level: Multiplier) -> Multiplier {
		T::Price::get().next_level(level, Pallet::<T>::fullness())
	}
}

impl<T: Config> MultiplierUpdate for FeeLevel<T> {
	fn min() -> Multiplier {
		T::Price::get().fields().floor
	}

	fn max() -> Multiplier {
		T::Price::get().fields().maximum
	}

	fn target() -> Perquintill {
		let parts = |share: Permill| u64::from(share.deconstruct());
		Perquintill::from_rational(parts(T::Price::get().fields().target), parts(Permill::one()))
	}

	fn variability() -> Multiplier {
		T::Price::get().fields().speed.into()
	}
}

impl<T: Config> Pallet<T> {
	/// Returns how full the present block is: by the room of the lanes, or by the weight of its
	/// normal transactions, those without a signature included, if that is more. A block at or
	/// above its target that closes a lane counts as full: whoever needs that lane finds no room,
	/// however much the others have. Below the target it does not, or a lane to which governance
	/// has left next to nothing would make everybody's fees rise.
	pub(crate) fn fullness() -> Permill {
		let limits = Self::limits();
		let usage = BlockUsage::<T>::get();
		let room = limits.room();
		let normal = *frame_system::Pallet::<T>::block_weight().get(DispatchClass::Normal);
		let used = usage.used.total().max(normal.ref_time());
		let fullness = Permill::from_rational(used.min(room), room.max(1));
		if fullness >= T::Price::get().fields().target && Self::closes_a_lane(&limits, &usage) {
			return Permill::one();
		}
		fullness
	}

	/// Tells whether a lane was used until less than an opening was left for it.
	fn closes_a_lane(limits: &BlockLimits, usage: &Usage<BlockNumberFor<T>>) -> bool {
		let room = Self::past_room(limits, usage);
		let opening = OPENING.mul_floor(limits.room());
		Lane::ALL
			.iter()
			.any(|lane| !usage.used.get(*lane).is_zero() && room.left(&usage.used, *lane) < opening)
	}
}

/// The fee for the bytes of a transaction, for upstream's `LengthToFee`: the byte fee of governance
/// at the present level. Upstream levels the fee for weight only.
pub struct LevelledByteFee<T>(PhantomData<T>);

impl<T: Config> WeightToFee for LevelledByteFee<T>
where
	BalanceOf<T>: polkadot_sdk::sp_arithmetic::traits::BaseArithmetic
		+ From<u32>
		+ Copy
		+ polkadot_sdk::sp_arithmetic::traits::Unsigned,
{
	type Balance = BalanceOf<T>;

	fn weight_to_fee(bytes: &Weight) -> Self::Balance {
		let bytes: BalanceOf<T> = bytes.ref_time().saturated_into();
		let fee: u128 = T::ByteFee::get().saturating_mul(bytes).saturated_into();
		payment::Pallet::<T>::next_fee_multiplier().saturating_mul_int(fee).saturated_into()
	}
}

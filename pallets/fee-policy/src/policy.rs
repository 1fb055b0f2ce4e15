// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The decisions of governance: the lanes' shares, the course of the fee level, the split of fees.
//! None of these values can be made or decoded outside its bounds, so nothing has to check them
//! again.

use batara_primitives::{
	bounds::decode_within_bounds,
	lanes::{Lane, PerLane},
};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use polkadot_sdk::{
	pallet_transaction_payment::Multiplier,
	sp_runtime::{traits::Saturating, FixedPointNumber, Permill},
};
use scale_info::TypeInfo;

/// Each lane's guaranteed share of the room of a block. Together they are at most 100 %;
/// what is left goes to whoever offers most.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, MaxEncodedLen, TypeInfo)]
pub struct LaneShares(PerLane<Permill>);

impl Decode for LaneShares {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let refusal = "the lanes' guaranteed shares add up to more than 100 %";
		decode_within_bounds(input, Self::new, refusal)
	}
}

impl DecodeWithMemTracking for LaneShares {}

impl LaneShares {
	/// Makes the value; none if the shares add up to more than 100 %.
	pub fn new(shares: PerLane<Permill>) -> Option<Self> {
		let parts = Lane::ALL.iter().map(|lane| shares.get(*lane).deconstruct());
		let sum = parts.fold(0u32, u32::saturating_add);
		(sum <= Permill::one().deconstruct()).then_some(Self(shares))
	}

	/// Returns the standard shares: a tenth each for operations and governance, a quarter for
	/// payments, 15 % for contracts, 5 % for the rest.
	pub const fn standard() -> Self {
		Self(PerLane {
			operations: Permill::from_percent(10),
			governance: Permill::from_percent(10),
			payments: Permill::from_percent(25),
			contracts: Permill::from_percent(15),
			other: Permill::from_percent(5),
		})
	}

	/// Returns the share of one lane.
	pub fn of(&self, lane: Lane) -> Permill {
		*self.0.get(lane)
	}
}

/// Fields of [`PriceCurve`].
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PriceFields {
	/// The fullness of a block, of the room of its lanes, at which the fee level stays as it is.
	/// 1-99 %.
	pub target: Permill,
	/// The change of the level from one block to the next for each 100 % of fullness above or below
	/// the target. Above 0, at most 12.5 %.
	pub speed: Permill,
	/// The lowest fee level; 1 is the price of a quiet chain. 0.001 to 1,000: whoever votes to
	/// lower it again has to pay it.
	pub floor: Multiplier,
	/// The highest fee level. At least the floor.
	pub maximum: Multiplier,
}

/// The course of the fee level, which follows the fullness of blocks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, MaxEncodedLen, TypeInfo)]
pub struct PriceCurve(PriceFields);

impl Decode for PriceCurve {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let refusal =
			"target must be 1-99 %, speed above 0 and at most 12.5 %, floor 0.001-1,000, \
			maximum >= floor";
		decode_within_bounds(input, Self::new, refusal)
	}
}

impl DecodeWithMemTracking for PriceCurve {}

impl PriceCurve {
	/// Makes the value; none outside the bounds of [`PriceFields`].
	pub fn new(fields: PriceFields) -> Option<Self> {
		// From this floor on, the smallest speed still moves the level by thousands of its units.
		let lowest_floor = Multiplier::from_inner(Multiplier::DIV / 1_000);
		let target = Permill::from_percent(1)..=Permill::from_percent(99);
		let valid = target.contains(&fields.target)
			&& !fields.speed.is_zero()
			&& fields.speed <= Permill::from_parts(125_000)
			&& fields.floor >= lowest_floor
			&& fields.floor <= Multiplier::from_u32(1_000)
			&& fields.maximum >= fields.floor;
		valid.then_some(Self(fields))
	}

	/// Returns a curve with a target of a quarter, on which full blocks double the level in nine
	/// minutes and the level is never below 1.
	///
	/// Nobody who stays within the guarantees is kept out; whoever fills all the rest of every
	/// block pays ninety times as much after an hour.
	pub const fn standard() -> Self {
		Self(PriceFields {
			target: Permill::from_percent(25),
			speed: Permill::from_parts(5_000),
			floor: Multiplier::from_u32(1),
			maximum: Multiplier::from_inner(u128::MAX),
		})
	}

	/// Returns the fields.
	pub fn fields(&self) -> PriceFields {
		self.0
	}

	/// Returns the level after a block of this fullness: upstream's `TargetedFeeAdjustment`, with
	/// the scarcer of weight and length.
	pub fn next_level(&self, level: Multiplier, fullness: Permill) -> Multiplier {
		let fields = self.0;
		let ratio = |parts: Permill| Multiplier::from(parts);
		let (high, low) = (fullness.max(fields.target), fullness.min(fields.target));
		let change = ratio(fields.speed).saturating_mul(ratio(high.saturating_sub(low)));
		#[allow(clippy::arithmetic_side_effects)] // the divisor is 2
		let second_order = change.saturating_mul(change) / Multiplier::saturating_from_integer(2u32);
		let level = level.max(fields.floor);
		let next = if fullness >= fields.target {
			let growth = change.saturating_add(second_order).saturating_mul(level);
			level.saturating_add(growth)
		} else {
			let decline = change.saturating_sub(second_order).saturating_mul(level);
			level.saturating_sub(decline)
		};
		next.clamp(fields.floor, fields.maximum)
	}
}

/// Fields of [`FeeSplit`].
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SplitFields {
	/// The share of the author of the block.
	pub author: Permill,
	/// The share of the treasury.
	pub treasury: Permill,
}

/// The split of a fee between author and treasury; the rest is burned. Tips go to the author.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, MaxEncodedLen, TypeInfo)]
pub struct FeeSplit(SplitFields);

impl Decode for FeeSplit {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let refusal = "author and treasury get more than 100 % together";
		decode_within_bounds(input, Self::new, refusal)
	}
}

impl DecodeWithMemTracking for FeeSplit {}

impl FeeSplit {
	/// Makes the value; none if both together get more than 100 %.
	pub fn new(fields: SplitFields) -> Option<Self> {
		let sum = fields.author.deconstruct().saturating_add(fields.treasury.deconstruct());
		(sum <= Permill::one().deconstruct()).then_some(Self(fields))
	}

	/// Returns the standard split: half to the author, 30 % to the treasury, 20 % burned.
	pub const fn standard() -> Self {
		Self(SplitFields { author: Permill::from_percent(50), treasury: Permill::from_percent(30) })
	}

	/// Returns the fields.
	pub fn fields(&self) -> SplitFields {
		self.0
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Amounts of BTR that governance sets between two bounds.

use crate::Balance;
use batara_primitives::bounds::decode_within_bounds;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// An amount of `MIN` to `MAX` base units. Nothing outside these bounds can be made or decoded, so
/// that no vote, not even one by mistake, sets a price that keeps the next vote out.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, MaxEncodedLen, TypeInfo)]
pub struct AmountWithin<const MIN: Balance, const MAX: Balance>(Balance);

impl<const MIN: Balance, const MAX: Balance> AmountWithin<MIN, MAX> {
	/// Makes the amount; none outside the bounds.
	pub fn new(amount: Balance) -> Option<Self> {
		(MIN..=MAX).contains(&amount).then_some(Self(amount))
	}

	/// Returns the amount, or the bound that it exceeds.
	pub const fn clamped(amount: Balance) -> Self {
		if amount < MIN {
			Self(MIN)
		} else if amount > MAX {
			Self(MAX)
		} else {
			Self(amount)
		}
	}

	/// Returns the amount in base units.
	pub const fn base_units(self) -> Balance {
		self.0
	}
}

impl<const MIN: Balance, const MAX: Balance> Decode for AmountWithin<MIN, MAX> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		decode_within_bounds(input, Self::new, "the amount is outside its bounds")
	}
}

impl<const MIN: Balance, const MAX: Balance> DecodeWithMemTracking for AmountWithin<MIN, MAX> {}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The emission of an era: a yearly rate of the issuance that decays from a start to a floor, and
//! the treasury's share of it. The code is pure: its caller keeps the clock.

use batara_primitives::bounds::decode_within_bounds;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use polkadot_sdk::sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding,
	traits::{AtLeast32BitUnsigned, SaturatedConversion, Saturating},
	Perbill, Perquintill, Rounding,
};
use scale_info::TypeInfo;

/// A year of 365.25 days, in milliseconds.
pub const MILLISECONDS_PER_YEAR: u64 = 31_557_600_000;

/// Fields of [`EmissionCurve`].
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
pub struct EmissionFields {
	/// Yearly emission when the chain begins, as a share of all BTR. At least the floor, at most
	/// 20 %.
	pub start: Perbill,
	/// Yearly emission that is left in the end, as a share of all BTR. At most the start.
	pub floor: Perbill,
	/// The share of the part above the floor that goes away with each year for which the chain has
	/// paid. At most 50 %; 0 keeps the start for good.
	pub yearly_decay: Perbill,
	/// The treasury's share of what is emitted; the rest goes to those who stake. At most 50 %.
	pub treasury: Perbill,
}

/// The BTR that the chain emits, year by year, and the treasury's share of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, MaxEncodedLen, TypeInfo)]
pub struct EmissionCurve(EmissionFields);

impl Decode for EmissionCurve {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let refusal =
			"emission needs floor <= start <= 20 %, yearly decay and treasury at most 50 %";
		decode_within_bounds(input, Self::new, refusal)
	}
}

impl DecodeWithMemTracking for EmissionCurve {}

impl EmissionCurve {
	/// Makes the curve; none outside the bounds of [`EmissionFields`].
	pub fn new(fields: EmissionFields) -> Option<Self> {
		let valid = fields.floor <= fields.start
			&& fields.start <= Perbill::from_percent(20)
			&& fields.yearly_decay <= Perbill::from_percent(50)
			&& fields.treasury <= Perbill::from_percent(50);
		valid.then_some(Self(fields))
	}

	/// Returns the standard curve, from 10 % down to 2.5 %: each year takes 15 % of the part above
	/// the floor. The treasury gets 15 %.
	pub const fn standard() -> Self {
		Self(EmissionFields {
			start: Perbill::from_percent(10),
			floor: Perbill::from_parts(25_000_000),
			yearly_decay: Perbill::from_percent(15),
			treasury: Perbill::from_percent(15),
		})
	}

	/// Returns the fields.
	pub fn fields(&self) -> EmissionFields {
		self.0
	}

	/// Returns the yearly rate once eras of `paid_ms` milliseconds in all are paid.
	///
	/// After `n` whole years it is `floor + (start - floor) * (1 - yearly_decay)^n`, and between
	/// two years it falls in a straight line. It never rises with `paid_ms` and stays between floor
	/// and start. All rounding is down, by a few parts of 10^18.
	pub fn rate(&self, paid_ms: u64) -> Perquintill {
		let years = paid_ms.checked_div(MILLISECONDS_PER_YEAR).unwrap_or_default();
		let elapsed_ms = paid_ms.saturating_sub(years.saturating_mul(MILLISECONDS_PER_YEAR));
		let remaining_ms = MILLISECONDS_PER_YEAR.saturating_sub(elapsed_ms);
		let next = self.rate_after_years(years.saturating_add(1));
		let decline = self.rate_after_years(years).saturating_sub(next);
		// What is left to come is rounded down, not what has gone: so the sum is rounded down too.
		let remaining = Perquintill::from_rational(remaining_ms, MILLISECONDS_PER_YEAR);
		next.saturating_add(decline.saturating_mul(remaining))
	}

	/// Returns what an era of `length_ms` milliseconds emits if `issuance` exists and eras of
	/// `paid_ms` milliseconds were paid before it.
	///
	/// That is `rate * issuance * length_ms / year`, rounded down, with the rate in the middle of
	/// the era: the curve is straight within a year, so eras of three minutes and of six hours emit
	/// the same of the same issuance. The treasury's share is rounded down, those who stake get all
	/// the rest. A total that does not fit into the balance type becomes its largest value.
	///
	/// The caller caps `length_ms`, well below a year, where a stop of the chain made an era
	/// longer, and adds the capped length to `paid_ms`.
	pub fn of_era<Balance: AtLeast32BitUnsigned + Copy>(
		&self,
		issuance: Balance,
		length_ms: u64,
		paid_ms: u64,
	) -> EraEmission<Balance> {
		let rate = self.rate(paid_ms.saturating_add(length_ms / 2));
		// The rate is at most 2 * 10^17 parts, times 2^64 is below 2^128; qed.
		let share = u128::from(rate.deconstruct()).saturating_mul(length_ms.into());
		let whole = u128::from(Perquintill::one().deconstruct())
			.saturating_mul(MILLISECONDS_PER_YEAR.into());
		let issuance = issuance.saturated_into::<u128>();
		let total = multiply_by_rational_with_rounding(issuance, share, whole, Rounding::Down)
			.unwrap_or(u128::MAX)
			.saturated_into::<Balance>();
		let treasury = self.0.treasury.mul_floor(total);
		EraEmission { stakers: total.saturating_sub(treasury), treasury }
	}

	/// Returns the rate after whole years, with the part above the floor rounded down.
	fn rate_after_years(&self, years: u64) -> Perquintill {
		let (start, floor) = (in_quintillionths(self.0.start), in_quintillionths(self.0.floor));
		let kept_each_year =
			Perquintill::one().saturating_sub(in_quintillionths(self.0.yearly_decay));
		// All years of a u64 of milliseconds fit 32 bits; the power takes two steps for each bit.
		let kept = kept_each_year.saturating_pow(years.saturated_into());
		floor.saturating_add(start.saturating_sub(floor).saturating_mul(kept))
	}
}

/// Returns the same share in finer parts, exactly: billionths are too coarse for an era of three
/// minutes.
fn in_quintillionths(share: Perbill) -> Perquintill {
	Perquintill::from_parts(u64::from(share.deconstruct()).saturating_mul(1_000_000_000))
}

/// The amounts that one era emits, in base units.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EraEmission<Balance> {
	/// The amount for validators and those who nominate them.
	pub stakers: Balance,
	/// The amount for the treasury.
	pub treasury: Balance,
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The emission curve: its bounds, its course, and its emission over many years.

use crate::emission::{EmissionCurve, EmissionFields, EraEmission, MILLISECONDS_PER_YEAR as YEAR};
use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::{Perbill, Perquintill};
use proptest::{collection::vec, prelude::*};

const BTR: u128 = 1_000_000_000_000;
/// An issuance of ten million BTR.
const ISSUANCE: u128 = 10_000_000 * BTR;
const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Returns the highest value of each field.
fn highest() -> EmissionFields {
	EmissionFields {
		start: Perbill::from_percent(20),
		floor: Perbill::from_percent(20),
		yearly_decay: Perbill::from_percent(50),
		treasury: Perbill::from_percent(50),
	}
}

fn standard() -> EmissionFields {
	EmissionCurve::standard().fields()
}

fn above(share: Perbill) -> Perbill {
	Perbill::from_parts(share.deconstruct() + 1)
}

fn parts(rate: Perquintill) -> u64 {
	rate.deconstruct()
}

fn fine(share: Perbill) -> u64 {
	u64::from(share.deconstruct()) * 1_000_000_000
}

fn total(emission: EraEmission<u128>) -> u128 {
	emission.stakers + emission.treasury
}

/// Returns what eras of one length emit in a year. `growth` says whether each adds to the issuance.
fn emitted_in_a_year(era_ms: u64, from_ms: u64, growth: bool) -> u128 {
	let mut emitted = 0;
	for era in 0..YEAR / era_ms {
		let issuance = if growth { ISSUANCE + emitted } else { ISSUANCE };
		let paid_ms = from_ms + era * era_ms;
		emitted += total(EmissionCurve::standard().of_era(issuance, era_ms, paid_ms));
	}
	emitted
}

fn assert_close(left: u128, right: u128, parts_per_million: u128) {
	let difference = left.abs_diff(right);
	assert!(difference * 1_000_000 <= right * parts_per_million, "{left} and {right}");
}

#[test]
fn fields_at_their_bounds_make_a_curve() {
	assert!(EmissionCurve::new(highest()).is_some());
	let lowest = Perbill::zero();
	let nothing =
		EmissionFields { start: lowest, floor: lowest, yearly_decay: lowest, treasury: lowest };
	assert!(EmissionCurve::new(nothing).is_some());
	assert_eq!(EmissionCurve::new(standard()), Some(EmissionCurve::standard()));
}

#[test]
fn curve_outside_its_bounds_cannot_be_made_or_decoded() {
	for wrong in [
		EmissionFields { start: above(highest().start), ..highest() },
		EmissionFields { floor: above(standard().start), ..standard() },
		EmissionFields { yearly_decay: above(highest().yearly_decay), ..highest() },
		EmissionFields { treasury: above(highest().treasury), ..highest() },
	] {
		assert_eq!(EmissionCurve::new(wrong), None, "{wrong:?}");
		let refused = EmissionCurve::decode(&mut wrong.encode().as_slice()).unwrap_err();
		let text = "floor <= start <= 20 %, yearly decay and treasury at most 50 %";
		assert!(refused.to_string().contains(text), "{refused}");
	}
}

#[test]
fn a_curve_survives_its_encoding() {
	let curve = EmissionCurve::standard();
	assert_eq!(curve.encode(), curve.fields().encode());
	assert_eq!(curve.encode().len(), EmissionCurve::max_encoded_len());
	assert_eq!(EmissionCurve::decode(&mut curve.encode().as_slice()), Ok(curve));
}

#[test]
fn the_standard_rate_falls_as_promised() {
	let rate = |paid_ms| parts(EmissionCurve::standard().rate(paid_ms));
	assert_eq!(rate(0), 100_000_000_000_000_000);
	assert_eq!(rate(YEAR / 2), 94_375_000_000_000_000);
	assert_eq!(rate(YEAR), 88_750_000_000_000_000);
	assert_eq!(rate(2 * YEAR), 79_187_500_000_000_000);
	assert_eq!(rate(u64::MAX), 25_000_000_000_000_000);
}

#[test]
fn rate_without_decay_stays() {
	let curve = EmissionCurve::new(EmissionFields { yearly_decay: Perbill::zero(), ..standard() });
	assert_eq!(parts(curve.unwrap().rate(u64::MAX)), fine(standard().start));
}

#[test]
fn the_first_year_emits_the_mean_of_its_rates() {
	let EraEmission { stakers, treasury } = EmissionCurve::standard().of_era(ISSUANCE, YEAR, 0);
	assert_eq!(stakers + treasury, 943_750 * BTR);
	assert_eq!(treasury, 943_750 * BTR * 15 / 100);
}

#[test]
fn the_length_of_eras_makes_no_difference() {
	for from_ms in [0, YEAR / 3, 7 * YEAR + HOUR] {
		let short = emitted_in_a_year(3 * MINUTE, from_ms, false);
		assert_close(emitted_in_a_year(6 * HOUR, from_ms, false), short, 1);
	}
	let year = total(EmissionCurve::standard().of_era(ISSUANCE, YEAR, 0));
	assert_close(emitted_in_a_year(6 * HOUR, 0, false), year, 1);
}

/// Compares short eras with long ones: shorter eras compound sooner, as interest does.
#[test]
fn compounding_makes_hardly_any_difference() {
	let short = emitted_in_a_year(3 * MINUTE, 0, true);
	let long = emitted_in_a_year(6 * HOUR, 0, true);
	assert!(short > long);
	assert_close(long, short, 50);
}

#[test]
fn no_amount_overflows() {
	let flat = EmissionFields { yearly_decay: Perbill::zero(), ..highest() };
	let curve = EmissionCurve::new(flat).unwrap();
	for issuance in [u128::MAX, u128::MAX / 2, u128::MAX >> 40, 1, 0] {
		assert_eq!(total(curve.of_era(issuance, YEAR, u64::MAX)), issuance / 5);
	}
	assert_eq!(total(curve.of_era(u128::MAX, u64::MAX, u64::MAX)), u128::MAX);
	let narrow = curve.of_era(u64::MAX, u64::MAX, 0);
	assert_eq!(narrow.stakers.checked_add(narrow.treasury), Some(u64::MAX));
}

fn curves() -> impl Strategy<Value = EmissionCurve> {
	let half = 0..=500_000_000u32;
	(0..=200_000_000u32, 0..=1_000_000_000u32, half.clone(), half).prop_map(
		|(start, floor, decay, treasury)| {
			let start = Perbill::from_parts(start);
			let fields = EmissionFields {
				start,
				floor: Perbill::from_parts(floor) * start,
				yearly_decay: Perbill::from_parts(decay),
				treasury: Perbill::from_parts(treasury),
			};
			EmissionCurve::new(fields).unwrap()
		},
	)
}

/// Generates moments of a few years, of a century, of all time, and around the turn of a year.
fn moments() -> impl Strategy<Value = u64> {
	let turns = (1..=584_000_000u64, 0..=2u64)
		.prop_map(|(year, offset)| year.saturating_mul(YEAR).saturating_sub(1) + offset);
	prop_oneof![0..=5 * YEAR, 0..=100 * YEAR, any::<u64>(), turns]
}

proptest! {
	#[test]
	fn the_rate_never_rises(curve in curves(), moment in moments(), later in moments()) {
		let (early, late) = (moment.min(later), moment.max(later));
		let rate = |paid_ms| parts(curve.rate(paid_ms));
		prop_assert!(rate(late) <= rate(early));
		prop_assert!(rate(early.saturating_add(1)) <= rate(early));
		prop_assert!(rate(early.saturating_add(YEAR)) <= rate(early));
	}

	#[test]
	fn the_rate_stays_between_floor_and_start(curve in curves(), moment in moments()) {
		let fields = curve.fields();
		prop_assert_eq!(parts(curve.rate(0)), fine(fields.start));
		prop_assert!((fine(fields.floor)..=fine(fields.start)).contains(&parts(curve.rate(moment))));
	}

	#[test]
	fn an_era_emits_its_part_of_the_year(
		curve in curves(),
		issuance in 0..1_000_000_000_000u128,
		length in 0..DAY,
		paid in moments(),
	) {
		let emission = curve.of_era(issuance, length, paid);
		let rate = u128::from(parts(curve.rate(paid.saturating_add(length / 2))));
		let year = u128::from(YEAR) * 1_000_000_000_000_000_000;
		prop_assert_eq!(total(emission), rate * u128::from(length) * issuance / year);
		prop_assert_eq!(emission.treasury, curve.fields().treasury.mul_floor(total(emission)));
	}

	#[test]
	fn parts_of_any_emission_fit_their_bounds(
		curve in curves(),
		issuance in any::<u128>(),
		length in any::<u64>(),
		paid in any::<u64>(),
	) {
		let EraEmission { stakers, treasury } = curve.of_era(issuance, length, paid);
		let sum = stakers.checked_add(treasury);
		prop_assert!(sum.is_some());
		prop_assert!(treasury <= stakers);
		if length <= YEAR {
			prop_assert!(sum.unwrap() <= Perbill::from_percent(20).mul_ceil(issuance));
		}
	}
}

/// Thirty years in which governance changes the curve and the chain stands still now and then.
#[derive(Debug)]
struct History {
	era_ms: u64,
	/// The curves, each from its moment on; the first one from the beginning.
	curves: Vec<(u64, EmissionCurve)>,
	/// The stops of the chain: the moment and the length of each.
	stops: Vec<(u64, u64)>,
}

impl History {
	fn curve_at(&self, now_ms: u64) -> EmissionCurve {
		let in_force = self.curves.iter().filter(|(from_ms, _)| *from_ms <= now_ms);
		in_force.max_by_key(|(from_ms, _)| *from_ms).unwrap().1
	}

	/// Returns how long the chain stands still in the era that begins now.
	fn stop_in_era(&self, now_ms: u64) -> u64 {
		let era = now_ms..now_ms + self.era_ms;
		self.stops.iter().filter(|(at_ms, _)| era.contains(at_ms)).map(|(_, length)| length).sum()
	}
}

fn histories() -> impl Strategy<Value = History> {
	let changes = vec((1..30 * YEAR, curves()), 0..8);
	let stops = vec((0..30 * YEAR, 0..90 * DAY), 0..10);
	(6 * HOUR..10 * DAY, curves(), changes, stops).prop_map(|(era_ms, first, mut curves, stops)| {
		curves.push((0, first));
		History { era_ms, curves, stops }
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Checks that each year emits at least what the lowest floor and at most what the highest
	/// start in force allow for the time that was paid, compounded.
	#[test]
	fn each_of_thirty_years_stays_within_its_curve(history in histories()) {
		let (mut now, mut paid, mut issuance) = (0, 0, ISSUANCE);
		for year in 1..=30 {
			let (issuance_before, paid_before, began) = (issuance, paid, now);
			let (mut lowest, mut highest, mut eras) = (1e9f64, 0.0f64, 0);
			while now < year * YEAR {
				let curve = history.curve_at(now);
				lowest = lowest.min(curve.fields().floor.deconstruct().into());
				highest = highest.max(curve.fields().start.deconstruct().into());
				let length = history.era_ms + history.stop_in_era(now);
				let capped = length.min(2 * history.era_ms);
				issuance += total(curve.of_era(issuance, capped, paid));
				(now, paid, eras) = (now + length, paid + capped, eras + 1);
			}
			prop_assert!(paid - paid_before <= now - began);
			let years = (paid - paid_before) as f64 / YEAR as f64;
			let grown = issuance as f64 / issuance_before as f64;
			prop_assert!(grown <= (highest / 1e9 * years).exp() * (1.0 + 1e-9), "{grown} {year}");
			let rounding = eras as f64 / issuance_before as f64;
			prop_assert!(grown >= 1.0 + lowest / 1e9 * years - rounding - 1e-9, "{grown} {year}");
		}
	}
}

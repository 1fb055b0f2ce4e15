// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The decisions of governance, and how the fee level follows them.

use crate::{
	mock::*,
	policy::{FeeSplit, LaneShares, PriceCurve, PriceFields, SplitFields},
};
use batara_primitives::lanes::PerLane;
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, weights::Weight},
	pallet_transaction_payment::Multiplier,
	sp_runtime::{traits::Convert, FixedPointNumber, Permill},
};
use proptest::prelude::*;

type Update = <Test as polkadot_sdk::pallet_transaction_payment::Config>::FeeMultiplierUpdate;

fn shares(percent: [u32; 5]) -> PerLane<Permill> {
	let mut percent = percent.into_iter().map(Permill::from_percent);
	PerLane::from_fn(|_| percent.next().unwrap_or_default())
}

fn fields() -> PriceFields {
	Price::get().fields()
}

#[test]
fn shares_above_the_whole_cannot_be_made() {
	assert!(LaneShares::new(shares([20, 20, 20, 20, 20])).is_some());
	assert_eq!(LaneShares::new(shares([20, 20, 20, 20, 21])), None);
}

#[test]
fn values_outside_their_bounds_cannot_be_decoded() {
	let refused = LaneShares::decode(&mut shares([60, 60, 0, 0, 0]).encode().as_slice());
	assert!(refused.unwrap_err().to_string().contains("more than 100 %"));
	let split =
		SplitFields { author: Permill::from_percent(60), treasury: Permill::from_percent(41) };
	assert!(FeeSplit::decode(&mut split.encode().as_slice()).is_err());
	let standing = PriceFields { speed: Permill::zero(), ..fields() };
	assert!(PriceCurve::decode(&mut standing.encode().as_slice()).is_err());
}

#[test]
fn values_within_their_bounds_survive_their_encoding() {
	let shares = LaneShares::standard();
	assert_eq!(LaneShares::decode(&mut shares.encode().as_slice()), Ok(shares));
	let price = PriceCurve::standard();
	assert_eq!(PriceCurve::decode(&mut price.encode().as_slice()), Ok(price));
	let split = FeeSplit::standard();
	assert_eq!(FeeSplit::decode(&mut split.encode().as_slice()), Ok(split));
}

#[test]
fn standard_values_are_within_their_bounds() {
	assert!(PriceCurve::new(PriceCurve::standard().fields()).is_some());
	assert!(FeeSplit::new(FeeSplit::standard().fields()).is_some());
}

#[test]
fn fields_of_a_price_curve_have_bounds() {
	for wrong in [
		PriceFields { target: Permill::zero(), ..fields() },
		PriceFields { target: Permill::one(), ..fields() },
		PriceFields { speed: Permill::from_percent(13), ..fields() },
		PriceFields { floor: Multiplier::from_inner(1), ..fields() },
		PriceFields { floor: Multiplier::from_u32(1_001), ..fields() },
		PriceFields { maximum: Multiplier::from_inner(1), ..fields() },
	] {
		assert_eq!(PriceCurve::new(wrong), None, "{wrong:?}");
	}
}

/// Returns the level after a block of this fullness, by upstream's rule.
fn after_block(level: Multiplier, fullness: Permill) -> Multiplier {
	let used = fullness.mul_floor(NORMAL);
	System::set_block_consumed_resources(Weight::from_parts(used, 0), 0);
	debug_assert_eq!(System::block_weight().get(DispatchClass::Normal).ref_time(), used);
	Update::convert(level)
}

fn levels() -> impl Strategy<Value = Multiplier> {
	(1u128..100_000)
		.prop_map(|thousandths| Multiplier::saturating_from_rational(thousandths, 1_000u32))
}

fn curves() -> impl Strategy<Value = PriceCurve> {
	(1u32..100, 1u32..125_000, 1u128..1_000, 1u128..100_000).prop_map(
		|(target, speed, floor, above)| {
			let floor = Multiplier::saturating_from_rational(floor, 1_000u32);
			let fields = PriceFields {
				target: Permill::from_percent(target),
				speed: Permill::from_parts(speed),
				floor,
				maximum: floor + Multiplier::saturating_from_rational(above, 1_000u32),
			};
			PriceCurve::new(fields).unwrap()
		},
	)
}

proptest! {
	#[test]
	fn the_level_follows_the_fullness(curve in curves(), level in levels(), permille in 0..=1_000u32) {
		new_test_ext().execute_with(|| {
			Price::set(curve);
			let PriceFields { target, floor, maximum, .. } = curve.fields();
			let fullness = Permill::from_rational(permille, 1_000u32);
			let level = level.clamp(floor, maximum);
			let next = after_block(level, fullness);
			prop_assert!((floor..=maximum).contains(&next));
			if fullness > target {
				prop_assert!(next > level || next == maximum);
			} else if fullness < target {
				prop_assert!(next < level || next == floor);
			} else {
				prop_assert_eq!(next, level);
			}
			Ok(())
		})?;
	}

	#[test]
	fn the_forecast_is_what_upstream_does(curve in curves(), level in levels(), permille in 0..=1_000u32) {
		new_test_ext().execute_with(|| {
			Price::set(curve);
			let fullness = Permill::from_rational(permille, 1_000u32);
			let (real, forecast) = (after_block(level, fullness), curve.next_level(level, fullness));
			// Both round the fullness, not at the same digit.
			let error = if real > forecast { real - forecast } else { forecast - real };
			let tolerance = level * Multiplier::saturating_from_rational(1u32, 100_000u32);
			prop_assert!(error <= tolerance, "{real:?} {forecast:?}");
			Ok(())
		})?;
	}

	/// Checks that, after a time of full blocks, empty ones bring the level down to its floor, and
	/// that it can rise again from there: it never sticks.
	#[test]
	fn the_level_recovers(curve in curves(), full_blocks in 1..200u32) {
		new_test_ext().execute_with(|| {
			Price::set(curve);
			let PriceFields { floor, maximum, .. } = curve.fields();
			let mut level = floor;
			for _ in 0..full_blocks {
				let next = after_block(level, Permill::one());
				prop_assert!(next > level || next == maximum);
				level = next;
			}
			for _ in 0..100 {
				let next = after_block(level, Permill::zero());
				prop_assert!(next < level || next == floor);
				level = next;
			}
			prop_assert!(after_block(floor, Permill::one()) > floor);
			Ok(())
		})?;
	}
}

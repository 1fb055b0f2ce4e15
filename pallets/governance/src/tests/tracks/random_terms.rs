// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Random terms and slopes: which are accepted, and the curves that they make.

use super::*;
use polkadot_sdk::{pallet_referenda::Curve, sp_runtime::Perbill};
use proptest::prelude::*;

/// Generates terms with numbers around each bound, and shares that rise as often as they fall.
fn any_terms() -> impl Strategy<Value = TermsOf<Test>> {
	let longest = BlockNumber::from(MAX_PERIOD);
	let period = || prop_oneof![0..12u64, 45..55u64, longest - 1..longest + 2];
	let whole = 1_000_000_000u32;
	let share = move || prop_oneof![Just(0), Just(whole / 2), Just(whole), 0..=whole];
	let slope = move || {
		(share(), share()).prop_map(|(start, end): (u32, u32)| Slope {
			start: Perbill::from_parts(start),
			end: Perbill::from_parts(end),
		})
	};
	(0..3u32, any::<u64>(), [period(), period(), period(), period()], slope(), slope()).prop_map(
		|(max_deciding, deposit, [prepare, decision, confirm, enactment], approval, support)| {
			Terms {
				max_deciding,
				decision_deposit: deposit.into(),
				prepare_period: prepare,
				decision_period: decision,
				confirm_period: confirm,
				min_enactment_period: enactment,
				approval,
				support,
			}
		},
	)
}

/// Repeats the rules as a list, and returns `true` if one of them is broken.
fn breaks_a_rule(terms: &TermsOf<Test>) -> bool {
	let longest = BlockNumber::from(MAX_PERIOD);
	[
		terms.max_deciding == 0,
		terms.decision_period == 0,
		terms.confirm_period == 0,
		terms.confirm_period > terms.decision_period,
		terms.prepare_period > longest,
		terms.decision_period > longest,
		terms.min_enactment_period > longest,
		terms.approval.start < terms.approval.end,
		terms.support.start < terms.support.end,
		terms.approval.end.deconstruct() < 500_000_000,
	]
	.contains(&true)
}

fn any_slope() -> impl Strategy<Value = Slope> {
	(0..=1_000_000_000u32, 0..=1_000_000_000u32).prop_map(|(one, other)| Slope {
		start: Perbill::from_parts(one.max(other)),
		end: Perbill::from_parts(one.min(other)),
	})
}

proptest! {
	#[test]
	fn terms_are_refused_only_if_they_break_a_rule(terms in any_terms()) {
		prop_assert_eq!(terms.check().is_err(), breaks_a_rule(&terms), "{:?}", terms.check());
	}

	#[test]
	fn accepted_terms_are_served(terms in any_terms()) {
		new_test_ext().execute_with(|| {
			let taken = set(Track::Killer, terms).is_ok();
			prop_assert_eq!(taken, !breaks_a_rule(&terms) && terms.prepare_period < TIMEOUT);
			let present = if taken { terms } else { ShortTerms::of(Track::Killer) };
			prop_assert_eq!(info(Track::Killer.id()), Some(present.info(Track::Killer)));
			Ok(())
		})?;
	}

	#[test]
	fn a_curve_falls_from_its_start_to_its_end(slope in any_slope(), parts in 0..1_000_000_000u32) {
		let curve = slope.curve();
		prop_assert_eq!(curve.threshold(Perbill::zero()), slope.start);
		prop_assert_eq!(curve.threshold(Perbill::one()), slope.end);
		let between = curve.threshold(Perbill::from_parts(parts));
		prop_assert!(slope.end <= between && between <= slope.start);
		prop_assert!(curve.threshold(Perbill::from_parts(parts + 1)) <= between);
	}

	/// Checks that half of the votes are needed at any time, whatever terms are taken.
	#[test]
	fn a_minority_never_passes(approval in any_slope(), at in 0..=1_000_000_000u32) {
		let least = approval.curve().threshold(Perbill::from_parts(at));
		if (Terms { approval, ..terms() }).check().is_ok() {
			prop_assert!(least >= Perbill::from_percent(50));
		}
	}
}

#[test]
fn a_curve_is_a_straight_line() {
	let curve = slope(100, 50).curve();
	assert!(matches!(curve, Curve::LinearDecreasing { .. }));
	assert_eq!(curve.threshold(Perbill::from_percent(50)), Perbill::from_percent(75));
}

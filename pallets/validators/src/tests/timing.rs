// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The bounds of genesis values.

use crate::timing::{ElectionLimits, Timing, MAX_TARGETS, MAX_VOTERS};

#[test]
fn production_timing_is_within_the_bounds() {
	assert_eq!(Timing::production().broken_bound(), None);
	assert_eq!(Timing::production().era_slots(), 7_200);
}

#[test]
fn each_bound_is_named_when_it_is_broken() {
	let good = Timing::production();
	let broken = [
		(Timing { epoch_slots: 3, ..good }, "epochSlots"),
		(Timing { epoch_slots: 28_801, ..good }, "epochSlots"),
		(Timing { epochs_per_era: 0, ..good }, "epochsPerEra"),
		(Timing { epochs_per_era: 97, ..good }, "epochsPerEra"),
		(Timing { bonding_eras: 1, slash_defer_eras: 0, ..good }, "bondingEras"),
		(Timing { bonding_eras: 29, ..good }, "bondingEras"),
		(Timing { slash_defer_eras: 28, ..good }, "slashDeferEras"),
		(Timing { slash_defer_eras: 0, ..good }, "slashDeferEras"),
	];
	for (timing, name) in broken {
		let bound = timing.broken_bound().unwrap();
		assert!(bound.starts_with(name), "{timing:?}: {bound}");
	}
}

#[test]
fn limits_of_elections_have_bounds() {
	assert!(ElectionLimits::default().are_valid());
	assert!(ElectionLimits { voters: MAX_VOTERS, targets: MAX_TARGETS }.are_valid());
	for (voters, targets) in [(0, 1), (1, 0), (MAX_VOTERS + 1, 1), (1, MAX_TARGETS + 1)] {
		assert!(!ElectionLimits { voters, targets }.are_valid(), "{voters} voters, {targets}");
	}
}

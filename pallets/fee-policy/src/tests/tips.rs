// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The quality of the advice on fees and tips.

use crate::{history::HISTORY_BLOCKS, mock::*, tips::TipCounts, BlockHistory};
use batara_primitives::lanes::Lane;
use polkadot_sdk::frame_support::{assert_ok, weights::Weight};
use proptest::prelude::*;

/// A fee market of one lane over a day: see the module.
mod market;

#[test]
fn a_quote_is_what_is_charged() {
	new_test_ext().execute_with(|| {
		let quote = FeePolicy::fee_quote(Weight::from_parts(100, 0), 0);
		assert_eq!(run(1, &call_of(Lane::Payments), (100, 100), 0), Ok(quote.fee));
		assert!(quote.fee_after_empty_block <= quote.fee);
		assert!(quote.fee_after_full_block >= quote.fee);
	});
}

#[test]
fn a_quiet_chain_needs_no_tips() {
	new_test_ext().execute_with(|| {
		for _ in 0..10 {
			assert_ok!(run(1, &call_of(Lane::Payments), (10, 10), 500));
			next_block();
		}
		let quote = FeePolicy::fee_quote(Weight::from_parts(10, 0), 100);
		assert_eq!((quote.tips.payments.standard, quote.tips.payments.fast), (0, 0));
	});
}

#[docify::export]
#[test]
fn a_crowded_lane_asks_for_what_was_enough() {
	new_test_ext().execute_with(|| {
		for _ in 0..20 {
			while run(1, &call_of(Lane::Contracts), (10, 10), 40).is_ok() {}
			next_block();
		}
		let quote = FeePolicy::fee_quote(Weight::from_parts(10, 0), 1);
		let tips = quote.tips.contracts;
		assert!(tips.slow >= 40 && tips.slow <= tips.standard && tips.standard <= tips.fast);
		assert!(tips.standard >= 60 && tips.standard <= 70, "{tips:?}");
		assert_eq!(quote.tips.payments.fast, 0, "the others have their openings");
	});
}

#[test]
fn the_history_is_bounded() {
	new_test_ext().execute_with(|| {
		for _ in 0..3 * HISTORY_BLOCKS {
			next_block();
		}
		assert_eq!(BlockHistory::<Test>::iter().count(), HISTORY_BLOCKS as usize);
		assert_eq!(FeePolicy::lanes().len(), Lane::ALL.len());
	});
}

#[test]
fn lanes_show_what_the_last_block_used() {
	new_test_ext().execute_with(|| {
		assert_ok!(run(1, &call_of(Lane::Governance), (30, 30), 0));
		next_block();
		let lanes = FeePolicy::lanes();
		let governance = lanes.iter().find(|status| status.lane == Lane::Governance).unwrap();
		assert_eq!((governance.used, governance.guaranteed), (30, 100));
	});
}

proptest! {
	#[test]
	fn median_and_lowest_are_those_of_entered_tips(mut rates in prop::collection::vec(any::<u64>(), 1..200)) {
		let mut counts = TipCounts::default();
		for rate in &rates {
			counts.note(*rate);
		}
		rates.sort_unstable();
		prop_assert_eq!(counts.lowest(), rates[0]);
		let at_most = rates.iter().filter(|rate| **rate <= counts.median()).count();
		prop_assert!(2 * at_most >= rates.len());
		let lower_median = rates[(rates.len() - 1) / 2];
		prop_assert!(counts.median() / 2 <= lower_median);
	}
}

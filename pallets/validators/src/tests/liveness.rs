// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The rules by which validators are suspected, and how many of the suspects are chilled.

use crate::liveness::{to_chill, Record, EXPECTED_BLOCKS};
use proptest::prelude::*;

/// Returns the record after `epochs` of 20 blocks in which a validator authored nothing.
fn silent_for(epochs: u32) -> Record {
	(0..epochs).fold(Record::default(), |record, _| record.after_epoch(20))
}

#[test]
fn a_block_ends_the_silence() {
	let record = Record { blocks: 1, ..silent_for(9) };
	assert_eq!(record.after_epoch(20), Record::default());
}

#[test]
fn silence_counts_epochs_and_the_blocks_of_the_others() {
	let record = silent_for(3);
	assert_eq!((record.silent_epochs, record.silent_blocks), (3, 60));
}

#[test]
fn a_chain_that_stands_still_makes_nobody_silent() {
	let record = (0..1_000).fold(Record::default(), |record, _| record.after_epoch(0));
	assert!(!record.is_suspect(2, 4));
}

#[test]
fn a_validator_of_four_is_suspected_after_eighty_blocks() {
	assert!(!silent_for(3).is_suspect(2, 4));
	assert!(silent_for(4).is_suspect(2, 4));
}

#[test]
fn long_epochs_need_their_number_too() {
	let record = Record::default().after_epoch(1_200);
	assert!(!record.is_suspect(2, 4));
	assert!(record.after_epoch(1_200).is_suspect(2, 4));
}

#[test]
fn validator_that_misses_its_turns_is_silent() {
	let record = Record::default();
	assert!(!record.is_silent(11, 4));
	assert!(record.is_silent(12, 4));
	assert!(silent_for(1).is_silent(0, 4));
	assert!(!silent_for(1).is_silent(0, 7));
	assert!(!Record { blocks: 1, ..silent_for(9) }.is_silent(500, 4));
}

#[test]
fn nobody_is_suspected_without_patience() {
	assert!(!silent_for(1_000).is_suspect(0, 4));
}

#[test]
fn silence_of_a_third_jails_nobody() {
	assert_eq!(to_chill(1, 4, 100, 4), 1);
	assert_eq!(to_chill(2, 4, 100, 4), 0);
	assert_eq!(to_chill(2, 7, 100, 4), 2);
	assert_eq!(to_chill(3, 7, 100, 4), 0);
}

#[test]
fn three_validators_cannot_spare_one() {
	assert_eq!(to_chill(1, 3, 100, 0), 0);
}

proptest! {
	#[test]
	fn the_minimum_of_candidates_stays(
		validators in 0u32..1_000,
		suspects in 0u32..1_000,
		candidates in 0u32..2_000,
		minimum in 0u32..2_000,
	) {
		let chilled = to_chill(suspects, validators, candidates, minimum);
		prop_assert!(chilled <= suspects);
		prop_assert!(chilled * 3 < validators.max(1));
		prop_assert!(chilled == 0 || candidates - chilled >= minimum);
	}

	/// Computes how rarely an honest validator is that unlucky: it gets each block with a chance of
	/// one in `validators`.
	#[test]
	fn a_lucky_block_in_the_window_saves(validators in 4u32..500, epochs in 1u32..50) {
		let mut record = silent_for(epochs);
		record.blocks = 1;
		prop_assert!(!record.after_epoch(20).is_suspect(1, validators));
		let unlucky = (1.0 - 1.0 / f64::from(validators)).powi((EXPECTED_BLOCKS * validators) as i32);
		prop_assert!(unlucky < 3e-9);
	}
}

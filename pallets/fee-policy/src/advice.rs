// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Advice on tips, drawn from those that entered the last blocks.

use crate::{history::BlockRecord, tips::TipAdvice};
use batara_primitives::lanes::Lane;

/// The number of blocks that `fast` and `slow` look back.
const LONG_VIEW_BLOCKS: usize = 16;
/// The number of blocks that `standard` looks back.
const SHORT_VIEW_BLOCKS: usize = 4;

/// Returns the tip rates to offer now, drawn from those that a transaction of `room` picoseconds in
/// `lane` would have needed. `newest_first` is the history.
pub fn advise<BlockNumber>(
	newest_first: &[BlockRecord<BlockNumber>],
	lane: Lane,
	room: u64,
) -> TipAdvice<u64> {
	// In a block with plenty of room left no tip was needed. Four fifths full counts as crowded: a
	// rush begins between two blocks.
	let crowded =
		|record: &BlockRecord<BlockNumber>| *record.left.get(lane) < room.max(record.limit / 5);
	let needed = |record: &BlockRecord<BlockNumber>| {
		if crowded(record) {
			record.lowest.get(lane).saturating_add(1)
		} else {
			0
		}
	};
	let generous = |record: &BlockRecord<BlockNumber>| {
		needed(record).saturating_mul(2).max(if crowded(record) {
			*record.median.get(lane)
		} else {
			0
		})
	};
	let long = || newest_first.iter().take(LONG_VIEW_BLOCKS);
	let slow = long().map(needed).min().unwrap_or(0);
	let recent = newest_first.iter().take(SHORT_VIEW_BLOCKS).map(needed).max().unwrap_or(0);
	let standard = recent.saturating_add(recent / 2);
	let fast = long().map(generous).max().unwrap_or(0).max(standard);
	TipAdvice { slow, standard, fast }
}

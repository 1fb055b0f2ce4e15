// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A day of changing load. Users who follow the standard quote compete with users who tip as they
//! like; the author takes the highest rates first, by the rule of the lanes.

use crate::{
	advice::advise,
	history::{BlockRecord, HISTORY_BLOCKS},
	tips::TipCounts,
};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use polkadot_sdk::sp_io::hashing::twox_64;
use std::{cmp::Reverse, collections::VecDeque};

const BLOCKS_PER_DAY: u32 = 28_800;
/// The room of a block, which holds fifty transactions.
const LIMIT: u64 = 1_000;
const WEIGHT: u64 = 20;
/// The patience of a user, in blocks.
const PROMPT: u32 = 3;

struct Waiting {
	rate: u64,
	since: u32,
	follows_the_quote: bool,
}

/// Random numbers that a seed repeats.
struct Random(u64);

impl Random {
	/// Returns a number that is uniform below `bound`.
	fn below(&mut self, bound: u64) -> u64 {
		self.0 += 1;
		u64::from_le_bytes(twox_64(&self.0.to_le_bytes())) % bound
	}
}

/// Returns how many users come in a block: quiet nights, busy days, and a rush of ten minutes every
/// two hours, in which more than twice as many come as enter.
fn arrivals(block: u32, random: &mut Random) -> u64 {
	let hour = block / 1_200;
	let base = if (8..20).contains(&hour) { 40 } else { 8 };
	let rush = if block % 2_400 < 200 { 70 } else { 0 };
	random.below(2 * (base + rush))
}

/// Returns the share of users of the standard quote that entered within three blocks.
fn prompt_share(seed: u64) -> f64 {
	let mut random = Random(seed);
	let mut history: VecDeque<BlockRecord<u32>> = VecDeque::new();
	let mut pool: Vec<Waiting> = Vec::new();
	let (mut prompt, mut all) = (0u32, 0u32);
	for block in 0..BLOCKS_PER_DAY {
		let newest_first: Vec<_> = history.iter().copied().collect();
		let quoted = advise(&newest_first, Lane::Payments, WEIGHT).standard;
		for _ in 0..arrivals(block, &mut random) {
			let follows_the_quote = random.below(5) == 0;
			let rate = if follows_the_quote { quoted } else { 1 << random.below(20) };
			all += u32::from(follows_the_quote);
			pool.push(Waiting { rate, since: block, follows_the_quote });
		}
		// Whoever does not enter within a minute gives up.
		pool.retain(|waiting| block - waiting.since < 20);
		pool.sort_by_key(|waiting| Reverse(waiting.rate));
		let record = fill(block, &mut pool, |entered| {
			if entered.follows_the_quote && block - entered.since < PROMPT {
				prompt += 1;
			}
		});
		history.push_front(record);
		history.truncate(HISTORY_BLOCKS as usize);
	}
	f64::from(prompt) / f64::from(all)
}

#[test]
fn the_standard_quote_enters_within_three_blocks() {
	for seed in 0..3 {
		let share = prompt_share(seed << 32);
		assert!(share >= 0.95, "only {share:.3} of those who followed it, with seed {seed}");
	}
}

fn fill(
	number: u32,
	pool: &mut Vec<Waiting>,
	mut entered: impl FnMut(&Waiting),
) -> BlockRecord<u32> {
	let room = BlockRoom { limit: LIMIT, ..Default::default() };
	let (mut used, mut tips) = (LaneWeights::default(), TipCounts::default());
	let added = LaneWeights::only(Lane::Payments, WEIGHT);
	pool.retain(|waiting| {
		let enters = room.admits(&used, &added);
		if enters {
			used = used.saturating_add(&added);
			tips.note(waiting.rate);
			entered(waiting);
		}
		!enters
	});
	let only = |value| PerLane::from_fn(|lane| if lane == Lane::Payments { value } else { 0 });
	BlockRecord {
		number,
		limit: LIMIT,
		used,
		left: only(room.left(&used, Lane::Payments)),
		lowest: only(tips.lowest()),
		median: only(tips.median()),
	}
}

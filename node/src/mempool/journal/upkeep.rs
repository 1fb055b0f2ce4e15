// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The work that is due for the journal's file from time to time.

use super::{in_pool::InPool, Journal};
use std::time::{Duration, Instant};

/// The time between two comparisons with the pool, and before a failed rewrite is tried again.
const PAUSE: Duration = Duration::from_secs(30);

/// The bytes that a rewrite may have in each second since the last one: a long file is written less
/// often.
const REWRITTEN_A_SECOND: u64 = 1024 * 1024;

/// The times of the last comparison, the last rewrite and its failure.
pub struct Upkeep {
	compared: Instant,
	rewritten: Instant,
	failed: Option<Instant>,
}

impl Upkeep {
	/// Begins now.
	pub fn new(now: Instant) -> Self {
		Self { compared: now, rewritten: now, failed: None }
	}

	/// Tells whether the journal should be compared with the pool.
	pub fn is_comparison_due(&self, journal: &Journal, now: Instant) -> bool {
		is_due(self.compared, now) && !journal.is_empty()
	}

	/// Forgets what the pool has not had for long, and notes the time.
	pub fn compare(&mut self, journal: &Journal, pool: &InPool, now: Instant) {
		journal.forget_missing(pool, now);
		self.compared = now;
	}

	/// Writes the file anew if that is due, and brings it to the disk.
	pub fn look_after_file(&mut self, journal: &Journal, now: Instant) {
		let pause = Duration::from_secs(journal.live_bytes() / REWRITTEN_A_SECOND);
		let may_rewrite = now.saturating_duration_since(self.rewritten) >= pause
			&& self.failed.is_none_or(|failed| is_due(failed, now));
		if may_rewrite && journal.needs_rewrite() {
			self.failed = (!journal.rewrite()).then_some(now);
			self.rewritten = now;
		}
		journal.flush();
	}
}

fn is_due(last: Instant, now: Instant) -> bool {
	now.saturating_duration_since(last) >= PAUSE
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mempool::journal::{
		sample::{numbered, Folder},
		PATIENCE,
	};
	use std::collections::HashSet;

	#[test]
	fn transaction_that_the_pool_lacks_is_forgotten_after_a_while() {
		let folder = Folder::new();
		let (journal, _) = Journal::open(folder.journal()).unwrap();
		for number in 0..2 {
			let (hash, transaction) = numbered(number);
			journal.note(hash, &transaction, false);
		}
		let lost = numbered(0).0;
		let start = Instant::now();
		let mut upkeep = Upkeep::new(start);
		let last = PATIENCE + PAUSE;
		for second in 0..=last.as_secs() {
			assert_eq!(journal.hashes().len(), 2, "{second}");
			let now = start + Duration::from_secs(second);
			if upkeep.is_comparison_due(&journal, now) {
				let missing = HashSet::from([lost]);
				upkeep.compare(&journal, &InPool { missing, ..Default::default() }, now);
			}
			upkeep.look_after_file(&journal, now);
		}
		assert_eq!(journal.hashes(), [numbered(1).0]);
	}
}

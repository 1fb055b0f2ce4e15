// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A value that is made once for all who want it at the same time.

use batara_runtime::Hash;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};

/// The last value, with its block.
pub struct Recent<T> {
	last: Option<Last<T>>,
	good_for: Duration,
}

struct Last<T> {
	value: Arc<T>,
	at: Hash,
	made: Instant,
}

impl<T> Recent<T> {
	/// Keeps each value for so long, and no longer than its block is the best one.
	pub fn new(good_for: Duration) -> Self {
		Self { last: None, good_for }
	}

	/// Returns the last value if it is good for block `at`, or else what `make` makes. The time
	/// counts from when a value is ready: callers that waited for it take it too.
	pub fn get_or_make<E>(
		&mut self,
		at: Hash,
		clock: impl Fn() -> Instant,
		make: impl FnOnce() -> Result<T, E>,
	) -> Result<Arc<T>, E> {
		let now = clock();
		let is_good = |last: &&Last<T>| {
			last.at == at && now.saturating_duration_since(last.made) < self.good_for
		};
		if let Some(last) = self.last.as_ref().filter(is_good) {
			return Ok(last.value.clone());
		}
		self.last = None;
		let value = Arc::new(make()?);
		self.last = Some(Last { value: value.clone(), at, made: clock() });
		Ok(value)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const GOOD_FOR: Duration = Duration::from_millis(250);
	const BLOCK: Hash = Hash::repeat_byte(1);
	const NEXT_BLOCK: Hash = Hash::repeat_byte(2);

	fn get(recent: &mut Recent<u32>, at: Hash, now: Instant, value: u32) -> u32 {
		*recent.get_or_make(at, || now, || Ok::<_, ()>(value)).unwrap()
	}

	#[test]
	fn value_is_shared_for_its_time() {
		let (mut recent, start) = (Recent::new(GOOD_FOR), Instant::now());
		assert_eq!(get(&mut recent, BLOCK, start, 1), 1);
		assert_eq!(get(&mut recent, BLOCK, start + GOOD_FOR / 2, 2), 1);
		assert_eq!(get(&mut recent, BLOCK, start + GOOD_FOR, 3), 3);
	}

	#[test]
	fn next_block_has_a_value_of_its_own() {
		let (mut recent, start) = (Recent::new(GOOD_FOR), Instant::now());
		get(&mut recent, BLOCK, start, 1);
		assert_eq!(get(&mut recent, NEXT_BLOCK, start, 2), 2);
	}

	#[test]
	fn failure_is_not_kept() {
		let (mut recent, start) = (Recent::new(GOOD_FOR), Instant::now());
		assert_eq!(recent.get_or_make(BLOCK, || start, || Err("no")), Err("no"));
		assert_eq!(get(&mut recent, BLOCK, start, 1), 1);
	}
}

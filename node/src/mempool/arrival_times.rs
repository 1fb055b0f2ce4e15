// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The times since which transactions wait: the pool does not remember them.

use batara_runtime::Hash;
use std::{
	collections::{HashMap, HashSet},
	sync::{Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// The time at which each waiting transaction became ready.
#[derive(Default)]
pub struct ArrivalTimes(Mutex<HashMap<Hash, Instant>>);

impl ArrivalTimes {
	/// Notes that these have become ready, if they had not before.
	pub fn note(&self, hashes: &[Hash], now: Instant) {
		let mut times = self.times();
		for hash in hashes {
			times.entry(*hash).or_insert(now);
		}
	}

	/// Forgets all but these transactions.
	pub fn keep(&self, waiting: &HashSet<Hash>) {
		let mut times = self.times();
		times.retain(|hash, _| waiting.contains(hash));
		times.shrink_to(waiting.len().saturating_mul(2));
	}

	/// Returns how long a transaction has been waiting, if that is known.
	pub fn age(&self, hash: &Hash) -> Option<Duration> {
		self.times().get(hash).map(Instant::elapsed)
	}

	fn times(&self) -> MutexGuard<'_, HashMap<Hash, Instant>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HASH: Hash = Hash::repeat_byte(1);

	#[test]
	fn transaction_that_comes_back_is_as_old_as_it_was() {
		let arrivals = ArrivalTimes::default();
		let hour = Duration::from_secs(3_600);
		let now = Instant::now();
		arrivals.note(&[HASH], now.checked_sub(hour).unwrap());
		arrivals.note(&[HASH], now);
		assert!(arrivals.age(&HASH).unwrap() >= hour);
	}

	#[test]
	fn transaction_that_left_the_pool_has_no_age() {
		let arrivals = ArrivalTimes::default();
		arrivals.note(&[HASH], Instant::now());
		arrivals.keep(&HashSet::new());
		assert!(arrivals.age(&HASH).is_none());
	}
}

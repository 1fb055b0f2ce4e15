// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that the journal has to keep, oldest first.

use super::format::RECORD_HEAD;
use batara_runtime::{opaque::UncheckedExtrinsic as OpaqueExtrinsic, Hash};
use codec::Encode;
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	time::{Duration, Instant},
};

/// The most transactions that are kept.
pub const MAX_RECORDS: usize = 100_000;
/// The most bytes of records that are kept.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The transactions that are to survive a restart.
#[derive(Default)]
pub struct Live {
	/// In the order in which they came.
	entries: BTreeMap<u64, Entry>,
	numbers: HashMap<Hash, u64>,
	/// The number of the next one.
	next: u64,
	/// The bytes of all their records.
	bytes: u64,
}

struct Entry {
	hash: Hash,
	transaction: OpaqueExtrinsic,
	size: u64,
	/// The time since which the pool has not had it.
	missing_since: Option<Instant>,
}

impl Live {
	/// Adds a transaction as the youngest. Returns whether it is new.
	pub fn insert(&mut self, hash: Hash, transaction: OpaqueExtrinsic) -> bool {
		if self.numbers.contains_key(&hash) {
			return false;
		}
		let size = (RECORD_HEAD + transaction.encoded_size()) as u64;
		self.bytes += size;
		self.numbers.insert(hash, self.next);
		self.entries.insert(self.next, Entry { hash, transaction, size, missing_since: None });
		self.next += 1;
		true
	}

	/// Forgets a transaction, if it is known.
	pub fn remove(&mut self, hash: &Hash) {
		let entry = self.numbers.remove(hash).and_then(|number| self.entries.remove(&number));
		self.bytes -= entry.map_or(0, |entry| entry.size);
	}

	/// Forgets the oldest until no more is left than this. Returns how many went.
	pub fn trim(&mut self, records: usize, bytes: u64) -> usize {
		let before = self.entries.len();
		while self.entries.len() > records || self.bytes > bytes {
			let Some((_, oldest)) = self.entries.pop_first() else { break };
			self.numbers.remove(&oldest.hash);
			self.bytes -= oldest.size;
		}
		before - self.entries.len()
	}

	/// Forgets those that have been missing for so long, and remembers since when the others are.
	/// Those that are not in `missing` begin anew.
	pub fn forget_missing(&mut self, missing: &HashSet<Hash>, now: Instant, patience: Duration) {
		let mut gone = Vec::new();
		for entry in self.entries.values_mut() {
			entry.missing_since =
				missing.contains(&entry.hash).then(|| entry.missing_since.unwrap_or(now));
			let since = entry.missing_since;
			if since.is_some_and(|since| now.saturating_duration_since(since) >= patience) {
				gone.push(entry.hash);
			}
		}
		gone.iter().for_each(|hash| self.remove(hash));
	}

	/// Returns all hashes, oldest first.
	pub fn hashes(&self) -> Vec<Hash> {
		self.entries.values().map(|entry| entry.hash).collect()
	}

	/// Returns the transactions from this number on, oldest first.
	pub fn since(&self, number: u64) -> Vec<(Hash, OpaqueExtrinsic)> {
		let entries = self.entries.range(number..).map(|(_, entry)| entry);
		entries.map(|entry| (entry.hash, entry.transaction.clone())).collect()
	}

	/// Returns the number that the next transaction will have.
	pub fn next_number(&self) -> u64 {
		self.next
	}

	/// Returns the bytes of all records.
	pub fn bytes(&self) -> u64 {
		self.bytes
	}

	/// Tells whether nothing is kept.
	pub fn is_empty(&self) -> bool {
		self.entries.is_empty()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mempool::journal::{
		format::record,
		sample::{numbered, numbers},
	};

	const MINUTE: Duration = Duration::from_secs(60);

	fn live(count: u8) -> Live {
		let mut live = Live::default();
		for number in 0..count {
			let (hash, transaction) = numbered(number);
			assert!(live.insert(hash, transaction));
		}
		live
	}

	fn record_size() -> u64 {
		let (hash, transaction) = numbered(0);
		record(&hash, &transaction).len() as u64
	}

	#[test]
	fn transaction_that_comes_again_keeps_its_place() {
		let mut live = live(2);
		let (hash, transaction) = numbered(0);
		assert!(!live.insert(hash, transaction));
		assert_eq!(numbers(&live.since(0)), [0, 1]);
	}

	#[test]
	fn bytes_are_those_of_the_records() {
		let mut live = live(3);
		assert_eq!(live.bytes(), 3 * record_size());
		live.remove(&numbered(1).0);
		live.remove(&numbered(1).0);
		assert_eq!(live.bytes(), 2 * record_size());
	}

	#[test]
	fn oldest_go_when_there_are_too_many() {
		let mut live = live(5);
		assert_eq!(live.trim(3, u64::MAX), 2);
		assert_eq!(numbers(&live.since(0)), [2, 3, 4]);
		assert_eq!(live.trim(usize::MAX, 2 * record_size() + 1), 1);
		assert_eq!(numbers(&live.since(0)), [3, 4]);
		assert_eq!((live.bytes(), live.numbers.len()), (2 * record_size(), 2));
		assert_eq!(live.trim(2, 2 * record_size()), 0);
	}

	#[test]
	fn missing_transactions_go_when_patience_ends() {
		let mut live = live(2);
		let missing = HashSet::from([numbered(0).0]);
		let start = Instant::now();
		live.forget_missing(&missing, start, MINUTE);
		live.forget_missing(&missing, start + MINUTE / 2, MINUTE);
		assert_eq!(numbers(&live.since(0)), [0, 1]);
		live.forget_missing(&missing, start + MINUTE, MINUTE);
		assert_eq!(numbers(&live.since(0)), [1]);
	}

	#[test]
	fn transaction_that_is_seen_again_is_waited_for_anew() {
		let mut live = live(1);
		let missing = HashSet::from([numbered(0).0]);
		let start = Instant::now();
		live.forget_missing(&missing, start, MINUTE);
		live.forget_missing(&HashSet::new(), start + MINUTE / 2, MINUTE);
		live.forget_missing(&missing, start + MINUTE, MINUTE);
		assert!(!live.is_empty());
	}
}

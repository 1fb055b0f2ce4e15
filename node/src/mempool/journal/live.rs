// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that the journal has to keep, oldest first.

use super::{format::RECORD_HEAD, in_pool::InPool};
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
	/// The transactions, in the order in which they came.
	entries: BTreeMap<u64, Entry>,
	numbers: HashMap<Hash, u64>,
	/// The number of the next transaction.
	next: u64,
	/// The bytes of all their records.
	bytes: u64,
}

struct Entry {
	hash: Hash,
	transaction: OpaqueExtrinsic,
	size: u64,
	/// Set if it waited for others when it was last seen in the pool.
	waits: bool,
	/// The time since which the pool has not had it.
	missing_since: Option<Instant>,
}

/// The order in which transactions go when there are too many.
const FIRST_TO_GO: [fn(&Entry) -> bool; 3] = [
	|entry| entry.missing_since.is_some(),
	// Cost their senders nothing.
	|entry| entry.waits,
	|_| true,
];

impl Live {
	/// Adds a transaction as the youngest one. `waits` says whether it waits for others. Returns
	/// whether it is new.
	pub fn insert(&mut self, hash: Hash, transaction: OpaqueExtrinsic, waits: bool) -> bool {
		if self.numbers.contains_key(&hash) {
			return false;
		}
		let size = (RECORD_HEAD + transaction.encoded_size()) as u64;
		self.bytes += size;
		self.numbers.insert(hash, self.next);
		let entry = Entry { hash, transaction, size, waits, missing_since: None };
		self.entries.insert(self.next, entry);
		self.next += 1;
		true
	}

	/// Forgets a transaction, if it is known.
	pub fn remove(&mut self, hash: &Hash) {
		let entry = self.numbers.remove(hash).and_then(|number| self.entries.remove(&number));
		self.bytes -= entry.map_or(0, |entry| entry.size);
	}

	/// Forgets some if there is more than this: as many as leave a 16th free, since it looks at
	/// all. First go those that the pool does not have, then those that wait for others, then the
	/// oldest. Returns how many went.
	pub fn trim(&mut self, records: usize, bytes: u64) -> usize {
		let before = self.entries.len();
		if self.is_within(records, bytes) {
			return 0;
		}
		let (records, bytes) = (records - records / 16, bytes - bytes / 16);
		for goes in FIRST_TO_GO {
			let going: Vec<_> =
				self.entries.values().filter(|entry| goes(entry)).map(|entry| entry.hash).collect();
			for hash in going {
				if self.is_within(records, bytes) {
					break;
				}
				self.remove(&hash);
			}
		}
		before - self.entries.len()
	}

	fn is_within(&self, records: usize, bytes: u64) -> bool {
		self.entries.len() <= records && self.bytes <= bytes
	}

	/// Forgets the transactions that have been missing for `patience`. Remembers since when the
	/// others are missing, and which ones wait. The time of those that the pool has begins anew.
	pub fn forget_missing(&mut self, pool: &InPool, now: Instant, patience: Duration) {
		let InPool { missing, waiting } = pool;
		let mut gone = Vec::new();
		for entry in self.entries.values_mut() {
			if !missing.contains(&entry.hash) {
				entry.waits = waiting.contains(&entry.hash);
			}
			entry.missing_since =
				missing.contains(&entry.hash).then(|| entry.missing_since.unwrap_or(now));
			let since = entry.missing_since;
			if since.is_some_and(|since| now.saturating_duration_since(since) >= patience) {
				gone.push(entry.hash);
			}
		}
		gone.iter().for_each(|hash| self.remove(hash));
	}

	/// Returns the missing transactions that the pool is to be offered again, oldest first. Of
	/// those that waited for others, returns as many as there are `places`.
	pub fn to_offer(&self, missing: &HashSet<Hash>, places: usize) -> Vec<OpaqueExtrinsic> {
		let mut places = places;
		let mut has_place = |entry: &Entry| {
			let taken = !entry.waits || places > 0;
			places = places.saturating_sub(usize::from(entry.waits));
			taken
		};
		let lost = self.entries.values().filter(|entry| missing.contains(&entry.hash));
		lost.filter(|entry| has_place(entry)).map(|entry| entry.transaction.clone()).collect()
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
			assert!(live.insert(hash, transaction, false));
		}
		live
	}

	fn lacking(numbers: &[u8]) -> InPool {
		let missing = numbers.iter().map(|number| numbered(*number).0).collect();
		InPool { missing, ..Default::default() }
	}

	fn record_size() -> u64 {
		let (hash, transaction) = numbered(0);
		record(&hash, &transaction).len() as u64
	}

	#[test]
	fn transaction_that_comes_again_keeps_its_place() {
		let mut live = live(2);
		let (hash, transaction) = numbered(0);
		assert!(!live.insert(hash, transaction, false));
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
	fn trim_drops_the_oldest_above_the_limit() {
		let mut live = live(5);
		assert_eq!(live.trim(3, u64::MAX), 2);
		assert_eq!(numbers(&live.since(0)), [2, 3, 4]);
		assert_eq!(live.trim(usize::MAX, 5 * record_size() / 2), 1);
		assert_eq!(numbers(&live.since(0)), [3, 4]);
		assert_eq!((live.bytes(), live.numbers.len()), (2 * record_size(), 2));
		assert_eq!(live.trim(2, 2 * record_size()), 0);
	}

	/// Checks that those that wait for others, which pay nothing, do not push out those that pay.
	#[test]
	fn trim_drops_missing_then_waiting_transactions() {
		let mut live = live(4);
		let [missing, waiting] = [1, 3].map(|number| HashSet::from([numbered(number).0]));
		live.forget_missing(&InPool { missing, waiting }, Instant::now(), MINUTE);
		let (hash, transaction) = numbered(4);
		live.insert(hash, transaction, true);
		assert_eq!(live.trim(4, u64::MAX), 1);
		assert_eq!(numbers(&live.since(0)), [0, 2, 3, 4]);
		assert_eq!(live.trim(2, u64::MAX), 2);
		assert_eq!(numbers(&live.since(0)), [0, 2]);
		assert_eq!(live.trim(1, u64::MAX), 1);
		assert_eq!(numbers(&live.since(0)), [2]);
	}

	#[test]
	fn trim_drops_a_16th_more_than_it_must() {
		let mut live = live(200);
		assert_eq!(live.trim(199, u64::MAX), 13);
		assert_eq!(live.trim(199, u64::MAX), 0);
	}

	/// Checks that what was thrown out as too much does not push out others, again and again.
	#[test]
	fn waiting_transactions_are_offered_while_there_are_places() {
		let mut live = live(2);
		for number in 2..5 {
			let (hash, transaction) = numbered(number);
			live.insert(hash, transaction, true);
		}
		let missing = [1, 2, 4].map(|number| numbered(number).0).into_iter().collect();
		let offered = |places| -> Vec<_> {
			let all = live.to_offer(&missing, places).into_iter();
			all.map(|transaction| transaction.inner()[0]).collect()
		};
		assert_eq!(offered(0), [1]);
		assert_eq!(offered(1), [1, 2]);
		assert_eq!(offered(9), [1, 2, 4]);
	}

	#[test]
	fn missing_transactions_are_forgotten_when_patience_ends() {
		let mut live = live(2);
		let missing = lacking(&[0]);
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
		let missing = lacking(&[0]);
		let start = Instant::now();
		live.forget_missing(&missing, start, MINUTE);
		live.forget_missing(&lacking(&[]), start + MINUTE / 2, MINUTE);
		live.forget_missing(&missing, start + MINUTE, MINUTE);
		assert!(!live.is_empty());
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The ledger of a load: the answers to each transaction, and the final block that holds it.

use std::{
	collections::{HashMap, HashSet},
	sync::Arc,
	time::{Duration, Instant},
};

use parking_lot::Mutex;

use super::{
	answer::Answer,
	counts::{BlockCount, Counts},
	entry::{Entry, Status},
	transaction::{Hash, Transaction},
};

/// The book of all transactions of a load.
#[derive(Debug)]
pub struct Ledger {
	entries: Vec<Entry>,
	by_hash: HashMap<Hash, usize>,
	blocks: Vec<BlockCount>,
	began: Instant,
	ended: Option<Instant>,
	last_final: Option<Instant>,
}

impl Ledger {
	/// Opens the book of these transactions.
	pub fn new(transactions: &[Transaction]) -> Self {
		let entries: Vec<_> = transactions.iter().map(Entry::new).collect();
		let by_hash = entries.iter().enumerate().map(|(i, entry)| (entry.hash, i)).collect();
		let blocks = Vec::new();
		Self { entries, by_hash, blocks, began: Instant::now(), ended: None, last_final: None }
	}

	/// Starts the clock.
	pub fn begin_sending(&mut self) {
		self.began = Instant::now();
	}

	/// Notes that nothing more will be sent.
	pub fn end_sending(&mut self) {
		self.ended = Some(Instant::now());
	}

	/// Records what a node said. Nothing that is said later replaces an acceptance.
	pub fn record(&mut self, index: usize, answer: Answer) {
		let entry = &mut self.entries[index];
		entry.sends += 1;
		if !matches!(entry.answer, Answer::Accepted { .. }) {
			entry.answer = answer;
		}
	}

	/// Records what a node said to a batch.
	pub fn record_answers(&mut self, indices: &[usize], answers: Vec<Answer>) {
		for (&index, answer) in indices.iter().zip(answers) {
			self.record(index, answer);
		}
	}

	/// Records a final block.
	pub fn record_block(&mut self, number: u64, extrinsics: &[Hash]) {
		let mut transactions = 0;
		for index in extrinsics.iter().filter_map(|hash| self.by_hash.get(hash)) {
			let entry = &mut self.entries[*index];
			transactions += 1;
			if entry.block.is_some() {
				entry.doubles += 1;
			}
			entry.block.get_or_insert(number);
		}
		if transactions > 0 {
			self.last_final = Some(Instant::now());
		}
		self.blocks.push(BlockCount { number, seconds: self.seconds(), transactions });
	}

	/// Records a status of a watched transaction.
	pub fn record_status(&mut self, index: usize, status: String) {
		let seconds = self.seconds();
		self.entries[index].statuses.push(Status { status, seconds });
	}

	/// Returns all transactions.
	pub fn entries(&self) -> &[Entry] {
		&self.entries
	}

	/// Returns the final blocks that were seen.
	pub fn blocks(&self) -> &[BlockCount] {
		&self.blocks
	}

	/// Returns the accepted transactions that are in no final block.
	pub fn missing(&self) -> impl Iterator<Item = &Entry> {
		self.entries.iter().filter(|entry| entry.is_missing())
	}

	/// Returns the transactions out of these that a full node refused.
	pub fn refused_for_now(&self, indices: &[usize]) -> Vec<usize> {
		let refused = indices.iter().filter(|index| self.entries[**index].is_refused_for_now());
		refused.copied().collect()
	}

	/// Returns the numbers.
	pub fn counts(&self) -> Counts {
		let mut counts = Counts { transactions: self.entries.len(), ..Counts::default() };
		for entry in &self.entries {
			match entry.answer {
				Answer::Unsent => {},
				Answer::Unanswered => counts.unanswered += 1,
				Answer::Accepted { .. } => counts.accepted += 1,
				Answer::Refused { .. } => counts.refused += 1,
			}
			counts.sent += usize::from(entry.sends > 0);
			counts.finalised += usize::from(entry.block.is_some());
			counts.missing += usize::from(entry.is_missing());
			counts.doubles += usize::from(entry.doubles > 0);
		}
		counts.lost = self.lost().count();
		counts
	}

	/// Returns whether a node has yet to tell the end of a watched transaction.
	pub fn is_watching(&self) -> bool {
		self.entries.iter().any(|entry| !entry.statuses.is_empty() && entry.end().is_none())
	}

	/// Returns the missing transactions that no refused or unanswered one of the sender keeps out.
	pub fn lost(&self) -> impl Iterator<Item = &Entry> {
		let mut kept_out = HashSet::new();
		self.entries.iter().filter(move |entry| {
			if !entry.is_missing() && entry.block.is_none() {
				kept_out.insert(entry.sender);
			}
			entry.is_missing() && !kept_out.contains(&entry.sender)
		})
	}

	/// Returns whether nothing more will be sent.
	pub fn is_sent(&self) -> bool {
		self.ended.is_some()
	}

	/// Returns whether there is nothing more to wait for: each accepted transaction that nothing
	/// keeps out is final, or nothing became final for `patience` after the last sending.
	pub fn is_settled(&self, patience: Duration) -> bool {
		let Some(ended) = self.ended else { return false };
		let progress = self.last_final.map_or(ended, |last| last.max(ended));
		progress.elapsed() >= patience || self.lost().next().is_none()
	}

	/// Returns the seconds that sending took, or has taken so far.
	pub fn sending_seconds(&self) -> f64 {
		self.ended.map_or_else(|| self.seconds(), |ended| (ended - self.began).as_secs_f64())
	}

	/// Returns the seconds from the start of sending to the last final transaction.
	pub fn final_seconds(&self) -> f64 {
		self.last_final.map_or(0.0, |last| last.duration_since(self.began).as_secs_f64())
	}

	fn seconds(&self) -> f64 {
		self.began.elapsed().as_secs_f64()
	}
}

/// A ledger for the lanes, the follower and the watchers at once.
#[derive(Clone, Debug)]
pub struct SharedLedger(Arc<Mutex<Ledger>>);

impl SharedLedger {
	/// Opens the book of these transactions.
	pub fn new(transactions: &[Transaction]) -> Self {
		Self(Arc::new(Mutex::new(Ledger::new(transactions))))
	}

	/// Returns what `use_it` returns. Nobody else uses the ledger meanwhile.
	pub fn with<T>(&self, use_it: impl FnOnce(&mut Ledger) -> T) -> T {
		use_it(&mut self.0.lock())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sender::{answer::Reason, transaction::testing::transactions};

	fn accepted() -> Answer {
		Answer::Accepted { node: 0 }
	}

	fn refused() -> Answer {
		let reason = Reason { code: 1016, message: "Immediately Dropped".into(), data: None };
		Answer::Refused { node: 1, reason }
	}

	#[test]
	fn each_transaction_is_counted_once() {
		let all = transactions(1, 5);
		let mut ledger = Ledger::new(&all);
		ledger.record_answers(&[0, 1, 2], vec![accepted(), accepted(), refused()]);
		ledger.record(3, Answer::Unanswered);
		ledger.record_block(7, &[all[0].hash, [9; 32]]);
		let expected = Counts {
			transactions: 5,
			sent: 4,
			accepted: 2,
			refused: 1,
			unanswered: 1,
			finalised: 1,
			missing: 1,
			lost: 1,
			doubles: 0,
		};
		assert_eq!(ledger.counts(), expected);
		assert_eq!(ledger.missing().map(|entry| entry.nonce).collect::<Vec<_>>(), vec![1]);
		assert_eq!(ledger.blocks()[0].transactions, 1);
	}

	#[test]
	fn what_a_refused_one_keeps_out_is_not_lost() {
		let all = transactions(2, 3);
		let mut ledger = Ledger::new(&all);
		(0..6).for_each(|index| ledger.record(index, accepted()));
		ledger.entries[2].answer = refused();
		ledger.record_block(1, &[all[0].hash]);
		// Of the first sender, 0 is final and 4 waits for 2; the second sender has 1, 3 and 5.
		assert_eq!(ledger.lost().map(|entry| entry.sender).collect::<Vec<_>>(), [1, 1, 1]);
		assert_eq!((ledger.counts().missing, ledger.counts().lost), (4, 3));
	}

	#[test]
	fn a_second_time_in_a_block_is_a_double() {
		let all = transactions(1, 2);
		let mut ledger = Ledger::new(&all);
		ledger.record(0, accepted());
		ledger.record_block(1, &[all[0].hash]);
		ledger.record_block(2, &[all[0].hash, all[0].hash]);
		assert_eq!(ledger.counts().doubles, 1);
		assert_eq!(ledger.entries()[0].doubles, 2);
		assert_eq!(ledger.entries()[0].block, Some(1));
	}

	#[test]
	fn an_answer_replaces_silence_and_nothing_replaces_an_acceptance() {
		let mut ledger = Ledger::new(&transactions(1, 1));
		ledger.record(0, Answer::Unanswered);
		ledger.record(0, accepted());
		ledger.record(0, refused());
		assert_eq!(ledger.entries()[0].answer, accepted());
		assert_eq!(ledger.entries()[0].sends, 3);
	}

	#[test]
	fn an_unanswered_transaction_can_be_final_and_is_not_missing() {
		let all = transactions(1, 1);
		let mut ledger = Ledger::new(&all);
		ledger.record(0, Answer::Unanswered);
		ledger.record_block(1, &[all[0].hash]);
		assert_eq!((ledger.counts().finalised, ledger.counts().missing), (1, 0));
	}

	#[test]
	fn waiting_ends_when_all_is_final_or_patience_is() {
		let all = transactions(1, 1);
		let mut ledger = Ledger::new(&all);
		ledger.record(0, accepted());
		assert!(!ledger.is_settled(Duration::ZERO), "sending goes on");
		ledger.end_sending();
		assert!(ledger.is_settled(Duration::ZERO), "no patience");
		assert!(!ledger.is_settled(Duration::from_secs(60)));
		ledger.record_block(1, &[all[0].hash]);
		assert!(ledger.is_settled(Duration::from_secs(60)));
	}
}

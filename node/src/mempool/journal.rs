// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The journal of the transactions that this node accepted by RPC: the pool lives in memory, and
//! they are to survive a restart.
//!
//! A transaction is written down before its sender is answered. It is kept until
//! - a final block has it, or
//! - the pool has been without it for ten minutes in which finality went on, and would not take it:
//!   it is in a block, or the pool has dropped it for good, or
//! - there are too many: first go those that the pool does not have, then those that wait for
//!   others, then the oldest.
//!
//! The end of the process, however sudden, loses nothing: the system has what was written. A loss
//! of power may take the last second, for no sender waits for the disk.

mod file;
mod follow;
mod format;
mod in_pool;
mod live;
mod restore;
#[cfg(test)]
mod sample;
mod start;
#[cfg(test)]
mod tests;
mod upkeep;

pub use start::start;

use crate::tally::Tally;
use batara_runtime::{opaque::UncheckedExtrinsic as OpaqueExtrinsic, Hash};
use file::{sync_folder, Draft, JournalFile};
use in_pool::InPool;
use live::{Live, MAX_BYTES, MAX_RECORDS};
use std::{
	collections::HashSet,
	fmt, fs, io,
	path::{Path, PathBuf},
	sync::{Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// The time after which a transaction that the pool does not have is forgotten.
const PATIENCE: Duration = Duration::from_secs(600);

/// The journal of the transactions that this node accepted by RPC.
pub struct Journal {
	path: PathBuf,
	state: Mutex<State>,
	/// The lock that is held while a new file is written: one at a time.
	rewriting: Mutex<()>,
	failures: Tally,
	overflows: Tally,
}

struct State {
	file: JournalFile,
	live: Live,
	/// Set if a live transaction could not be written down.
	has_gap: bool,
}

impl Journal {
	/// Opens the journal, or begins one. Returns the transactions that it has, oldest first.
	pub fn open(path: PathBuf) -> Result<(Self, Vec<OpaqueExtrinsic>), Error> {
		let explain = |source| Error { path: path.clone(), source };
		let (file, transactions) = open_file(&path).map_err(explain)?;
		let mut live = Live::default();
		for (hash, transaction) in transactions {
			// Until the pool has been looked at, nobody knows which of them wait for others.
			live.insert(hash, transaction, true);
		}
		let journal = Self {
			path,
			state: Mutex::new(State { file, live, has_gap: false }),
			rewriting: Mutex::default(),
			failures: Tally::default(),
			overflows: Tally::default(),
		};
		journal.trim(&mut journal.state());
		let transactions = journal.state().live.since(0).into_iter().map(|(_, known)| known);
		let transactions = transactions.collect();
		Ok((journal, transactions))
	}

	/// Writes a transaction down, unless it is known. `waits` says whether it waits for others. If
	/// writing fails, the transaction is no less accepted: a line tells of it, and the next rewrite
	/// tries again.
	///
	/// The hash is the pool's. Takes a few microseconds: the system writes to the disk later.
	pub fn note(&self, hash: Hash, transaction: &OpaqueExtrinsic, waits: bool) {
		let mut state = self.state();
		if !state.live.insert(hash, transaction.clone(), waits) {
			return;
		}
		self.trim(&mut state);
		if let Err(error) = state.file.append(&format::record(&hash, transaction)) {
			state.has_gap = true;
			drop(state);
			self.warn(&error);
		}
	}

	/// Forgets these transactions: a final block has them, or the operator does not want them.
	pub fn forget<'a>(&self, hashes: impl IntoIterator<Item = &'a Hash>) {
		let mut state = self.state();
		hashes.into_iter().for_each(|hash| state.live.remove(hash));
	}

	/// Forgets what the pool has not had for ten minutes.
	pub fn forget_missing(&self, pool: &InPool, now: Instant) {
		self.state().live.forget_missing(pool, now, PATIENCE);
	}

	/// Returns the hashes of the transactions that are kept.
	pub fn hashes(&self) -> Vec<Hash> {
		self.state().live.hashes()
	}

	/// Returns the missing transactions that the pool is to be offered again, oldest first. Of
	/// those that waited for others, returns as many as there are `places`.
	pub fn to_offer(&self, missing: &HashSet<Hash>, places: usize) -> Vec<OpaqueExtrinsic> {
		self.state().live.to_offer(missing, places)
	}

	/// Tells whether nothing is kept.
	pub fn is_empty(&self) -> bool {
		self.state().live.is_empty()
	}

	/// Tells whether the file should be written anew: it lacks a transaction, or has one that is
	/// forgotten. A start of the node would offer a forgotten one to the pool, and it may be valid
	/// a second time if its sender's account has ended and begun anew since.
	pub fn needs_rewrite(&self) -> bool {
		let state = self.state();
		state.has_gap || state.file.length() > format::HEADER.len() as u64 + state.live.bytes()
	}

	/// Returns the bytes that a new file would have.
	pub fn live_bytes(&self) -> u64 {
		self.state().live.bytes()
	}

	/// Brings to the disk what is not there yet. Those who note do not wait for it.
	pub fn flush(&self) {
		let unsynced = self.state().file.take_unsynced();
		let done = unsynced.map_or(Ok(()), |file| file.sync_data());
		if let Err(error) = done {
			self.state().file.set_unsynced();
			self.warn(&error);
		}
	}

	/// Writes a file with what is kept and nothing else, and puts it in the place of the old one.
	/// Those who note wait only while it writes what was noted meanwhile. Returns whether it
	/// worked.
	pub fn rewrite(&self) -> bool {
		let done = self.try_rewrite();
		if let Err(error) = &done {
			self.warn(error);
		}
		done.is_ok()
	}

	fn try_rewrite(&self) -> io::Result<()> {
		let _alone = self.rewriting.lock().unwrap_or_else(PoisonError::into_inner);
		let mut draft = Draft::create(&self.path)?;
		let (kept, next) = {
			let live = &self.state().live;
			(live.since(0), live.next_number())
		};
		draft.write(&kept)?;
		draft.sync()?;
		let mut state = self.state();
		draft.write(&state.live.since(next))?;
		state.file = draft.replace(&self.path)?;
		state.has_gap = false;
		drop(state);
		sync_folder(&self.path)
	}

	/// Forgets some transactions if there are too many.
	fn trim(&self, state: &mut State) {
		if state.live.trim(MAX_RECORDS, MAX_BYTES) == 0 {
			return;
		}
		if let Some(crowd) = self.overflows.add(Instant::now()) {
			log::warn!(
				target: "mempool",
				"The journal of transactions is full ({MAX_RECORDS}, or {} MiB), {crowd}: it forgets first \
				those that the pool does not have, then those that wait for a lower nonce, then the oldest, \
				and a restart would lose them. Lower --pool-limit or --pool-kbytes",
				MAX_BYTES / (1024 * 1024),
			);
		}
	}

	/// Writes a line about a failure if it is time for one.
	fn warn(&self, error: &io::Error) {
		if let Some(crowd) = self.failures.add(Instant::now()) {
			log::warn!(
				target: "mempool",
				"Cannot write the journal of transactions {}, {crowd}: {error}. Transactions are \
				accepted, but a restart may lose them: check the disk",
				self.path.display(),
			);
		}
	}

	fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

fn open_file(path: &Path) -> io::Result<(JournalFile, Vec<(Hash, OpaqueExtrinsic)>)> {
	path.parent().map_or(Ok(()), fs::create_dir_all)?;
	JournalFile::open(path)
}

/// The reason why there is no journal.
#[derive(Debug)]
pub struct Error {
	path: PathBuf,
	source: io::Error,
}

impl fmt::Display for Error {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			formatter,
			"cannot open the journal of transactions {}: {}. Let the user of the node write there, or \
			start with --pool-journal false",
			self.path.display(),
			self.source,
		)
	}
}

impl std::error::Error for Error {}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that were let in and are being validated: no count of the pool has them yet.

use super::{capacity::Capacity, standing::Candidate};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::SemaphorePermit;

/// The transactions that are being validated now.
#[derive(Default)]
pub struct Passages(Mutex<Capacity>);

impl Passages {
	/// Opens a passage if `is_open` allows all that is in one, this newcomer included.
	pub fn open_if(
		&self,
		bytes: u64,
		is_open: impl FnOnce(Capacity) -> bool,
	) -> Option<Passage<'_>> {
		let size = Capacity { transactions: 1, bytes };
		let mut all = self.all();
		let after = all.saturating_add(size);
		is_open(after).then(|| *all = after)?;
		Some(Passage { passages: self, size, newcomer: None, _permit: None })
	}

	/// Opens a passage for a newcomer that was judged, and keeps its permit for as long.
	pub fn open<'a>(
		&'a self,
		bytes: u64,
		newcomer: Option<Candidate>,
		permit: SemaphorePermit<'a>,
	) -> Passage<'a> {
		let size = Capacity { transactions: 1, bytes };
		let mut all = self.all();
		*all = all.saturating_add(size);
		Passage { passages: self, size, newcomer, _permit: Some(permit) }
	}

	fn all(&self) -> MutexGuard<'_, Capacity> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// A transaction that is being validated until this is dropped.
pub struct Passage<'a> {
	passages: &'a Passages,
	size: Capacity,
	/// The transaction with its lane, if the runtime was asked and could read it.
	pub newcomer: Option<Candidate>,
	_permit: Option<SemaphorePermit<'a>>,
}

impl Drop for Passage<'_> {
	fn drop(&mut self) {
		let mut all = self.passages.all();
		*all = all.saturating_sub(self.size);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn transaction_is_counted_until_its_validation_ends() {
		let passages = Passages::default();
		let few = |all: Capacity| all.transactions <= 2 && all.bytes <= 100;
		let first = passages.open_if(40, few);
		let second = passages.open_if(40, few);
		assert!(first.is_some() && second.is_some());
		assert!(passages.open_if(1, few).is_none());
		drop(first);
		assert!(passages.open_if(61, few).is_none());
		assert!(passages.open_if(60, few).is_some());
	}
}

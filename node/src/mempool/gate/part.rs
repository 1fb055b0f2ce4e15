// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One part of the pool, with limits of its own: what is ready, or what waits for others.

use super::{
	capacity::Capacity,
	standing::{Candidate, Standing},
};
use batara_primitives::lanes::{BlockRoom, Lane};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One part of the pool, shared by the lanes.
pub struct Part {
	capacity: Capacity,
	/// What has been counted. The lock is never held while the runtime works.
	standing: Mutex<Standing>,
}

impl Part {
	/// Makes a part in which nothing waits.
	pub fn new(capacity: Capacity) -> Self {
		Self { capacity, standing: Mutex::default() }
	}

	/// Tells whether newcomers enter without a question while so much waits.
	pub fn is_open(&self, waiting: Capacity) -> bool {
		self.capacity.is_open(waiting)
	}

	/// Tells whether there is a place for so many bytes beside what waits, whatever the lanes.
	pub fn has_place(&self, waiting: Capacity, bytes: u64) -> bool {
		self.capacity.has_place(waiting, bytes)
	}

	/// Tells whether too much of what waits has not been counted by lane.
	pub fn is_outdated(&self, waiting: Capacity) -> bool {
		self.capacity.is_outdated(self.standing().uncounted(waiting))
	}

	/// Tells whether a newcomer may enter beside what waits. The block gives the shares.
	pub fn admits(&self, newcomer: Candidate, waiting: Capacity, block: &BlockRoom) -> bool {
		self.is_open(waiting)
			|| self.standing().admits(newcomer, waiting, &self.capacity.shares(block))
	}

	/// Returns how many transactions a lane may always have here. The block gives the shares.
	pub fn places(&self, lane: Lane, block: &BlockRoom) -> u64 {
		*self.capacity.shares(block).transactions.guaranteed.get(lane)
	}

	/// Counts anew.
	pub fn take_stock(&self, waiting: impl IntoIterator<Item = Candidate>) {
		let counted = Standing::new(waiting);
		*self.standing() = counted;
	}

	/// Counts a newcomer that the pool has accepted.
	pub fn count(&self, newcomer: Candidate) {
		self.standing().count(newcomer);
	}

	fn standing(&self) -> MutexGuard<'_, Standing> {
		self.standing.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

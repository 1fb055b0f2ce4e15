// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The answers of one runtime about waiting transactions.

use batara_primitives::{lanes::LaneWeights, mempool::PendingTransaction};
use batara_runtime::{AccountId, Balance, Hash};
use std::collections::{HashMap, HashSet};

/// The part of an answer that stays the same while a transaction waits. The default is for one that
/// cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
	/// The room that the transaction takes in each lane, in picoseconds.
	pub weights: LaneWeights,
	/// The tip that the transaction offers, in base units.
	pub tip: Balance,
}

impl Weighed {
	/// Takes what stays the same from the runtime's answer.
	pub fn new(pending: Option<PendingTransaction<AccountId, Balance>>) -> Self {
		pending.map_or_else(Self::default, |pending| Self {
			weights: pending.weights,
			tip: pending.tip,
		})
	}
}

/// The answers of the runtime of one version.
#[derive(Default)]
pub struct WeighedCache {
	spec_version: u32,
	weighed: HashMap<Hash, Weighed>,
}

impl WeighedCache {
	/// Returns what is known of these transactions. Forgets the answers of another version.
	pub fn look_up(&mut self, spec_version: u32, hashes: &[Hash]) -> Vec<Option<Weighed>> {
		if self.spec_version != spec_version {
			*self = Self { spec_version, ..Self::default() };
		}
		hashes.iter().map(|hash| self.weighed.get(hash).copied()).collect()
	}

	/// Remembers what a version said, unless another one has been asked meanwhile.
	pub fn remember(&mut self, spec_version: u32, new: impl IntoIterator<Item = (Hash, Weighed)>) {
		if self.spec_version == spec_version {
			self.weighed.extend(new);
		}
	}

	/// Forgets all but these transactions.
	pub fn keep(&mut self, waiting: &HashSet<Hash>) {
		self.weighed.retain(|hash, _| waiting.contains(hash));
		self.weighed.shrink_to(waiting.len().saturating_mul(2));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use batara_primitives::lanes::Lane;

	fn hash(number: u8) -> Hash {
		Hash::repeat_byte(number)
	}

	fn weighed(weight: u64) -> Weighed {
		Weighed { weights: LaneWeights::only(Lane::Payments, weight), ..Weighed::default() }
	}

	#[test]
	fn remembered_answers_are_found() {
		let mut cache = WeighedCache::default();
		cache.look_up(1, &[]);
		cache.remember(1, [(hash(1), weighed(10))]);
		assert_eq!(cache.look_up(1, &[hash(1), hash(2)]), [Some(weighed(10)), None]);
	}

	#[test]
	fn upgrade_forgets_what_the_old_runtime_said() {
		let mut cache = WeighedCache::default();
		cache.look_up(1, &[]);
		cache.remember(1, [(hash(1), weighed(10))]);
		assert_eq!(cache.look_up(2, &[hash(1)]), [None]);
	}

	/// Covers an old runtime that is still at work when the new one is asked for the first time.
	#[test]
	fn late_answer_of_the_old_runtime_is_dropped() {
		let mut cache = WeighedCache::default();
		cache.look_up(2, &[]);
		cache.remember(1, [(hash(1), weighed(10))]);
		assert_eq!(cache.look_up(2, &[hash(1)]), [None]);
	}

	#[test]
	fn transaction_that_left_the_pool_is_forgotten() {
		let mut cache = WeighedCache::default();
		cache.look_up(1, &[]);
		cache.remember(1, (1..=3).map(|number| (hash(number), weighed(number.into()))));
		cache.keep(&HashSet::from([hash(2), hash(9)]));
		assert_eq!(cache.look_up(1, &[1, 2, 3].map(hash)), [None, Some(weighed(2)), None]);
	}

	#[test]
	fn unreadable_transaction_needs_no_room() {
		assert_eq!(Weighed::new(None), Weighed::default());
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the lanes have of the pool, and who may still enter.

use super::capacity::{Capacity, Shares};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use batara_runtime::{AccountId, Balance, Hash, Nonce};
use std::{
	cmp::Reverse,
	collections::{HashMap, HashSet},
};

/// A transaction that asks to enter, or that waits.
#[derive(Clone, Debug)]
pub struct Candidate {
	/// Its hash.
	pub hash: Hash,
	/// The lane in which it takes most room.
	pub lane: Lane,
	/// Its length, in bytes.
	pub bytes: u64,
	/// The tip that it offers, in base units.
	pub tip: Balance,
	/// The account that signed it, and its nonce.
	pub signed: Option<(AccountId, Nonce)>,
}

/// What becomes of a newcomer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It enters.
	Enter,
	/// It enters instead of another one of its lane, which offers less.
	Replace(Tail),
	/// It stays outside: its lane has more than its share of a pool that is nearly full.
	Refuse,
}

/// The last transaction of a sender: nothing depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
	/// Its hash.
	pub hash: Hash,
	sender: AccountId,
	tip: Balance,
}

/// What waits, counted when the pool was looked at, and who has entered since.
#[derive(Default)]
pub struct Standing {
	transactions: LaneWeights,
	bytes: LaneWeights,
	/// The tails of each lane, the lowest tip last.
	tails: PerLane<Vec<Tail>>,
	/// The nonce after the last one that waits of each sender.
	next_nonce: HashMap<AccountId, Nonce>,
	/// The senders of those that have entered since the count: what was a tail may be none any more.
	entered: HashSet<AccountId>,
}

impl Standing {
	/// Counts what is ready.
	pub fn new(ready: impl IntoIterator<Item = Candidate>) -> Self {
		let mut standing = Self::default();
		let mut last: HashMap<AccountId, (Nonce, Lane, Tail)> = HashMap::new();
		for candidate in ready {
			standing.count(&candidate);
			let Candidate { hash, lane, tip, signed: Some((sender, nonce)), .. } = candidate else {
				continue;
			};
			if last.get(&sender).is_none_or(|(known, ..)| *known < nonce) {
				last.insert(sender.clone(), (nonce, lane, Tail { hash, sender, tip }));
			}
		}
		for (sender, (nonce, lane, tail)) in last {
			standing.next_nonce.insert(sender, nonce.saturating_add(1));
			standing.tails.get_mut(lane).push(tail);
		}
		for lane in Lane::ALL {
			standing.tails.get_mut(lane).sort_unstable_by_key(|tail| Reverse(tail.tip));
		}
		standing
	}

	/// Decides about a newcomer, and keeps its place until [`Self::accept`] or [`Self::give_back`].
	/// `waiting` is all that the pool has now, with those that nobody has counted by lane.
	pub fn judge(&mut self, newcomer: &Candidate, waiting: Capacity, shares: &Shares) -> Verdict {
		let fits = |room: &BlockRoom, used: &LaneWeights, total: u64, added: u64| {
			let uncounted = total.saturating_sub(used.total());
			let room = BlockRoom { limit: room.limit.saturating_sub(uncounted), ..*room };
			room.admits(used, &LaneWeights::only(newcomer.lane, added))
		};
		let has_place = fits(&shares.transactions, &self.transactions, waiting.transactions, 1)
			&& fits(&shares.bytes, &self.bytes, waiting.bytes, newcomer.bytes);
		if has_place {
			self.count(newcomer);
			return Verdict::Enter;
		}
		self.cheaper_tail(newcomer).map_or(Verdict::Refuse, Verdict::Replace)
	}

	/// Remembers the sender of a newcomer that the pool has accepted.
	pub fn accept(&mut self, newcomer: &Candidate) {
		if let Some((sender, nonce)) = &newcomer.signed {
			let next = self.next_nonce.entry(sender.clone()).or_default();
			*next = (*next).max(nonce.saturating_add(1));
			self.entered.insert(sender.clone());
		}
	}

	/// Takes back a verdict on a newcomer that the pool has refused, so that nobody closes a lane
	/// with what is not valid.
	pub fn give_back(&mut self, newcomer: &Candidate, verdict: Verdict) {
		match verdict {
			Verdict::Enter => self.discount(newcomer),
			Verdict::Replace(tail) => self.tails.get_mut(newcomer.lane).push(tail),
			Verdict::Refuse => {},
		}
	}

	/// Returns the nonce after the last one that waits of a sender; none if nothing of it waits.
	pub fn next_nonce(&self, sender: &AccountId) -> Option<Nonce> {
		self.next_nonce.get(sender).copied()
	}

	/// Takes the tail of the newcomer's lane that offers least, if that is less than the newcomer
	/// offers. The newcomer may follow the tail of its own sender, which stays.
	fn cheaper_tail(&mut self, newcomer: &Candidate) -> Option<Tail> {
		let own = newcomer.signed.as_ref().map(|(sender, _)| sender);
		let (tails, entered) = (self.tails.get_mut(newcomer.lane), &self.entered);
		while tails.pop_if(|tail| entered.contains(&tail.sender)).is_some() {}
		let is_free = |tail: &Tail| Some(&tail.sender) != own && !entered.contains(&tail.sender);
		let lowest = tails.iter().rposition(is_free)?;
		(tails[lowest].tip < newcomer.tip).then(|| tails.remove(lowest))
	}

	fn count(&mut self, candidate: &Candidate) {
		self.transactions = self.transactions.saturating_add(&LaneWeights::only(candidate.lane, 1));
		self.bytes = self.bytes.saturating_add(&LaneWeights::only(candidate.lane, candidate.bytes));
	}

	fn discount(&mut self, candidate: &Candidate) {
		let subtract = |sum: &mut LaneWeights, part: u64| {
			let sum = sum.get_mut(candidate.lane);
			*sum = sum.saturating_sub(part);
		};
		subtract(&mut self.transactions, 1);
		subtract(&mut self.bytes, candidate.bytes);
	}
}

#[cfg(test)]
mod tests;

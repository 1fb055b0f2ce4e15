// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The lanes that share a block, and one value for each of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A group of calls that has its own guaranteed share of a block.
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
	/// The lane of what keeps the chain running: staking, sessions, validators.
	#[codec(index = 0)]
	Operations,
	/// The lane of referenda, votes and the treasury.
	#[codec(index = 1)]
	Governance,
	/// The lane of transfers of BTR and tokens, of vesting and of sponsorships.
	#[codec(index = 2)]
	Payments,
	/// The lane of contracts: upload, instantiation, calls.
	#[codec(index = 3)]
	Contracts,
	/// The lane of everything else.
	#[codec(index = 4)]
	Other,
}

impl Lane {
	/// Every lane, in the order in which block authors serve the guarantees.
	pub const ALL: [Self; 5] =
		[Self::Operations, Self::Governance, Self::Payments, Self::Contracts, Self::Other];

	/// Returns the name of the lane, as JSON and metrics have it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Operations => "operations",
			Self::Governance => "governance",
			Self::Payments => "payments",
			Self::Contracts => "contracts",
			Self::Other => "other",
		}
	}
}

/// One value for each lane.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct PerLane<T> {
	/// The value of [`Lane::Operations`].
	pub operations: T,
	/// The value of [`Lane::Governance`].
	pub governance: T,
	/// The value of [`Lane::Payments`].
	pub payments: T,
	/// The value of [`Lane::Contracts`].
	pub contracts: T,
	/// The value of [`Lane::Other`].
	pub other: T,
}

impl<T> PerLane<T> {
	/// Returns the value that `value_of` gives for each lane.
	pub fn from_fn(mut value_of: impl FnMut(Lane) -> T) -> Self {
		Self {
			operations: value_of(Lane::Operations),
			governance: value_of(Lane::Governance),
			payments: value_of(Lane::Payments),
			contracts: value_of(Lane::Contracts),
			other: value_of(Lane::Other),
		}
	}

	/// Returns the value of one lane.
	pub fn get(&self, lane: Lane) -> &T {
		match lane {
			Lane::Operations => &self.operations,
			Lane::Governance => &self.governance,
			Lane::Payments => &self.payments,
			Lane::Contracts => &self.contracts,
			Lane::Other => &self.other,
		}
	}

	/// Returns the value of one lane, to change it.
	pub fn get_mut(&mut self, lane: Lane) -> &mut T {
		match lane {
			Lane::Operations => &mut self.operations,
			Lane::Governance => &mut self.governance,
			Lane::Payments => &mut self.payments,
			Lane::Contracts => &mut self.contracts,
			Lane::Other => &mut self.other,
		}
	}
}

/// Room of a block by lanes, in picoseconds: weight, or length at the exchange rate of a full
/// block, whichever a transaction takes more of.
pub type LaneWeights = PerLane<u64>;

impl LaneWeights {
	/// Puts all of `weight` into one lane.
	pub fn only(lane: Lane, weight: u64) -> Self {
		let mut weights = Self::default();
		*weights.get_mut(lane) = weight;
		weights
	}

	/// Returns the weights of all lanes together.
	pub fn total(&self) -> u64 {
		Lane::ALL.iter().fold(0, |sum, lane| self.get(*lane).saturating_add(sum))
	}

	/// Adds lane by lane.
	pub fn saturating_add(&self, other: &Self) -> Self {
		Self::from_fn(|lane| self.get(lane).saturating_add(*other.get(lane)))
	}

	/// Returns `part` of `whole` of each lane, rounded up; all of it if `part` is not smaller.
	pub fn in_proportion(&self, part: u64, whole: u64) -> Self {
		Self::from_fn(|lane| {
			let all = *self.get(lane);
			let product = u128::from(all).saturating_mul(part.into());
			let share = product.div_ceil(u128::from(whole).max(1));
			u64::try_from(share).unwrap_or(all).min(all)
		})
	}

	/// Returns the lane with the largest weight, the first one of equals.
	pub fn heaviest(&self) -> Lane {
		let heavier = |best: Lane, lane: &Lane| {
			if self.get(*lane) > self.get(best) {
				*lane
			} else {
				best
			}
		};
		Lane::ALL.iter().fold(Lane::Operations, heavier)
	}
}

/// The room of one block, in picoseconds.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct BlockRoom {
	/// The room that the lanes have together.
	pub limit: u64,
	/// The room that each lane may always use.
	pub guaranteed: LaneWeights,
	/// The room that the other lanes must leave free for each lane in this block, at most its
	/// guarantee: an idle lane keeps an opening only.
	pub reserved: LaneWeights,
}

impl BlockRoom {
	/// Tells whether a transaction of weights `added` may enter a block in which the lanes have
	/// `used` theirs: it fits, and stays within the guarantees of its lanes or leaves free what the
	/// others have not yet used of their reserves.
	pub fn admits(&self, used: &LaneWeights, added: &LaneWeights) -> bool {
		let after = used.saturating_add(added);
		after.total() <= self.limit
			&& (self.guarantees(used, added) || self.taken(&after) <= self.limit)
	}

	/// Tells whether a transaction of weights `added` stays within the guarantees of all its lanes.
	pub fn guarantees(&self, used: &LaneWeights, added: &LaneWeights) -> bool {
		Lane::ALL.iter().all(|lane| !self.exceeds_guarantee(used, added, *lane))
	}

	/// Returns the lanes for which a transaction that is not admitted lacks room: those whose own
	/// part does not fit. If every part fits and only the whole does not, it is the heaviest lane
	/// that goes beyond its guarantee, or the heaviest of all if none does. None if the transaction
	/// is admitted.
	pub fn lanes_without_room(&self, used: &LaneWeights, added: &LaneWeights) -> PerLane<bool> {
		if self.admits(used, added) {
			return PerLane::default();
		}
		let alone = PerLane::from_fn(|lane| *added.get(lane) > self.left(used, lane));
		if Lane::ALL.iter().any(|lane| *alone.get(*lane)) {
			return alone;
		}
		let beyond = LaneWeights::from_fn(|lane| {
			if self.exceeds_guarantee(used, added, lane) {
				*added.get(lane)
			} else {
				0
			}
		});
		let heaviest = if beyond.total() > 0 { beyond.heaviest() } else { added.heaviest() };
		PerLane::from_fn(|lane| lane == heaviest)
	}

	/// Returns the room of the largest transaction of `lane` that still enters.
	pub fn left(&self, used: &LaneWeights, lane: Lane) -> u64 {
		let used_by_lane = *used.get(lane);
		let taken_by_others =
			self.taken(used).saturating_sub(used_by_lane.max(*self.reserved.get(lane)));
		let shared = self.limit.saturating_sub(taken_by_others).saturating_sub(used_by_lane);
		let guaranteed = self.guaranteed.get(lane).saturating_sub(used_by_lane);
		guaranteed.max(shared).min(self.limit.saturating_sub(used.total()))
	}

	/// Tells whether a lane needs more for this transaction than it is guaranteed.
	fn exceeds_guarantee(&self, used: &LaneWeights, added: &LaneWeights, lane: Lane) -> bool {
		let added = *added.get(lane);
		added > 0 && used.get(lane).saturating_add(added) > *self.guaranteed.get(lane)
	}

	/// Returns what is used by the lanes or kept for them.
	fn taken(&self, used: &LaneWeights) -> u64 {
		LaneWeights::from_fn(|lane| *used.get(lane).max(self.reserved.get(lane))).total()
	}
}

#[cfg(test)]
mod tests;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The profile of a transaction: the lanes and contracts of its calls, and the room of a block that
//! it takes in each lane.

use batara_primitives::lanes::{Lane, LaneWeights};

/// Facts about the runtime's calls.
pub trait InspectCall<Call, AccountId> {
	/// Returns the parts of a call.
	fn part(call: &Call) -> CallPart<'_, Call, AccountId>;

	/// Returns the weight that a call declares, in picoseconds.
	fn weight(call: &Call) -> u64;

	/// Tells whether an operational call repairs the chain. Such a call needs no room in a lane.
	fn repairs_chain(call: &Call) -> bool;

	/// Returns the sponsor whose sponsorship of the sender this call ends.
	fn declined_sponsor(call: &Call) -> Option<AccountId>;
}

/// The parts of a call.
pub enum CallPart<'a, Call, AccountId> {
	/// A call of one lane.
	Of(Lane),
	/// A call of this contract.
	ToContract(AccountId),
	/// A call that dispatches these calls.
	Wraps(&'a [Call]),
	/// A call that dispatches one of these calls, or both.
	WrapsTwo(&'a Call, &'a Call),
}

/// The lanes and contracts to which the calls of a transaction belong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reach<AccountId> {
	/// No calls yet.
	Nothing,
	/// Calls of this contract only.
	Contract(AccountId),
	/// Calls of this lane only.
	Lane(Lane),
	/// Calls of several lanes.
	Several,
}

impl<AccountId: PartialEq> Reach<AccountId> {
	fn widen(&mut self, lane: Lane, contract: Option<AccountId>) {
		let wider = match (&*self, contract) {
			(Self::Nothing, Some(contract)) => Self::Contract(contract),
			(Self::Nothing, None) => Self::Lane(lane),
			(Self::Contract(known), Some(contract)) if *known == contract => return,
			(Self::Contract(_), _) if lane == Lane::Contracts => Self::Lane(lane),
			(Self::Lane(known), _) if *known == lane => return,
			_ => Self::Several,
		};
		*self = wider;
	}
}

/// A transaction as the lanes see it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile<AccountId> {
	/// The room that the transaction takes in each lane, in picoseconds: every inner call in the
	/// lane of that call.
	pub weights: LaneWeights,
	/// The lanes and contracts of its calls.
	pub reach: Reach<AccountId>,
	/// The sponsor whose sponsorship the transaction ends, if it does nothing else.
	pub declines: Option<AccountId>,
}

impl<AccountId: PartialEq> Profile<AccountId> {
	/// Returns the profile of a transaction with this call that takes `room` picoseconds of a
	/// block.
	pub fn of<Call, Inspect: InspectCall<Call, AccountId>>(call: &Call, room: u64) -> Self {
		let mut profile = Self {
			weights: LaneWeights::default(),
			reach: Reach::Nothing,
			declines: Inspect::declined_sponsor(call),
		};
		match Inspect::part(call) {
			CallPart::Of(lane) => profile.reach.widen(lane, None),
			CallPart::ToContract(contract) => {
				profile.reach.widen(Lane::Contracts, Some(contract));
			},
			CallPart::Wraps(calls) => profile.add_all::<Call, Inspect>(calls),
			CallPart::WrapsTwo(first, second) => {
				profile.add::<Call, Inspect>(first);
				profile.add::<Call, Inspect>(second);
			},
		}
		profile.complete(room);
		profile
	}

	fn add_all<Call, Inspect: InspectCall<Call, AccountId>>(&mut self, calls: &[Call]) {
		for call in calls {
			self.add::<Call, Inspect>(call);
		}
	}

	/// Adds an inner call. The decoder limits how deep calls can be nested.
	fn add<Call, Inspect: InspectCall<Call, AccountId>>(&mut self, call: &Call) {
		let (lane, contract) = match Inspect::part(call) {
			CallPart::Of(lane) => (lane, None),
			CallPart::ToContract(contract) => (Lane::Contracts, Some(contract)),
			CallPart::Wraps(calls) => return self.add_all::<Call, Inspect>(calls),
			CallPart::WrapsTwo(first, second) => {
				self.add::<Call, Inspect>(first);
				return self.add::<Call, Inspect>(second);
			},
		};
		self.reach.widen(lane, contract);
		let weight = self.weights.get_mut(lane);
		*weight = weight.saturating_add(Inspect::weight(call));
	}

	/// Counts the room that the inner calls do not explain in the heaviest of their lanes. A
	/// wrapper that declares less than its inner calls (it will refuse to run them) counts there
	/// altogether.
	fn complete(&mut self, room: u64) {
		let lane = match self.reach {
			Reach::Nothing => {
				self.reach = Reach::Lane(Lane::Other);
				Lane::Other
			},
			Reach::Contract(_) => Lane::Contracts,
			Reach::Lane(lane) => lane,
			Reach::Several => self.weights.heaviest(),
		};
		match room.checked_sub(self.weights.total()) {
			Some(rest) => {
				let weight = self.weights.get_mut(lane);
				*weight = weight.saturating_add(rest);
			},
			None => self.weights = LaneWeights::only(lane, room),
		}
	}

	/// Returns the lane of all its calls, if they have only one.
	pub fn only_lane(&self) -> Option<Lane> {
		match self.reach {
			Reach::Contract(_) => Some(Lane::Contracts),
			Reach::Lane(lane) => Some(lane),
			Reach::Nothing | Reach::Several => None,
		}
	}
}

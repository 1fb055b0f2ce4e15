// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Which lanes a transaction belongs to, and whether a block still has room for it.

use crate::{policy::LaneShares, quotes::TipCounts, BlockUsage, Config, Pallet};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, DispatchInfo},
		ensure,
		traits::Get,
	},
	frame_system::{self, limits::BlockWeights, pallet_prelude::BlockNumberFor},
	sp_runtime::{
		traits::{Saturating, Zero},
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		Permill,
	},
};
use scale_info::TypeInfo;

/// A lane that nobody used for this many blocks keeps an opening only.
pub const IDLE_AFTER_BLOCKS: u32 = 4;
/// What an idle lane keeps: room for its first transactions, which wake it up.
pub const OPENING: Permill = Permill::from_percent(1);
/// Every block with a number divisible by this keeps all guarantees whole: a first transaction that
/// is heavier than the opening waits no longer than that.
pub const WHOLE_EVERY_BLOCKS: u32 = 16;

/// What the runtime knows about its calls.
pub trait InspectCall<Call, AccountId> {
	/// What a call is made of.
	fn part(call: &Call) -> CallPart<'_, Call, AccountId>;

	/// The weight that a call declares, in picoseconds.
	fn weight(call: &Call) -> u64;
}

/// What a call is made of.
pub enum CallPart<'a, Call, AccountId> {
	/// A call of one lane.
	Of(Lane),
	/// A call of this contract.
	ToContract(AccountId),
	/// It dispatches these calls.
	Wraps(&'a [Call]),
	/// It dispatches one of these calls, or both.
	WrapsTwo(&'a Call, &'a Call),
}

/// Which lanes and contracts a transaction's calls belong to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reach<AccountId> {
	/// No call was looked at yet.
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
	/// Its weight by lanes, that of every inner call in the lane of that call.
	pub weights: LaneWeights,
	/// The lanes and contracts of its calls.
	pub reach: Reach<AccountId>,
}

impl<AccountId: PartialEq> Profile<AccountId> {
	/// Of a transaction with this call that weighs `total` picoseconds.
	pub fn of<Call, Inspect: InspectCall<Call, AccountId>>(call: &Call, total: u64) -> Self {
		let mut profile = Self { weights: LaneWeights::default(), reach: Reach::Nothing };
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
		profile.complete(total);
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

	/// What the inner calls do not explain belongs to the heaviest of their lanes. A wrapper that
	/// declares less than its inner calls (it will refuse to run them) counts there altogether.
	fn complete(&mut self, total: u64) {
		let lane = match self.reach {
			Reach::Nothing => {
				self.reach = Reach::Lane(Lane::Other);
				Lane::Other
			},
			Reach::Contract(_) => Lane::Contracts,
			Reach::Lane(lane) => lane,
			Reach::Several => self.weights.heaviest(),
		};
		match total.checked_sub(self.weights.total()) {
			Some(rest) => {
				let weight = self.weights.get_mut(lane);
				*weight = weight.saturating_add(rest);
			},
			None => self.weights = LaneWeights::only(lane, total),
		}
	}

	/// Adds weight that no call declares to the heaviest lane.
	pub(crate) fn add_overhead(&mut self, overhead: u64) {
		let weight = self.weights.get_mut(self.weights.heaviest());
		*weight = weight.saturating_add(overhead);
	}

	/// The only lane with weight.
	pub fn only_lane(&self) -> Option<Lane> {
		match self.reach {
			Reach::Contract(_) => Some(Lane::Contracts),
			Reach::Lane(lane) => Some(lane),
			Reach::Nothing | Reach::Several => None,
		}
	}
}

/// What the lanes have used of the block that is being made.
#[derive(Clone, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Usage<BlockNumber> {
	/// Weight that entered, in picoseconds.
	pub used: LaneWeights,
	/// The last block that each lane was used in.
	pub last_used: PerLane<BlockNumber>,
	/// The lanes that keep an opening only until their first transaction in this block.
	pub sleeping: PerLane<bool>,
	/// The guarantees of this block.
	pub shares: LaneShares,
	/// The normal weight that this block can hold, in picoseconds; unknown until a normal transaction
	/// asks, and again after an operational one.
	pub limit: Option<u64>,
	/// The tips that entered.
	pub tips: PerLane<TipCounts>,
}

impl<T: Config> Pallet<T> {
	/// The lanes that sleep at the start of block `now`.
	pub(crate) fn sleeping(
		last_used: &PerLane<BlockNumberFor<T>>,
		now: BlockNumberFor<T>,
	) -> PerLane<bool> {
		let whole = (now % WHOLE_EVERY_BLOCKS.into()).is_zero();
		PerLane::from_fn(|lane| {
			!whole && now.saturating_sub(*last_used.get(lane)) > IDLE_AFTER_BLOCKS.into()
		})
	}

	/// The room of a block that holds `limit`, when the lanes were used like this.
	pub(crate) fn room(usage: &Usage<BlockNumberFor<T>>, limit: u64) -> BlockRoom {
		let guaranteed = LaneWeights::from_fn(|lane| usage.shares.of(lane).mul_floor(limit));
		let reserved = LaneWeights::from_fn(|lane| {
			let guaranteed = *guaranteed.get(lane);
			if *usage.sleeping.get(lane) && usage.used.get(lane).is_zero() {
				guaranteed.min(OPENING.mul_floor(limit))
			} else {
				guaranteed
			}
		});
		BlockRoom { limit, guaranteed, reserved }
	}

	/// The normal weight that a block can hold, in picoseconds.
	pub(crate) fn usual_limit(limits: &BlockWeights) -> u64 {
		limits.get(DispatchClass::Normal).max_total.unwrap_or(limits.max_block).ref_time()
	}

	/// The normal weight that this block can hold: less than usual if hooks, inherents and
	/// operational transactions take more than their part. A block that opens a session holds none.
	pub(crate) fn present_limit(limits: &BlockWeights) -> u64 {
		let consumed = frame_system::Pallet::<T>::block_weight();
		let others = consumed
			.get(DispatchClass::Mandatory)
			.saturating_add(*consumed.get(DispatchClass::Operational));
		let free = limits.max_block.saturating_sub(others).ref_time();
		free.min(Self::usual_limit(limits))
	}

	/// What a transaction weighs, in picoseconds.
	pub(crate) fn total_weight(limits: &BlockWeights, info: &DispatchInfo) -> u64 {
		let base = limits.get(info.class).base_extrinsic;
		info.total_weight().saturating_add(base).ref_time()
	}

	/// Lets a normal transaction into the block, or refuses it for this block. Other classes have
	/// room of their own, and can take some of what is the lanes'.
	pub(crate) fn enter(
		limits: &BlockWeights,
		profile: &Profile<T::AccountId>,
		class: DispatchClass,
		rate: u64,
	) -> Result<(), TransactionValidityError> {
		match class {
			DispatchClass::Normal => {},
			DispatchClass::Operational => {
				BlockUsage::<T>::mutate(|usage| usage.limit = None);
				return Ok(());
			},
			DispatchClass::Mandatory => return Ok(()),
		}
		let mut usage = BlockUsage::<T>::get();
		let limit = *usage.limit.get_or_insert_with(|| Self::present_limit(limits));
		let room = Self::room(&usage, limit);
		ensure!(room.admits(&usage.used, &profile.weights), InvalidTransaction::ExhaustsResources);
		usage.used = usage.used.saturating_add(&profile.weights);
		usage.tips.get_mut(profile.weights.heaviest()).note(rate);
		BlockUsage::<T>::put(usage);
		Ok(())
	}

	/// Refuses a transaction that no block can hold, however idle the other lanes are.
	pub(crate) fn ensure_can_enter(
		limits: &BlockWeights,
		profile: &Profile<T::AccountId>,
		class: DispatchClass,
	) -> Result<(), TransactionValidityError> {
		if class != DispatchClass::Normal {
			return Ok(());
		}
		let limit = Self::usual_limit(limits);
		let shares = T::LaneShares::get();
		let opening = OPENING.mul_floor(limit);
		let guaranteed = LaneWeights::from_fn(|lane| shares.of(lane).mul_floor(limit));
		let reserved = LaneWeights::from_fn(|lane| opening.min(*guaranteed.get(lane)));
		let idle_block = BlockRoom { limit, guaranteed, reserved };
		ensure!(
			idle_block.admits(&LaneWeights::default(), &profile.weights),
			InvalidTransaction::ExhaustsResources
		);
		Ok(())
	}

	/// Gives back the weight that a transaction declared and did not need.
	pub(crate) fn reclaim(lane: Lane, unspent: u64) {
		if unspent > 0 {
			BlockUsage::<T>::mutate(|usage| {
				let used = usage.used.get_mut(lane);
				*used = used.saturating_sub(unspent);
			});
		}
	}
}

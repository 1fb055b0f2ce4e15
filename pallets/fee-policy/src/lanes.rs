// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The lanes' use of a block, and whether it still has room for a transaction.
//!
//! ```text
//! withdraw_fee: profile -> admit (guarantee, or free of the others' reserves) -> used += room
//! the call runs
//! correct_and_deposit_fee: give_back -> used -= what was declared and not needed, lane by lane
//! end of block: used is the fullness that moves the price; history; everything to zero
//! ```
//!
//! ## Assumptions
//!
//! - `CheckWeight` comes before `ChargeTransactionPayment`: a transaction that asks for room is in
//!   the block's weight and length already.
//! - Transactions without a signature do not come here. What they use shrinks all lanes alike.

use crate::{
	policy::LaneShares,
	profile::{InspectCall, Profile},
	size::{BlockLimits, Size, ENVELOPE_BYTES},
	tips::TipCounts,
	BlockUsage, Config, Pallet,
};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights, PerLane};
use codec::{Decode, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, DispatchInfo},
		ensure,
		traits::Get,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{
		traits::{SaturatedConversion, Saturating, Zero},
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		Permill,
	},
};
use scale_info::TypeInfo;

/// The number of blocks after which an unused lane keeps an opening only.
pub const IDLE_AFTER_BLOCKS: u32 = 4;
/// The share that an idle lane keeps: room for its first transactions, which wake it up.
pub const OPENING: Permill = Permill::from_percent(1);
/// The interval of blocks, by their number, that keep all guarantees whole: a first transaction
/// that is heavier than the opening waits no longer than that.
pub const WHOLE_EVERY_BLOCKS: u32 = 16;

/// The use of the block that is being made.
#[derive(Clone, Debug, Default, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Usage<BlockNumber> {
	/// The room that each lane has taken, in picoseconds.
	pub used: LaneWeights,
	/// The weight of the transactions in the lanes, in picoseconds.
	pub weight: u64,
	/// The length of the transactions in the lanes, in bytes: an upper bound.
	pub length: u64,
	/// The room that the lanes had together when the last transaction entered, in picoseconds.
	pub room: u64,
	/// The last block in which each lane was used.
	pub last_used: PerLane<BlockNumber>,
	/// The lanes that keep an opening only until their first transaction in this block.
	pub sleeping: PerLane<bool>,
	/// The guarantees of this block.
	pub shares: LaneShares,
	/// The tips that entered.
	pub tips: PerLane<TipCounts>,
}

/// The way in which a signed transaction enters a block.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Entrance {
	/// The usual entrance: the transaction needs room in its lanes.
	Lanes,
	/// The entrance of a call that repairs the chain, whatever the lanes have used.
	Repair,
}

/// The part of a block that a transaction has taken, lane by lane.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Taken {
	/// The room by lanes, in picoseconds.
	pub room: LaneWeights,
	/// The weight and the length that the transaction takes.
	pub size: Size,
}

/// Returns the room of a block that holds `limit`, with these guarantees. Idle lanes keep no more
/// than an opening.
fn room_of(shares: &LaneShares, limit: u64, is_idle: impl Fn(Lane) -> bool) -> BlockRoom {
	let guaranteed = LaneWeights::from_fn(|lane| shares.of(lane).mul_floor(limit));
	let reserved = LaneWeights::from_fn(|lane| {
		let guaranteed = *guaranteed.get(lane);
		if is_idle(lane) {
			guaranteed.min(OPENING.mul_floor(limit))
		} else {
			guaranteed
		}
	});
	BlockRoom { limit, guaranteed, reserved }
}

impl<T: Config> Pallet<T> {
	/// Returns the limits of blocks.
	pub(crate) fn limits() -> BlockLimits {
		BlockLimits::new(T::BlockWeights::get(), T::BlockLength::get())
	}

	/// Returns how a signed transaction enters.
	///
	/// The dispatch class decides nothing: whoever signs can choose it, with calls that are sure to
	/// fail. An inherent is never signed.
	pub(crate) fn entrance(
		call: &T::RuntimeCall,
		info: &DispatchInfo,
	) -> Result<Entrance, TransactionValidityError> {
		match info.class {
			DispatchClass::Normal => Ok(Entrance::Lanes),
			DispatchClass::Operational if T::InspectCall::repairs_chain(call) => {
				Ok(Entrance::Repair)
			},
			DispatchClass::Operational => Ok(Entrance::Lanes),
			DispatchClass::Mandatory => Err(InvalidTransaction::MandatoryValidation.into()),
		}
	}

	/// Returns what a signed transaction takes of a block.
	pub(crate) fn size_of(
		limits: &BlockLimits,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
	) -> Size {
		let base = limits.weights.get(info.class).base_extrinsic;
		let weight = info.total_weight().saturating_add(base).ref_time();
		let call: u64 = call.encoded_size().saturated_into();
		Size { weight, length: call.saturating_add(ENVELOPE_BYTES) }
	}

	/// Returns the lanes that sleep at the start of block `now`.
	pub(crate) fn sleeping(
		last_used: &PerLane<BlockNumberFor<T>>,
		now: BlockNumberFor<T>,
	) -> PerLane<bool> {
		#[allow(clippy::arithmetic_side_effects)] // the divisor is a constant above 0
		let whole = (now % WHOLE_EVERY_BLOCKS.into()).is_zero();
		PerLane::from_fn(|lane| {
			!whole && now.saturating_sub(*last_used.get(lane)) > IDLE_AFTER_BLOCKS.into()
		})
	}

	/// Returns the room of a block that holds `limit`, when the lanes were used like this.
	pub(crate) fn room(usage: &Usage<BlockNumberFor<T>>, limit: u64) -> BlockRoom {
		room_of(&usage.shares, limit, |lane| {
			*usage.sleeping.get(lane) && usage.used.get(lane).is_zero()
		})
	}

	/// Returns the room that the lanes have in this block, in picoseconds: less than usual if
	/// hooks, inherents and transactions outside of the lanes take more than their part. A block
	/// that opens a session has none. `entering` is in the block's totals, and in no lane yet.
	pub(crate) fn present_room(
		limits: &BlockLimits,
		usage: &Usage<BlockNumberFor<T>>,
		entering: Size,
	) -> u64 {
		let weight = frame_system::Pallet::<T>::block_weight().total().ref_time();
		let length = u64::from(frame_system::Pallet::<T>::block_size());
		let others_weight = weight.saturating_sub(usage.weight).saturating_sub(entering.weight);
		let others_length = length.saturating_sub(usage.length).saturating_sub(entering.length);
		let of_weight = limits.weights.max_block.ref_time().saturating_sub(others_weight);
		let of_length = limits.room().saturating_sub(limits.room_of_bytes(others_length));
		limits.room().min(of_weight).min(of_length)
	}

	/// Returns the room of a block that has ended, as transactions found it: what hooks took of the
	/// rest has kept nobody out.
	pub(crate) fn past_room(limits: &BlockLimits, usage: &Usage<BlockNumberFor<T>>) -> BlockRoom {
		let limit = if usage.used.total().is_zero() { limits.room() } else { usage.room };
		Self::room(usage, limit)
	}

	/// Lets a transaction into its lanes, or refuses it for this block.
	pub(crate) fn admit(
		limits: &BlockLimits,
		profile: &Profile<T::AccountId>,
		size: Size,
		rate: u64,
	) -> Result<Taken, TransactionValidityError> {
		let mut usage = BlockUsage::<T>::get();
		usage.room = Self::present_room(limits, &usage, size);
		let room = Self::room(&usage, usage.room);
		ensure!(room.admits(&usage.used, &profile.weights), InvalidTransaction::ExhaustsResources);
		usage.used = usage.used.saturating_add(&profile.weights);
		usage.weight = usage.weight.saturating_add(size.weight);
		usage.length = usage.length.saturating_add(size.length);
		usage.tips.get_mut(profile.weights.heaviest()).note(rate);
		BlockUsage::<T>::put(usage);
		Ok(Taken { room: profile.weights, size })
	}

	/// Refuses a transaction that no block can hold, however idle the other lanes are.
	pub(crate) fn ensure_fits_a_block(
		limits: &BlockLimits,
		profile: &Profile<T::AccountId>,
	) -> Result<(), TransactionValidityError> {
		let idle_block = room_of(&T::LaneShares::get(), limits.room(), |_| true);
		ensure!(
			idle_block.admits(&LaneWeights::default(), &profile.weights),
			InvalidTransaction::ExhaustsResources
		);
		Ok(())
	}

	/// Gives room back to the lanes of a transaction, in proportion: what it declared and did not
	/// need, for which its sender is refunded. `unspent` is weight, in picoseconds; bytes are never
	/// given back.
	pub(crate) fn give_back(limits: &BlockLimits, taken: &Taken, unspent: u64) {
		if unspent.is_zero() {
			return;
		}
		let needed = Size { weight: taken.size.weight.saturating_sub(unspent), ..taken.size };
		let kept = taken.room.in_proportion(needed.room(limits), taken.size.room(limits));
		BlockUsage::<T>::mutate(|usage| {
			usage.weight = usage.weight.saturating_sub(unspent);
			usage.used = LaneWeights::from_fn(|lane: Lane| {
				let returned = taken.room.get(lane).saturating_sub(*kept.get(lane));
				usage.used.get(lane).saturating_sub(returned)
			});
		});
	}
}

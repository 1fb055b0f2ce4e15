// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The powers of the track `emergency`, and no others: to close some calls or most of them for a
//! while, and to bring finality back when too many validators are gone (`revival` has the steps).
//!
//! Closing calls buys the time that a repair by a slower track takes. It ends by itself, at the
//! latest `LongestPause` after the first call was closed; and for as long as it lasted, the track
//! can close nothing afterwards.

use crate::{Config, Error, Event, LastClosing, Pallet, PausedCalls};
#[cfg(feature = "runtime-benchmarks")]
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{ConstU32, Contains, Get, GetCallMetadata, SafeMode, SafeModeError},
		BoundedVec,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{
		traits::{One, Saturating, Zero},
		DispatchError, DispatchResult,
	},
	sp_staking::EraIndex,
};
use scale_info::TypeInfo;

/// The most calls that are paused at a time.
pub const MAX_PAUSED: u32 = 64;
/// The most validators that one revival declares dead.
pub const MAX_DEAD: u32 = 500;
/// The most sets of GRANDPA voters whose blocks are known: those of two months in production.
pub const MAX_SETS: u32 = 256;

/// The name of a pallet or a call in the metadata: at most 64 bytes of ASCII.
pub type Name = BoundedVec<u8, ConstU32<64>>;
/// A list of calls.
pub type CallNames = BoundedVec<CallName, ConstU32<MAX_PAUSED>>;
/// The number of a set of GRANDPA voters.
pub type SetId = u64;
/// A list of validators, by their stashes.
pub type Stashes<AccountId> = BoundedVec<AccountId, ConstU32<MAX_DEAD>>;

/// A call, as the metadata names it: `{ pallet: 'Contracts', call: 'call' }`.
#[derive(
	Clone,
	Debug,
	Default,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CallName {
	/// The pallet.
	pub pallet: Name,
	/// The call.
	pub call: Name,
}

/// The time in which an emergency closes something. For as long a time afterwards, it can close
/// nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Closing<BlockNumber> {
	/// The block in which something was closed first.
	pub since: BlockNumber,
	/// The first block in which nothing is closed any more.
	pub until: BlockNumber,
	/// The first block in which safe mode is over; zero if it was not entered.
	pub safe_mode_until: BlockNumber,
}

/// A revival that waits for the validators of its era.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PendingRevival<BlockNumber> {
	/// The first era whose validators are elected without the dead.
	pub era: EraIndex,
	/// The sessions for which the revival may still wait. Then it is given up.
	pub sessions: u32,
	/// The blocks from the start of that era until its validators vote on finality.
	pub delay: BlockNumber,
	/// The block on which their votes build.
	pub best_finalized: BlockNumber,
	/// The set of voters that stalled.
	pub set_id: SetId,
}

/// The part of a revival that is outside of this pallet.
pub trait Revive<AccountId, BlockNumber> {
	/// Takes the dead out of the elections to come, has `validator_count` validators elected at the
	/// end of this epoch, and returns the era for which they are elected.
	///
	/// Errors: if one of them is not dead, if they are too few to stop finality, or if the number
	/// is out of bounds.
	fn elect_without(dead: &[AccountId], validator_count: u32) -> Result<EraIndex, DispatchError>;

	/// Returns the number of the set that votes on finality, as the chain counts: each set that was
	/// announced.
	fn set_id() -> SetId;

	/// Restarts finality with the validators of the epoch that begins now, as the set after
	/// `set_id`: nodes have not counted the sets that were announced but never final.
	fn restart_finality(
		set_id: SetId,
		delay: BlockNumber,
		best_finalized: BlockNumber,
	) -> DispatchResult;

	/// Makes `count` validators that are dead, and returns them.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_dead(count: u32) -> Vec<AccountId>;
}

impl<T: Config> Pallet<T> {
	/// Refuses a pause that would fail in every block.
	pub(crate) fn check_pause(calls: &[CallName], blocks: BlockNumberFor<T>) -> DispatchResult {
		ensure!(!calls.is_empty(), Error::<T>::NothingToPause);
		Self::check_length(blocks)?;
		calls.iter().try_for_each(|name| {
			ensure!(Self::is_call(name), Error::<T>::NoSuchCall);
			ensure!(!T::AlwaysOpen::contains(name), Error::<T>::AlwaysOpen);
			Ok(())
		})
	}

	/// Refuses to close something for no block at all, or for longer than `LongestPause`.
	pub(crate) fn check_length(blocks: BlockNumberFor<T>) -> DispatchResult {
		ensure!(!blocks.is_zero() && blocks <= T::LongestPause::get(), Error::<T>::BadDuration);
		Ok(())
	}

	fn is_call(name: &CallName) -> bool {
		type RuntimeCallOf<T> = <T as frame_system::Config>::RuntimeCall;
		let pallets = RuntimeCallOf::<T>::get_module_names();
		pallets.iter().find(|pallet| pallet.as_bytes() == name.pallet.as_slice()).is_some_and(
			|pallet| {
				let calls = RuntimeCallOf::<T>::get_call_names(pallet);
				calls.iter().any(|call| call.as_bytes() == name.call.as_slice())
			},
		)
	}

	/// Notes that something is closed from now on for a number of blocks, and returns the first
	/// block in which it is open again.
	fn close(
		blocks: BlockNumberFor<T>,
		is_safe_mode: bool,
	) -> Result<BlockNumberFor<T>, DispatchError> {
		Self::check_length(blocks)?;
		let now = Self::now();
		let until = now.saturating_add(blocks);
		let new = Closing { since: now, until: now, safe_mode_until: Zero::zero() };
		let mut closing = LastClosing::<T>::get().unwrap_or(new);
		if now >= closing.until {
			let rest = closing.until.saturating_sub(closing.since);
			ensure!(now >= closing.until.saturating_add(rest), Error::<T>::Rests);
			closing = new;
		}
		let latest = closing.since.saturating_add(T::LongestPause::get());
		ensure!(until <= latest, Error::<T>::BadDuration);
		closing.until = closing.until.max(until);
		if is_safe_mode {
			closing.safe_mode_until = until;
		}
		LastClosing::<T>::put(closing);
		Ok(until)
	}

	pub(crate) fn do_pause(calls: CallNames, blocks: BlockNumberFor<T>) -> DispatchResult {
		Self::check_pause(&calls, blocks)?;
		let until = Self::close(blocks, false)?;
		let now = Self::now();
		PausedCalls::<T>::translate_values(|until| (until > now).then_some(until));
		for name in &calls {
			ensure!(!PausedCalls::<T>::contains_key(name), Error::<T>::AlreadyPaused);
			ensure!(PausedCalls::<T>::count() < MAX_PAUSED, Error::<T>::TooManyPaused);
			PausedCalls::<T>::insert(name, until);
		}
		Self::deposit_event(Event::Paused { calls, until });
		Ok(())
	}

	pub(crate) fn do_resume(calls: CallNames) -> DispatchResult {
		let now = Self::now();
		for name in &calls {
			let until = PausedCalls::<T>::take(name).ok_or(Error::<T>::NotPaused)?;
			ensure!(until > now, Error::<T>::NotPaused);
		}
		LastClosing::<T>::mutate_extant(|closing| {
			let still_paused =
				PausedCalls::<T>::iter_values().fold(now, |last, until| last.max(until));
			closing.until = closing.until.min(still_paused.max(closing.safe_mode_until));
		});
		Self::deposit_event(Event::Resumed { calls });
		Ok(())
	}

	/// Returns `true` if the track `emergency` has closed the call.
	fn is_paused(pallet: &str, call: &str) -> bool {
		let name = |name: &str| Name::try_from(name.as_bytes().to_vec());
		let (Ok(pallet), Ok(call)) = (name(pallet), name(call)) else {
			// A name that is too long for a pause has none.
			return false;
		};
		PausedCalls::<T>::get(CallName { pallet, call }).is_some_and(|until| until > Self::now())
	}

	pub(crate) fn do_safe_mode(blocks: BlockNumberFor<T>) -> DispatchResult {
		let until = Self::close(blocks, true)?;
		// Safe mode lasts to the end of its last block.
		T::SafeMode::enter(blocks.saturating_sub(One::one())).map_err(|error| match error {
			SafeModeError::AlreadyEntered => Error::<T>::InSafeMode.into(),
			SafeModeError::AlreadyExited => DispatchError::Unavailable,
			SafeModeError::Unknown => DispatchError::Other("safe mode"),
		})?;
		Self::deposit_event(Event::SafeModeEntered { until });
		Ok(())
	}
}

/// Part of the base call filter: lets every call pass that the track `emergency` has not paused.
impl<T: Config> Contains<<T as frame_system::Config>::RuntimeCall> for Pallet<T> {
	fn contains(call: &<T as frame_system::Config>::RuntimeCall) -> bool {
		let metadata = call.get_call_metadata();
		!Self::is_paused(metadata.pallet_name, metadata.function_name)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A proposal in one transaction: its kinds, the track of each, and the steps that take five
//! transactions otherwise.

use crate::{
	emergency::{CallNames, SetId, Stashes},
	tracks::Track,
	BalanceOf, Call, CallOf, Config, Error, Event, OuterOrigin, Pallet,
};
use alloc::{boxed::Box, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
	frame_support::{
		dispatch::GetDispatchInfo,
		ensure,
		traits::{
			dynamic_params::AggregatedKeyValue, schedule::DispatchTime, Bounded, ConstU32, Get,
			OriginTrait, QueryPreimage,
		},
		BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
	},
	frame_system::pallet_prelude::BlockNumberFor,
	pallet_parameters, pallet_preimage,
	pallet_referenda::{self, BoundedCallOf, PalletsOriginOf, ReferendumCount},
	pallet_treasury,
	sp_runtime::{
		traits::{Hash, SaturatedConversion, StaticLookup},
		DispatchError, DispatchResult,
	},
};
use scale_info::TypeInfo;

/// The longest title, in bytes.
pub const MAX_TITLE: u32 = 128;

/// The title of a proposal: UTF-8 of at most [`MAX_TITLE`] bytes.
pub type Title = BoundedVec<u8, ConstU32<MAX_TITLE>>;

/// The name of a parameter in this runtime.
pub type ParameterKeyOf<T> =
	<<T as pallet_parameters::Config>::RuntimeParameters as AggregatedKeyValue>::Key;

/// The choice of the track that decides on a parameter.
pub trait ParameterTrack<Key> {
	/// Returns the track on which a proposal for this parameter is submitted.
	fn track_of(key: &Key) -> Track;
}

/// The effect of a proposal that passes.
#[derive(
	CloneNoBound,
	DebugNoBound,
	EqNoBound,
	PartialEqNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
)]
#[codec(encode_bound())]
#[codec(decode_bound())]
#[codec(decode_with_mem_tracking_bound())]
#[scale_info(skip_type_params(T))]
pub enum Kind<T: Config> {
	/// A new runtime is authorised; then anybody can send its code with
	/// `system.applyAuthorizedUpgrade`. The track `upgrader` decides.
	#[codec(index = 0)]
	Upgrade {
		/// The hash of the code.
		code_hash: T::Hash,
	},
	/// The treasury pays, at the end of its spend period and as soon as it has enough. The smallest
	/// spender track whose limit holds the amount decides; above all limits, the track `root`.
	#[codec(index = 1)]
	Spend {
		/// The amount, in base units.
		amount: BalanceOf<T>,
		/// The account that is paid.
		beneficiary: T::AccountId,
	},
	/// A parameter gets this value; without a value, the one in the code. The track that is
	/// responsible for the parameter decides.
	#[codec(index = 2)]
	Parameter(<T as pallet_parameters::Config>::RuntimeParameters),
	/// The root origin makes this call. The track `root` decides.
	#[codec(index = 3)]
	Call(Box<<T as Config>::RuntimeCall>),
	/// Calls are refused for a number of blocks. The track `emergency` decides on this and on the
	/// kinds below.
	#[codec(index = 4)]
	Pause {
		/// The calls, as the metadata names them.
		calls: CallNames,
		/// The number of blocks.
		blocks: BlockNumberFor<T>,
	},
	/// Only consensus, sessions, staking and governance go on for a number of blocks.
	#[codec(index = 5)]
	SafeMode {
		/// The number of blocks.
		blocks: BlockNumberFor<T>,
	},
	/// Finality begins anew without validators that are dead: see the call `revive`.
	#[codec(index = 6)]
	Revive {
		/// The stashes of the dead.
		dead: Stashes<T::AccountId>,
		/// The number of validators that are elected from then on.
		validator_count: u32,
		/// The blocks from the first one of these validators until they vote on finality.
		delay: BlockNumberFor<T>,
		/// The highest block that is final on any validator that is alive.
		best_finalized: BlockNumberFor<T>,
		/// The set that votes on finality after that block.
		set_id: SetId,
	},
}

impl<T: Config> Kind<T> {
	/// Returns the length in bytes; the call that it stands for has at most eight more.
	pub(crate) fn size(&self) -> u32 {
		self.encoded_size().saturated_into()
	}

	/// Returns the track that decides, and the call that its origin makes.
	pub(crate) fn into_call(self) -> (Track, CallOf<T>) {
		match self {
			Self::Upgrade { code_hash } => {
				(Track::Upgrader, Call::<T>::authorize_upgrade { code_hash }.into())
			},
			Self::Spend { amount, beneficiary } => {
				let track = <T as Config>::SpendLimits::get().spender_track(&amount);
				let beneficiary = T::Lookup::unlookup(beneficiary);
				// Deprecated upstream, but the other way waits for somebody who claims the payment.
				(track, pallet_treasury::Call::<T>::spend_local { amount, beneficiary }.into())
			},
			Self::Parameter(key_value) => {
				let (key, _) = key_value.clone().into_parts();
				let track = T::ParameterTrack::track_of(&key);
				(track, pallet_parameters::Call::<T>::set_parameter { key_value }.into())
			},
			Self::Call(call) => (Track::Root, *call),
			Self::Pause { calls, blocks } => {
				(Track::Emergency, Call::<T>::pause { calls, blocks }.into())
			},
			Self::SafeMode { blocks } => (Track::Emergency, Call::<T>::safe_mode { blocks }.into()),
			Self::Revive { dead, validator_count, delay, best_finalized, set_id } => {
				let call =
					Call::<T>::revive { dead, validator_count, delay, best_finalized, set_id };
				(Track::Emergency, call.into())
			},
		}
	}

	/// Refuses a proposal whose call would fail in every block.
	fn check(&self) -> DispatchResult {
		match self {
			Self::Pause { calls, blocks } => Pallet::<T>::check_pause(calls, *blocks),
			Self::SafeMode { blocks } => Pallet::<T>::check_length(*blocks),
			Self::Revive { delay, .. } => Pallet::<T>::check_revival(*delay),
			Self::Upgrade { .. } | Self::Spend { .. } | Self::Parameter(_) | Self::Call(_) => {
				Ok(())
			},
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks the proposal, notes its preimages, submits the referendum and places its decision
	/// deposit. A call is a storage layer: FRAME takes back what a step that fails leaves behind.
	pub(crate) fn do_propose(
		who: T::AccountId,
		title: Title,
		kind: Kind<T>,
		enact: DispatchTime<BlockNumberFor<T>>,
	) -> DispatchResult {
		let text = core::str::from_utf8(&title).map_err(|_| Error::<T>::TitleNotText)?;
		ensure!(!text.trim().is_empty(), Error::<T>::EmptyTitle);

		kind.check()?;
		let (track, call) = kind.into_call();
		let weight = call.get_dispatch_info().call_weight;
		ensure!(weight.all_lte(T::MaxCallWeight::get()), Error::<T>::TooHeavy);
		let (title_hash, _) = Self::note(&who, title.to_vec())?;
		let call = Self::note_call(&who, call.encode())?;
		let signed = || OuterOrigin::<T>::signed(who.clone());
		let index = ReferendumCount::<T>::get();
		let origin = Box::new(Self::origin_of(track));
		pallet_referenda::Pallet::<T>::submit(signed(), origin, call, enact)?;
		pallet_referenda::Pallet::<T>::set_metadata(signed(), index, Some(title_hash))?;
		pallet_referenda::Pallet::<T>::place_decision_deposit(signed(), index)
			.map_err(|failed| failed.error)?;
		Self::deposit_event(Event::Proposed { index, proposer: who, track, title });
		Ok(())
	}

	/// Returns the origin with which referenda of this track act.
	pub(crate) fn origin_of(track: Track) -> PalletsOriginOf<T> {
		let origin = track.origin().map_or_else(OuterOrigin::<T>::root, OuterOrigin::<T>::from);
		origin.into_caller()
	}

	/// Puts a short call into the referendum, and stores a long one as a preimage.
	fn note_call(who: &T::AccountId, call: Vec<u8>) -> Result<BoundedCallOf<T, ()>, DispatchError> {
		match BoundedVec::try_from(call) {
			Ok(short) => Ok(Bounded::Inline(short)),
			Err(long) => {
				let (hash, len) = Self::note(who, long)?;
				Ok(Bounded::Lookup { hash, len })
			},
		}
	}

	/// Stores a preimage if it is not there yet, since noting it twice is an error. Returns its
	/// hash and length.
	fn note(who: &T::AccountId, bytes: Vec<u8>) -> Result<(T::Hash, u32), DispatchError> {
		let hash = T::Hashing::hash(&bytes);
		let len = bytes.len().saturated_into();
		if <pallet_preimage::Pallet<T> as QueryPreimage>::len(&hash).is_none() {
			let origin = OuterOrigin::<T>::signed(who.clone());
			pallet_preimage::Pallet::<T>::note_preimage(origin, bytes)
				.map_err(|failed| failed.error)?;
		}
		Ok((hash, len))
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The tracks of referenda: their fixed list, and the terms on which each of them decides. The
//! terms are storage; this pallet serves them to Referenda.

use crate::{BalanceOf, Config, Error, Event, Origin, OuterOrigin, Pallet, TermsOf, TrackTerms};
use alloc::borrow::Cow;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{CallerTrait, Get, OriginTrait},
	},
	frame_system::pallet_prelude::BlockNumberFor,
	pallet_referenda::{self, Curve, TrackInfo, TracksInfo},
	sp_runtime::{traits::AtLeast32BitUnsigned, DispatchResult, Perbill},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What Referenda calls a track by.
pub type TrackId = u16;

/// The longest period of a track, in blocks: a year of blocks of 3 s.
pub const MAX_PERIOD: u32 = 10_512_000;

/// A track: which power its referenda have. The list is fixed, the terms are not.
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
#[serde(rename_all = "camelCase")]
pub enum Track {
	/// Everything.
	#[codec(index = 0)]
	Root,
	/// A new runtime.
	#[codec(index = 1)]
	Upgrader,
	/// The parameters of fees and contracts.
	#[codec(index = 2)]
	ParameterAdmin,
	/// The parameters of staking.
	#[codec(index = 3)]
	StakingAdmin,
	/// Little from the treasury.
	#[codec(index = 4)]
	SmallSpender,
	/// More from the treasury.
	#[codec(index = 5)]
	MediumSpender,
	/// Much from the treasury.
	#[codec(index = 6)]
	BigSpender,
	/// Cancels a referendum and gives its deposits back.
	#[codec(index = 7)]
	Canceller,
	/// Kills a referendum and slashes its deposits.
	#[codec(index = 8)]
	Killer,
	/// Closes calls for a while, and brings finality back.
	#[codec(index = 9)]
	Emergency,
}

impl Track {
	/// All of them, by their numbers.
	pub const ALL: [Self; 10] = [
		Self::Root,
		Self::Upgrader,
		Self::ParameterAdmin,
		Self::StakingAdmin,
		Self::SmallSpender,
		Self::MediumSpender,
		Self::BigSpender,
		Self::Canceller,
		Self::Killer,
		Self::Emergency,
	];

	/// Its number at Referenda. Never reused: votes and locks are stored under it.
	pub const fn id(self) -> TrackId {
		match self {
			Self::Root => 0,
			Self::Upgrader => 1,
			Self::ParameterAdmin => 2,
			Self::StakingAdmin => 3,
			Self::SmallSpender => 10,
			Self::MediumSpender => 11,
			Self::BigSpender => 12,
			Self::Canceller => 20,
			Self::Killer => 21,
			Self::Emergency => 30,
		}
	}

	/// The track with this number.
	pub fn from_id(id: TrackId) -> Option<Self> {
		Self::ALL.into_iter().find(|track| track.id() == id)
	}

	/// Its name, as wallets show it; at most 25 bytes.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Root => "root",
			Self::Upgrader => "upgrader",
			Self::ParameterAdmin => "parameter_admin",
			Self::StakingAdmin => "staking_admin",
			Self::SmallSpender => "small_spender",
			Self::MediumSpender => "medium_spender",
			Self::BigSpender => "big_spender",
			Self::Canceller => "canceller",
			Self::Killer => "killer",
			Self::Emergency => "emergency",
		}
	}

	/// The origin with which its referenda act. None: with the root origin.
	pub const fn origin(self) -> Option<Origin> {
		match self {
			Self::Root => None,
			Self::Upgrader => Some(Origin::Upgrader),
			Self::ParameterAdmin => Some(Origin::ParameterAdmin),
			Self::StakingAdmin => Some(Origin::StakingAdmin),
			Self::SmallSpender => Some(Origin::SmallSpender),
			Self::MediumSpender => Some(Origin::MediumSpender),
			Self::BigSpender => Some(Origin::BigSpender),
			Self::Canceller => Some(Origin::Canceller),
			Self::Killer => Some(Origin::Killer),
			Self::Emergency => Some(Origin::Emergency),
		}
	}
}

/// A share that is needed to pass. It falls in a straight line over the decision period, so that
/// what few oppose passes early and the rest late or never.
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Slope {
	/// At the start of the decision period, in parts of a billion.
	pub start: Perbill,
	/// At its end and after it, in parts of a billion.
	pub end: Perbill,
}

impl Slope {
	/// A JSON file can name a share above the whole, an encoded one cannot.
	fn is_sound(&self) -> bool {
		self.end <= self.start && self.start <= Perbill::one()
	}

	/// As Referenda draws it.
	pub const fn curve(&self) -> Curve {
		Curve::LinearDecreasing { length: Perbill::one(), floor: self.end, ceil: self.start }
	}
}

/// On which terms a track decides. Periods are in blocks.
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Terms<Balance, BlockNumber> {
	/// How many referenda are decided at a time; the others wait. At least 1.
	pub max_deciding: u32,
	/// What somebody has to deposit so that a referendum is decided, in base units.
	pub decision_deposit: Balance,
	/// From the submission to the start of the decision, at least.
	pub prepare_period: BlockNumber,
	/// A referendum that does not pass in this time is rejected. At least 1.
	pub decision_period: BlockNumber,
	/// How long it has to go on passing until it is approved. At least 1, and no longer than the
	/// decision.
	pub confirm_period: BlockNumber,
	/// From the approval to the enactment, at least.
	pub min_enactment_period: BlockNumber,
	/// The share of ayes in ayes and nays, each weighed by conviction. 50 % or more in the end.
	pub approval: Slope,
	/// The share of BTR behind ayes and abstentions, without conviction, in all BTR that can vote.
	pub support: Slope,
}

/// Why terms are refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TermsError {
	/// `max_deciding` is zero.
	NothingDecided,
	/// The decision or the confirmation lasts no block.
	NoPeriod,
	/// The confirmation is longer than the decision.
	ConfirmationTooLong,
	/// A period is longer than [`MAX_PERIOD`].
	PeriodTooLong,
	/// A referendum would time out before its decision begins.
	PreparationTooLong,
	/// A share is above 100 %, or rises.
	BadSlope,
	/// The approval ends below 50 %.
	MinorityDecides,
}

impl<T> From<TermsError> for Error<T> {
	fn from(error: TermsError) -> Self {
		match error {
			TermsError::NothingDecided => Self::NothingDecided,
			TermsError::NoPeriod => Self::NoPeriod,
			TermsError::ConfirmationTooLong => Self::ConfirmationTooLong,
			TermsError::PeriodTooLong => Self::PeriodTooLong,
			TermsError::PreparationTooLong => Self::PreparationTooLong,
			TermsError::BadSlope => Self::BadSlope,
			TermsError::MinorityDecides => Self::MinorityDecides,
		}
	}
}

impl<Balance: Copy, BlockNumber: AtLeast32BitUnsigned + Copy> Terms<Balance, BlockNumber> {
	/// Whether a track can decide on these terms, and no minority does.
	pub fn check(&self) -> Result<(), TermsError> {
		ensure!(self.max_deciding > 0, TermsError::NothingDecided);
		ensure!(
			!self.decision_period.is_zero() && !self.confirm_period.is_zero(),
			TermsError::NoPeriod
		);
		ensure!(self.confirm_period <= self.decision_period, TermsError::ConfirmationTooLong);
		let periods = [self.prepare_period, self.decision_period, self.min_enactment_period];
		let longest = BlockNumber::from(MAX_PERIOD);
		ensure!(periods.iter().all(|period| *period <= longest), TermsError::PeriodTooLong);
		ensure!(self.approval.is_sound() && self.support.is_sound(), TermsError::BadSlope);
		ensure!(self.approval.end >= Perbill::from_percent(50), TermsError::MinorityDecides);
		Ok(())
	}

	/// As Referenda sees a track on these terms.
	pub fn info(&self, track: Track) -> TrackInfo<Balance, BlockNumber> {
		TrackInfo {
			name: padded(track.name()),
			max_deciding: self.max_deciding,
			decision_deposit: self.decision_deposit,
			prepare_period: self.prepare_period,
			decision_period: self.decision_period,
			confirm_period: self.confirm_period,
			min_enactment_period: self.min_enactment_period,
			min_approval: self.approval.curve(),
			min_support: self.support.curve(),
		}
	}
}

/// The name, and zeros up to the length that Referenda has for it.
fn padded<const N: usize>(name: &str) -> [u8; N] {
	let mut padded = [0; N];
	padded.iter_mut().zip(name.bytes()).for_each(|(place, byte)| *place = byte);
	padded
}

/// The terms that hold until genesis or Root says otherwise.
pub trait DefaultTerms<Balance, BlockNumber> {
	/// Of this track. They must pass [`Terms::check`].
	fn of(track: Track) -> Terms<Balance, BlockNumber>;
}

impl<T: Config> Pallet<T> {
	/// The present terms of a track.
	pub fn terms(track: Track) -> TermsOf<T> {
		TrackTerms::<T>::get(track.id()).unwrap_or_else(|| T::DefaultTerms::of(track))
	}

	/// Whether a track of this runtime can decide on these terms.
	pub fn check_terms(terms: &TermsOf<T>) -> Result<(), TermsError> {
		terms.check()?;
		ensure!(terms.prepare_period < T::UndecidingTimeout::get(), TermsError::PreparationTooLong);
		Ok(())
	}

	pub(crate) fn do_set_track(track: Track, terms: TermsOf<T>) -> DispatchResult {
		Self::check_terms(&terms).map_err(Error::<T>::from)?;
		TrackTerms::<T>::insert(track.id(), terms);
		Self::deposit_event(Event::TrackChanged { track, terms });
		Ok(())
	}
}

impl<T: Config> TracksInfo<BalanceOf<T>, BlockNumberFor<T>> for Pallet<T> {
	type Id = TrackId;
	type RuntimeOrigin = <OuterOrigin<T> as OriginTrait>::PalletsOrigin;

	fn tracks() -> impl Iterator<
		Item = Cow<'static, pallet_referenda::Track<TrackId, BalanceOf<T>, BlockNumberFor<T>>>,
	> {
		Track::ALL.into_iter().map(|track| {
			let info = Self::terms(track).info(track);
			Cow::Owned(pallet_referenda::Track { id: track.id(), info })
		})
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
		if origin.is_root() {
			return Ok(Track::Root.id());
		}
		let origin: OuterOrigin<T> = origin.clone().into();
		let ours: Result<Origin, OuterOrigin<T>> = origin.into();
		ours.map(|origin| origin.track().id()).map_err(drop)
	}

	// The provided ones read all tracks.
	fn track_ids() -> impl Iterator<Item = TrackId> {
		Track::ALL.into_iter().map(Track::id)
	}

	fn info(id: TrackId) -> Option<Cow<'static, TrackInfo<BalanceOf<T>, BlockNumberFor<T>>>> {
		let track = Track::from_id(id)?;
		Some(Cow::Owned(Self::terms(track).info(track)))
	}
}

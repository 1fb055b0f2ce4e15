// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The tracks of referenda: their fixed list, and the bounds of the terms on which each of them
//! decides.

use crate::{Error, Origin};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::ensure,
	pallet_referenda::{Curve, TrackInfo},
	sp_runtime::{traits::AtLeast32BitUnsigned, Perbill},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The number of a track at Referenda.
pub type TrackId = u16;

/// The longest period of a track, in blocks: a year of blocks of 3 s.
pub const MAX_PERIOD: u32 = 10_512_000;

/// A track, which gives its referenda their power. The list is fixed, the terms are not.
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
	/// The power to do everything.
	#[codec(index = 0)]
	Root,
	/// The power to authorise a new runtime.
	#[codec(index = 1)]
	Upgrader,
	/// The power to set the parameters of fees and contracts.
	#[codec(index = 2)]
	ParameterAdmin,
	/// The power to set the parameters of staking.
	#[codec(index = 3)]
	StakingAdmin,
	/// The power to spend a little from the treasury.
	#[codec(index = 4)]
	SmallSpender,
	/// The power to spend more from the treasury.
	#[codec(index = 5)]
	MediumSpender,
	/// The power to spend much from the treasury.
	#[codec(index = 6)]
	BigSpender,
	/// The power to cancel a referendum and give its deposits back.
	#[codec(index = 7)]
	Canceller,
	/// The power to kill a referendum and slash its deposits.
	#[codec(index = 8)]
	Killer,
	/// The power to close calls for a while, and to bring finality back.
	#[codec(index = 9)]
	Emergency,
}

/// Makes of one table the list of the tracks and what is fixed for each of them: its number at
/// Referenda, its name, and the origin with which its referenda act, which has the same name. It
/// does not compile while a track or an origin has no row.
macro_rules! table_of_tracks {
	(
		Root = $root_id:literal, $root_name:literal;
		$($track:ident = $id:literal, $name:literal;)*
	) => {
		impl Track {
			const COUNT: usize = [$root_id, $($id),*].len();

			/// All tracks, by their numbers.
			pub const ALL: [Self; Self::COUNT] = [Self::Root, $(Self::$track),*];

			/// Returns the number of the track at Referenda. It is never reused: votes and locks
			/// are stored under it.
			pub const fn id(self) -> TrackId {
				match self {
					Self::Root => $root_id,
					$(Self::$track => $id,)*
				}
			}

			/// Returns the name of the track, as wallets show it; at most 25 bytes.
			pub const fn name(self) -> &'static str {
				match self {
					Self::Root => $root_name,
					$(Self::$track => $name,)*
				}
			}

			/// Returns the origin with which referenda of the track act. `None` stands for the root
			/// origin.
			pub const fn origin(self) -> Option<Origin> {
				match self {
					Self::Root => None,
					$(Self::$track => Some(Origin::$track),)*
				}
			}
		}

		impl Origin {
			/// Returns the track whose referenda act with this origin.
			pub const fn track(self) -> Track {
				match self {
					$(Self::$track => Track::$track,)*
				}
			}
		}
	};
}

table_of_tracks! {
	Root = 0, "root";
	Upgrader = 1, "upgrader";
	ParameterAdmin = 2, "parameter_admin";
	StakingAdmin = 3, "staking_admin";
	SmallSpender = 10, "small_spender";
	MediumSpender = 11, "medium_spender";
	BigSpender = 12, "big_spender";
	Canceller = 20, "canceller";
	Killer = 21, "killer";
	Emergency = 30, "emergency";
}

// Two tracks with one number would be one track to Referenda.
#[allow(clippy::indexing_slicing)] // the compiler runs it
const _: () = {
	let mut next = 1;
	while next < Track::ALL.len() {
		assert!(Track::ALL[next - 1].id() < Track::ALL[next].id(), "the numbers of tracks rise");
		next += 1;
	}
};

impl Track {
	/// Returns the track with this number. `None` if there is none.
	pub fn from_id(id: TrackId) -> Option<Self> {
		Self::ALL.into_iter().find(|track| track.id() == id)
	}
}

/// A share that is needed to pass. It falls in a straight line over the decision period, so that
/// proposals that few oppose pass early and the rest late or never.
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
	/// The share at the start of the decision period, in parts of a billion.
	pub start: Perbill,
	/// The share at the end of the decision period and after it, in parts of a billion.
	pub end: Perbill,
}

impl Slope {
	/// Returns `true` if the share never rises and is no more than the whole. A JSON file can name
	/// a share above the whole, an encoded one cannot.
	fn is_sound(&self) -> bool {
		self.end <= self.start && self.start <= Perbill::one()
	}

	/// Returns the slope as a curve of Referenda.
	pub const fn curve(&self) -> Curve {
		Curve::LinearDecreasing { length: Perbill::one(), floor: self.end, ceil: self.start }
	}
}

/// The terms on which a track decides. Periods are in blocks.
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
	/// The most referenda that are decided at a time; the others wait. At least 1.
	pub max_deciding: u32,
	/// The deposit that somebody has to place so that a referendum is decided, in base units.
	pub decision_deposit: Balance,
	/// The least time from the submission to the start of the decision.
	pub prepare_period: BlockNumber,
	/// The time in which a referendum has to pass; otherwise it is rejected. At least 1.
	pub decision_period: BlockNumber,
	/// The time for which a referendum has to go on passing until it is approved. At least 1, and
	/// no longer than the decision.
	pub confirm_period: BlockNumber,
	/// The least time from the approval to the enactment.
	pub min_enactment_period: BlockNumber,
	/// The share of ayes in ayes and nays, each weighed by conviction. 50 % or more in the end.
	pub approval: Slope,
	/// The share of BTR behind ayes and abstentions, without conviction, in all BTR that can vote.
	pub support: Slope,
}

/// The reasons to refuse terms.
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
	/// Checks that a track can decide on these terms, and that no minority does.
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

	/// Returns a track on these terms as Referenda sees it.
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

/// Fills the name up with zeros to the length that Referenda has for it.
fn padded<const N: usize>(name: &str) -> [u8; N] {
	let mut padded = [0; N];
	padded.iter_mut().zip(name.bytes()).for_each(|(place, byte)| *place = byte);
	padded
}

/// The terms that hold until genesis or Root says otherwise.
pub trait DefaultTerms<Balance, BlockNumber> {
	/// Returns the terms of this track. They must pass [`Terms::check`].
	fn of(track: Track) -> Terms<Balance, BlockNumber>;
}

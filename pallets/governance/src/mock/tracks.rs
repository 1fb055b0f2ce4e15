// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The terms of the tracks, and the tracks that decide on parameters.

use super::*;
use crate::{
	origins::{EnsureParameterAdmin, EnsureStakingAdmin},
	proposing::ParameterTrack,
	tracks::{DefaultTerms, Slope, Terms, Track},
	TermsOf,
};
use polkadot_sdk::{
	frame_support::traits::{EnsureOrigin, EnsureOriginWithArg},
	sp_runtime::Perbill,
};

/// The terms of all tracks; deposits are 1,000 base units plus the number of the track.
pub struct ShortTerms;

impl DefaultTerms<Balance, BlockNumber> for ShortTerms {
	fn of(track: Track) -> TermsOf<Test> {
		Terms {
			max_deciding: 2,
			decision_deposit: decision_deposit(track),
			prepare_period: 2,
			decision_period: 10,
			confirm_period: 2,
			min_enactment_period: 1,
			approval: slope(100, 50),
			support: slope(50, 1),
		}
	}
}

/// The origins that may set a parameter.
pub struct ParameterOrigin;

impl ParameterTrack<RuntimeParametersKey> for ParameterOrigin {
	fn track_of(key: &RuntimeParametersKey) -> Track {
		match key {
			RuntimeParametersKey::Fees(_) => Track::ParameterAdmin,
			RuntimeParametersKey::Staking(_) => Track::StakingAdmin,
			RuntimeParametersKey::Safety(_) => Track::Root,
		}
	}
}

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ParameterOrigin {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		match Self::track_of(key) {
			Track::ParameterAdmin => EnsureParameterAdmin::<Test>::try_origin(origin),
			Track::StakingAdmin => EnsureStakingAdmin::<Test>::try_origin(origin),
			_ => <EnsureRoot<AccountId> as EnsureOrigin<_>>::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

/// Returns the slope from one share to another, both in percent.
pub(crate) fn slope(start: u32, end: u32) -> Slope {
	Slope { start: Perbill::from_percent(start), end: Perbill::from_percent(end) }
}

/// Returns the decision deposit of a track by default, in base units.
pub(crate) fn decision_deposit(track: Track) -> Balance {
	Balance::from(track.id()).saturating_add(1_000)
}

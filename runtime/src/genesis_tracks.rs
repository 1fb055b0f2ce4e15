// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The terms of the tracks of referenda: those of production, and the short periods of the chains
//! `dev` and `local`. A vote of the root track changes them on a running chain
//! (`governance.setTrack`).

use crate::{
	constants::{
		money::BTR,
		time::{DAYS, HOURS, MINUTES},
	},
	Balance, BlockNumber,
};
use alloc::vec::Vec;
use pallet_governance::tracks::{DefaultTerms, Slope, Terms, Track};
use polkadot_sdk::sp_runtime::Perbill;

/// The terms of a track: deposits in base units, periods in blocks.
pub type TrackTerms = Terms<Balance, BlockNumber>;

/// Returns the slope from one share to another over the decision period, both in thousandths.
const fn permille(start: u32, end: u32) -> Slope {
	Slope {
		start: Perbill::from_parts(start.saturating_mul(1_000_000)),
		end: Perbill::from_parts(end.saturating_mul(1_000_000)),
	}
}

/// The approval that asks for all votes at first and for half of them in the end: what nobody
/// opposes passes as soon as enough have voted, what is disputed takes the whole period.
const MAJORITY: Slope = permille(1_000, 500);

/// The terms of the track that can do everything: half of all BTR passes a referendum at once, a
/// small turnout only after two weeks.
///
/// In the end 2 % of all BTR suffices. That is less than the four validators of the staging preset
/// bond, so that they can repair a chain whose other holders sleep. Five are decided at a time: if
/// it were one, whoever locks one deposit would keep repairs out for two weeks.
const ROOT: TrackTerms = Terms {
	max_deciding: 5,
	decision_deposit: 10_000 * BTR,
	prepare_period: 2 * HOURS,
	decision_period: 14 * DAYS,
	confirm_period: DAYS,
	min_enactment_period: DAYS,
	approval: MAJORITY,
	support: permille(500, 20),
};

/// The terms for new code, which can do everything, too: those of root. The track is separate so
/// that an urgent upgrade does not wait for other decisions. Few are decided at a time: an
/// authorisation replaces the one before.
const UPGRADER: TrackTerms = Terms { max_deciding: 3, ..ROOT };

/// The terms for fees and the deposits of contracts. Users feel a wrong value at once, and the next
/// vote undoes it, so half of root's turnout passes it, in half of the time.
const PARAMETER_ADMIN: TrackTerms = Terms {
	max_deciding: 10,
	decision_deposit: 1_000 * BTR,
	prepare_period: HOURS,
	decision_period: 7 * DAYS,
	confirm_period: 12 * HOURS,
	min_enactment_period: HOURS,
	approval: MAJORITY,
	support: permille(250, 10),
};

/// The terms for staking: emission dilutes everybody and a slash takes stakes, so they are closer
/// to root than those for prices. Two eras of 6 h pass before the enactment, so that validators can
/// leave an era that they do not agree with.
const STAKING_ADMIN: TrackTerms = Terms {
	max_deciding: 5,
	decision_deposit: 2_000 * BTR,
	prepare_period: HOURS,
	decision_period: 10 * DAYS,
	confirm_period: 12 * HOURS,
	min_enactment_period: 12 * HOURS,
	approval: MAJORITY,
	support: permille(300, 20),
};

/// The terms for spends of up to 1,000 BTR. Many are decided at a time, and the deposit is a
/// twentieth of the most that one can pay, so that it is worth while for a small piece of work.
const SMALL_SPENDER: TrackTerms = Terms {
	max_deciding: 20,
	decision_deposit: 50 * BTR,
	prepare_period: 30 * MINUTES,
	decision_period: 7 * DAYS,
	confirm_period: 6 * HOURS,
	min_enactment_period: HOURS,
	approval: MAJORITY,
	support: permille(50, 2),
};

/// The terms for spends of up to 10,000 BTR: ten times as much asks for about twice the turnout.
const MEDIUM_SPENDER: TrackTerms = Terms {
	max_deciding: 10,
	decision_deposit: 200 * BTR,
	prepare_period: HOURS,
	decision_period: 10 * DAYS,
	confirm_period: 12 * HOURS,
	min_enactment_period: 6 * HOURS,
	approval: MAJORITY,
	support: permille(100, 5),
};

/// The terms for spends of up to 100,000 BTR, about half of what the treasury earns in a year: the
/// periods are those of root.
const BIG_SPENDER: TrackTerms = Terms {
	max_deciding: 5,
	decision_deposit: 1_000 * BTR,
	prepare_period: 2 * HOURS,
	decision_period: 14 * DAYS,
	confirm_period: DAYS,
	min_enactment_period: DAYS,
	approval: MAJORITY,
	support: permille(250, 10),
};

/// The terms for cancelling, quick enough for a referendum that begins to pass by surprise: with
/// 10 % of all BTR and no nays a cancellation is enacted after 3 h 25 min, before any other track
/// but `emergency` confirms. So little suffices because nobody loses by it: deposits go back, and
/// the cancelled proposal can be submitted again.
const CANCELLER: TrackTerms = Terms {
	max_deciding: 10,
	decision_deposit: 500 * BTR,
	prepare_period: 15 * MINUTES,
	decision_period: 3 * DAYS,
	confirm_period: 3 * HOURS,
	min_enactment_period: 10 * MINUTES,
	approval: MAJORITY,
	support: permille(100, 10),
};

/// The terms for killing, which takes deposits for good. So it is meant for plain abuse that nobody
/// defends: three quarters of the votes in the end, and a day of confirmation in which the proposer
/// can call for nays. Urgent cases are cancelled meanwhile.
const KILLER: TrackTerms = Terms {
	max_deciding: 3,
	decision_deposit: 5_000 * BTR,
	prepare_period: 2 * HOURS,
	decision_period: 7 * DAYS,
	confirm_period: DAYS,
	min_enactment_period: HOURS,
	approval: permille(1_000, 750),
	support: permille(300, 50),
};

/// The terms of the track that closes what is attacked, or brings finality back: with a quarter of
/// all BTR and four fifths of the votes a referendum is enacted after 8 minutes, and after 40 if
/// half of the validators are dead and finality stands still, which slows blocks down. The track
/// can do little else, and what it closes opens again by itself, so it asks for less than root. In
/// the end 10 % of all BTR and two thirds of the votes pass a referendum.
const EMERGENCY: TrackTerms = Terms {
	max_deciding: 5,
	decision_deposit: 2_000 * BTR,
	prepare_period: 2 * MINUTES,
	decision_period: 6 * HOURS,
	confirm_period: 5 * MINUTES,
	min_enactment_period: MINUTES,
	approval: permille(800, 667),
	support: permille(250, 100),
};

/// The terms of a chain whose genesis names no others: those of production.
pub struct ProductionTerms;

impl DefaultTerms<Balance, BlockNumber> for ProductionTerms {
	fn of(track: Track) -> TrackTerms {
		match track {
			Track::Root => ROOT,
			Track::Upgrader => UPGRADER,
			Track::ParameterAdmin => PARAMETER_ADMIN,
			Track::StakingAdmin => STAKING_ADMIN,
			Track::SmallSpender => SMALL_SPENDER,
			Track::MediumSpender => MEDIUM_SPENDER,
			Track::BigSpender => BIG_SPENDER,
			Track::Canceller => CANCELLER,
			Track::Killer => KILLER,
			Track::Emergency => EMERGENCY,
		}
	}
}

/// Returns all tracks with the terms of production. The genesis names them so that operators see
/// them.
pub(crate) fn staging() -> Vec<(Track, TrackTerms)> {
	Track::ALL.into_iter().map(|track| (track, ProductionTerms::of(track))).collect()
}

/// Returns the tracks of a chain of one node: 24 blocks from the submission to the enactment.
pub(crate) fn development() -> Vec<(Track, TrackTerms)> {
	with_periods([1, 20, 2, 1])
}

/// Returns the tracks of a network on one machine: 38 blocks, less than two minutes, from the
/// submission to the enactment.
pub(crate) fn local() -> Vec<(Track, TrackTerms)> {
	with_periods([2, 30, 4, 2])
}

/// Returns the terms of production with other periods: blocks of preparation, decision,
/// confirmation and enactment. Deposits and shares stay, so that what passes a test passes in
/// production.
fn with_periods(blocks: [BlockNumber; 4]) -> Vec<(Track, TrackTerms)> {
	let [prepare_period, decision_period, confirm_period, min_enactment_period] = blocks;
	let shortened = |(track, terms)| {
		let terms = Terms {
			prepare_period,
			decision_period,
			confirm_period,
			min_enactment_period,
			..terms
		};
		(track, terms)
	};
	staging().into_iter().map(shortened).collect()
}

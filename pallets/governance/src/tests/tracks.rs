// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The list of tracks, and the terms that they take and refuse.

mod changes;
mod random_terms;

use crate::{mock::*, tracks::*, Call, Error, Event, Origin, TermsOf, TrackTerms};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	frame_system::RawOrigin,
	pallet_referenda::{self, TrackInfo, TracksInfo},
	sp_runtime::DispatchResult,
};

/// Returns the tracks that Referenda sees. The view function `tracks` is another one.
fn served() -> Vec<pallet_referenda::Track<TrackId, Balance, BlockNumber>> {
	let tracks = <Governance as TracksInfo<Balance, BlockNumber>>::tracks();
	tracks.map(|track| track.into_owned()).collect()
}

fn served_for(origin: impl Into<OriginCaller>) -> Result<TrackId, ()> {
	<Governance as TracksInfo<Balance, BlockNumber>>::track_for(&origin.into())
}

fn info(id: TrackId) -> Option<TrackInfo<Balance, BlockNumber>> {
	let info = <Governance as TracksInfo<Balance, BlockNumber>>::info(id);
	info.map(|info| info.into_owned())
}

fn terms() -> TermsOf<Test> {
	ShortTerms::of(Track::Root)
}

fn set(track: Track, terms: TermsOf<Test>) -> DispatchResult {
	send(RuntimeOrigin::root(), Call::<Test>::set_track { track, terms })
}

#[test]
fn the_list_is_the_one_that_is_documented() {
	let expected = [
		(0, "root", None),
		(1, "upgrader", Some(Origin::Upgrader)),
		(2, "parameter_admin", Some(Origin::ParameterAdmin)),
		(3, "staking_admin", Some(Origin::StakingAdmin)),
		(10, "small_spender", Some(Origin::SmallSpender)),
		(11, "medium_spender", Some(Origin::MediumSpender)),
		(12, "big_spender", Some(Origin::BigSpender)),
		(20, "canceller", Some(Origin::Canceller)),
		(21, "killer", Some(Origin::Killer)),
		(30, "emergency", Some(Origin::Emergency)),
	];
	assert_eq!(Track::ALL.map(|track| (track.id(), track.name(), track.origin())), expected);
}

#[test]
fn a_number_finds_its_track() {
	for track in Track::ALL {
		assert_eq!(Track::from_id(track.id()), Some(track));
	}
	for unknown in [4, 9, 13, 22, u16::MAX] {
		assert_eq!(Track::from_id(unknown), None);
	}
}

#[test]
fn an_origin_finds_its_track() {
	run(|| {
		assert_eq!(served_for(RawOrigin::<AccountId>::Root), Ok(Track::Root.id()));
		for track in Track::ALL {
			assert_eq!(served_for(Governance::origin_of(track)), Ok(track.id()));
			assert!(track.origin().is_none_or(|origin| origin.track() == track));
		}
		assert_eq!(served_for(RawOrigin::<AccountId>::None), Err(()));
		assert_eq!(served_for(RawOrigin::Signed(ALICE)), Err(()));
	});
}

#[test]
fn tracks_are_served_in_the_order_of_their_numbers() {
	run(|| {
		let checked = <Governance as TracksInfo<Balance, BlockNumber>>::check_integrity();
		assert_eq!(checked, Ok(()));
		let ids: Vec<_> = served().iter().map(|track| track.id).collect();
		assert_eq!(ids, Track::ALL.map(Track::id));
		let listed = <Governance as TracksInfo<Balance, BlockNumber>>::track_ids();
		assert_eq!(ids, listed.collect::<Vec<_>>());
	});
}

#[test]
fn one_track_is_served_as_all_are() {
	run(|| {
		for track in served() {
			assert_eq!(info(track.id), Some(track.info));
		}
		assert_eq!(info(4), None);
	});
}

#[test]
fn a_name_is_filled_up_with_zeros() {
	run(|| {
		let name = info(Track::ParameterAdmin.id()).unwrap().name;
		assert_eq!(&name[..15], b"parameter_admin");
		assert!(name[15..].iter().all(|byte| *byte == 0));
	});
}

#[test]
fn terms_are_the_default_until_they_are_set() {
	run(|| {
		for track in Track::ALL {
			assert_eq!(Governance::terms(track), ShortTerms::of(track));
		}
		assert_eq!(TrackTerms::<Test>::iter().count(), 0);
	});
}

#[test]
fn root_changes_one_track() {
	run(|| {
		let terms = Terms { max_deciding: 7, decision_period: 99, ..terms() };
		assert_ok!(set(Track::Killer, terms));
		System::assert_last_event(Event::TrackChanged { track: Track::Killer, terms }.into());
		assert_eq!(Governance::terms(Track::Killer), terms);
		assert_eq!(info(Track::Killer.id()).unwrap().decision_period, 99);
		for track in Track::ALL.into_iter().filter(|track| *track != Track::Killer) {
			assert_eq!(Governance::terms(track), ShortTerms::of(track));
		}
	});
}

#[test]
fn terms_have_bounds() {
	run(|| {
		let longest = BlockNumber::from(MAX_PERIOD);
		let refused = [
			(Terms { max_deciding: 0, ..terms() }, Error::<Test>::NothingDecided),
			(Terms { decision_period: 0, ..terms() }, Error::NoPeriod),
			(Terms { confirm_period: 0, ..terms() }, Error::NoPeriod),
			(Terms { confirm_period: 11, ..terms() }, Error::ConfirmationTooLong),
			(Terms { prepare_period: longest + 1, ..terms() }, Error::PeriodTooLong),
			(Terms { decision_period: longest + 1, ..terms() }, Error::PeriodTooLong),
			(Terms { min_enactment_period: longest + 1, ..terms() }, Error::PeriodTooLong),
			(Terms { prepare_period: TIMEOUT, ..terms() }, Error::PreparationTooLong),
			(Terms { approval: slope(60, 61), ..terms() }, Error::BadSlope),
			(Terms { support: slope(1, 2), ..terms() }, Error::BadSlope),
			(Terms { approval: slope(100, 49), ..terms() }, Error::MinorityDecides),
		];
		for (terms, error) in refused {
			assert_noop!(set(Track::Root, terms), error);
		}
	});
}

#[test]
fn terms_at_their_bounds_are_taken() {
	run(|| {
		let longest = BlockNumber::from(MAX_PERIOD);
		for terms in [
			Terms { max_deciding: 1, ..terms() },
			Terms { decision_deposit: 0, ..terms() },
			Terms { prepare_period: 0, min_enactment_period: 0, ..terms() },
			Terms { prepare_period: TIMEOUT - 1, ..terms() },
			Terms { decision_period: 1, confirm_period: 1, ..terms() },
			Terms { decision_period: longest, confirm_period: longest, ..terms() },
			Terms { min_enactment_period: longest, ..terms() },
			Terms { approval: slope(50, 50), support: slope(0, 0), ..terms() },
			Terms { approval: slope(100, 100), support: slope(100, 100), ..terms() },
		] {
			assert_ok!(set(Track::Root, terms));
		}
	});
}

#[test]
fn genesis_sets_tracks() {
	let fast = Terms { decision_period: 4, ..terms() };
	ext_with_tracks(vec![(Track::Upgrader, fast)]).execute_with(|| {
		assert_eq!(Governance::terms(Track::Upgrader), fast);
		assert_eq!(Governance::terms(Track::Root), ShortTerms::of(Track::Root));
	});
}

#[test]
#[should_panic(expected = "the genesis terms of root are refused: Err(MinorityDecides)")]
fn genesis_refuses_what_root_cannot_set() {
	ext_with_tracks(vec![(Track::Root, Terms { approval: slope(100, 10), ..terms() })]);
}

#[test]
#[should_panic(expected = "the genesis has the terms of root twice")]
fn genesis_names_a_track_once() {
	ext_with_tracks(vec![(Track::Root, terms()), (Track::Root, terms())]);
}

#[test]
fn a_chain_spec_names_tracks_as_json_does() {
	let json = |share: u32, more: &str| {
		format!(
			r#"["smallSpender", {{
				"maxDeciding": 2, "decisionDeposit": 1000, "preparePeriod": 2,
				"decisionPeriod": 10, "confirmPeriod": 2, "minEnactmentPeriod": 1{more},
				"approval": {{ "start": {share}, "end": 500000000 }},
				"support": {{ "start": 500000000, "end": 10000000 }}
			}}]"#
		)
	};
	let parse = |text: String| serde_json::from_str::<(Track, TermsOf<Test>)>(&text);
	let (track, parsed) = parse(json(1_000_000_000, "")).unwrap();
	assert_eq!((track, parsed), (Track::SmallSpender, terms()));
	assert!(parse(json(1_000_000_000, r#", "colour": 1"#)).is_err());
	let (_, above_all) = parse(json(1_500_000_000, "")).unwrap();
	assert_eq!(above_all.check(), Err(TermsError::BadSlope));
	let written = serde_json::to_string(&(Track::SmallSpender, terms())).unwrap();
	assert_eq!(parse(written).unwrap(), (Track::SmallSpender, terms()));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The list of tracks, the terms that they take and refuse, and what a change does to referenda
//! that run.

use crate::{mock::*, tracks::*, Call, Error, Event, Origin, TermsOf, TrackTerms};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	frame_system::RawOrigin,
	pallet_conviction_voting::Conviction,
	pallet_referenda::{
		self, Curve, DecidingStatus, ReferendumInfo, ReferendumInfoFor, TrackInfo, TrackQueue,
		TracksInfo,
	},
	sp_runtime::{DispatchResult, Perbill},
};
use proptest::prelude::*;

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

/// Returns the state of the decision of a referendum, with the end of its confirmation. `None` if
/// it has not begun.
fn deciding(index: u32) -> Option<DecidingStatus<BlockNumber>> {
	Referenda::ensure_ongoing(index).unwrap().deciding
}

fn is_rejected_in(index: u32, block: BlockNumber) -> bool {
	let info = ReferendumInfoFor::<Test>::get(index);
	matches!(info, Some(ReferendumInfo::Rejected(at, ..)) if at == block)
}

fn is_approved_in(index: u32, block: BlockNumber) -> bool {
	let info = ReferendumInfoFor::<Test>::get(index);
	matches!(info, Some(ReferendumInfo::Approved(at, ..)) if at == block)
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

#[test]
fn passing_referendum_is_rejected_under_stricter_terms() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(4);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: Some(5) }));
		assert_ok!(set(Track::Root, Terms { support: slope(100, 100), ..terms() }));
		run_to(5);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		run_to(13);
		assert!(is_rejected_in(0, 13));
	});
}

#[test]
fn a_referendum_passes_under_milder_terms_from_its_next_vote_on() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { support: slope(0, 0), ..terms() }));
		run_to(6);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		assert_ok!(vote(BOB, 0, true, Conviction::None, 100));
		run_to(7);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: Some(9) }));
		run_to(9);
		assert!(is_approved_in(0, 9));
	});
}

#[test]
fn a_shorter_decision_is_noticed_at_the_next_vote() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 4, ..terms() }));
		run_to(8);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		assert_ok!(vote(BOB, 0, false, Conviction::None, 100));
		run_to(9);
		assert!(is_rejected_in(0, 9));
	});
}

#[test]
fn a_shorter_decision_is_noticed_at_the_alarm_of_before() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 4, ..terms() }));
		run_to(13);
		assert!(is_rejected_in(0, 13));
	});
}

#[test]
fn a_longer_decision_holds_for_the_one_that_runs() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(4);
		assert_ok!(set(Track::Root, Terms { decision_period: 20, ..terms() }));
		run_to(22);
		assert_eq!(deciding(0), Some(DecidingStatus { since: 3, confirming: None }));
		run_to(23);
		assert!(is_rejected_in(0, 23));
	});
}

#[test]
fn a_confirmation_that_runs_keeps_its_end() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(pass(0));
		run_to(3);
		assert_ok!(set(Track::Root, Terms { confirm_period: 10, ..terms() }));
		run_to(5);
		assert!(is_approved_in(0, 5));
	});
}

#[test]
fn another_deposit_is_taken_from_the_next_proposal_on() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		assert_ok!(set(Track::Root, Terms { decision_deposit: 7, ..terms() }));
		assert_ok!(propose_remark(BOB));
		let deposit = |index| {
			let status = Referenda::ensure_ongoing(index).unwrap();
			status.decision_deposit.map(|deposit| deposit.amount)
		};
		assert_eq!(deposit(0), Some(decision_deposit(Track::Root)));
		assert_eq!(deposit(1), Some(7));
	});
}

#[test]
fn higher_limit_of_decisions_does_not_end_the_wait() {
	run(|| {
		assert_ok!(set(Track::Root, Terms { max_deciding: 1, ..terms() }));
		for who in [ALICE, BOB, 3] {
			assert_ok!(propose_remark(who));
		}
		run_to(4);
		let waiting = || TrackQueue::<Test>::get(0).len();
		assert_eq!(waiting(), 2);
		assert_ok!(set(Track::Root, Terms { max_deciding: 9, ..terms() }));
		run_to(12);
		assert_eq!(waiting(), 2);
		// The first is rejected in block 13, and the next begins in the block after.
		run_to(14);
		assert_eq!(waiting(), 1);
	});
}

/// Generates terms with numbers around each bound, and shares that rise as often as they fall.
fn any_terms() -> impl Strategy<Value = TermsOf<Test>> {
	let longest = BlockNumber::from(MAX_PERIOD);
	let period = || prop_oneof![0..12u64, 45..55u64, longest - 1..longest + 2];
	let whole = 1_000_000_000u32;
	let share = move || prop_oneof![Just(0), Just(whole / 2), Just(whole), 0..=whole];
	let slope = move || {
		(share(), share()).prop_map(|(start, end): (u32, u32)| Slope {
			start: Perbill::from_parts(start),
			end: Perbill::from_parts(end),
		})
	};
	(0..3u32, any::<u64>(), [period(), period(), period(), period()], slope(), slope()).prop_map(
		|(max_deciding, deposit, [prepare, decision, confirm, enactment], approval, support)| {
			Terms {
				max_deciding,
				decision_deposit: deposit.into(),
				prepare_period: prepare,
				decision_period: decision,
				confirm_period: confirm,
				min_enactment_period: enactment,
				approval,
				support,
			}
		},
	)
}

/// Repeats the rules as a list, and returns `true` if one of them is broken.
fn breaks_a_rule(terms: &TermsOf<Test>) -> bool {
	let longest = BlockNumber::from(MAX_PERIOD);
	[
		terms.max_deciding == 0,
		terms.decision_period == 0,
		terms.confirm_period == 0,
		terms.confirm_period > terms.decision_period,
		terms.prepare_period > longest,
		terms.decision_period > longest,
		terms.min_enactment_period > longest,
		terms.approval.start < terms.approval.end,
		terms.support.start < terms.support.end,
		terms.approval.end.deconstruct() < 500_000_000,
	]
	.contains(&true)
}

fn any_slope() -> impl Strategy<Value = Slope> {
	(0..=1_000_000_000u32, 0..=1_000_000_000u32).prop_map(|(one, other)| Slope {
		start: Perbill::from_parts(one.max(other)),
		end: Perbill::from_parts(one.min(other)),
	})
}

proptest! {
	#[test]
	fn terms_are_refused_only_if_they_break_a_rule(terms in any_terms()) {
		prop_assert_eq!(terms.check().is_err(), breaks_a_rule(&terms), "{:?}", terms.check());
	}

	#[test]
	fn accepted_terms_are_served(terms in any_terms()) {
		new_test_ext().execute_with(|| {
			let taken = set(Track::Killer, terms).is_ok();
			prop_assert_eq!(taken, !breaks_a_rule(&terms) && terms.prepare_period < TIMEOUT);
			let present = if taken { terms } else { ShortTerms::of(Track::Killer) };
			prop_assert_eq!(info(Track::Killer.id()), Some(present.info(Track::Killer)));
			Ok(())
		})?;
	}

	#[test]
	fn a_curve_falls_from_its_start_to_its_end(slope in any_slope(), parts in 0..1_000_000_000u32) {
		let curve = slope.curve();
		prop_assert_eq!(curve.threshold(Perbill::zero()), slope.start);
		prop_assert_eq!(curve.threshold(Perbill::one()), slope.end);
		let between = curve.threshold(Perbill::from_parts(parts));
		prop_assert!(slope.end <= between && between <= slope.start);
		prop_assert!(curve.threshold(Perbill::from_parts(parts + 1)) <= between);
	}

	/// Checks that half of the votes are needed at any time, whatever terms are taken.
	#[test]
	fn a_minority_never_passes(approval in any_slope(), at in 0..=1_000_000_000u32) {
		let least = approval.curve().threshold(Perbill::from_parts(at));
		if (Terms { approval, ..terms() }).check().is_ok() {
			prop_assert!(least >= Perbill::from_percent(50));
		}
	}
}

#[test]
fn a_curve_is_a_straight_line() {
	let curve = slope(100, 50).curve();
	assert!(matches!(curve, Curve::LinearDecreasing { .. }));
	assert_eq!(curve.threshold(Perbill::from_percent(50)), Perbill::from_percent(75));
}

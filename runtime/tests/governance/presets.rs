// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The tracks of the three presets, all from this one runtime.

use crate::chain::{local_with, PRESET};
use batara_runtime::{
	constants::time::{DAYS, HOURS, SLOT_DURATION_MS},
	genesis_config_presets::{get_preset, STAGING_RUNTIME_PRESET},
	genesis_tracks::ProductionTerms,
	Balance, BlockNumber, Governance, Runtime, RuntimeOrigin,
};
use codec::Encode;
use pallet_governance::tracks::{DefaultTerms, Terms, Track};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::Get},
	pallet_conviction_voting,
	pallet_referenda::{ConstTrackInfo, Curve, StringLike, TracksInfo},
	sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_runtime::{str_array, Perbill},
};
use serde_json::{json, Value};

const PRESETS: [&str; 3] =
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET, STAGING_RUNTIME_PRESET];

/// Builds a chain with the accounts of `local` and the tracks of a preset: the accounts of staging
/// are not filled in.
fn chain_with_tracks_of(name: &str) -> TestExternalities {
	let preset = get_preset(&PresetId::from(name)).unwrap();
	let preset: Value = serde_json::from_slice(&preset).unwrap();
	local_with(json!({ "governance": preset["governance"] }))
}

fn terms() -> [Terms<Balance, BlockNumber>; 10] {
	Track::ALL.map(Governance::terms)
}

/// Returns the blocks from the submission to the enactment, if everybody votes aye at once.
fn fastest(terms: &Terms<Balance, BlockNumber>) -> BlockNumber {
	terms.prepare_period + terms.confirm_period + terms.min_enactment_period
}

/// Returns the blocks from the submission to the enactment, if the vote is decided at the end of
/// the decision period.
fn slowest(terms: &Terms<Balance, BlockNumber>) -> BlockNumber {
	fastest(terms) + terms.decision_period
}

#[test]
fn length_of_a_track_depends_on_the_preset() {
	let longest =
		PRESETS.map(|name| chain_with_tracks_of(name).execute_with(|| slowest(&terms()[0])));
	assert_eq!(longest, [24, 38, 16 * DAYS + 2 * HOURS]);
}

#[test]
fn every_track_of_the_local_chain_decides_within_two_minutes() {
	chain_with_tracks_of(LOCAL_TESTNET_RUNTIME_PRESET).execute_with(|| {
		for terms in terms() {
			assert!(u64::from(slowest(&terms)) * SLOT_DURATION_MS <= 120_000, "{terms:?}");
		}
	});
}

#[test]
fn staging_has_the_terms_that_a_genesis_without_tracks_has() {
	let staging = chain_with_tracks_of(STAGING_RUNTIME_PRESET).execute_with(terms);
	assert_eq!(staging, Track::ALL.map(ProductionTerms::of));
	let unsaid = local_with(json!({ "governance": { "tracks": [] } })).execute_with(terms);
	assert_eq!(unsaid, staging);
}

/// Shows that a referendum that begins to confirm by surprise can be cancelled, and only later
/// killed. Tracks that are as quick are exempt: `canceller` itself, and `emergency`, which does
/// nothing for good.
#[test]
fn canceller_in_production_is_faster_than_any_confirmation() {
	let canceller = ProductionTerms::of(Track::Canceller);
	let quick = [Track::Canceller, Track::Emergency];
	for track in Track::ALL.into_iter().filter(|track| !quick.contains(track)) {
		let terms = ProductionTerms::of(track);
		assert!(fastest(&canceller) < terms.confirm_period, "{track:?}");
		assert!(fastest(&ProductionTerms::of(Track::Killer)) < terms.decision_period, "{track:?}");
	}
	assert!(fastest(&ProductionTerms::of(Track::Killer)) > DAYS);
}

#[test]
fn track_with_more_power_needs_no_less_support() {
	let ladder = [
		Track::SmallSpender,
		Track::MediumSpender,
		Track::BigSpender,
		Track::StakingAdmin,
		Track::Upgrader,
		Track::Root,
	];
	for pair in ladder.map(ProductionTerms::of).windows(2) {
		assert!(pair[0].support.start <= pair[1].support.start);
		assert!(pair[0].support.end <= pair[1].support.end);
		assert!(pair[0].approval.end <= pair[1].approval.end);
	}
}

#[test]
fn votes_are_locked_until_what_they_decided_is_enacted() {
	for name in PRESETS {
		chain_with_tracks_of(name).execute_with(|| {
			type Lock = <Runtime as pallet_conviction_voting::Config>::VoteLockingPeriod;
			let lock = <Lock as Get<BlockNumber>>::get();
			assert!(terms().iter().all(|terms| terms.min_enactment_period <= lock), "{name}");
		});
	}
}

#[test]
fn referenda_find_the_tracks_in_order() {
	for name in PRESETS {
		chain_with_tracks_of(name).execute_with(|| {
			assert_eq!(<Governance as TracksInfo<Balance, BlockNumber>>::check_integrity(), Ok(()));
		});
	}
}

/// Encodes the constant `Tracks` of Referenda as wallets read it.
fn tracks_constant() -> Vec<u8> {
	let whole = Perbill::one();
	let constant = Track::ALL.map(|track| {
		let terms = Governance::terms(track);
		let curve = |start, end| Curve::LinearDecreasing { length: whole, floor: end, ceil: start };
		let info = ConstTrackInfo::<Balance, BlockNumber> {
			name: StringLike(str_array(track.name())),
			max_deciding: terms.max_deciding,
			decision_deposit: terms.decision_deposit,
			prepare_period: terms.prepare_period,
			decision_period: terms.decision_period,
			confirm_period: terms.confirm_period,
			min_enactment_period: terms.min_enactment_period,
			min_approval: curve(terms.approval.start, terms.approval.end),
			min_support: curve(terms.support.start, terms.support.end),
		};
		(track.id(), info)
	});
	constant.to_vec().encode()
}

fn is_in_metadata(constant: &[u8]) -> bool {
	let metadata = Runtime::metadata_at_version(15).unwrap();
	metadata.windows(constant.len()).any(|bytes| bytes == constant)
}

#[test]
fn the_metadata_shows_the_tracks_of_each_chain() {
	for name in PRESETS {
		chain_with_tracks_of(name).execute_with(|| {
			assert!(is_in_metadata(&tracks_constant()), "{name}");
		});
	}
}

#[test]
fn the_metadata_follows_a_changed_track() {
	chain_with_tracks_of(LOCAL_TESTNET_RUNTIME_PRESET).execute_with(|| {
		let before = tracks_constant();
		let terms = Terms { decision_period: 77, ..Governance::terms(Track::Killer) };
		assert_ok!(Governance::set_track(RuntimeOrigin::root(), Track::Killer, terms));
		assert!(!is_in_metadata(&before));
		assert!(is_in_metadata(&tracks_constant()));
	});
}

/// Checks the deposits for runners of test networks, which read genesis numbers as 64 bits.
#[test]
fn deposits_at_genesis_can_be_read_as_u64() {
	let tracks = PRESET["governance"]["tracks"].as_array().unwrap();
	assert_eq!(tracks.len(), Track::ALL.len());
	for track in tracks {
		assert!(track[1]["decisionDeposit"].as_u64().is_some(), "{track}");
	}
}

/// Counts 17 s for a block: without finality it takes so long, if half of four validators are dead.
#[test]
fn emergency_in_production_is_over_within_an_hour() {
	let blocks = fastest(&ProductionTerms::of(Track::Emergency));
	assert!(blocks * 17 < 60 * 60, "{blocks} blocks");
}

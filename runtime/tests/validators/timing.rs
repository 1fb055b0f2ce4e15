// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One runtime, three timings: sessions and eras end when the genesis says, and clients see it.

use super::chain;
use crate::chain::{build, local_with, slots::active_era, PRESET};
use batara_runtime::{genesis_config_presets::get_preset, Runtime, Session, Validators};
use codec::{Decode, Encode};
use pallet_validators::timing::{ElectionLimits, Timing};
use polkadot_sdk::{
	frame_support::__private::metadata::RuntimeMetadata,
	sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_io::TestExternalities,
};
use serde_json::{json, Value};

/// The timings of `dev`, `local` and `staging`: slots of an epoch, epochs of an era, eras of a
/// bond, and eras by which a slash is deferred.
const TIMINGS: [[u32; 4]; 3] = [[10, 3, 2, 1], [20, 3, 4, 1], [1_200, 6, 28, 27]];

#[test]
fn presets_have_their_timing() {
	let names = [DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET, "staging"];
	for (name, [slots, epochs, bonding, defer]) in names.into_iter().zip(TIMINGS) {
		let preset = get_preset(&PresetId::from(name)).unwrap();
		let preset: Value = serde_json::from_slice(&preset).unwrap();
		let expected = crate::chain::timing(slots, epochs, bonding, defer);
		assert_eq!(preset["validators"]["timing"], expected["validators"]["timing"], "{name}");
		let election = json!({ "voters": 2_000, "targets": 500 });
		assert_eq!(preset["validators"]["election"], election, "{name}");
	}
}

#[test]
fn epochs_and_eras_end_when_the_genesis_says() {
	for [slots, epochs, bonding, defer] in TIMINGS {
		let mut chain = chain(slots, epochs, bonding, defer);
		chain.block();
		for session in 1..=3 * epochs {
			// Only the last slot of an epoch and the first one of the next have a block.
			chain.skip(u64::from(slots) - 2);
			chain.block();
			assert_eq!(chain.with(Session::current_index), session - 1, "{slots} slots");
			let report = chain.block();
			assert!(report.begins_session);
			assert_eq!(chain.with(Session::current_index), session, "{slots} slots");
			assert_eq!(chain.with(active_era), session / epochs, "{epochs} epochs");
			let era = chain.with(Validators::era);
			assert_eq!((era.index, era.epoch), (session / epochs, session % epochs));
			assert_eq!(era.epochs, epochs);
			assert_eq!(era.planned_ms, u64::from(slots * epochs) * 3_000);
		}
	}
}

/// Returns the constant of a pallet, as clients read it.
fn constant<T: Decode>(pallet: &str, name: &str) -> T {
	let RuntimeMetadata::V14(metadata) = Runtime::metadata().1 else { panic!("version 14") };
	let pallet = metadata.pallets.into_iter().find(|one| one.name == pallet).unwrap();
	let constant = pallet.constants.into_iter().find(|one| one.name == name).unwrap();
	T::decode(&mut &constant.value[..]).unwrap()
}

#[test]
fn the_metadata_tells_the_timing() {
	for [slots, epochs, bonding, defer] in TIMINGS {
		local_with(crate::chain::timing(slots, epochs, bonding, defer)).execute_with(|| {
			assert_eq!(constant::<u64>("Babe", "EpochDuration"), u64::from(slots));
			assert_eq!(constant::<u32>("Staking", "SessionsPerEra"), epochs);
			assert_eq!(constant::<u32>("Staking", "BondingDuration"), bonding);
			assert_eq!(constant::<u32>("Staking", "SlashDeferDuration"), defer);
			let sessions = constant::<u64>("Grandpa", "MaxSetIdSessionEntries");
			assert!(sessions >= u64::from(bonding * epochs), "{sessions}");
		});
	}
}

#[test]
fn nodes_are_told_the_length_of_epochs() {
	use polkadot_sdk::sp_consensus_babe::runtime_decl_for_babe_api::BabeApiV2;
	for [slots, epochs, bonding, defer] in TIMINGS {
		local_with(crate::chain::timing(slots, epochs, bonding, defer)).execute_with(|| {
			assert_eq!(Runtime::configuration().epoch_length, u64::from(slots));
		});
	}
}

#[test]
fn timing_is_stored_as_given() {
	local_with(crate::chain::timing(40, 5, 6, 2)).execute_with(|| {
		let timing =
			Timing { epoch_slots: 40, epochs_per_era: 5, bonding_eras: 6, slash_defer_eras: 2 };
		assert_eq!(pallet_validators::ChainTiming::<Runtime>::get().encode(), timing.encode());
		let election = ElectionLimits { voters: 2_000, targets: 500 };
		assert_eq!(pallet_validators::ElectionLimit::<Runtime>::get().encode(), election.encode());
	});
}

/// Returns the answer of the genesis to values outside the bounds.
fn refusal(part: &str, value: Value) -> String {
	let mut preset = PRESET.clone();
	for (field, number) in value.as_object().unwrap() {
		preset["validators"][part][field] = number.clone();
	}
	let outcome = std::panic::catch_unwind(|| {
		TestExternalities::new_empty().execute_with(|| build(preset.to_string().as_bytes()))
	});
	match outcome {
		Ok(built) => built.expect_err("the genesis takes it"),
		Err(panic) => panic
			.downcast_ref::<String>()
			.cloned()
			.or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()))
			.unwrap(),
	}
}

#[test]
fn a_genesis_outside_of_the_bounds_is_refused_by_name() {
	for (field, values) in [
		("epochSlots", [3, 28_801]),
		("epochsPerEra", [0, 97]),
		("bondingEras", [1, 29]),
		("slashDeferEras", [0, 4]),
	] {
		for value in values {
			let refusal = refusal("timing", json!({ field: value }));
			assert!(refusal.contains(field), "{field} = {value}: {refusal}");
		}
	}
	for (field, values) in [("voters", [0, 7_501]), ("targets", [0, 1_001])] {
		for value in values {
			let refusal = refusal("election", json!({ field: value }));
			assert!(refusal.contains(field), "{field} = {value}: {refusal}");
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The genesis presets.

use crate::chain::{account, build, local, stash};
use batara_runtime::{
	constants::{money::EXISTENTIAL_DEPOSIT, BABE_GENESIS_EPOCH_CONFIG},
	genesis_config_presets::{
		get_preset, preset_names, REHEARSAL_RUNTIME_PRESET, STAGING_RUNTIME_PRESET,
	},
	AuthorityDiscovery, Babe, Balances, Grandpa, Session, Staking,
};
use polkadot_sdk::{
	pallet_staking,
	sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_keyring::{Ed25519Keyring, Sr25519Keyring},
};

#[test]
fn local_chain_starts_with_four_validators_in_every_consensus_pallet() {
	local().execute_with(|| {
		let names = [
			Sr25519Keyring::Alice,
			Sr25519Keyring::Bob,
			Sr25519Keyring::Charlie,
			Sr25519Keyring::Dave,
		];
		let mut validators = Session::validators();
		let mut stashes = names.map(stash).to_vec();
		validators.sort();
		stashes.sort();
		assert_eq!(validators, stashes);
		assert_eq!(Staking::validator_count(), 4);
		assert_eq!(Babe::authorities().len(), 4);
		assert_eq!(AuthorityDiscovery::authorities().len(), 4);
		let grandpa = Grandpa::grandpa_authorities();
		assert_eq!(grandpa.len(), 4);
		assert!(grandpa.iter().any(|(key, _)| key == &Ed25519Keyring::Alice.public().into()));
	});
}

/// Covers the answer of Staking to Session, which asks for the first validators. Without it,
/// Session takes those of the keys, and nobody has a stake to be rewarded or slashed in era 0.
#[test]
fn genesis_validators_are_elected_with_their_stake() {
	local().execute_with(|| {
		for validator in Session::validators() {
			assert!(Staking::eras_stakers(0, &validator).own > 0, "{validator}");
		}
	});
}

#[test]
fn blocks_are_authored_in_every_slot() {
	local().execute_with(|| {
		assert_eq!(Babe::epoch_config(), Some(BABE_GENESIS_EPOCH_CONFIG));
	});
}

#[test]
fn genesis_bonds_can_be_read_as_u64() {
	local().execute_with(|| {
		let ledger =
			pallet_staking::Ledger::<batara_runtime::Runtime>::get(stash(Sr25519Keyring::Alice))
				.unwrap();
		assert!(u64::try_from(ledger.active).is_ok());
		assert!(ledger.active > EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn well_known_accounts_own_tokens() {
	local().execute_with(|| {
		for name in [Sr25519Keyring::Alice, Sr25519Keyring::Ferdie] {
			assert!(Balances::free_balance(account(name)) > 0, "{name}");
		}
	});
}

#[test]
fn development_chain_has_one_validator() {
	let preset = get_preset(&PresetId::from(DEV_RUNTIME_PRESET)).unwrap();
	TestExternalities::new_empty().execute_with(|| {
		build(&preset).unwrap();
		assert_eq!(Session::validators(), vec![stash(Sr25519Keyring::Alice)]);
	});
}

#[test]
fn staging_chain_is_refused_until_it_is_filled_in() {
	let preset = get_preset(&PresetId::from(STAGING_RUNTIME_PRESET)).unwrap();
	TestExternalities::new_empty().execute_with(|| {
		assert!(build(&preset).is_err());
	});
}

#[test]
fn filled_in_chain_builds() {
	for preset in [STAGING_RUNTIME_PRESET, REHEARSAL_RUNTIME_PRESET] {
		ensure_filled_in_chain_builds(preset);
	}
}

fn ensure_filled_in_chain_builds(preset: &str) {
	let preset = get_preset(&PresetId::from(preset)).unwrap();
	let mut text = String::from_utf8(preset).unwrap();
	let names = ["Alice", "Bob", "Charlie", "Dave"];
	for (n, name) in names.iter().enumerate().map(|(n, name)| (n + 1, name)) {
		let sr25519 = name.parse::<Sr25519Keyring>().unwrap().to_account_id();
		let ed25519 = name.parse::<Ed25519Keyring>().unwrap().to_account_id();
		let keys = [
			(format!("<stash account of validator {n}>"), sr25519.to_string()),
			(format!("<babe key of validator {n}, sr25519>"), sr25519.to_string()),
			(format!("<grandpa key of validator {n}, ed25519>"), ed25519.to_string()),
			(format!("<authority discovery key of validator {n}, sr25519>"), sr25519.to_string()),
		];
		for (placeholder, value) in keys {
			assert!(text.contains(&placeholder), "{placeholder}");
			text = text.replace(&placeholder, &value);
		}
	}
	let rest = Sr25519Keyring::Eve.to_account_id().to_string();
	text = text.replace("<account that holds the rest of the issuance>", &rest);
	assert!(!text.contains('<'), "a placeholder that this test does not know: {text}");

	TestExternalities::new_empty().execute_with(|| {
		build(text.as_bytes()).unwrap();
		assert_eq!(Session::validators().len(), 4);
	});
}

#[test]
fn every_named_preset_exists() {
	assert_eq!(preset_names().len(), 4);
	assert!(preset_names().iter().all(|name| get_preset(name).is_some()));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The real runtime at the genesis of the `local` chain, for the tests of this folder.

pub mod keys;
pub mod referendum;
pub mod slots;
pub mod transactions;

use batara_runtime::{
	genesis_config_presets::get_preset, AccountId, Governance, RuntimeGenesisConfig, Scheduler,
	System,
};
use polkadot_sdk::{
	frame_support::{genesis_builder_helper::build_state, traits::OnInitialize},
	sp_genesis_builder::{PresetId, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
};
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	sync::{LazyLock, Mutex, PoisonError},
};

/// The `local` preset. Its stashes take half a second to derive.
pub static PRESET: LazyLock<Value> = LazyLock::new(|| {
	let preset = get_preset(&PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)).unwrap();
	serde_json::from_slice(&preset).unwrap()
});

/// Builds the state at block 1 of the `local` chain.
pub fn local() -> TestExternalities {
	local_with(json!({}))
}

/// Builds the same state as [`local`], with the values of `patch` in place of those of the preset.
pub fn local_with(patch: Value) -> TestExternalities {
	let mut preset = PRESET.clone();
	merge(&mut preset, patch);
	let mut externalities = TestExternalities::new_empty();
	externalities.execute_with(|| {
		build(preset.to_string().as_bytes()).unwrap();
		System::set_block_number(1);
	});
	externalities
}

/// Returns the values at genesis that set these lengths.
pub fn timing(epoch_slots: u32, epochs_per_era: u32, bonding_eras: u32, defer: u32) -> Value {
	json!({ "validators": { "timing": {
		"epochSlots": epoch_slots,
		"epochsPerEra": epochs_per_era,
		"bondingEras": bonding_eras,
		"slashDeferEras": defer,
	} } })
}

/// Builds the genesis of a preset, as a chain spec does: the preset over the defaults.
pub fn build(preset: &[u8]) -> Result<(), String> {
	let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	merge(&mut genesis, serde_json::from_slice(preset).unwrap());
	build_state::<RuntimeGenesisConfig>(genesis.to_string().into_bytes())
}

fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (field, value) in patch {
				merge(base.entry(field).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// Returns the account of a well-known name.
pub fn account(name: Sr25519Keyring) -> AccountId {
	name.to_account_id()
}

/// Returns the stash `//Name//stash` of a well-known name.
pub fn stash(name: Sr25519Keyring) -> AccountId {
	use polkadot_sdk::sp_core::{sr25519, Pair};
	static KNOWN: LazyLock<Mutex<HashMap<String, AccountId>>> = LazyLock::new(Default::default);
	let seed = format!("{}//stash", name.to_seed());
	let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
	let derive = || sr25519::Pair::from_string(&seed, None).unwrap().public().into();
	known.entry(seed.clone()).or_insert_with(derive).clone()
}

/// Runs what is scheduled up to and including block `number`.
pub fn run_scheduled_to(number: u32) {
	while System::block_number() < number {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Scheduler::on_initialize(next);
		Governance::on_initialize(next);
	}
}

#[cfg(not(feature = "try-runtime"))]
pub fn assert_sound(_at: &str) {}

/// Asserts that the state of all pallets is sound. `at` says when it was.
#[cfg(feature = "try-runtime")]
pub fn assert_sound(at: &str) {
	use batara_runtime::AllPalletsWithSystem;
	use polkadot_sdk::frame_support::traits::{TryState, TryStateSelect};
	let number = System::block_number();
	let state = <AllPalletsWithSystem as TryState<u32>>::try_state(number, TryStateSelect::All);
	assert!(state.is_ok(), "{state:?}: {at}");
}

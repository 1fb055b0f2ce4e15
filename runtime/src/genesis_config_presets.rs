// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The genesis values of the chains `dev`, `local`, `staging` and `rehearsal`.

use crate::{
	constants::{money::BTR, staking::MAX_ACTIVE_VALIDATORS, BABE_GENESIS_EPOCH_CONFIG},
	genesis_tracks::{self, TrackTerms},
	AccountId, BabeConfig, Balance, BalancesConfig, GovernanceConfig, NominationPoolsConfig,
	RuntimeGenesisConfig, SessionConfig, SessionKeys, StakingConfig, ValidatorsConfig,
};
use alloc::{format, string::String, vec, vec::Vec};
use pallet_governance::tracks::Track;
use pallet_validators::timing::{ElectionLimits, Timing};
use polkadot_sdk::{
	frame_support::build_struct_json_patch,
	pallet_staking::StakerStatus,
	sp_core::{ed25519, sr25519, Pair},
	sp_genesis_builder::{self, PresetId},
	sp_keyring::Sr25519Keyring,
	sp_runtime::{Perbill, Percent, SaturatedConversion},
};
use serde_json::{json, Value};

/// The preset of a chain that an operator launches. It cannot start as it is: every text in angle
/// brackets stands for an account or a key that only the operator has.
pub const STAGING_RUNTIME_PRESET: &str = "staging";

/// The preset with which a launch is rehearsed: `staging` with the short periods of `local`, so
/// that the first era and the first vote take minutes.
pub const REHEARSAL_RUNTIME_PRESET: &str = "rehearsal";

/// The BTR of a staging chain beside those of its validators.
const STAGING_REST: Balance = 10_000_000 * BTR;

/// The BTR that each well-known account of a development chain owns, and each stash of a staging
/// chain.
const DEV_ENDOWMENT: Balance = 1_000_000 * BTR;
/// The bond of each genesis validator: it fits a u64, as runners of test networks demand.
const GENESIS_BOND: Balance = 100_000 * BTR;
/// The smallest bond of a validator.
const MIN_VALIDATOR_BOND: Balance = 1_000 * BTR;
/// The smallest bond of a nominator, and of a member of a pool.
const MIN_NOMINATOR_BOND: Balance = 10 * BTR;
/// The share of the places for candidates that must be taken before anybody may chill those whose
/// stake has fallen below the smallest bond.
const CHILL_THRESHOLD: Percent = Percent::from_percent(75);
/// The smallest bond with which a pool is created.
const MIN_POOL_BOND: Balance = 100 * BTR;
/// The timing of a chain of one node, where eras of a minute and a half are long.
const DEV_TIMING: Timing =
	Timing { epoch_slots: 10, epochs_per_era: 3, bonding_eras: 2, slash_defer_eras: 1 };
/// The timing of a network on one machine: a new era every three minutes, a bond for twelve.
const LOCAL_TIMING: Timing =
	Timing { epoch_slots: 20, epochs_per_era: 3, bonding_eras: 4, slash_defer_eras: 1 };

/// The number of validators at the start of a staging chain: four is the least that tolerates a
/// fault.
const STAGING_VALIDATORS: usize = 4;

/// The accounts of the development chains, each with its `//stash`.
const DEV_ACCOUNTS: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];

/// Returns the stash `//Name//stash` of a well-known account.
fn stash_of(account: &Sr25519Keyring) -> Option<AccountId> {
	let seed = format!("{}//stash", account.to_seed());
	sr25519::Pair::from_string(&seed, None).ok().map(|pair| pair.public().into())
}

/// Returns the session keys `//Name` of a well-known account, as node runners put them into
/// keystores.
fn session_keys_of(account: &Sr25519Keyring) -> Option<SessionKeys> {
	let sr25519 = account.public();
	let ed25519 = ed25519::Pair::from_string(&account.to_seed(), None).ok()?.public();
	Some(SessionKeys {
		babe: sr25519.into(),
		grandpa: ed25519.into(),
		authority_discovery: sr25519.into(),
	})
}

/// Returns the balances of all well-known accounts and of their stashes.
fn development_balances() -> Vec<(AccountId, Balance)> {
	DEV_ACCOUNTS
		.iter()
		.flat_map(|account| [Some(account.to_account_id()), stash_of(account)])
		.flatten()
		.map(|account| (account, DEV_ENDOWMENT))
		.collect()
}

/// Returns the session keys of well-known accounts, by their stashes.
fn development_keys(validators: &[Sr25519Keyring]) -> Vec<(AccountId, AccountId, SessionKeys)> {
	validators
		.iter()
		.filter_map(|account| Some((stash_of(account)?, session_keys_of(account)?)))
		.map(|(stash, keys)| (stash.clone(), stash, keys))
		.collect()
}

/// Returns the genesis of a chain of well-known accounts, of which the first ones validate.
fn development_genesis(
	validators: &[Sr25519Keyring],
	timing: Timing,
	tracks: Vec<(Track, TrackTerms)>,
) -> Value {
	let stashes = validators.iter().filter_map(stash_of).collect::<Vec<_>>();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: development_balances() },
		babe: BabeConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		session: SessionConfig { keys: development_keys(validators) },
		staking: StakingConfig {
			validator_count: validators.len().try_into().unwrap_or(MAX_ACTIVE_VALIDATORS),
			minimum_validator_count: 1,
			invulnerables: vec![],
			slash_reward_fraction: Perbill::from_percent(10),
			min_validator_bond: MIN_VALIDATOR_BOND,
			min_nominator_bond: MIN_NOMINATOR_BOND,
			stakers: stashes
				.into_iter()
				.map(|stash| (stash.clone(), stash, GENESIS_BOND, StakerStatus::Validator))
				.collect(),
		},
		validators: ValidatorsConfig {
			timing,
			election: ElectionLimits::default(),
			chill_threshold: CHILL_THRESHOLD,
		},
		nomination_pools: NominationPoolsConfig {
			min_create_bond: MIN_POOL_BOND,
			min_join_bond: MIN_NOMINATOR_BOND,
			max_pools: Some(64),
			max_members_per_pool: Some(10_000),
			max_members: Some(100_000),
		},
		governance: GovernanceConfig { tracks },
	})
}

// The largest amount of a genesis.
const _: () = assert!(STAGING_REST <= u64::MAX as u128);

/// Returns an amount as JSON has it, where numbers have 64 bits: all of a genesis fit.
fn in_json(amount: Balance) -> u64 {
	amount.saturated_into()
}

/// Returns the placeholder for the stash of a validator.
fn staging_stash(n: usize) -> String {
	format!("<stash account of validator {n}>")
}

/// Returns the placeholders for the session keys of a validator.
fn staging_keys(n: usize) -> Value {
	json!([staging_stash(n), staging_stash(n), {
		"babe": format!("<babe key of validator {n}, sr25519>"),
		"grandpa": format!("<grandpa key of validator {n}, ed25519>"),
		"authority_discovery": format!("<authority discovery key of validator {n}, sr25519>"),
	}])
}

/// Returns the genesis of a production chain whose accounts and keys the operator fills in.
///
/// The genesis is written as JSON, because a placeholder is not an account: whoever forgets one
/// gets an error that names it, not a chain with a key that nobody has.
fn staging_genesis(timing: Timing, tracks: Vec<(Track, TrackTerms)>) -> Value {
	let validators = || 1..=STAGING_VALIDATORS;
	let balances = validators()
		.map(|n| json!([staging_stash(n), in_json(DEV_ENDOWMENT)]))
		.chain([json!(["<account that holds the rest of the issuance>", in_json(STAGING_REST)])])
		.collect::<Vec<_>>();
	let keys = validators().map(staging_keys).collect::<Vec<_>>();
	let stakers = validators()
		.map(|n| json!([staging_stash(n), staging_stash(n), in_json(GENESIS_BOND), "Validator"]))
		.collect::<Vec<_>>();

	json!({
		"balances": { "balances": balances },
		"babe": { "epochConfig": BABE_GENESIS_EPOCH_CONFIG },
		"session": { "keys": keys },
		"staking": {
			"validatorCount": STAGING_VALIDATORS,
			// One may leave: below this number an election is void and the old set stays.
			"minimumValidatorCount": 3,
			"slashRewardFraction": Perbill::from_percent(10),
			"minValidatorBond": in_json(MIN_VALIDATOR_BOND),
			"minNominatorBond": in_json(MIN_NOMINATOR_BOND),
			"stakers": stakers,
		},
		"validators": {
			"timing": timing,
			"election": ElectionLimits::default(),
			"chillThreshold": CHILL_THRESHOLD,
		},
		"nominationPools": {
			"minCreateBond": in_json(MIN_POOL_BOND),
			"minJoinBond": in_json(MIN_NOMINATOR_BOND),
			"maxPools": 64,
			"maxMembersPerPool": 10_000,
			"maxMembers": 100_000,
		},
		"governance": { "tracks": tracks },
	})
}

/// Returns the preset called `id`, as the JSON patch of a chain spec.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		sp_genesis_builder::DEV_RUNTIME_PRESET => {
			development_genesis(&DEV_ACCOUNTS[..1], DEV_TIMING, genesis_tracks::development())
		},
		sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET => {
			development_genesis(&DEV_ACCOUNTS[..4], LOCAL_TIMING, genesis_tracks::local())
		},
		STAGING_RUNTIME_PRESET => staging_genesis(Timing::production(), genesis_tracks::staging()),
		REHEARSAL_RUNTIME_PRESET => staging_genesis(LOCAL_TIMING, genesis_tracks::local()),
		_ => return None,
	};
	serde_json::to_string(&patch).ok().map(String::into_bytes)
}

/// Returns the names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		PresetId::from(sp_genesis_builder::DEV_RUNTIME_PRESET),
		PresetId::from(sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET),
		PresetId::from(STAGING_RUNTIME_PRESET),
		PresetId::from(REHEARSAL_RUNTIME_PRESET),
	]
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use super::*;
use batara_runtime::genesis_config_presets::get_preset;
use polkadot_sdk::sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;
use serde_json::json;

const BALANCES: &str = "/balances/balances";

/// Returns the genesis of `local`.
fn local() -> Value {
	serde_json::from_slice(&get_preset(&LOCAL_TESTNET_RUNTIME_PRESET.into()).unwrap()).unwrap()
}

/// Returns the refusal of the genesis of `local` with a value changed.
fn refusal(change: impl FnOnce(&mut Value)) -> String {
	let mut patch = local();
	change(&mut patch);
	let refusal = ensure_possible(&patch).unwrap_err();
	assert!(!refusal.contains('\n'), "{refusal}");
	refusal
}

fn at<'a>(patch: &'a mut Value, place: &str) -> &'a mut Value {
	patch.pointer_mut(place).unwrap()
}

/// Returns a number as it stands in a file.
fn number(text: &str) -> Value {
	serde_json::from_str(text).unwrap()
}

fn contains(refusal: &str, parts: &[&str]) {
	parts.iter().for_each(|part| assert!(refusal.contains(part), "{part} not in: {refusal}"));
}

#[test]
fn genesis_of_a_preset_is_accepted() {
	assert_eq!(ensure_possible(&local()), Ok(()));
	assert!(rounded_amounts(&local()).is_empty());
}

#[test]
fn account_twice_in_the_balances_is_named() {
	let account = local().pointer("/balances/balances/0/0").unwrap().clone();
	let refusal = refusal(|patch| {
		at(patch, BALANCES).as_array_mut().unwrap().push(json!([account, 5_000_000_000_000u64]));
	});
	contains(&refusal, &["balances.balances", account.as_str().unwrap(), "5000000000000"]);
}

#[test]
fn amount_with_an_exponent_names_field_and_account() {
	let account = local().pointer("/balances/balances/0/0").unwrap().clone();
	for text in ["1e21", "1e+17", "1.5", "1000000000000000000.0", "-5"] {
		let refusal = refusal(|patch| *at(patch, "/balances/balances/0/1") = number(text));
		contains(&refusal, &["balances.balances[0]", account.as_str().unwrap()]);
	}
}

#[test]
fn sum_that_does_not_fit_is_refused() {
	let largest = u128::MAX.to_string();
	let refusal = refusal(|patch| *at(patch, "/balances/balances/3/1") = number(&largest));
	contains(&refusal, &["issues too much", &largest]);
}

#[test]
fn balance_below_the_existential_deposit_is_refused() {
	let refusal = refusal(|patch| *at(patch, "/balances/balances/0/1") = json!(7));
	contains(&refusal, &["existential deposit", "gives", " 7:"]);
}

#[test]
fn bond_above_the_balance_is_refused() {
	let refusal = refusal(|patch| {
		*at(patch, "/staking/stakers/1/2") = json!(2_000_000_000_000_000_000u64);
	});
	contains(&refusal, &["staking.stakers", "2000000000000000000"]);
}

#[test]
fn bond_below_the_smallest_is_refused() {
	let refusal = refusal(|patch| *at(patch, "/staking/stakers/1/2") = json!(5));
	contains(&refusal, &["staking.stakers", "minValidatorBond"]);
}

#[test]
fn validator_without_session_keys_is_refused() {
	let refusal = refusal(|patch| drop(at(patch, "/session/keys").as_array_mut().unwrap().pop()));
	contains(&refusal, &["session.keys has no keys"]);
}

#[test]
fn genesis_without_validators_is_refused() {
	let refusal = refusal(|patch| {
		*at(patch, "/staking/stakers") = json!([]);
		*at(patch, "/session/keys") = json!([]);
	});
	contains(&refusal, &["staking.stakers names no validator"]);
}

#[test]
fn counts_without_a_possible_election_are_refused() {
	let none = refusal(|patch| *at(patch, "/staking/validatorCount") = json!(0));
	contains(&none, &["staking.validatorCount is 0"]);
	let too_many = refusal(|patch| {
		*at(patch, "/staking/minimumValidatorCount") = json!(5);
		*at(patch, "/staking/validatorCount") = json!(10);
	});
	contains(&too_many, &["staking.minimumValidatorCount is 5", "4 validators"]);
	let too_few = refusal(|patch| {
		*at(patch, "/staking/minimumValidatorCount") = json!(3);
		*at(patch, "/staking/validatorCount") = json!(2);
	});
	contains(&too_few, &["staking.minimumValidatorCount is 3", "validatorCount 2"]);
}

#[test]
fn one_key_for_two_schemes_is_refused() {
	let refusal = refusal(|patch| {
		let key = at(patch, "/session/keys/0/2/babe").clone();
		*at(patch, "/session/keys/0/2/grandpa") = key;
	});
	contains(&refusal, &["one key as grandpa", "ed25519"]);
}

#[test]
fn session_key_of_two_validators_is_refused() {
	let refusal = refusal(|patch| {
		let key = at(patch, "/session/keys/0/2/grandpa").clone();
		*at(patch, "/session/keys/1/2/grandpa") = key;
	});
	contains(&refusal, &["grandpa key"]);
}

#[test]
fn value_that_cannot_be_read_names_its_field() {
	let wrong_account =
		refusal(|patch| *at(patch, "/balances/balances/2/0") = json!("5NotAnAccount"));
	contains(&wrong_account, &["balances.balances[2][0]"]);
	let wrong_field = refusal(|patch| {
		at(patch, "/staking").as_object_mut().unwrap().insert("validatorCuont".into(), json!(4));
	});
	contains(&wrong_field, &["staking", "validatorCuont"]);
}

#[test]
fn refusal_by_the_runtime_is_passed_on() {
	let refusal = refusal(|patch| *at(patch, "/validators/timing/epochSlots") = json!(0));
	contains(&refusal, &["the runtime refuses the genesis"]);
}

#[test]
fn amounts_that_look_rounded_are_found() {
	let account = local().pointer("/balances/balances/0/0").unwrap().clone();
	let mut patch = local();
	*at(&mut patch, "/balances/balances/0/1") = number("123456789012345680");
	let found = rounded_amounts(&patch);
	assert_eq!(found.len(), 1);
	contains(&found[0], &["123456789012345680", account.as_str().unwrap()]);
	for exact in ["123456789012345678", "1000000000000000000", "9007199254740990", "5"] {
		assert!(!looks_rounded(exact), "{exact}");
	}
}

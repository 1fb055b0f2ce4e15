// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Checks of the genesis in a chain spec before the runtime runs on it: one line says what is
//! wrong, where the runtime would end in a backtrace.

use batara_runtime::{
	constants::money::EXISTENTIAL_DEPOSIT, AccountId, Balance, RuntimeGenesisConfig,
};
use polkadot_sdk::{pallet_staking::StakerStatus, sc_chain_spec, sp_runtime::BuildStorage};
use serde_json::{Number, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	panic::{catch_unwind, set_hook, take_hook},
	sync::{Mutex, PoisonError},
};

/// The largest number up to which floating point has every whole number.
const EXACT: u64 = 1 << 53;
/// The most digits that floating point keeps.
const DIGITS: usize = 17;

/// Refuses a genesis that no chain can begin with. `patch` changes the runtime's own values.
pub fn ensure_possible(patch: &Value) -> Result<(), String> {
	ensure_whole_amounts(patch)?;
	let genesis = read(patch)?;
	ensure_balances(&genesis)?;
	ensure_stakers(&genesis)?;
	ensure_counts(&genesis)?;
	ensure_session_keys(&genesis)?;
	ensure_buildable(&genesis)
}

/// Returns the amounts that look as if a tool had rounded them, each with its place.
pub fn rounded_amounts(patch: &Value) -> Vec<String> {
	let mut found = Vec::new();
	visit_numbers(patch, "", &mut |place, number| {
		if looks_rounded(&number.to_string()) {
			found.push(format!("{place} {number}"));
		}
		Ok(())
	})
	.unwrap_or_default();
	found
}

/// Tells whether a number looks like one that a tool with floating point wrote in place of another
/// near it.
fn looks_rounded(digits: &str) -> bool {
	let significant = digits.trim_end_matches('0');
	let Ok(number) = digits.parse::<u128>() else { return false };
	number > EXACT.into()
		&& significant.len() < digits.len()
		&& (DIGITS - 1..=DIGITS).contains(&significant.len())
}

/// Refuses numbers with a point or an exponent: no field of a genesis has such values.
fn ensure_whole_amounts(patch: &Value) -> Result<(), String> {
	visit_numbers(patch, "", &mut |place, number| {
		if number.to_string().bytes().all(|byte| byte.is_ascii_digit()) {
			return Ok(());
		}
		Err(format!(
			"{place} is {number}: write whole numbers with all of their digits. Tools that read \
			numbers as floating point (jq up to 1.6, JavaScript) write such values and round amounts \
			above 2^53: edit the spec with something else"
		))
	})
}

/// Calls `visit` with each number and its place.
fn visit_numbers(
	value: &Value,
	place: &str,
	visit: &mut impl FnMut(&str, &Number) -> Result<(), String>,
) -> Result<(), String> {
	match value {
		Value::Number(number) => visit(place, number),
		Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
			let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
			visit_numbers(value, &place, visit)
		}),
		Value::Array(items) => {
			// An entry of a list of accounts is found by its account.
			let account = items.first().and_then(Value::as_str);
			items.iter().enumerate().try_for_each(|(index, value)| {
				let place = match account {
					Some(account) if value.is_number() => format!("{place} ({account})"),
					_ => format!("{place}[{index}]"),
				};
				visit_numbers(value, &place, visit)
			})
		},
		_ => Ok(()),
	}
}

/// Reads the genesis as the runtime does.
fn read(patch: &Value) -> Result<RuntimeGenesisConfig, String> {
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).map_err(|error| error.to_string())?;
	sc_chain_spec::json_merge(&mut config, patch.clone());
	serde_path_to_error::deserialize(config)
		.map_err(|error| format!("{}: {}", error.path(), error.inner()))
}

/// Returns the first account that occurs twice.
fn twice<'a>(accounts: impl IntoIterator<Item = &'a AccountId>) -> Option<&'a AccountId> {
	let mut seen = BTreeSet::new();
	accounts.into_iter().find(|account| !seen.insert(*account))
}

fn ensure_balances(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let balances = &genesis.balances.balances;
	if let Some(account) = twice(balances.iter().map(|(account, _)| account)) {
		let amounts = balances.iter().filter(|(each, _)| each == account);
		let amounts = amounts.map(|(_, amount)| amount.to_string()).collect::<Vec<_>>();
		return Err(format!(
			"balances.balances has {account} more than once, with {}: leave one entry, with the sum",
			amounts.join(" and "),
		));
	}
	let mut sum = Balance::default();
	for (account, amount) in balances {
		if *amount < EXISTENTIAL_DEPOSIT {
			return Err(format!(
				"balances.balances gives {account} {amount}: no account may have less than \
				{EXISTENTIAL_DEPOSIT}, the existential deposit"
			));
		}
		// Half of what fits is left to what the chain emits.
		sum = sum.checked_add(*amount).filter(|sum| *sum <= Balance::MAX / 2).ok_or_else(|| {
			format!(
				"balances.balances issues too much: with the {amount} of {account} the sum is above \
				{}",
				Balance::MAX / 2,
			)
		})?;
	}
	Ok(())
}

fn ensure_stakers(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let staking = &genesis.staking;
	let balances = genesis.balances.balances.iter().cloned().collect::<BTreeMap<_, _>>();
	let stashes = staking.stakers.iter().map(|(stash, ..)| stash);
	if let Some(account) = twice(stashes) {
		return Err(format!("staking.stakers has {account} more than once: leave one entry"));
	}
	for (stash, _, bond, status) in &staking.stakers {
		let balance = balances.get(stash).copied().unwrap_or_default();
		if *bond > balance {
			return Err(format!(
				"staking.stakers bonds {bond} of {stash}, which has {balance} in balances.balances"
			));
		}
		let least = match status {
			StakerStatus::Validator => staking.min_validator_bond,
			StakerStatus::Nominator(_) => staking.min_nominator_bond,
			StakerStatus::Idle => Balance::default(),
		};
		if *bond < least {
			return Err(format!(
				"staking.stakers bonds {bond} of {stash}: the smallest bond is {least} \
				(staking.minValidatorBond, staking.minNominatorBond)"
			));
		}
	}
	Ok(())
}

/// Refuses numbers of validators with which every election would fail.
fn ensure_counts(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let staking = &genesis.staking;
	let is_validator = |status: &StakerStatus<_>| matches!(status, StakerStatus::Validator);
	let validators = staking.stakers.iter().filter(|(.., status)| is_validator(status)).count();
	if validators == 0 {
		return Err("staking.stakers names no validator: nobody could make blocks".into());
	}
	if staking.validator_count == 0 {
		return Err("staking.validatorCount is 0: give the number of validators to elect".into());
	}
	let (count, least) = (staking.validator_count, staking.minimum_validator_count);
	if least > count {
		return Err(format!(
			"staking.minimumValidatorCount is {least}, and staking.validatorCount {count}: an election \
			of {count} would never do"
		));
	}
	if usize::try_from(least).is_ok_and(|least| least <= validators) {
		return Ok(());
	}
	Err(format!(
		"staking.minimumValidatorCount is {least}, and staking.stakers names {validators} validators: \
		the first election would fail"
	))
}

fn ensure_session_keys(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let keys = &genesis.session.keys;
	if let Some(account) = twice(keys.iter().map(|(account, ..)| account)) {
		return Err(format!("session.keys has {account} more than once: leave one entry"));
	}
	let mut owners = BTreeMap::new();
	for (account, _, keys) in keys {
		let grandpa: &[u8] = keys.grandpa.as_ref();
		if [keys.babe.as_ref() as &[u8], keys.authority_discovery.as_ref()].contains(&grandpa) {
			return Err(format!(
				"session.keys gives {account} one key as grandpa and as another: that of grandpa is an \
				ed25519 key, the others are sr25519 keys"
			));
		}
		for (name, key) in [
			("babe", keys.babe.as_ref() as &[u8]),
			("grandpa", keys.grandpa.as_ref()),
			("authority_discovery", keys.authority_discovery.as_ref()),
		] {
			if let Some(other) = owners.insert((name, key.to_vec()), account) {
				return Err(format!(
					"session.keys gives {account} the {name} key of {other}: each validator has its own"
				));
			}
		}
	}
	let without = genesis.staking.stakers.iter().find(|(stash, _, _, status)| {
		matches!(status, StakerStatus::Validator) && !keys.iter().any(|(each, ..)| each == stash)
	});
	match without {
		Some((stash, ..)) => Err(format!(
			"staking.stakers makes {stash} a validator, and session.keys has no keys of it"
		)),
		None => Ok(()),
	}
}

/// Builds the genesis with the runtime in this program. Reports a refusal in the runtime's words.
fn ensure_buildable(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	// The hook is that of the whole process.
	static SILENT: Mutex<()> = Mutex::new(());
	let silent = SILENT.lock().unwrap_or_else(PoisonError::into_inner);
	let hook = take_hook();
	set_hook(Box::new(|_| ()));
	let built = catch_unwind(|| genesis.build_storage());
	set_hook(hook);
	drop(silent);
	match built {
		Ok(built) => built.map(drop),
		Err(panic) => Err(panic
			.downcast_ref::<String>()
			.map(String::as_str)
			.or(panic.downcast_ref::<&str>().copied())
			.unwrap_or("the runtime does not say why")
			.replace('\n', " ")),
	}
	.map_err(|reason| format!("the runtime refuses the genesis: {reason}"))
}

#[cfg(test)]
#[path = "genesis/tests.rs"]
mod tests;

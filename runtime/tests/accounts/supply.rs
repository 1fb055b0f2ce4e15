// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The view of the supply: what was emitted and burned, and what the treasury got of it.

use super::{assert_issuance, eve, signed};
use crate::{
	balance_simulation::{validators, Simulation},
	chain::{
		account, build, local,
		transactions::{begin_block, send},
	},
};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	genesis_config_presets::get_preset,
	Accounts, Balance, Balances, RuntimeCall, RuntimeEvent, Staking, System,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_balances, pallet_staking,
	sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
};

#[test]
fn dust_goes_to_the_treasury() {
	local().execute_with(|| {
		let who = account(Sr25519Keyring::One);
		assert_ok!(Balances::transfer_allow_death(signed(eve()), who.clone().into(), BTR));
		let treasury = Accounts::supply().treasury;
		let issued = Accounts::supply().issued;
		let left = EXISTENTIAL_DEPOSIT - 1;
		assert_ok!(Balances::transfer_allow_death(signed(who), eve().into(), BTR - left));
		assert_eq!(Accounts::supply().treasury, treasury + left);
		assert_eq!(Accounts::supply().issued, issued);
		assert_issuance();
	});
}

#[test]
fn burned_fees_are_told_apart_from_what_holders_burn() {
	local().execute_with(|| {
		begin_block();
		let burn = pallet_balances::Call::burn { value: BTR, keep_alive: true };
		send(Sr25519Keyring::Eve, RuntimeCall::Balances(burn), 0).unwrap().unwrap();
		let told = Accounts::supply();
		assert!(told.burned_by_fees > 0);
		assert_eq!(told.burned_otherwise, BTR);
		assert_eq!(told.genesis - told.burned_by_fees - BTR, told.issued);
	});
}

/// Covers what other pallets mint after Accounts has noted the issuance: none of it may be
/// forgotten.
#[test]
fn noted_genesis_is_the_whole_issuance() {
	for name in [DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET] {
		let preset = get_preset(&PresetId::from(name)).unwrap();
		TestExternalities::new_empty().execute_with(|| {
			build(&preset).unwrap();
			let told = Accounts::supply();
			assert_eq!(told.genesis, told.issued, "{name}");
			assert_eq!(told.treasury, EXISTENTIAL_DEPOSIT, "{name}");
			assert_issuance();
		});
	}
}

/// Returns the payout of validators and the remainder from the event of the last paid era.
fn last_paid_era() -> (Balance, Balance) {
	let paid = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Staking(pallet_staking::Event::EraPaid {
			validator_payout,
			remainder,
			..
		}) => Some((validator_payout, remainder)),
		_ => None,
	});
	paid.unwrap()
}

#[test]
fn an_era_issues_what_was_told() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		let told = Accounts::supply().emission_per_era;
		simulation.pass_eras(1);
		let (payout, remainder) = last_paid_era();
		assert!(told > 0);
		assert_eq!(payout + remainder, told);
	});
}

#[test]
fn remainder_counts_as_emitted_when_the_era_ends() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		let before = Accounts::supply();
		simulation.pass_eras(1);
		let after = Accounts::supply();
		let (_, remainder) = last_paid_era();
		assert_eq!(after.emitted - before.emitted, remainder);
		assert_eq!(after.treasury - before.treasury, remainder);
		assert_eq!(after.treasury_income.emission - before.treasury_income.emission, remainder);
		assert_eq!(after.issued - before.issued, remainder);
	});
}

#[test]
fn rewards_count_as_emitted_when_they_are_paid() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		simulation.pass_eras(1);
		let (payout, _) = last_paid_era();
		let before = Accounts::supply();
		for validator in validators() {
			assert_ok!(Staking::payout_stakers(signed(eve()), validator, 1));
		}
		let paid = Accounts::supply().emitted - before.emitted;
		assert_eq!(Accounts::supply().issued - before.issued, paid);
		// Shares are parts of 10^9.
		assert!(paid <= payout && payout - paid < payout / 1_000_000, "{paid} of {payout}");
	});
}

#[test]
fn stake_of_the_era_is_told() {
	local().execute_with(|| {
		assert_eq!(Accounts::supply().staked, 4 * 100_000 * BTR);
	});
}

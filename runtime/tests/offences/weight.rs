// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A report of an equivocation slashes everybody who backs the validator. It declares the weight of
//! that, and fits into a block.

use super::{
	babe_equivocation, grandpa_equivocation, owner_of_babe_key, owner_of_grandpa_key, SLOT,
};
use crate::chain::{
	account, local, local_with,
	slots::{active_era, Chain},
	stash, timing,
	transactions::{begin_block_in, end_block},
	PRESET,
};
use batara_runtime::{
	configs::system::RuntimeBlockWeights,
	constants::{
		money::BTR,
		staking::{MAX_ACTIVE_VALIDATORS, MAX_BACKERS_PER_WINNER},
	},
	AccountId, Executive, Runtime, RuntimeCall, RuntimeOrigin, Session, Staking,
	UncheckedExtrinsic,
};
use codec::Encode;
use pallet_validators::{backers::SlashableBackers, MostBackers};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		dispatch::{DispatchClass, GetDispatchInfo},
		traits::Get,
		weights::Weight,
	},
	pallet_babe, pallet_grandpa, pallet_staking,
	sp_core::H256,
	sp_io::{hashing::blake2_256, TestExternalities},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::Perbill,
	sp_staking::offence::OffenceDetails,
};
use serde_json::{json, Value};
use std::sync::LazyLock;

/// More nominators than can back one validator.
const TOO_MANY_NOMINATORS: u32 = MAX_BACKERS_PER_WINNER + 100;
/// The most nominators that can back one validator: all of its backers but itself.
const MOST_NOMINATORS: u32 = MAX_BACKERS_PER_WINNER - 1;

fn nominator(number: u32) -> AccountId {
	blake2_256(&("nominator", number).encode()).into()
}

/// Builds the `local` chain with these values and this many nominators, all behind Alice.
fn chain_with_nominators(nominators: u32, mut patch: Value) -> TestExternalities {
	let list = |pallet: &str, field: &str| PRESET[pallet][field].as_array().unwrap().clone();
	let mut balances = list("balances", "balances");
	let mut stakers = list("staking", "stakers");
	let alice = stash(Alice);
	for who in (0..nominators).map(nominator) {
		balances.push(json!([who, 20 * BTR as u64]));
		stakers.push(json!([who, who, 10 * BTR as u64, { "Nominator": [alice] }]));
	}
	patch["balances"] = json!({ "balances": balances });
	patch["staking"] = json!({ "stakers": stakers });
	patch["validators"]["election"] = json!({ "voters": TOO_MANY_NOMINATORS + 100 });
	local_with(patch)
}

/// The keys, values and root of a state.
type Snapshot = (Vec<(Vec<u8>, (Vec<u8>, i32))>, H256);

/// Returns a chain with more nominators than can back Alice. Its genesis takes seconds.
fn chain_with_too_many_nominators() -> TestExternalities {
	static GENESIS: LazyLock<Snapshot> = LazyLock::new(|| {
		let mut chain = chain_with_nominators(TOO_MANY_NOMINATORS, json!({}));
		chain.commit_all().unwrap();
		chain.into_raw_snapshot()
	});
	let (raw, root) = GENESIS.clone();
	TestExternalities::from_raw_snapshot(raw, root, Default::default())
}

/// Counts the nominators that can be slashed with Alice.
fn exposed() -> u32 {
	let exposure = pallet_staking::ErasStakersOverview::<Runtime>::get(active_era(), stash(Alice));
	exposure.unwrap().nominator_count
}

/// Returns the number of nominators that a report declares to slash.
fn slashable() -> u32 {
	SlashableBackers::<Runtime>::get()
}

/// Makes reports of two equivocations of Alice's, signed and unsigned.
fn reports() -> [RuntimeCall; 4] {
	use pallet_babe::Call as Babe;
	use pallet_grandpa::Call as Grandpa;
	let blocks = || Box::new(babe_equivocation(H256::zero(), H256::repeat_byte(1)));
	let votes = || Box::new(grandpa_equivocation());
	[
		RuntimeCall::Babe(Babe::report_equivocation {
			equivocation_proof: blocks(),
			key_owner_proof: owner_of_babe_key(),
		}),
		RuntimeCall::Babe(Babe::report_equivocation_unsigned {
			equivocation_proof: blocks(),
			key_owner_proof: owner_of_babe_key(),
		}),
		RuntimeCall::Grandpa(Grandpa::report_equivocation {
			equivocation_proof: votes(),
			key_owner_proof: owner_of_grandpa_key(),
		}),
		RuntimeCall::Grandpa(Grandpa::report_equivocation_unsigned {
			equivocation_proof: votes(),
			key_owner_proof: owner_of_grandpa_key(),
		}),
	]
}

fn declared() -> [Weight; 4] {
	reports().map(|report| report.get_dispatch_info().call_weight)
}

/// Slashes Alice and her nominators. Returns the weight of that, as staking counts it.
fn slash() -> Weight {
	let offence = OffenceDetails { offender: stash(Alice), reporters: vec![account(Bob)] };
	Staking::on_offence([offence].into_iter(), &[Perbill::one()], Session::current_index())
}

/// Counts the nominators whose slashes wait.
fn slashed() -> usize {
	let waiting = pallet_staking::UnappliedSlashes::<Runtime>::iter_values().flatten();
	waiting.map(|slash| slash.others.len()).sum()
}

/// Returns the weight of the heaviest transaction that enters a block.
fn heaviest() -> Weight {
	RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic.unwrap()
}

#[test]
fn an_election_keeps_as_many_backers_as_a_report_can_slash() {
	chain_with_too_many_nominators().execute_with(|| {
		assert_eq!(exposed(), MOST_NOMINATORS);
		assert_eq!(slashable(), MOST_NOMINATORS);
	});
}

#[test]
fn a_report_declares_what_slashing_thousands_takes() {
	chain_with_too_many_nominators().execute_with(|| {
		let declared = declared();
		let taken = slash();
		assert_eq!(slashed() as u32, MOST_NOMINATORS);
		for declared in declared {
			assert!(taken.all_lte(declared), "{taken} of {declared}");
			assert!(declared.all_lte(heaviest()), "{declared} of {}", heaviest());
		}
	});
}

#[test]
fn a_report_that_slashes_thousands_enters_a_block() {
	for unsigned in [1, 3] {
		chain_with_too_many_nominators().execute_with(|| {
			// Whoever is reported may not author this block any more.
			begin_block_in(SLOT, 1);
			let report = reports()[unsigned].clone();
			let outcome = Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(report));
			assert_eq!(outcome, Ok(Ok(())));
			assert_eq!(slashed() as u32, MOST_NOMINATORS);
			end_block();
		});
	}
}

#[test]
fn a_report_declares_little_where_nobody_nominates() {
	local().execute_with(|| {
		let declared = declared();
		let taken = slash();
		for declared in declared {
			assert!(taken.all_lte(declared), "{taken} of {declared}");
			assert!(declared.ref_time() < heaviest().ref_time() / 100, "{declared}");
		}
	});
}

#[test]
fn the_heaviest_report_fits_into_a_block() {
	type Babe = <Runtime as pallet_babe::Config>::WeightInfo;
	type Grandpa = <Runtime as pallet_grandpa::Config>::WeightInfo;
	let (validators, backers) = (MAX_ACTIVE_VALIDATORS, MAX_BACKERS_PER_WINNER);
	for report in [
		<Babe as pallet_babe::WeightInfo>::report_equivocation(validators, backers),
		<Grandpa as pallet_grandpa::WeightInfo>::report_equivocation(validators, backers),
	] {
		assert!(report.all_lte(heaviest()), "{report} of {}", heaviest());
	}
}

#[test]
fn backers_count_as_long_as_they_can_be_slashed() {
	const NOMINATORS: u32 = 100;
	const BONDING_ERAS: u32 = 2;
	let mut chain = Chain::new(chain_with_nominators(NOMINATORS, timing(4, 1, BONDING_ERAS, 1)));
	chain.with(|| {
		for who in (0..NOMINATORS).map(nominator) {
			assert_ok!(Staking::chill(RuntimeOrigin::signed(who)));
		}
	});
	// Some eras were elected before that.
	let elected = chain.with(MostBackers::<Runtime>::get).into_iter();
	let last = elected.filter(|(_, most)| *most > 0).map(|(era, _)| era).max().unwrap();
	while chain.with(active_era) <= last + BONDING_ERAS {
		assert_eq!(chain.with(slashable), NOMINATORS);
		chain.end_era();
	}
	assert_eq!(chain.with(slashable), 0);
}

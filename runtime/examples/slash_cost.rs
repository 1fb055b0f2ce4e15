// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The time that it takes to slash a validator with few or many nominators, when the slash is put off
//! and when it is applied at once: natively and with all state in memory.
//!
//! `cargo run --release -p batara-runtime --no-default-features --features std --example slash_cost`

use batara_runtime::{
	constants::{
		money::BTR,
		staking::{MAX_BACKERS_PER_WINNER, MAX_EXPOSURE_PAGE_SIZE},
	},
	AccountId, Balance, Balances, Runtime, RuntimeOrigin, Staking, System,
};
use codec::Encode;
use pallet_validators::{timing::Timing, ChainTiming};
use polkadot_sdk::{
	frame_support::{
		storage::{with_transaction, TransactionOutcome},
		traits::fungible::Mutate,
		weights::Weight,
	},
	pallet_babe,
	pallet_staking::{self, ActiveEraInfo, EraInfo, Exposure, RewardDestination},
	sp_io::{hashing::blake2_256, TestExternalities},
	sp_runtime::{DispatchError, Perbill},
	sp_staking::{offence::OffenceDetails, IndividualExposure},
};
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
/// A page of a payout, and as many as can back one validator.
const NOMINATORS: [u32; 2] = [MAX_EXPOSURE_PAGE_SIZE, MAX_BACKERS_PER_WINNER];
const STAKE: Balance = 100 * BTR;
const FRACTION: Perbill = Perbill::from_percent(10);
/// The era and the session of the offence.
const ERA: u32 = 0;
const SESSION: u32 = 0;

type ReportWeight = <Runtime as pallet_babe::Config>::WeightInfo;

/// Makes an account with a bond.
fn bonded(name: impl Encode) -> AccountId {
	let who = AccountId::from(blake2_256(&name.encode()));
	Balances::set_balance(&who, 2 * STAKE);
	let origin = RuntimeOrigin::signed(who.clone());
	assert!(Staking::bond(origin, STAKE, RewardDestination::Staked).is_ok());
	who
}

/// Makes a validator with so many nominators.
fn exposed(nominators: u32) -> AccountId {
	let validator = bonded(("validator", nominators));
	let others = (0..nominators)
		.map(|number| IndividualExposure {
			who: bonded(("nominator", nominators, number)),
			value: STAKE,
		})
		.collect();
	let total = STAKE * Balance::from(nominators + 1);
	EraInfo::<Runtime>::set_exposure(ERA, &validator, Exposure { total, own: STAKE, others });
	validator
}

/// Slashes a validator and undoes it. Returns how long it took, and what staking counts for it.
fn slash(validator: &AccountId) -> (Duration, Weight) {
	let mut cost = (Duration::ZERO, Weight::zero());
	let undone: Result<(), DispatchError> = with_transaction(|| {
		let offence = OffenceDetails { offender: validator.clone(), reporters: vec![] };
		let begin = Instant::now();
		let weight = Staking::on_offence([offence].into_iter(), &[FRACTION], SESSION);
		cost = (begin.elapsed(), weight);
		TransactionOutcome::Rollback(Ok(()))
	});
	assert!(undone.is_ok());
	cost
}

/// Returns the median of many times.
fn median(validator: &AccountId) -> (Duration, Weight) {
	let mut costs = [(); ROUNDS].map(|()| slash(validator));
	costs.sort_by_key(|(time, _)| *time);
	costs[ROUNDS / 2]
}

fn milliseconds(weight: Weight) -> f64 {
	weight.ref_time() as f64 / 1e9
}

fn main() {
	let mut chain = TestExternalities::new_empty();
	let validators = chain.execute_with(|| {
		System::set_block_number(1);
		pallet_staking::ActiveEra::<Runtime>::put(ActiveEraInfo { index: ERA, start: None });
		pallet_staking::ErasStartSessionIndex::<Runtime>::insert(ERA, SESSION);
		NOMINATORS.map(exposed)
	});
	assert!(chain.commit_all().is_ok());
	for (nominators, validator) in NOMINATORS.into_iter().zip(&validators) {
		let report = <ReportWeight as pallet_babe::WeightInfo>::report_equivocation(4, nominators);
		println!("{nominators} nominators: a report declares {:.1} ms", milliseconds(report));
		for (what, slash_defer_eras) in [("put off", 1), ("applied at once", 0)] {
			let (time, counted) = chain.execute_with(|| {
				ChainTiming::<Runtime>::put(Timing { slash_defer_eras, ..Timing::production() });
				median(validator)
			});
			println!(
				"  {what}: {:.2} ms; staking counts {:.1} ms",
				time.as_secs_f64() * 1e3,
				milliseconds(counted)
			);
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Hours of eras in which accounts join, leave, fall silent, nominate and offend at random.
//! After each era the ledger of all events matches the state. With the feature `try-runtime`, the
//! state of all pallets is sound, too.
//!
//! `SIMULATED_HOURS` sets the number of hours that pass (the long profile has 72), `SEED` what
//! happens in them.

mod actions;
mod ledger;
mod world;

use ledger::Ledger;
use world::World;

const SLOTS_PER_HOUR: u64 = 1_200;
/// The hours of the short profile.
const HOURS: u64 = 2;
/// The number of blocks after an era in which its rewards are paid.
const PAYOUT_BLOCKS: u32 = 6;

fn number(variable: &str, default: u64) -> u64 {
	std::env::var(variable).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn ledger_matches_the_state_after_every_era() {
	// Which pallet is unsound stands in the log only.
	polkadot_sdk::sp_tracing::try_init_simple();
	let hours = number("SIMULATED_HOURS", HOURS);
	let seed = number("SEED", 1);
	let mut world = World::new(seed);
	let mut ledger = Ledger::open(&mut world);
	let end = world.chain.slot() + hours * SLOTS_PER_HOUR;
	while world.chain.slot() < end {
		world.run_era();
		world.run_blocks(PAYOUT_BLOCKS);
		world.finish_payouts();
		ledger.check(&mut world);
	}
	println!("{hours} h, seed {seed}: {ledger:?}");
	println!("times that each action did nothing and something: {:?}", world.outcomes);
	assert!(ledger.eras as u64 >= hours * 20, "{} eras", ledger.eras);
	// A simulation in which something never happens is no test of it.
	let idle = world.outcomes.iter().filter(|(_, [_, done])| *done == 0).collect::<Vec<_>>();
	assert!(idle.is_empty(), "{idle:?}");
	assert!(ledger.jailed > 0 && ledger.left > 0 && ledger.slashed > 0, "{ledger:?}");
}

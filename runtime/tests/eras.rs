// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Hours of eras in which accounts join, leave, fall silent, nominate and offend at random.
//! After each era the books balance and, with the feature `try-runtime`, the state of all
//! pallets is sound.
//!
//! `SIMULATED_HOURS` sets the number of hours that pass (the long profile has 72), `SEED` what
//! happens in them.

mod books;
mod deeds;
mod world;

use books::Books;
use world::World;

const SLOTS_PER_HOUR: u64 = 1_200;
/// The hours of the short profile.
const HOURS: u64 = 2;
/// The number of blocks after an era in which its rewards are paid.
const PAYING_BLOCKS: u32 = 6;

fn number(variable: &str, default: u64) -> u64 {
	std::env::var(variable).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn books_balance_after_every_era() {
	// Which pallet is unsound stands in the log only.
	polkadot_sdk::sp_tracing::try_init_simple();
	let hours = number("SIMULATED_HOURS", HOURS);
	let seed = number("SEED", 1);
	let mut world = World::new(seed);
	let mut books = Books::open(&mut world);
	let end = world.chain.slot() + hours * SLOTS_PER_HOUR;
	while world.chain.slot() < end {
		world.live_an_era();
		world.live_blocks(PAYING_BLOCKS);
		world.finish_payouts();
		books.check(&mut world);
	}
	println!("{hours} h, seed {seed}: {books:?}");
	println!("deeds that did nothing and something: {:?}", world.tally);
	assert!(books.eras as u64 >= hours * 20, "{} eras", books.eras);
	// A simulation in which something never happens is no test of it.
	let idle = world.tally.iter().filter(|(_, [_, done])| *done == 0).collect::<Vec<_>>();
	assert!(idle.is_empty(), "{idle:?}");
	assert!(books.jailed > 0 && books.left > 0 && books.slashed > 0, "{books:?}");
}

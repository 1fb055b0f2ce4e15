// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The ledger of a simulation: sums of all events, which must match the state after every era.

use super::world::World;
use crate::chain::{assert_sound, slots::active_era};
use batara_runtime::{
	parameters::dynamic_params::staking::PayoutShare, AccountId, Accounts, Babe, Balance, Balances,
	Runtime, RuntimeEvent, RuntimeHoldReason, Session,
};
use pallet_validators::{Event, NextPayout, Overpaid, PaidTime, PayoutProgress, Unpaid};
use polkadot_sdk::{
	frame_support::{assert_storage_noop, traits::Get},
	frame_system, pallet_balances, pallet_session, pallet_staking, pallet_timestamp,
	sp_runtime::Permill,
};

/// The sums of all events since the beginning.
#[derive(Debug)]
pub struct Ledger {
	genesis: Balance,
	/// The eras that have ended: their number, and the parts of stakers and of the treasury.
	pub eras: u32,
	for_stakers: Balance,
	for_treasury: Balance,
	/// The amount paid to stakers, and the amount that rounding left of their part.
	paid: Balance,
	rounded: Balance,
	pub jailed: u32,
	pub left: u32,
	pub slashed: u32,
	/// The number of checks that found rewards waiting because governance had stopped payouts.
	waited: u32,
	/// Set if rewards have waited since everything was paid.
	is_late: bool,
	/// The value of `for_stakers` when everything was paid.
	settled: Balance,
}

impl Ledger {
	pub fn open(world: &mut World) -> Self {
		Self {
			genesis: world.chain.with(Balances::total_issuance),
			eras: 0,
			for_stakers: 0,
			for_treasury: 0,
			paid: 0,
			rounded: 0,
			jailed: 0,
			left: 0,
			slashed: 0,
			waited: 0,
			is_late: false,
			settled: 0,
		}
	}

	/// Adds the new events, and compares the sums with the state.
	pub fn check(&mut self, world: &mut World) {
		let at = format!("{world:?}, {self:?}");
		for event in world.chain.take_events() {
			self.add(&event, world);
		}
		world.chain.with(|| {
			self.compare(&at);
			assert_accounts(&at);
			assert_sound(&at);
		});
	}

	fn add(&mut self, event: &RuntimeEvent, world: &World) {
		match event {
			RuntimeEvent::Staking(pallet_staking::Event::EraPaid {
				validator_payout,
				remainder,
				..
			}) => {
				self.eras += 1;
				self.for_stakers += validator_payout;
				self.for_treasury += remainder;
			},
			RuntimeEvent::Staking(pallet_staking::Event::Rewarded { amount, .. }) => {
				self.paid += amount;
			},
			RuntimeEvent::Staking(pallet_staking::Event::Slashed { .. }) => self.slashed += 1,
			RuntimeEvent::Validators(Event::PayoutsCompleted { remainder, .. }) => {
				self.settle(*remainder);
			},
			RuntimeEvent::Validators(Event::Left { .. }) => self.left += 1,
			RuntimeEvent::Validators(Event::Jailed { validator, .. }) => {
				self.jailed += 1;
				let until = world.excused.get(validator).copied().unwrap_or(0);
				// The event is at most an era and a stand-still old.
				assert!(
					until.saturating_add(200) >= world.chain.slot(),
					"{validator} is not silent: {world:?}"
				);
			},
			_ => (),
		}
	}

	/// Notes that an era is paid. If no other era waits, `remainder` is the amount that nobody
	/// could be paid.
	fn settle(&mut self, remainder: Balance) {
		self.rounded += remainder;
		if self.paid + self.rounded < self.for_stakers {
			return;
		}
		// Shares are parts of 10^9. Who has withdrawn its stake meanwhile is not paid any more.
		let owed = self.for_stakers - self.settled;
		assert!(self.is_late || remainder <= owed / 100_000, "{remainder} of {owed}: {self:?}");
		self.is_late = false;
		self.settled = self.for_stakers;
	}

	fn compare(&mut self, at: &str) {
		let unpaid = Unpaid::<Runtime>::get();
		let supply = Accounts::supply();
		assert_storage_noop!(assert!(Accounts::supply().issued > 0));
		assert_eq!(supply.genesis, self.genesis);
		// All that eras were to emit has been emitted, but for what is still owed.
		assert_eq!(supply.emitted, self.paid + self.rounded + self.for_treasury, "{at}");
		// Rounding can pay a unit too much: the next era leaves so much less.
		let due = self.for_stakers + self.for_treasury + Overpaid::<Runtime>::get();
		assert_eq!(supply.emitted + unpaid, due, "{at}");
		let burned = supply.burned_by_fees;
		assert_eq!(supply.burned_otherwise, 0, "{at}");
		assert_eq!(supply.genesis + supply.emitted - burned, supply.issued, "{at}");

		let eras_left = PayoutProgress::<Runtime>::get().is_some()
			|| NextPayout::<Runtime>::get() < active_era();
		if <PayoutShare as Get<Permill>>::get().is_zero() {
			self.waited += u32::from(eras_left);
			self.is_late |= eras_left;
		} else {
			assert!(unpaid == 0 && !eras_left, "{unpaid} unpaid; {at}");
		}
		// The first era began with the first block.
		let passed = pallet_timestamp::Now::<Runtime>::get() - 2 * 3_000;
		assert!(PaidTime::<Runtime>::get() <= passed, "{at}");
	}
}

/// Asserts that accounts own all of the issuance, that a deposit for keys is held only of those
/// with keys, and that there are validators, as many as authorities.
fn assert_accounts(at: &str) {
	let mut owned = 0;
	let reason = RuntimeHoldReason::Session(pallet_session::HoldReason::Keys);
	for (who, account) in frame_system::Account::<Runtime>::iter() {
		owned += account.data.free + account.data.reserved;
		let holds = pallet_balances::Holds::<Runtime>::get(&who);
		if holds.iter().any(|hold| hold.id == reason) {
			assert!(Session::load_keys(&who).is_some(), "{who}: {at}");
		}
	}
	assert_eq!(owned, Balances::total_issuance(), "{at}");
	let validators: Vec<AccountId> = Session::validators();
	assert!(!validators.is_empty() && validators.len() == Babe::authorities().len(), "{at}");
}

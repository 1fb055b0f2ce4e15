// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The chain and its accounts, slot by slot.

use super::actions::{Outcome, ACTIONS};
use crate::{
	chain::{
		account, local_with,
		slots::{active_era, Chain},
		stash, timing,
	},
	random::Random,
};
use batara_runtime::{
	parameters::dynamic_params::staking::PayoutShare, AccountId, Runtime, RuntimeOrigin, Session,
	Staking,
};
use pallet_validators::NextPayout;
use polkadot_sdk::{
	frame_support::{assert_ok, traits::Get},
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie},
	sp_runtime::Permill,
};
use std::collections::BTreeMap;

/// The average number of slots per action.
const SLOTS_PER_ACTION: u64 = 4;
/// The number of slots without a block after which all operators look after their nodes.
const PATIENCE_SLOTS: u32 = 100;

/// The state of a simulation.
pub struct World {
	pub chain: Chain,
	pub random: Random,
	/// Twelve accounts of a million BTR; four of them validate at genesis.
	pub accounts: Vec<AccountId>,
	/// The number of sets of session keys made so far.
	pub keys: u32,
	/// The accounts that may be jailed, each with the last slot for that: they are or were silent,
	/// or were disabled.
	pub excused: BTreeMap<AccountId, u64>,
	/// The times that each action did nothing, and the times that it did something.
	pub outcomes: BTreeMap<String, [u32; 2]>,
	/// The number of slots since the last block, without those that were skipped.
	empty_slots: u32,
}

impl World {
	pub fn new(seed: u64) -> Self {
		let mut chain = Chain::new(local_with(timing(10, 3, 3, 1)));
		chain.block_with(|| {
			assert_ok!(Staking::set_validator_count(RuntimeOrigin::root(), 6));
		});
		let names = [Alice, Bob, Charlie, Dave, Eve, Ferdie];
		Self {
			chain,
			random: Random(seed),
			accounts: names.map(account).into_iter().chain(names.map(stash)).collect(),
			keys: 0,
			excused: BTreeMap::new(),
			outcomes: ACTIONS.iter().map(|action| (format!("{action:?}"), [0, 0])).collect(),
			empty_slots: 0,
		}
	}

	/// Goes on until an era has ended.
	pub fn run_era(&mut self) {
		let era = self.chain.with(active_era);
		while self.chain.with(active_era) == era {
			self.run_slot();
		}
	}

	/// Goes on for `blocks` blocks.
	pub fn run_blocks(&mut self, blocks: u32) {
		for _ in 0..blocks {
			while !self.run_slot() {}
		}
	}

	/// Goes on until everything is paid, one era per block. Does nothing if governance stopped it.
	pub fn finish_payouts(&mut self) {
		let behind = |next: u32| active_era().saturating_sub(next);
		let eras = self.chain.with(|| behind(NextPayout::<Runtime>::get()));
		let is_stopped = || <PayoutShare as Get<Permill>>::get().is_zero();
		// Blocks that begin a session have no room for them.
		for _ in 0..2 * eras + 5 {
			if self.chain.with(|| is_stopped() || behind(NextPayout::<Runtime>::get()) == 0) {
				return;
			}
			while !self.run_slot_without_action() {}
		}
	}

	/// Passes one slot without an action. Returns `true` if it had a block.
	fn run_slot_without_action(&mut self) -> bool {
		let had_block = self.chain.slot_with(|| ()).is_some();
		self.count_slot(had_block)
	}

	/// Counts the slots without a block. After too many, operators wake up all silent validators:
	/// nobody else helps a set of which everybody is silent.
	fn count_slot(&mut self, had_block: bool) -> bool {
		self.empty_slots = if had_block { 0 } else { self.empty_slots + 1 };
		if self.empty_slots > PATIENCE_SLOTS {
			while self.wake_up() {}
		}
		had_block
	}

	/// Passes one slot, perhaps with an action. Returns `true` if it had a block.
	fn run_slot(&mut self) -> bool {
		if self.random.below(SLOTS_PER_ACTION) > 0 {
			return self.run_slot_without_action();
		}
		let action = self.random.pick_any(&ACTIONS).unwrap();
		let outcome = self.begin(action);
		let mut done = matches!(outcome, Outcome::Done);
		let had_block = match outcome {
			Outcome::InBlock(act) => self.chain.slot_with(|| done = act()).is_some(),
			Outcome::Done | Outcome::Impossible => self.chain.slot_with(|| ()).is_some(),
		};
		self.outcomes.entry(format!("{action:?}")).or_default()[usize::from(done)] += 1;
		self.count_slot(had_block)
	}

	/// Returns the accounts for which `holds` returns `true`.
	pub fn accounts_that(&mut self, holds: impl Fn(&AccountId) -> bool) -> Vec<AccountId> {
		let accounts = self.accounts.clone();
		self.chain.with(|| accounts.into_iter().filter(holds).collect())
	}

	/// Silences a validator, unless too few would be left: the chain may lose only some of them.
	pub fn fall_silent(&mut self) -> bool {
		let set = self.chain.with(Session::validators);
		let silent = set.iter().filter(|who| self.chain.silent.contains(*who)).count();
		let Some(who) = self.random.pick_any(&set) else { return false };
		if silent * 3 >= set.len() || !self.chain.silent.insert(who.clone()) {
			return false;
		}
		self.excused.insert(who, u64::MAX);
		true
	}

	/// Lets a silent validator author again.
	pub fn wake_up(&mut self) -> bool {
		let silent = self.chain.silent.iter().cloned().collect::<Vec<_>>();
		let Some(who) = self.random.pick_any(&silent) else { return false };
		self.chain.silent.remove(&who);
		// Its turn may come after the end of the epoch.
		self.excused.insert(who, self.chain.slot() + 30);
		true
	}

	/// Stops all authoring for up to five epochs.
	pub fn stand_still(&mut self) -> bool {
		let slots = 1 + self.random.below(50);
		self.chain.skip(slots);
		true
	}
}

impl std::fmt::Debug for World {
	fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(formatter, "slot {}, silent {:?}", self.chain.slot(), self.chain.silent)
	}
}

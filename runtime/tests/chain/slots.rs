// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A chain that goes on slot by slot. Each slot belongs to one validator, in turn; it stays empty if
//! that one is silent or disabled.

use super::transactions::begin_block_in;
use batara_runtime::{AccountId, Babe, Executive, Header, Runtime, RuntimeEvent, Session, System};
use polkadot_sdk::{
	frame_support::{dispatch::PerDispatchClass, traits::Get, weights::Weight},
	pallet_babe, pallet_session, pallet_staking,
	sp_io::TestExternalities,
};
use std::collections::BTreeSet;

/// The weight that a block used.
#[derive(Clone, Debug)]
pub struct BlockReport {
	/// Set if a session began with the block. Session then counts a whole block as used.
	pub begins_session: bool,
	/// The weight of everything, by class.
	pub used: PerDispatchClass<Weight>,
	/// The weight that the hooks took of what was left over.
	pub idle: Weight,
}

/// A chain, and what happened on it.
pub struct Chain {
	state: TestExternalities,
	slot: u64,
	/// The validators whose slots stay empty.
	pub silent: BTreeSet<AccountId>,
	/// The events of all blocks.
	pub events: Vec<RuntimeEvent>,
}

impl Chain {
	/// Goes on from block 1.
	pub fn new(mut state: TestExternalities) -> Self {
		state.commit_all().unwrap();
		Self { state, slot: 1, silent: BTreeSet::new(), events: Vec::new() }
	}

	/// Looks at the state between two blocks, or changes it.
	pub fn with<R>(&mut self, look: impl FnOnce() -> R) -> R {
		self.state.execute_with(look)
	}

	/// Moves what has changed into the trie, so that later blocks need not hash it again.
	pub fn commit(&mut self) {
		self.state.commit_all().unwrap();
	}

	/// Returns the last slot.
	pub fn slot(&self) -> u64 {
		self.slot
	}

	/// Lets slots pass in which nobody authors.
	pub fn skip(&mut self, slots: u64) {
		self.slot += slots;
	}

	/// Goes through one slot: its author makes a block with `body`, if it is able to.
	pub fn slot_with(&mut self, body: impl FnOnce()) -> Option<BlockReport> {
		self.slot += 1;
		let slot = self.slot;
		let set = self.with(|| Turn::of(slot));
		let count = set.validators.len() as u64;
		// Each round begins with another one, so that nobody always has the first slot of an epoch.
		let index = ((slot + slot / count) % count) as u32;
		let author = &set.validators[index as usize];
		if self.silent.contains(author) || set.disabled.contains(&index) {
			return None;
		}
		Some(self.author(index, set.begins_session, body))
	}

	/// Authors a block with `body` in the next slot whose author is able to, whoever that is.
	pub fn block_with(&mut self, body: impl FnOnce()) -> BlockReport {
		let mut body = Some(body);
		for _ in 0..1_000 {
			let report = self.slot_with(|| {
				if let Some(body) = body.take() {
					body();
				}
			});
			if let Some(report) = report {
				return report;
			}
		}
		panic!("nobody authors");
	}

	/// Authors a block with nothing but its inherents.
	pub fn block(&mut self) -> BlockReport {
		self.block_with(|| ())
	}

	/// Authors a block of this validator in the next slot, whosever slot it is.
	pub fn block_by(&mut self, author: &AccountId) -> BlockReport {
		self.slot += 1;
		let slot = self.slot;
		let set = self.with(|| Turn::of(slot));
		let index = set.validators.iter().position(|one| one == author).unwrap() as u32;
		self.author(index, set.begins_session, || ())
	}

	/// Goes through slots until the first block of the next session has been authored.
	pub fn end_session(&mut self) {
		let session = self.with(Session::current_index);
		while self.with(Session::current_index) == session {
			self.slot_with(|| ());
		}
	}

	/// Goes through slots until the first block of the next era has been authored.
	pub fn end_era(&mut self) {
		let era = self.with(active_era);
		while self.with(active_era) == era {
			self.slot_with(|| ());
		}
	}

	/// Goes through slots until this many eras have ended.
	pub fn end_eras(&mut self, eras: u32) {
		for _ in 0..eras {
			self.end_era();
		}
	}

	/// Takes the events since the last time.
	pub fn take_events(&mut self) -> Vec<RuntimeEvent> {
		std::mem::take(&mut self.events)
	}

	/// Returns the same chain twice.
	pub fn fork(self) -> [Self; 2] {
		let Self { mut state, slot, silent, events, .. } = self;
		state.commit_all().unwrap();
		let (raw, root) = state.into_raw_snapshot();
		[raw.clone(), raw].map(|raw| Self {
			state: TestExternalities::from_raw_snapshot(raw, root, Default::default()),
			slot,
			silent: silent.clone(),
			events: events.clone(),
		})
	}

	fn author(&mut self, index: u32, begins_session: bool, body: impl FnOnce()) -> BlockReport {
		let slot = self.slot;
		let (report, events) = self.state.execute_with(|| {
			begin_block_in(slot, index);
			body();
			let before = System::block_weight().total();
			let _: Header = Executive::finalize_block();
			let used = System::block_weight();
			let idle = used.total().saturating_sub(before);
			let events = System::read_events_no_consensus().map(|record| record.event);
			(BlockReport { begins_session, used, idle }, events.collect::<Vec<_>>())
		});
		self.events.extend(events);
		self.commit();
		report
	}
}

/// The validators from which the author of a slot comes.
pub struct Turn {
	/// Set if a block in this slot begins a session: its author is then one of the next set.
	pub begins_session: bool,
	/// The accounts of the validators, in the order of their indices.
	pub validators: Vec<AccountId>,
	/// The indices of those that are not allowed to author.
	pub disabled: BTreeSet<u32>,
}

impl Turn {
	/// Returns the turn of a slot, as the state before its block has it.
	pub fn of(slot: u64) -> Self {
		let length = <Runtime as pallet_babe::Config>::EpochDuration::get();
		let begins_session = *Babe::genesis_slot() != 0
			&& slot.saturating_sub(*Babe::current_epoch_start()) >= length;
		let disabled = Session::disabled_validators().into_iter().collect();
		if !begins_session {
			return Self { begins_session, validators: Session::validators(), disabled };
		}
		let queued = Session::queued_keys().into_iter().map(|(who, _)| who).collect();
		let is_new_set = pallet_session::QueuedChanged::<Runtime>::get();
		let disabled = if is_new_set { BTreeSet::new() } else { disabled };
		Self { begins_session, validators: queued, disabled }
	}
}

/// Returns the era that is under way.
pub fn active_era() -> u32 {
	pallet_staking::ActiveEra::<Runtime>::get().map_or(0, |era| era.index)
}

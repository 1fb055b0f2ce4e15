// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Blocks of a chain with disabled validators. On Kusama, in August 2025, every author then failed
//! on a mandatory inherent, and the chain stood still. Here each block that may follow is built and
//! imported.

use super::{chain_with_places, eve, join};
use crate::chain::{
	account,
	slots::{Chain, Turn},
	transactions::{next_header, sign},
};
use batara_runtime::{
	constants::money::BTR, AccountId, Block, Executive, Runtime, RuntimeCall, Session, Staking,
	UncheckedExtrinsic,
};
use polkadot_sdk::{
	frame_support::weights::Weight,
	pallet_balances, pallet_session,
	sp_block_builder::runtime_decl_for_block_builder::BlockBuilderV6,
	sp_inherents::InherentData,
	sp_io,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Ferdie},
	sp_runtime::Perbill,
	sp_staking::offence::{OffenceDetails, OnOffenceHandler},
};
use std::{
	collections::BTreeSet,
	panic::{catch_unwind, AssertUnwindSafe},
};

/// The slots of an era of a chain that [`chain_with_places`] makes.
const ERA_SLOTS: u64 = 8;

type Offender = pallet_session::historical::IdentificationTuple<Runtime>;

/// Reports an offence of each of these validators in the present session.
fn offend(offenders: &[AccountId], fraction: Perbill) {
	for who in offenders {
		let details =
			OffenceDetails { offender: (who.clone(), Default::default()), reporters: vec![] };
		<Staking as OnOffenceHandler<AccountId, Offender, Weight>>::on_offence(
			&[details],
			&[fraction],
			Session::current_index(),
		);
	}
}

/// Signs a transaction that waits in the pool.
fn payment() -> UncheckedExtrinsic {
	let dest = account(Bob).into();
	let call = pallet_balances::Call::transfer_keep_alive { dest, value: BTR };
	sign(Alice, RuntimeCall::Balances(call), 0)
}

/// Builds the block of a slot as a node does: its inherents, a transaction, the end.
fn built(slot: u64, authority: u32, payment: &UncheckedExtrinsic) -> Block {
	let mut header = next_header(slot, authority);
	Executive::initialize_block(&header);
	let mut data = InherentData::new();
	data.put_data(*b"timstap0", &(slot * 3_000)).unwrap();
	let mut extrinsics: Vec<UncheckedExtrinsic> = Runtime::inherent_extrinsics(data);
	assert!(!extrinsics.is_empty());
	for inherent in &extrinsics {
		Executive::apply_extrinsic(inherent.clone()).unwrap().unwrap();
	}
	// A block that begins a session has no room for it; the node then forgets that it tried.
	sp_io::storage::start_transaction();
	if Executive::apply_extrinsic(payment.clone()).is_ok() {
		sp_io::storage::commit_transaction();
		extrinsics.push(payment.clone());
	} else {
		sp_io::storage::rollback_transaction();
	}
	header = Executive::finalize_block();
	Block { header, extrinsics }
}

/// Returns the outcome of `run`, or its panic, and undoes what it has changed.
fn forgotten<R>(run: impl FnOnce() -> R) -> std::thread::Result<R> {
	sp_io::storage::start_transaction();
	let outcome = catch_unwind(AssertUnwindSafe(run));
	sp_io::storage::rollback_transaction();
	outcome
}

/// Builds and imports a block of every validator that is not disabled in the slot, and keeps one.
/// Returns the indices of the disabled ones.
fn every_author(slot: u64) -> BTreeSet<u32> {
	let turn = Turn::of(slot);
	let authors = (0..turn.validators.len() as u32).filter(|index| !turn.disabled.contains(index));
	let payment = payment();
	let mut last = None;
	for author in authors {
		let block =
			forgotten(|| built(slot, author, &payment)).expect("a block of an author builds");
		let import = || Executive::execute_block(block.clone().into());
		forgotten(import).expect("and every node imports it");
		last = Some(block);
	}
	for author in &turn.disabled {
		let panic = forgotten(|| built(slot, *author, &payment)).expect_err("it authors");
		let reason = panic.downcast_ref::<String>().unwrap();
		assert!(reason.contains("is disabled"), "{reason}");
	}
	Executive::execute_block(last.expect("somebody authors").into());
	turn.disabled
}

/// Builds a chain with seven validators, two of which can be disabled.
fn seven() -> Chain {
	let mut chain = chain_with_places(7);
	chain.block_with(|| [eve(), account(Ferdie), account(Bob)].iter().for_each(join));
	chain.end_eras(2);
	chain.with(|| assert_eq!(Session::validators().len(), 7));
	chain
}

/// Goes through slots, and returns in how many of them somebody was disabled. After the slots of
/// `offend_in` two validators offend.
fn every_block_of(chain: &mut Chain, slots: u64, offend_in: &[u64]) -> u32 {
	let first = chain.slot() + 1;
	let mut disabled_in = 0;
	for slot in first..first + slots {
		disabled_in += u32::from(!chain.with(|| every_author(slot)).is_empty());
		if offend_in.contains(&(slot - first)) {
			chain.with(|| offend(&Session::validators()[..2], Perbill::from_percent(5)));
		}
		chain.commit();
	}
	disabled_in
}

#[test]
fn the_chain_goes_on_while_as_many_as_possible_are_disabled() {
	let mut chain = seven();
	chain.with(|| {
		offend(&Session::validators(), Perbill::from_percent(5));
		assert_eq!(Session::disabled_validators().len(), 2, "at most a third");
	});
	// Two ends of sessions; at the second one, which ends an era, all are enabled again.
	assert_eq!(every_block_of(&mut chain, ERA_SLOTS, &[]), ERA_SLOTS as u32 - 1);
	chain.with(|| assert_eq!(Session::disabled_validators(), Vec::<u32>::new()));
}

#[test]
fn the_chain_goes_on_if_offences_come_around_the_end_of_a_session() {
	let mut chain = seven();
	// The last block of a session, its first one, and the last one of an era.
	let disabled_in = every_block_of(&mut chain, ERA_SLOTS + 2, &[2, 3, 6]);
	assert!(disabled_in >= 4, "{disabled_in}");
}

#[test]
fn a_worse_offence_takes_the_place_of_a_lesser_one() {
	let mut chain = seven();
	chain.with(|| {
		let set = Session::validators();
		offend(&set[..2], Perbill::from_percent(1));
		offend(&set[4..5], Perbill::from_percent(50));
		let disabled = Session::disabled_validators();
		assert!(disabled.len() == 2 && disabled.contains(&4), "{disabled:?}");
	});
	assert_eq!(every_block_of(&mut chain, 2, &[]), 2);
}

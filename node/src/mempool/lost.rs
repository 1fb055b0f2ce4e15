// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests of `patches/sc-transaction-pool.patch`, on the fork-aware pool of the patched crate: what
//! was accepted is not lost, however its arrival falls between blocks.

use super::toy_chain::{open, transaction, ToyChain, ToyPool};
use batara_runtime::{opaque::Block, Hash};
use futures::executor::block_on;
use polkadot_sdk::{
	sc_transaction_pool_api::{
		ChainEvent, MaintainedTransactionPool, TransactionPool, TransactionSource,
	},
	sp_runtime::OpaqueExtrinsic,
};
use std::{
	sync::Arc,
	thread,
	time::{Duration, Instant},
};

fn new_block(number: u32) -> ChainEvent<Block> {
	ChainEvent::NewBestBlock { hash: ToyChain::hash(number), tree_route: None }
}

fn finalized(number: u32) -> ChainEvent<Block> {
	ChainEvent::Finalized { hash: ToyChain::hash(number), tree_route: Arc::from([]) }
}

fn submit(pool: &ToyPool, at: u32, extrinsic: OpaqueExtrinsic) -> Hash {
	block_on(pool.submit_one(ToyChain::hash(at), TransactionSource::External, extrinsic)).unwrap()
}

fn ready(pool: &ToyPool) -> Vec<Hash> {
	pool.ready().map(|transaction| transaction.hash).collect()
}

/// Waits until the pool's tasks have told of what happened.
fn wait_until(mut is_so: impl FnMut() -> bool) {
	let end = Instant::now() + Duration::from_secs(30);
	while !is_so() {
		assert!(Instant::now() < end, "waited for 30 s");
		thread::sleep(Duration::from_millis(5));
	}
}

/// Sends a transaction that waits for an earlier one while the view of block 1 is being filled from
/// the mempool. Only the view of the genesis has it, which goes when block 1 is final.
#[test]
fn future_that_came_while_a_view_was_built_becomes_ready() {
	let (pool, chain) = open();
	chain.add_block([]);
	let hold = chain.hold_validations_at(1);
	let waits = thread::scope(|scope| {
		// The view takes this one up, and is held while it is validated.
		let maintain = {
			let body = chain.hold_body_of(1);
			let maintain = scope.spawn(|| block_on(pool.maintain(new_block(1))));
			body.wait();
			submit(&pool, 0, transaction(9, 0));
			body.release();
			maintain
		};
		hold.wait();
		let waits = submit(&pool, 0, transaction(1, 1));
		hold.release();
		maintain.join().unwrap();
		waits
	});
	assert!(pool.futures_at(ToyChain::hash(0)).unwrap().iter().any(|tx| tx.hash == waits));
	assert!(pool.futures_at(ToyChain::hash(1)).unwrap().is_empty());

	block_on(pool.maintain(finalized(1)));
	// Time for the watcher of dropped transactions to throw it out.
	thread::sleep(Duration::from_millis(200));
	chain.add_block([]);
	block_on(pool.maintain(new_block(2)));
	let first = submit(&pool, 2, transaction(1, 0));
	wait_until(|| ready(&pool).contains(&first));
	assert!(ready(&pool).contains(&waits), "it is lost: the sender's next nonce never comes");
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A look at what the pool has of the journal.

use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::sc_transaction_pool_api::{InPoolTransaction, TransactionPool};
use std::collections::HashSet;

/// The transactions of the journal that the pool does not have, and all that wait in it for others.
#[derive(Default)]
pub struct InPool {
	/// The transactions of the journal that are not in the pool.
	pub missing: HashSet<Hash>,
	/// The transactions in the pool that wait for others.
	pub waiting: HashSet<Hash>,
}

impl InPool {
	/// Looks these transactions up.
	pub fn look_up<P>(pool: &P, hashes: Vec<Hash>) -> Self
	where
		P: TransactionPool<Block = Block, Hash = Hash>,
	{
		let waiting: HashSet<_> =
			pool.futures().iter().map(|transaction| *transaction.hash()).collect();
		let is_missing =
			|hash: &Hash| !waiting.contains(hash) && pool.ready_transaction(hash).is_none();
		Self { missing: hashes.into_iter().filter(is_missing).collect(), waiting }
	}
}

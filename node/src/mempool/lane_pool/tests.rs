// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use super::*;
use crate::mempool::{
	lane_source::OpaqueTransaction,
	numbered::room,
	order::Waiting,
	toy_chain::{open, transaction, ToyChain, ToyPool},
};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use futures::executor::block_on;
use polkadot_sdk::{
	sc_transaction_pool_api::InPoolTransaction,
	substrate_prometheus_endpoint::{prometheus::TextEncoder, Registry},
};

/// An account whose transactions are payments, and one whose are votes.
const PAYER: u8 = 1;
const VOTER: u8 = 2;

/// The lanes of transactions by their accounts, or nothing about them.
struct LanesByAccount {
	is_silent: bool,
}

impl LaneSource for LanesByAccount {
	fn room(&self, _: Hash) -> Result<BlockRoom, ApiError> {
		if self.is_silent {
			return Err(ApiError::Application("silent".into()));
		}
		Ok(room())
	}

	fn weigh<T: OpaqueTransaction>(
		&self,
		_: Hash,
		transactions: &[Arc<T>],
	) -> Result<Vec<Waiting<T>>, ApiError> {
		let vote = transaction(VOTER, 0);
		let waiting = transactions.iter().cloned().map(|transaction| {
			let is_vote = **transaction.data() == vote;
			let lane = if is_vote { Lane::Governance } else { Lane::Payments };
			Waiting { transaction, weights: LaneWeights::only(lane, 10), tip: 0 }
		});
		Ok(waiting.collect())
	}
}

/// Sends a payment and then a vote to a pool. Returns the hashes in the order in which a block takes
/// them, and what `/metrics` shows afterwards.
fn taken(is_silent: bool) -> (Vec<Hash>, String) {
	let (pool, _) = open();
	let genesis = ToyChain::hash(0);
	for account in [PAYER, VOTER] {
		let sent = pool.submit_one(genesis, TransactionSource::External, transaction(account, 0));
		block_on(sent).unwrap();
	}
	let registry = Registry::new();
	let metrics = Arc::new(Metrics::new(Some(&registry)).unwrap());
	let lanes = Arc::new(LanesByAccount { is_silent });
	let lane_pool = LanePool::<ToyPool, _>::new(pool, lanes, metrics);
	let ready = block_on(lane_pool.ready_at(genesis));
	let hashes = ready.map(|transaction| *transaction.hash()).collect();
	(hashes, TextEncoder::new().encode_to_string(&registry.gather()).unwrap())
}

fn hashes(accounts: [u8; 2]) -> Vec<Hash> {
	accounts.map(|account| ToyChain::hash_of(&transaction(account, 0))).into()
}

#[test]
fn block_takes_what_waits_in_the_order_of_the_lanes() {
	let (taken, metrics) = taken(false);
	assert_eq!(taken, hashes([VOTER, PAYER]));
	assert!(metrics.contains("batara_mempool_order_fallbacks_total 0"), "{metrics}");
}

#[test]
fn runtime_without_lanes_leaves_the_order_of_the_pool() {
	let (taken, metrics) = taken(true);
	assert_eq!(taken, hashes([PAYER, VOTER]));
	assert!(metrics.contains("batara_mempool_order_fallbacks_total 1"), "{metrics}");
}

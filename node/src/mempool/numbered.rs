// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Transactions with numbers, for tests of the order.

use super::order::Waiting;
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use polkadot_sdk::{
	sc_transaction_pool_api::InPoolTransaction,
	sp_runtime::transaction_validity::{TransactionLongevity, TransactionPriority, TransactionTag},
};
use std::sync::Arc;

/// A transaction with a number for a hash.
pub struct Numbered {
	/// The number.
	pub number: u32,
	data: Arc<()>,
	priority: TransactionPriority,
	longevity: TransactionLongevity,
	requires: Vec<TransactionTag>,
	provides: Vec<TransactionTag>,
}

impl InPoolTransaction for Numbered {
	type Transaction = Arc<()>;
	type Hash = u32;

	fn data(&self) -> &Arc<()> {
		&self.data
	}
	fn hash(&self) -> &u32 {
		&self.number
	}
	fn priority(&self) -> &TransactionPriority {
		&self.priority
	}
	fn longevity(&self) -> &TransactionLongevity {
		&self.longevity
	}
	fn requires(&self) -> &[TransactionTag] {
		&self.requires
	}
	fn provides(&self) -> &[TransactionTag] {
		&self.provides
	}
	fn is_propagable(&self) -> bool {
		true
	}
}

/// Makes a transaction of a lane, after another one of its sender.
pub fn waiting(number: u32, lane: Lane, weight: u64, after: Option<u32>) -> Waiting<Numbered> {
	waiting_in(number, LaneWeights::only(lane, weight), after)
}

/// Makes a transaction of several lanes, after another one of its sender.
pub fn waiting_in(number: u32, weights: LaneWeights, after: Option<u32>) -> Waiting<Numbered> {
	let tag = |number: u32| number.to_le_bytes().to_vec();
	let transaction = Arc::new(Numbered {
		number,
		data: Arc::new(()),
		priority: 0,
		longevity: 64,
		requires: after.into_iter().map(tag).collect(),
		provides: vec![tag(number)],
	});
	Waiting { transaction, weights, tip: 0 }
}

/// Returns the room of a block in which all lanes are awake.
pub fn room() -> BlockRoom {
	let guaranteed =
		LaneWeights { operations: 100, governance: 100, payments: 250, contracts: 150, other: 50 };
	BlockRoom { limit: 1_000, guaranteed, reserved: guaranteed }
}

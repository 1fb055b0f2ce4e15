// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the runtime says about waiting transactions.

use crate::service::FullClient;
use batara_primitives::{
	lanes::{BlockRoom, LaneWeights},
	mempool::{MempoolApi, PendingTransaction},
};
use batara_runtime::{AccountId, Balance, Hash};
use polkadot_sdk::{
	sp_api::{ApiError, CallApiAt, CallContext, ProvideRuntimeApi},
	sp_runtime::OpaqueExtrinsic,
};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
};

/// How many transactions one runtime call looks at: bounds its memory.
const TRANSACTIONS_PER_CALL: usize = 1_000;

/// Asks the runtime, and remembers what it said of all that is still waiting.
pub struct Inspector {
	client: Arc<FullClient>,
	known: Mutex<Known>,
}

/// What one runtime says of transactions.
#[derive(Default)]
struct Known {
	spec_version: u32,
	seen: HashMap<Hash, Seen>,
}

/// What stays the same while a transaction waits. The default is for one that cannot be read.
#[derive(Clone, Copy, Default)]
pub struct Seen {
	/// What it weighs in each lane, in picoseconds.
	pub weights: LaneWeights,
	/// What it offers, in base units.
	pub tip: Balance,
}

impl Inspector {
	/// Of the chain of `client`.
	pub fn new(client: Arc<FullClient>) -> Self {
		Self { client, known: Mutex::default() }
	}

	/// The room of the block after `at`.
	pub fn room(&self, at: Hash) -> Result<BlockRoom, ApiError> {
		self.client.runtime_api().next_block_room(at)
	}

	/// What each transaction weighs and offers; none where the runtime cannot read it.
	pub fn inspect(
		&self,
		at: Hash,
		transactions: &[Arc<OpaqueExtrinsic>],
	) -> Result<Vec<Option<PendingTransaction<AccountId, Balance>>>, ApiError> {
		let mut inspected = Vec::with_capacity(transactions.len());
		for chunk in transactions.chunks(TRANSACTIONS_PER_CALL) {
			let chunk = chunk.iter().map(|transaction| (**transaction).clone()).collect();
			inspected.extend(self.client.runtime_api().pending_transactions(at, chunk)?);
		}
		Ok(inspected)
	}

	/// All waiting transactions by lane. What is no longer among them is forgotten.
	pub fn see(
		&self,
		at: Hash,
		waiting: &[(Hash, Arc<OpaqueExtrinsic>)],
	) -> Result<Vec<Seen>, ApiError> {
		let spec_version = self.client.runtime_version_at(at, CallContext::Offchain)?.spec_version;
		let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
		if known.spec_version != spec_version {
			*known = Known { spec_version, ..Known::default() };
		}
		let (hashes, new): (Vec<_>, Vec<_>) = waiting
			.iter()
			.filter(|(hash, _)| !known.seen.contains_key(hash))
			.map(|(hash, transaction)| (*hash, transaction.clone()))
			.unzip();
		let inspected = self.inspect(at, &new)?.into_iter().map(|pending| {
			pending.map_or_else(Seen::default, |PendingTransaction { weights, tip, .. }| Seen {
				weights,
				tip,
			})
		});
		let mut seen: HashMap<_, _> = hashes.into_iter().zip(inspected).collect();
		for (hash, _) in waiting {
			if let Some(old) = known.seen.get(hash) {
				seen.insert(*hash, *old);
			}
		}
		known.seen = seen;
		let of = |hash: &Hash| known.seen.get(hash).copied().unwrap_or_default();
		Ok(waiting.iter().map(|(hash, _)| of(hash)).collect())
	}
}

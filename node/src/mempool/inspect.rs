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

/// Asks the runtime, and remembers the weights of what is still waiting.
pub struct Inspector {
	client: Arc<FullClient>,
	known: Mutex<Known>,
}

/// Weights by transaction, as one runtime sees them.
#[derive(Default)]
struct Known {
	spec_version: u32,
	weights: HashMap<Hash, Option<LaneWeights>>,
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

	/// The weights of all waiting transactions by lane. What is no longer among them is forgotten.
	pub fn weights(
		&self,
		at: Hash,
		waiting: &[(Hash, Arc<OpaqueExtrinsic>)],
	) -> Result<Vec<Option<LaneWeights>>, ApiError> {
		let spec_version = self.client.runtime_version_at(at, CallContext::Offchain)?.spec_version;
		let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
		if known.spec_version != spec_version {
			*known = Known { spec_version, ..Known::default() };
		}
		let (hashes, new): (Vec<_>, Vec<_>) = waiting
			.iter()
			.filter(|(hash, _)| !known.weights.contains_key(hash))
			.map(|(hash, transaction)| (*hash, transaction.clone()))
			.unzip();
		let inspected = self.inspect(at, &new)?.into_iter();
		let mut weights: HashMap<_, _> =
			hashes.into_iter().zip(inspected.map(|seen| seen.map(|seen| seen.weights))).collect();
		for (hash, _) in waiting {
			if let Some(old) = known.weights.get(hash) {
				weights.insert(*hash, *old);
			}
		}
		known.weights = weights;
		Ok(waiting.iter().map(|(hash, _)| known.weights.get(hash).copied().flatten()).collect())
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The questions to the runtime about waiting transactions.

use super::{
	chunks::chunks,
	lane_source::{LaneSource, OpaqueTransaction},
	order::Waiting,
	weighed::{Weighed, WeighedCache},
	Metrics,
};
use crate::types::{FullClient, FullPool};
use batara_primitives::{
	lanes::BlockRoom,
	mempool::{MempoolApi, PendingTransaction},
};
use batara_runtime::{AccountId, Balance, Hash};
use codec::Encode;
use polkadot_sdk::{
	sc_transaction_pool_api::TransactionPool,
	sp_api::{ApiError, CallApiAt, CallContext, ProvideRuntimeApi},
	sp_runtime::OpaqueExtrinsic,
};
use std::{
	collections::HashSet,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A transaction in the pool.
pub type Transaction = <FullPool as TransactionPool>::InPoolTransaction;
/// A transaction as the mempool shows it.
pub type Pending = PendingTransaction<AccountId, Balance>;

/// The access to the runtime's answers about transactions, which are remembered until they are
/// forgotten.
pub struct Inspector {
	client: Arc<FullClient>,
	/// The answers so far. The lock is never held while the runtime works: a block that is being
	/// built waits for it.
	cache: Mutex<WeighedCache>,
	metrics: Arc<Metrics>,
}

impl Inspector {
	/// Returns an inspector that asks the runtime of this chain.
	pub fn new(client: Arc<FullClient>, metrics: Arc<Metrics>) -> Self {
		Self { client, cache: Mutex::default(), metrics }
	}

	/// Returns how many accepted transactions the pool has thrown out so far, if that is known.
	pub fn dropped(&self) -> Option<u64> {
		self.metrics.dropped()
	}

	/// Returns what each transaction weighs and offers; none where the runtime cannot read it.
	pub fn inspect(
		&self,
		at: Hash,
		transactions: &[Arc<OpaqueExtrinsic>],
	) -> Result<Vec<Option<Pending>>, ApiError> {
		let mut inspected = Vec::with_capacity(transactions.len());
		for chunk in chunks(transactions, |transaction| transaction.encoded_size()) {
			let chunk = chunk.iter().map(|transaction| (**transaction).clone()).collect();
			let _timer = self.metrics.start_inspection();
			inspected.extend(self.client.runtime_api().pending_transactions(at, chunk)?);
		}
		Ok(inspected)
	}

	/// Forgets what is known of all but these transactions.
	pub fn keep(&self, waiting: &HashSet<Hash>) {
		self.cache().keep(waiting);
	}

	fn cache(&self) -> MutexGuard<'_, WeighedCache> {
		self.cache.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl LaneSource for Inspector {
	fn room(&self, at: Hash) -> Result<BlockRoom, ApiError> {
		self.client.runtime_api().next_block_room(at)
	}

	/// Asks the runtime only about transactions that are new.
	fn weigh<T: OpaqueTransaction>(
		&self,
		at: Hash,
		transactions: &[Arc<T>],
	) -> Result<Vec<Waiting<T>>, ApiError> {
		let spec_version = self.client.runtime_version_at(at, CallContext::Offchain)?.spec_version;
		let hashes: Vec<_> = transactions.iter().map(|transaction| *transaction.hash()).collect();
		let known = self.cache().look_up(spec_version, &hashes);
		let (new, data): (Vec<_>, Vec<_>) = transactions
			.iter()
			.zip(&known)
			.filter(|(_, known)| known.is_none())
			.map(|(transaction, _)| (*transaction.hash(), transaction.data().clone()))
			.unzip();
		let asked: Vec<_> = self.inspect(at, &data)?.into_iter().map(Weighed::new).collect();
		if !new.is_empty() {
			self.cache().remember(spec_version, new.into_iter().zip(asked.iter().copied()));
		}
		let mut asked = asked.into_iter();
		let weighed =
			known.into_iter().map(|known| known.or_else(|| asked.next()).unwrap_or_default());
		let waiting = transactions.iter().cloned().zip(weighed);
		Ok(waiting
			.map(|(transaction, Weighed { weights, tip })| Waiting { transaction, weights, tip })
			.collect())
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The questions to the runtime about waiting transactions.

use super::{
	chunks::chunks,
	known::{Known, Seen},
	order::Waiting,
	Metrics,
};
use crate::service::{FullClient, FullPool};
use batara_primitives::{
	lanes::BlockRoom,
	mempool::{MempoolApi, PendingTransaction},
};
use batara_runtime::{AccountId, Balance, Hash};
use codec::Encode;
use polkadot_sdk::{
	sc_transaction_pool_api::{InPoolTransaction, TransactionPool},
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
	known: Mutex<Known>,
	metrics: Arc<Metrics>,
}

impl Inspector {
	/// Returns an inspector that asks the runtime of this chain.
	pub fn new(client: Arc<FullClient>, metrics: Arc<Metrics>) -> Self {
		Self { client, known: Mutex::default(), metrics }
	}

	/// Returns the room of the block after `at`.
	pub fn room(&self, at: Hash) -> Result<BlockRoom, ApiError> {
		self.client.runtime_api().next_block_room(at)
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

	/// Returns these transactions with their lanes. Asks the runtime only for those that are new.
	pub fn waiting(
		&self,
		at: Hash,
		transactions: &[Arc<Transaction>],
	) -> Result<Vec<Waiting<Transaction>>, ApiError> {
		let spec_version = self.client.runtime_version_at(at, CallContext::Offchain)?.spec_version;
		let hashes: Vec<_> = transactions.iter().map(|transaction| *transaction.hash()).collect();
		let known = self.known().look_up(spec_version, &hashes);
		let (new, data): (Vec<_>, Vec<_>) = transactions
			.iter()
			.zip(&known)
			.filter(|(_, seen)| seen.is_none())
			.map(|(transaction, _)| (*transaction.hash(), transaction.data().clone()))
			.unzip();
		let asked: Vec<_> = self.inspect(at, &data)?.into_iter().map(Seen::new).collect();
		if !new.is_empty() {
			self.known().remember(spec_version, new.into_iter().zip(asked.iter().copied()));
		}
		let mut asked = asked.into_iter();
		let seen = known.into_iter().map(|seen| seen.or_else(|| asked.next()).unwrap_or_default());
		let waiting = transactions.iter().cloned().zip(seen);
		Ok(waiting
			.map(|(transaction, Seen { weights, tip })| Waiting { transaction, weights, tip })
			.collect())
	}

	/// Forgets what is known of all but these transactions.
	pub fn keep(&self, waiting: &HashSet<Hash>) {
		self.known().keep(waiting);
	}

	fn known(&self) -> MutexGuard<'_, Known> {
		self.known.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The pool behind its gate, as RPC and gossip see it.

use super::{Gate, Passage};
use crate::{
	mempool::{inspect::Transaction, journal::Journal},
	types::FullPool,
};
use async_trait::async_trait;
use batara_runtime::{opaque::Block, Hash};
use codec::Encode;
use futures_timer::Delay;
use polkadot_sdk::{
	sc_transaction_pool_api::{
		error::{Error as PoolError, IntoPoolError},
		ChainEvent, ImportNotificationStream, InPoolTransaction, LocalTransactionFor,
		LocalTransactionPool, MaintainedTransactionPool, PoolStatus, ReadyTransactions,
		TransactionFor, TransactionPool, TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
	},
	sp_blockchain,
	sp_runtime::transaction_validity::TransactionSource,
};
use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

type Error = <FullPool as TransactionPool>::Error;
type Ready = Box<dyn ReadyTransactions<Item = Arc<Transaction>> + Send>;

/// The number of attempts to have the pool validate a transaction, and the pause between: 10 s
/// together.
const VALIDATION_ATTEMPTS: u32 = 50;
const UNTIL_NEXT_ATTEMPT: Duration = Duration::from_millis(200);

/// The entrance through which transactions come.
enum Entrance {
	/// The clients of this node: what enters is written to the journal, if there is one.
	Rpc(Option<Arc<Journal>>),
	/// The peers of this node.
	Gossip,
}

/// The pool behind its gate.
pub struct GatedPool {
	pool: Arc<FullPool>,
	gate: Arc<Gate>,
	entrance: Entrance,
}

impl GatedPool {
	/// Makes the entrance for clients of this node.
	pub fn for_rpc(pool: Arc<FullPool>, gate: Arc<Gate>, journal: Option<Arc<Journal>>) -> Self {
		Self { pool, gate, entrance: Entrance::Rpc(journal) }
	}

	/// Makes the entrance for peers.
	pub fn for_gossip(pool: Arc<FullPool>, gate: Arc<Gate>) -> Self {
		Self { pool, gate, entrance: Entrance::Gossip }
	}

	/// Lets a transaction in if the gate agrees: `submit` takes it to the pool.
	async fn enter<R, F: Future<Output = Result<R, Error>>>(
		&self,
		at: Hash,
		transaction: TransactionFor<Self>,
		submit: impl Fn(TransactionFor<Self>) -> F,
	) -> Result<R, Error> {
		let hash = self.pool.hash_of(&transaction);
		let passage = match self.gate.pass_unasked(transaction.encoded_size() as u64) {
			Some(passage) => passage,
			// Peers tell again of what waits: the runtime need not be asked.
			None if self.is_ready(&hash) => {
				self.note(hash, &transaction);
				return Err(PoolError::AlreadyImported(Box::new(hash)).into());
			},
			None => {
				let judged = self.gate.judge(at, Arc::new(transaction.clone())).await;
				judged.map_err(|error| self.refusal(error))?
			},
		};
		let newcomer = passage.newcomer;
		let result = self.submit_until_validated(at, &transaction, passage, submit).await;
		match result.map_err(Error::into_pool_error) {
			Ok(accepted) => {
				// What waits for others takes no place.
				if let Some(newcomer) = newcomer.filter(|_| self.is_ready(&hash)) {
					self.gate.count(newcomer);
				}
				self.note(hash, &transaction);
				Ok(accepted)
			},
			Err(Ok(error)) => {
				// By gossip. A client takes that for accepted.
				if matches!(error, PoolError::AlreadyImported(_)) {
					self.note(hash, &transaction);
				}
				Err(error.into())
			},
			Err(Err(error)) => Err(error),
		}
	}

	/// Writes down what the pool has, if there is a journal for this entrance.
	fn note(&self, hash: TxHash<FullPool>, transaction: &TransactionFor<Self>) {
		if let Some(journal) = self.journal() {
			journal.note(hash, transaction, !self.is_ready(&hash));
		}
	}

	fn is_ready(&self, hash: &TxHash<FullPool>) -> bool {
		self.pool.ready_transaction(hash).is_some()
	}

	/// Submits until the pool can validate. After a fork was thrown away, all views of the pool may
	/// be of blocks whose state is gone: then it cannot, until it has caught up with the best
	/// block. The passage is for the first attempt: others need not wait for the rest. What the
	/// runtime cannot read ends in such an error as well, and is not tried again.
	async fn submit_until_validated<R, F: Future<Output = Result<R, Error>>>(
		&self,
		at: Hash,
		transaction: &TransactionFor<Self>,
		passage: Passage<'_>,
		submit: impl Fn(TransactionFor<Self>) -> F,
	) -> Result<R, Error> {
		let mut attempts = match &self.entrance {
			Entrance::Rpc(_) => VALIDATION_ATTEMPTS,
			// The peer still has it.
			Entrance::Gossip => 1,
		};
		let mut passage = Some(passage);
		loop {
			attempts -= 1;
			let submitted = submit(transaction.clone()).await.map_err(Error::into_pool_error);
			drop(passage.take());
			match submitted {
				Ok(accepted) => return Ok(accepted),
				Err(Ok(error)) => return Err(error.into()),
				Err(Err(error)) if attempts == 0 => return Err(error),
				Err(Err(error)) if !self.gate.can_read(at, transaction).await => return Err(error),
				Err(Err(_)) => Delay::new(UNTIL_NEXT_ATTEMPT).await,
			}
		}
	}

	fn journal(&self) -> Option<&Arc<Journal>> {
		match &self.entrance {
			Entrance::Rpc(journal) => journal.as_ref(),
			Entrance::Gossip => None,
		}
	}

	/// Returns the error for what the gate refuses. A peer is not to blame for a full pool: errors
	/// of the pool would cost it reputation.
	fn refusal(&self, error: PoolError) -> Error {
		match &self.entrance {
			Entrance::Rpc(_) => error.into(),
			Entrance::Gossip => sp_blockchain::Error::Backend(error.to_string()).into(),
		}
	}
}

#[async_trait]
impl TransactionPool for GatedPool {
	type Block = Block;
	type Hash = TxHash<FullPool>;
	type InPoolTransaction = Transaction;
	type Error = Error;

	async fn submit_at(
		&self,
		at: Hash,
		source: TransactionSource,
		transactions: Vec<TransactionFor<Self>>,
	) -> Result<Vec<Result<TxHash<Self>, Error>>, Error> {
		let mut results = Vec::with_capacity(transactions.len());
		for transaction in transactions {
			results.push(self.submit_one(at, source, transaction).await);
		}
		Ok(results)
	}

	async fn submit_one(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Result<TxHash<Self>, Error> {
		self.enter(at, transaction, |transaction| self.pool.submit_one(at, source, transaction))
			.await
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Error> {
		let submit = |transaction| self.pool.submit_and_watch(at, source, transaction);
		self.enter(at, transaction, submit).await
	}

	async fn ready_at(&self, at: Hash) -> Ready {
		self.pool.ready_at(at).await
	}

	async fn ready_at_with_timeout(&self, at: Hash, timeout: Duration) -> Ready {
		self.pool.ready_at_with_timeout(at, timeout).await
	}

	fn ready(&self) -> Ready {
		self.pool.ready()
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		errors: TxInvalidityReportMap<TxHash<Self>>,
	) -> Vec<Arc<Transaction>> {
		// Of the entrances, RPC alone reports: what `author_removeExtrinsic` removes stays removed.
		let named: Vec<_> = errors.keys().copied().collect();
		let removed = self.pool.report_invalid(at, errors).await;
		if let Some(journal) = self.journal() {
			let hashes = removed.iter().map(|transaction| transaction.hash()).chain(&named);
			journal.forget(hashes);
		}
		removed
	}

	fn futures(&self) -> Vec<Transaction> {
		self.pool.futures()
	}

	fn status(&self) -> PoolStatus {
		self.pool.status()
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<TxHash<Self>> {
		self.pool.import_notification_stream()
	}

	fn on_broadcasted(&self, propagations: HashMap<TxHash<Self>, Vec<String>>) {
		self.pool.on_broadcasted(propagations);
	}

	fn hash_of(&self, transaction: &TransactionFor<Self>) -> TxHash<Self> {
		self.pool.hash_of(transaction)
	}

	fn ready_transaction(&self, hash: &TxHash<Self>) -> Option<Arc<Transaction>> {
		self.pool.ready_transaction(hash)
	}
}

#[async_trait]
impl MaintainedTransactionPool for GatedPool {
	async fn maintain(&self, event: ChainEvent<Block>) {
		self.pool.maintain(event).await;
	}
}

impl LocalTransactionPool for GatedPool {
	type Block = Block;
	type Hash = TxHash<FullPool>;
	type Error = Error;

	fn submit_local(
		&self,
		at: Hash,
		transaction: LocalTransactionFor<Self>,
	) -> Result<TxHash<FullPool>, Error> {
		self.pool.submit_local(at, transaction)
	}
}

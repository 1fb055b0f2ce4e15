// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The pool as the author of blocks sees it: the node's pool, in the order of the lanes.

use super::{lane_source::LaneSource, queue::Queue, Metrics};
use crate::tally::Tally;
use async_trait::async_trait;
use batara_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
	sc_transaction_pool_api::{
		ImportNotificationStream, PoolStatus, ReadyTransactions, TransactionFor, TransactionPool,
		TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
	},
	sp_api::ApiError,
	sp_runtime::transaction_validity::TransactionSource,
};
use std::{
	collections::HashMap,
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant},
};

#[cfg(test)]
mod tests;

type Transaction<Pool> = <Pool as TransactionPool>::InPoolTransaction;
type Ready<Pool> = Box<dyn ReadyTransactions<Item = Arc<Transaction<Pool>>> + Send>;

/// A pool in the order of the lanes.
pub struct LanePool<Pool, Source> {
	pool: Arc<Pool>,
	lanes: Arc<Source>,
	metrics: Arc<Metrics>,
	/// The blocks that were built in the pool's order.
	fallbacks: Tally,
}

impl<Pool, Source> LanePool<Pool, Source>
where
	Pool: TransactionPool<Block = Block, Hash = Hash>,
	Pool::InPoolTransaction: Send + Sync + 'static,
	Source: LaneSource,
{
	/// Wraps this pool.
	pub fn new(pool: Arc<Pool>, lanes: Arc<Source>, metrics: Arc<Metrics>) -> Self {
		Self { pool, lanes, metrics, fallbacks: Tally::default() }
	}

	/// Returns what waits, in the lanes' order, or in the pool's if the runtime tells no lanes.
	fn in_order(&self, at: Hash, ready: Ready<Pool>) -> Ready<Pool> {
		let ready: Vec<_> = ready.collect();
		let room = self.lanes.room(at);
		match room.and_then(|room| Ok((self.lanes.weigh(at, &ready)?, room))) {
			Ok((waiting, room)) => Box::new(Queue::new(waiting, room)),
			Err(error) => {
				self.note_fallback(at, &error);
				Box::new(PoolOrder(ready.into_iter()))
			},
		}
	}

	/// Counts a block in the pool's order, and writes a line if it is time for one.
	fn note_fallback(&self, at: Hash, error: &ApiError) {
		self.metrics.count_order_fallback();
		if let Some(crowd) = self.fallbacks.add(Instant::now()) {
			log::warn!(
				target: "mempool",
				"The runtime tells no lanes of what waits after block {at:?}, {crowd}: this node's \
				blocks take it in the pool's order, so a flood with high tips can keep others out of \
				them. Check that this node's version fits the runtime, and lower --pool-kbytes if it \
				was raised: {error}",
			);
		}
	}
}

/// Transactions in the order in which the pool has them.
struct PoolOrder<T>(std::vec::IntoIter<Arc<T>>);

impl<T> Iterator for PoolOrder<T> {
	type Item = Arc<T>;

	fn next(&mut self) -> Option<Arc<T>> {
		self.0.next()
	}
}

impl<T> ReadyTransactions for PoolOrder<T> {
	fn report_invalid(&mut self, _: &Arc<T>) {}
}

#[async_trait]
impl<Pool, Source> TransactionPool for LanePool<Pool, Source>
where
	Pool: TransactionPool<Block = Block, Hash = Hash>,
	Pool::InPoolTransaction: Send + Sync + 'static,
	Source: LaneSource,
{
	type Block = Block;
	type Hash = Hash;
	type InPoolTransaction = Transaction<Pool>;
	type Error = Pool::Error;

	async fn ready_at(&self, at: Hash) -> Ready<Pool> {
		let ready = self.pool.ready_at(at).await;
		self.in_order(at, ready)
	}

	async fn ready_at_with_timeout(&self, at: Hash, timeout: Duration) -> Ready<Pool> {
		let ready = self.pool.ready_at_with_timeout(at, timeout).await;
		self.in_order(at, ready)
	}

	fn ready(&self) -> Ready<Pool> {
		self.pool.ready()
	}

	async fn submit_at(
		&self,
		at: Hash,
		source: TransactionSource,
		transactions: Vec<TransactionFor<Self>>,
	) -> Result<Vec<Result<TxHash<Self>, Self::Error>>, Self::Error> {
		self.pool.submit_at(at, source, transactions).await
	}

	async fn submit_one(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Result<TxHash<Self>, Self::Error> {
		self.pool.submit_one(at, source, transaction).await
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: TransactionFor<Self>,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Self::Error> {
		self.pool.submit_and_watch(at, source, transaction).await
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		errors: TxInvalidityReportMap<TxHash<Self>>,
	) -> Vec<Arc<Transaction<Pool>>> {
		self.pool.report_invalid(at, errors).await
	}

	fn futures(&self) -> Vec<Transaction<Pool>> {
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

	fn ready_transaction(&self, hash: &TxHash<Self>) -> Option<Arc<Transaction<Pool>>> {
		self.pool.ready_transaction(hash)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The way back into the pool, after a restart and for what the pool has lost.

use super::{in_pool::InPool, Journal};
use batara_runtime::{
	opaque::{Block, UncheckedExtrinsic as OpaqueExtrinsic},
	Hash,
};
use polkadot_sdk::{
	sc_transaction_pool_api::{
		error::{Error as PoolError, IntoPoolError},
		TransactionPool,
	},
	sp_runtime::transaction_validity::TransactionSource,
};

/// The number of transactions that the pool is given at a time.
const AT_A_TIME: usize = 256;

/// The outcome of giving transactions to the pool.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
	/// The number of transactions that the pool has.
	back: usize,
	/// The number of those that it refuses: they are in blocks, or will never be.
	refused: usize,
	/// The number of those that the pool may take another time.
	postponed: usize,
}

/// Gives the transactions of the journal to the pool, in their order, as the RPC does, and tells
/// how many are back. Forgets none: what the pool refuses is in a block, perhaps in one that no
/// final block will follow.
pub async fn restore<P>(journal: &Journal, pool: &P, best: Hash, transactions: Vec<OpaqueExtrinsic>)
where
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	if transactions.is_empty() {
		return;
	}
	let mut outcome = offer(pool, best, transactions).await;
	// What waits for others may have been too much.
	outcome.back = outcome.back.min(in_pool(pool, journal.hashes()));
	outcome.tell();
	journal.rewrite();
}

/// Offers the pool transactions that it does not have.
pub async fn offer_again<P>(pool: &P, best: Hash, transactions: Vec<OpaqueExtrinsic>)
where
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	let outcome = offer(pool, best, transactions).await;
	log::debug!(target: "mempool", "offered again to the pool: {outcome:?}");
}

fn in_pool<P>(pool: &P, hashes: Vec<Hash>) -> usize
where
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	let all = hashes.len();
	all - InPool::look_up(pool, hashes).missing.len()
}

async fn offer<P>(pool: &P, best: Hash, transactions: Vec<OpaqueExtrinsic>) -> Outcome
where
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	let mut outcome = Outcome::default();
	for batch in transactions.chunks(AT_A_TIME) {
		match pool.submit_at(best, TransactionSource::External, batch.to_vec()).await {
			Ok(results) => results.into_iter().for_each(|result| outcome.add(result)),
			Err(error) => outcome.postpone(batch.len(), &error),
		}
	}
	outcome
}

impl Outcome {
	/// Adds what the pool says of a transaction.
	fn add<E: IntoPoolError>(&mut self, result: Result<Hash, E>) {
		match result.map_err(IntoPoolError::into_pool_error) {
			Ok(_) | Err(Ok(PoolError::AlreadyImported(_))) => self.back += 1,
			Err(Ok(error)) if !error.is_retriable() => {
				log::debug!(target: "mempool", "a transaction of the journal is refused: {error}");
				self.refused += 1;
			},
			Err(Ok(error)) => self.postpone(1, &error),
			Err(Err(error)) => self.postpone(1, &error),
		}
	}

	/// Counts transactions that the pool could not judge.
	fn postpone(&mut self, count: usize, error: &dyn std::error::Error) {
		log::debug!(target: "mempool", "{count} transactions of the journal must wait: {error}");
		self.postponed += count;
	}

	/// Writes the outcome to the log.
	fn tell(&self) {
		log::info!(
			target: "mempool",
			"{} transactions of the journal are back, {} were in blocks already or are invalid",
			self.back,
			self.refused,
		);
		if self.postponed > 0 {
			log::warn!(
				target: "mempool",
				"The pool could not take {} transactions of the journal. They are offered again for ten \
				minutes; if the pool is full, raise --pool-limit and --pool-kbytes. --log mempool=debug \
				tells why",
				self.postponed,
			);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_runtime::transaction_validity::InvalidTransaction;

	#[test]
	fn answers_of_the_pool_are_told_apart() {
		let hashes: Vec<_> = (0..6).map(Hash::repeat_byte).collect();
		let answers = vec![
			Ok(hashes[0]),
			Err(PoolError::AlreadyImported(Box::new(hashes[1]))),
			Err(PoolError::InvalidTransaction(InvalidTransaction::Stale)),
			Err(PoolError::ImmediatelyDropped),
			Err(PoolError::TooLowPriority { old: 2, new: 1 }),
			Err(PoolError::InvalidBlockId("unknown".into())),
		];
		let mut outcome = Outcome::default();
		answers.into_iter().for_each(|answer| outcome.add(answer));
		assert_eq!(outcome, Outcome { back: 2, refused: 2, postponed: 2 });
	}
}

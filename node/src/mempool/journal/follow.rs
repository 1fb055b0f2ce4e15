// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The task that takes out of the journal what final blocks have, and looks after its file.

use super::{in_pool::InPool, restore::offer_again, upkeep::Upkeep, Journal};
use batara_runtime::{opaque::Block, Hash};
use futures::{FutureExt, StreamExt};
use futures_timer::Delay;
use polkadot_sdk::{
	sc_client_api::{BlockBackend, BlockchainEvents, FinalityNotification},
	sc_transaction_pool_api::TransactionPool,
	sp_blockchain::HeaderBackend,
};
use std::{
	sync::Arc,
	time::{Duration, Instant},
};

/// The time between two rounds, and so the most that a loss of power takes.
const EVERY: Duration = Duration::from_secs(1);

/// The lag of finality, in blocks, beyond which nothing is forgotten: blocks may still lose.
const LAG: u32 = 20;

/// Follows finality until the node stops. The pool has `places` for those that wait for others.
/// Waits for the disk, so it belongs on a thread that may block.
pub async fn follow<C, P>(journal: Arc<Journal>, client: Arc<C>, pool: Arc<P>, places: u64)
where
	C: BlockBackend<Block> + BlockchainEvents<Block> + HeaderBackend<Block>,
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	let mut finality = client.finality_notification_stream();
	let mut upkeep = Upkeep::new(Instant::now());
	loop {
		Delay::new(EVERY).await;
		while let Some(news) = finality.next().now_or_never() {
			let Some(news) = news else { return };
			forget_final(&journal, &*client, &*pool, &news);
		}
		let (now, chain) = (Instant::now(), client.info());
		let is_final_soon = chain.best_number.saturating_sub(chain.finalized_number) <= LAG;
		if is_final_soon && upkeep.is_comparison_due(&journal, now) {
			let lost = InPool::look_up(&*pool, journal.hashes()).missing;
			let places = (places as usize).saturating_sub(pool.status().future);
			offer_again(&*pool, chain.best_hash, journal.to_offer(&lost, places)).await;
			upkeep.compare(&journal, &InPool::look_up(&*pool, journal.hashes()), now);
		}
		upkeep.look_after_file(&journal, now);
	}
}

/// Forgets the transactions of the blocks that have become final.
fn forget_final<C, P>(journal: &Journal, client: &C, pool: &P, news: &FinalityNotification<Block>)
where
	C: BlockBackend<Block>,
	P: TransactionPool<Block = Block, Hash = Hash>,
{
	for block in news.tree_route.iter().chain([&news.hash]) {
		if journal.is_empty() {
			return;
		}
		match client.block_body(*block) {
			Ok(body) => {
				let hashes: Vec<_> =
					body.iter().flatten().map(|transaction| pool.hash_of(transaction)).collect();
				journal.forget(&hashes);
			},
			// Its transactions are missing from the pool before long, and are forgotten then.
			Err(error) => log::debug!(target: "mempool", "no body of block {block:?}: {error}"),
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The task that asks the runtime about transactions as they arrive, so that blocks need not wait
//! for it, and forgets those that have left the pool.

use super::{lane_source::LaneSource, totals::totals, ArrivalTimes, Gate, Inspector, Metrics};
use crate::types::{FullClient, FullPool};
use batara_runtime::Hash;
use futures::{
	future::{ready, select, Either},
	stream, Stream, StreamExt,
};
use futures_timer::Delay;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents,
	sc_transaction_pool_api::{InPoolTransaction, TransactionPool},
	sp_api::ApiError,
	sp_blockchain::HeaderBackend,
};
use std::{
	collections::HashSet,
	sync::Arc,
	time::{Duration, Instant},
};

/// The time after each look at the news, in which arrivals gather: one call of the runtime for many
/// costs much less than a call for each.
const GATHER_FOR: Duration = Duration::from_millis(50);
/// The most news of one look.
const NEWS_AT_A_TIME: usize = 1_000;
/// The time between two looks at the whole pool while transactions arrive and no block comes.
const SURVEY_EVERY: Duration = Duration::from_secs(1);

/// The time that the pool has to take out what the best block took. What it has then is counted.
const POOL_WITHIN: Duration = Duration::from_secs(1);

/// The news that the task gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
	/// A transaction that has become ready.
	Arrival(Hash),
	/// A block that has become the best one: transactions leave the pool, and its state may have
	/// another runtime.
	Block,
}

/// The task, with all that it fills.
pub struct Watch {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The transactions that wait.
	pub pool: Arc<FullPool>,
	/// The memory of what the runtime said.
	pub inspector: Arc<Inspector>,
	/// The times of arrival.
	pub arrival_times: Arc<ArrivalTimes>,
	/// The gate, which counts what waits.
	pub gate: Arc<Gate>,
	/// The figures about what waits.
	pub metrics: Arc<Metrics>,
}

impl Watch {
	/// Follows pool and chain until the node stops. Runs the runtime, so it belongs on a thread
	/// that may block.
	pub async fn run(self) {
		let mut news = self.news();
		let mut surveyed = None;
		// Whether something has come since the last survey, which the next one must not wait for.
		let mut is_outdated = false;
		while let Some(news) = next(&mut news, is_outdated).await {
			let arrived = arrived(&news);
			self.arrival_times.note(&arrived, Instant::now());
			is_outdated = !survey_is_due(&news, surveyed, Instant::now());
			let done = if is_outdated {
				self.inspect(&arrived)
			} else {
				surveyed = Some(Instant::now());
				self.survey().await
			};
			if let Err(error) = done {
				log::debug!(target: "mempool", "cannot inspect what waits: {error}");
			}
			Delay::new(GATHER_FOR).await;
		}
	}

	/// Returns the stream of news, all that there are at a time.
	fn news(&self) -> impl Stream<Item = Vec<News>> + Unpin {
		let arrivals = self.pool.import_notification_stream().map(News::Arrival);
		let blocks = self.client.import_notification_stream();
		let blocks = blocks.filter_map(|block| ready(block.is_new_best.then_some(News::Block)));
		stream::select(arrivals, blocks).ready_chunks(NEWS_AT_A_TIME)
	}

	/// Asks the runtime about those that have just arrived and still wait.
	fn inspect(&self, arrived: &[Hash]) -> Result<(), ApiError> {
		let waiting: Vec<_> =
			arrived.iter().filter_map(|hash| self.pool.ready_transaction(hash)).collect();
		self.inspector.weigh(self.client.info().best_hash, &waiting)?;
		Ok(())
	}

	/// Asks the runtime about all that waits and is not known: what no news told of, and after an
	/// upgrade everything. Forgets what does not wait any more, and counts what waits.
	async fn survey(&self) -> Result<(), ApiError> {
		let at = self.client.info().best_hash;
		let ready = self.pool.ready_at_with_timeout(at, POOL_WITHIN).await;
		let transactions: Vec<_> = ready.collect();
		let hashes: HashSet<_> =
			transactions.iter().map(|transaction| *transaction.hash()).collect();
		self.arrival_times.keep(&hashes);
		self.inspector.keep(&hashes);
		let waiting = self.inspector.weigh(at, &transactions)?;
		self.gate.take_stock(&waiting);
		self.metrics.set_waiting(&totals(&waiting));
		Ok(())
	}
}

/// Returns the next news, or an empty list if a survey is to follow and no news come until it is
/// due. None if no more news will come.
async fn next(
	news: &mut (impl Stream<Item = Vec<News>> + Unpin),
	is_outdated: bool,
) -> Option<Vec<News>> {
	if !is_outdated {
		return news.next().await;
	}
	match select(news.next(), Delay::new(SURVEY_EVERY)).await {
		Either::Left((news, _)) => news,
		Either::Right(_) => Some(Vec::new()),
	}
}

/// Returns the transactions that the news tell of.
fn arrived(news: &[News]) -> Vec<Hash> {
	let arrivals = news.iter().filter_map(|news| match news {
		News::Arrival(hash) => Some(*hash),
		News::Block => None,
	});
	arrivals.collect()
}

/// Tells whether to look at the whole pool: after a block, and once in a while.
fn survey_is_due(news: &[News], surveyed: Option<Instant>, now: Instant) -> bool {
	news.contains(&News::Block)
		|| surveyed.is_none_or(|last| now.saturating_duration_since(last) >= SURVEY_EVERY)
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::executor::block_on;

	const ARRIVAL: News = News::Arrival(Hash::repeat_byte(1));

	#[test]
	fn block_has_the_pool_surveyed() {
		let now = Instant::now();
		assert!(survey_is_due(&[ARRIVAL, News::Block], Some(now), now));
	}

	#[test]
	fn arrivals_have_the_pool_surveyed_once_in_a_while() {
		let start = Instant::now();
		assert!(survey_is_due(&[ARRIVAL], None, start));
		assert!(!survey_is_due(&[ARRIVAL], Some(start), start + SURVEY_EVERY / 2));
		assert!(survey_is_due(&[ARRIVAL], Some(start), start + SURVEY_EVERY));
	}

	#[test]
	fn survey_follows_arrivals_that_nothing_follows() {
		let mut silence = stream::pending();
		assert_eq!(block_on(next(&mut silence, true)), Some(vec![]));
		let quiet = select(Box::pin(next(&mut silence, false)), Delay::new(SURVEY_EVERY * 2));
		assert!(matches!(block_on(quiet), Either::Right(_)));
	}

	#[test]
	fn arrivals_are_told_apart_from_blocks() {
		assert_eq!(arrived(&[News::Block, ARRIVAL, News::Block]), [Hash::repeat_byte(1)]);
	}
}

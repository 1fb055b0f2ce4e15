// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Since when transactions wait: the pool does not remember it.

use crate::service::FullPool;
use batara_runtime::Hash;
use futures::StreamExt;
use polkadot_sdk::sc_transaction_pool_api::TransactionPool;
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};

/// After so many arrivals those that have left the pool are forgotten.
const ARRIVALS_PER_CLEANUP: usize = 4_096;

/// When each waiting transaction became ready.
#[derive(Default)]
pub struct Arrivals(Mutex<HashMap<Hash, Instant>>);

impl Arrivals {
	/// Notes what arrives until the pool is closed.
	pub async fn watch(self: Arc<Self>, pool: Arc<FullPool>) {
		let mut arrivals = pool.import_notification_stream();
		let mut since_cleanup = 0;
		while let Some(hash) = arrivals.next().await {
			let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
			seen.entry(hash).or_insert_with(Instant::now);
			since_cleanup += 1;
			if since_cleanup >= ARRIVALS_PER_CLEANUP {
				seen.retain(|hash, _| pool.ready_transaction(hash).is_some());
				since_cleanup = 0;
			}
		}
	}

	/// How long a transaction has been waiting, if that is known.
	pub fn age(&self, hash: &Hash) -> Option<Duration> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).map(Instant::elapsed)
	}
}

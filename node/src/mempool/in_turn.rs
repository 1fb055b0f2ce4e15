// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Work for callers of RPC, one after the other.

use futures::{
	channel::oneshot::{self, Canceled},
	lock::Mutex,
	FutureExt,
};
use polkadot_sdk::sc_rpc::SubscriptionTaskExecutor;
use std::sync::Arc;

/// A value on which one caller at a time works. The others wait without a thread.
pub struct InTurn<T> {
	value: Arc<Mutex<T>>,
	executor: SubscriptionTaskExecutor,
}

impl<T: Send + 'static> InTurn<T> {
	/// Takes the value, and starts work with this executor.
	pub fn new(value: T, executor: SubscriptionTaskExecutor) -> Self {
		Self { value: Arc::new(Mutex::new(value)), executor }
	}

	/// Does `work` on a thread that may block, and returns its result. The work goes on if its
	/// caller hangs up: nobody makes others wait for nothing by asking and leaving. Fails when the
	/// node stops.
	pub async fn with<R: Send + 'static>(
		&self,
		work: impl FnOnce(&mut T) -> R + Send + 'static,
	) -> Result<R, Canceled> {
		let mut value = self.value.clone().lock_owned().await;
		let (result, done) = oneshot::channel();
		let work = async move {
			// A caller that has left needs no answer.
			let _ = result.send(work(&mut value));
		};
		self.executor.spawn_blocking("mempool-rpc", Some("rpc"), work.boxed());
		done.await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::{executor::block_on, future::join_all};
	use polkadot_sdk::sp_core::testing::TaskExecutor;

	#[test]
	fn callers_see_what_those_before_them_did() {
		let turns = InTurn::new(0, Arc::new(TaskExecutor::new()));
		let callers = (0..20).map(|_| {
			turns.with(|value| {
				*value += 1;
				*value
			})
		});
		let mut seen: Vec<_> =
			block_on(join_all(callers)).into_iter().map(Result::unwrap).collect();
		seen.sort_unstable();
		assert_eq!(seen, (1..=20).collect::<Vec<_>>());
	}

	#[test]
	fn work_of_a_caller_that_leaves_is_done() {
		let turns = InTurn::new(0, Arc::new(TaskExecutor::new()));
		let left = turns.with(|value| *value = 7).now_or_never();
		assert!(left.is_none_or(|done| done.is_ok()));
		assert_eq!(block_on(turns.with(|value| *value)), Ok(7));
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The gate of the pool: who may enter when it is nearly full. The lanes share the pool as they
//! share blocks, so that a flood of one lane leaves places for the others. What was accepted stays.

mod capacity;
mod gated_pool;
mod standing;

pub use capacity::Capacity;
pub use gated_pool::GatedPool;

use super::{inspect::Transaction, order::Waiting, Inspector, Metrics};
use crate::service::FullPool;
use batara_primitives::lanes::{BlockRoom, Lane};
use batara_runtime::Hash;
use capacity::Shares;
use codec::Encode;
use futures::channel::oneshot;
use polkadot_sdk::{
	sc_transaction_pool_api::{error::Error as PoolError, PoolStatus, TransactionPool},
	sp_api::ApiError,
	sp_runtime::OpaqueExtrinsic,
};
use sc_service::SpawnTaskHandle;
use standing::{Candidate, Standing};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A newcomer that may enter. None for what the runtime cannot read: the pool refuses it.
type Judged = Result<Option<Candidate>, PoolError>;

/// Decides who enters the pool.
pub struct Gate {
	capacity: Capacity,
	pool: Arc<FullPool>,
	inspector: Arc<Inspector>,
	metrics: Arc<Metrics>,
	tasks: SpawnTaskHandle,
	/// What has been counted. The lock is never held while the runtime works.
	standing: Mutex<Standing>,
	/// The shares of the lanes on top of one block.
	shares: Mutex<Option<(Hash, Shares)>>,
	/// Held while the runtime is asked: a flood of newcomers has one thread and one instance of the
	/// runtime, and waits in line without a thread.
	turn: Arc<futures::lock::Mutex<()>>,
}

impl Gate {
	/// Opens the gate of a pool.
	pub fn new(
		capacity: Capacity,
		pool: Arc<FullPool>,
		inspector: Arc<Inspector>,
		metrics: Arc<Metrics>,
		tasks: SpawnTaskHandle,
	) -> Self {
		let (standing, shares, turn) = Default::default();
		Self { capacity, pool, inspector, metrics, tasks, standing, shares, turn }
	}

	/// Counts anew from all that is ready.
	pub fn take_stock(&self, ready: &[Waiting<Transaction>]) {
		let counted = Standing::new(ready.iter().map(|waiting| Candidate {
			lane: waiting.weights.heaviest(),
			bytes: waiting.transaction.bytes as u64,
		}));
		*self.standing() = counted;
	}

	/// Returns how many transactions a lane may always have in the pool. The block gives the shares.
	pub fn places(&self, lane: Lane, block: &BlockRoom) -> u64 {
		*self.capacity.shares(block).transactions.guaranteed.get(lane)
	}

	/// Returns how many transactions of a lane were refused for others so far.
	pub fn refused(&self, lane: Lane) -> u64 {
		self.metrics.refused(lane)
	}

	/// Tells whether newcomers enter without a question.
	fn is_open(&self) -> bool {
		self.capacity.is_open(ready(&self.pool.status()))
	}

	/// Judges a newcomer on a thread that may block: the runtime is asked about it. If it tells
	/// nothing, the lanes have no shares, and all of the pool is for all.
	async fn judge(self: &Arc<Self>, at: Hash, newcomer: Arc<OpaqueExtrinsic>) -> Judged {
		let turn = self.turn.clone().lock_owned().await;
		let (answer, answered) = oneshot::channel();
		let gate = self.clone();
		let work = async move {
			// A caller that has left needs no answer.
			let _ = answer.send(gate.judge_now(at, &newcomer));
			drop(turn);
		};
		self.tasks.spawn_blocking("mempool-gate", Some("transaction-pool"), work);
		answered.await.unwrap_or(Err(PoolError::ImmediatelyDropped))
	}

	fn judge_now(&self, at: Hash, newcomer: &Arc<OpaqueExtrinsic>) -> Judged {
		let bytes = newcomer.encoded_size() as u64;
		let told = self.shares(at).and_then(|shares| {
			let pending = self.inspector.inspect(at, std::slice::from_ref(newcomer))?;
			self.count_anew_if_outdated(at)?;
			Ok((shares, pending.into_iter().next().flatten()))
		});
		match told {
			Ok((shares, Some(told))) => {
				let lane = told.weights.heaviest();
				self.judge_candidate(Candidate { lane, bytes }, &shares)
			},
			Ok((_, None)) => Ok(None),
			Err(error) => {
				log::debug!(target: "mempool", "cannot judge a newcomer at {at:?}: {error}");
				let has_place = self.capacity.has_place(ready(&self.pool.status()), bytes);
				has_place.then_some(None).ok_or(PoolError::ImmediatelyDropped)
			},
		}
	}

	/// Counts anew if many have become ready since: while the gate was open, or behind those that they
	/// waited for. Without that, a quick flood had its own share on top of what was open to all.
	fn count_anew_if_outdated(&self, at: Hash) -> Result<(), ApiError> {
		let uncounted = self.standing().uncounted(ready(&self.pool.status()));
		if self.capacity.is_outdated(uncounted) {
			let transactions: Vec<_> = self.pool.ready().collect();
			self.take_stock(&self.inspector.waiting(at, &transactions)?);
		}
		Ok(())
	}

	fn judge_candidate(&self, newcomer: Candidate, shares: &Shares) -> Judged {
		if self.standing().admits(newcomer, ready(&self.pool.status()), shares) {
			return Ok(Some(newcomer));
		}
		self.metrics.count_refused(newcomer.lane);
		Err(PoolError::ImmediatelyDropped)
	}

	/// Counts a newcomer that the pool has accepted.
	fn count(&self, newcomer: Candidate) {
		self.standing().count(newcomer);
	}

	/// Returns the shares of the lanes in the pool on top of a block.
	fn shares(&self, at: Hash) -> Result<Shares, ApiError> {
		let known = *self.shares.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((_, shares)) = known.filter(|(block, _)| *block == at) {
			return Ok(shares);
		}
		let shares = self.capacity.shares(&self.inspector.room(at)?);
		*self.shares.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, shares));
		Ok(shares)
	}

	fn standing(&self) -> MutexGuard<'_, Standing> {
		self.standing.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Returns all that is ready. What waits for others has limits of its own in the pool.
fn ready(status: &PoolStatus) -> Capacity {
	Capacity { transactions: status.ready as u64, bytes: status.ready_bytes as u64 }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The gate of the pool: who may enter when it is nearly full. The lanes share the pool as they
//! share blocks, so that a flood of one lane leaves places for the others. What was accepted stays,
//! or makes room for what offers more in the same lane; then it is told, and it is never one that
//! others of its sender depend on.

mod capacity;
mod gated_pool;
mod standing;

pub use capacity::Capacity;
pub use gated_pool::GatedPool;

use super::{
	inspect::{Pending, Transaction},
	order::Waiting,
	Inspector, Metrics,
};
use crate::service::{FullClient, FullPool};
use batara_primitives::lanes::{BlockRoom, Lane};
use batara_runtime::Hash;
use capacity::Shares;
use codec::Encode;
use futures::channel::oneshot;
use polkadot_sdk::{
	frame_system_rpc_runtime_api::AccountNonceApi,
	sc_transaction_pool_api::{
		error::Error as PoolError, InPoolTransaction, PoolStatus, TransactionPool,
	},
	sp_api::{ApiError, ProvideRuntimeApi},
	sp_runtime::{transaction_validity::InvalidTransaction, OpaqueExtrinsic},
};
use sc_service::SpawnTaskHandle;
use standing::{Candidate, Standing, Verdict};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A newcomer that may enter, with the verdict that is to be settled. None for what the runtime
/// cannot read: the pool refuses it.
type Judged = Result<Option<(Candidate, Verdict)>, PoolError>;

/// Decides who enters the pool.
pub struct Gate {
	capacity: Capacity,
	client: Arc<FullClient>,
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
		client: Arc<FullClient>,
		pool: Arc<FullPool>,
		inspector: Arc<Inspector>,
		metrics: Arc<Metrics>,
		tasks: SpawnTaskHandle,
	) -> Self {
		let (standing, shares, turn) = Default::default();
		Self { capacity, client, pool, inspector, metrics, tasks, standing, shares, turn }
	}

	/// Counts anew from all that is ready.
	pub fn take_stock(&self, ready: &[Waiting<Transaction>]) {
		let counted = Standing::new(ready.iter().map(|waiting| Candidate {
			hash: *waiting.transaction.hash(),
			lane: waiting.weights.heaviest(),
			bytes: waiting.transaction.bytes as u64,
			tip: waiting.tip,
			signed: waiting.signed.clone(),
		}));
		*self.standing() = counted;
	}

	/// Returns how many transactions a lane may always have in the pool. The block gives the shares.
	pub fn places(&self, lane: Lane, block: &BlockRoom) -> u64 {
		*self.capacity.shares(block).transactions.guaranteed.get(lane)
	}

	/// Returns how many transactions of a lane were refused or dropped for others so far.
	pub fn displaced(&self, lane: Lane) -> u64 {
		self.metrics.displaced(lane)
	}

	/// Tells whether newcomers enter without a question.
	fn is_open(&self) -> bool {
		let status = self.pool.status();
		self.capacity.is_open(waiting(&status)) && self.capacity.has_future_place(status.future)
	}

	/// Judges a newcomer on a thread that may block: the runtime is asked about it. If it tells
	/// nothing, nobody enters.
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
		let told = self.shares(at).and_then(|shares| {
			let pending = self.inspector.inspect(at, std::slice::from_ref(newcomer))?;
			Ok((shares, pending.into_iter().next().flatten()))
		});
		match told {
			Ok((shares, Some(told))) => {
				self.judge_candidate(at, self.candidate(newcomer, told), &shares)
			},
			Ok((_, None)) => Ok(None),
			Err(error) => {
				log::debug!(target: "mempool", "cannot judge a newcomer at {at:?}: {error}");
				Err(PoolError::ImmediatelyDropped)
			},
		}
	}

	fn judge_candidate(&self, at: Hash, newcomer: Candidate, shares: &Shares) -> Judged {
		let status = self.pool.status();
		if !self.capacity.has_future_place(status.future) && self.is_future(at, &newcomer) {
			self.metrics.count_displaced(newcomer.lane);
			return Err(PoolError::RejectedFutureTransaction);
		}
		let verdict = self.standing().judge(&newcomer, waiting(&status), shares);
		if verdict == Verdict::Refuse {
			self.metrics.count_displaced(newcomer.lane);
			return Err(PoolError::ImmediatelyDropped);
		}
		Ok(Some((newcomer, verdict)))
	}

	/// Settles a verdict when the pool has answered. What is replaced is told on its subscription.
	async fn settle(&self, newcomer: &Candidate, verdict: Verdict, is_accepted: bool) {
		if !is_accepted {
			self.standing().give_back(newcomer, verdict);
			return;
		}
		self.standing().accept(newcomer);
		if let Verdict::Replace(tail) = verdict {
			self.metrics.count_displaced(newcomer.lane);
			let error = InvalidTransaction::ExhaustsResources.into();
			let report = [(tail.hash, Some(error))].into_iter().collect();
			self.pool.report_invalid(None, report).await;
		}
	}

	/// Tells whether a transaction would have to wait for others of its sender.
	fn is_future(&self, at: Hash, newcomer: &Candidate) -> bool {
		let Some((sender, nonce)) = &newcomer.signed else { return false };
		let next = self.standing().next_nonce(sender);
		let next =
			next.map_or_else(|| self.client.runtime_api().account_nonce(at, sender.clone()), Ok);
		next.is_ok_and(|next| *nonce > next)
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

	fn candidate(&self, newcomer: &Arc<OpaqueExtrinsic>, told: Pending) -> Candidate {
		Candidate {
			hash: self.pool.hash_of(newcomer),
			lane: told.weights.heaviest(),
			bytes: newcomer.encoded_size() as u64,
			tip: told.tip,
			signed: told.sender.zip(told.nonce),
		}
	}

	fn standing(&self) -> MutexGuard<'_, Standing> {
		self.standing.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Returns all that waits, ready or not.
fn waiting(status: &PoolStatus) -> Capacity {
	Capacity {
		transactions: status.ready.saturating_add(status.future) as u64,
		bytes: status.ready_bytes.saturating_add(status.future_bytes) as u64,
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The gate of the pool: it decides who may enter when the pool is nearly full. The lanes share the
//! pool as they share blocks, so that a flood of one lane leaves places for the others. What was
//! accepted stays.

mod capacity;
mod gated_pool;
mod passage;
mod standing;

pub use capacity::Capacity;
pub use gated_pool::GatedPool;

use super::{inspect::Transaction, lane_source::LaneSource, order::Waiting, Inspector, Metrics};
use crate::types::FullPool;
use batara_primitives::lanes::{BlockRoom, Lane};
use batara_runtime::Hash;
use codec::Encode;
use futures::channel::oneshot;
use passage::{Passage, Passages};
use polkadot_sdk::{
	sc_transaction_pool_api::{
		error::Error as PoolError, InPoolTransaction, PoolStatus, TransactionPool,
	},
	sp_api::ApiError,
	sp_runtime::OpaqueExtrinsic,
};
use sc_service::SpawnTaskHandle;
use standing::{Candidate, Standing};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// The most newcomers that are validated at a time after the runtime was asked about them: no count
/// has them until then.
const JUDGED_AT_A_TIME: usize = 16;

/// A newcomer that may enter. None for what the runtime cannot read, which the pool refuses, and
/// where the runtime tells nothing.
type Judged = Result<Option<Candidate>, PoolError>;

/// The gate, which decides who enters the pool.
pub struct Gate {
	capacity: Capacity,
	pool: Arc<FullPool>,
	inspector: Arc<Inspector>,
	metrics: Arc<Metrics>,
	tasks: SpawnTaskHandle,
	/// The count of what waits. The lock is never held while the runtime works.
	standing: Mutex<Standing>,
	passages: Passages,
	permits: Semaphore,
	/// The last block that was asked about, with the room of the block on top of it. The lanes have
	/// the shares of this room.
	room: Mutex<Option<(Hash, BlockRoom)>>,
	/// The turn to ask the runtime: a flood of newcomers has one thread and one instance of the
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
		let (standing, passages, room, turn) = Default::default();
		let permits = Semaphore::new(JUDGED_AT_A_TIME);
		Self { capacity, pool, inspector, metrics, tasks, standing, passages, permits, room, turn }
	}

	/// Counts anew from all that is ready.
	pub fn take_stock(&self, ready: &[Waiting<Transaction>]) {
		let counted = Standing::new(ready.iter().map(|waiting| {
			let transaction = &waiting.transaction;
			let (hash, bytes) = (*transaction.hash(), transaction.bytes as u64);
			Candidate { hash, lane: waiting.weights.heaviest(), bytes }
		}));
		*self.standing() = counted;
	}

	/// Returns how many transactions a lane may always have in the pool, by the shares of a block.
	pub fn places(&self, lane: Lane, block: &BlockRoom) -> u64 {
		*self.capacity.shares(block).transactions.guaranteed.get(lane)
	}

	/// Returns how many transactions of a lane were refused so far, to keep places for others.
	pub fn refused(&self, lane: Lane) -> u64 {
		self.metrics.refused(lane)
	}

	/// Lets a newcomer in if so little waits that the runtime need not be asked.
	fn pass_unasked(&self, bytes: u64) -> Option<Passage<'_>> {
		let ready = ready(&self.pool.status());
		self.passages.open_if(bytes, |passing| self.capacity.is_open(passing.saturating_add(ready)))
	}

	/// Tells whether the runtime can read a transaction, or cannot be asked. Runs as
	/// [`Self::judge`] does: on a thread that may block, one after the other.
	async fn can_read(self: &Arc<Self>, at: Hash, transaction: &OpaqueExtrinsic) -> bool {
		let turn = self.turn.clone().lock_owned().await;
		let (answer, answered) = oneshot::channel();
		let (gate, transaction) = (self.clone(), Arc::new(transaction.clone()));
		let work = async move {
			let told = gate.inspector.inspect(at, &[transaction]);
			let _ =
				answer.send(told.map_or(true, |told| told.into_iter().flatten().next().is_some()));
			drop(turn);
		};
		self.tasks.spawn_blocking("mempool-gate", Some("transaction-pool"), work);
		answered.await.unwrap_or(true)
	}

	/// Judges a newcomer on a thread that may block: the runtime is asked about it. If the runtime
	/// tells nothing, the lanes have no shares, and all of the pool is for all.
	async fn judge(
		self: &Arc<Self>,
		at: Hash,
		newcomer: Arc<OpaqueExtrinsic>,
	) -> Result<Passage<'_>, PoolError> {
		let bytes = newcomer.encoded_size() as u64;
		let permit = self.permits.acquire().await.map_err(|_| PoolError::ImmediatelyDropped)?;
		let turn = self.turn.clone().lock_owned().await;
		let (answer, answered) = oneshot::channel();
		let gate = self.clone();
		let work = async move {
			// A caller that has left needs no answer.
			let _ = answer.send(gate.judge_now(at, &newcomer));
			drop(turn);
		};
		self.tasks.spawn_blocking("mempool-gate", Some("transaction-pool"), work);
		let judged = answered.await.unwrap_or(Err(PoolError::ImmediatelyDropped))?;
		Ok(self.passages.open(bytes, judged, permit))
	}

	fn judge_now(&self, at: Hash, newcomer: &Arc<OpaqueExtrinsic>) -> Judged {
		self.judge_by_lane(at, newcomer).unwrap_or_else(|error| {
			log::debug!(target: "mempool", "cannot judge a newcomer at {at:?}: {error}");
			let bytes = newcomer.encoded_size() as u64;
			let has_place = self.capacity.has_place(ready(&self.pool.status()), bytes);
			has_place.then_some(None).ok_or(PoolError::ImmediatelyDropped)
		})
	}

	fn judge_by_lane(&self, at: Hash, newcomer: &Arc<OpaqueExtrinsic>) -> Result<Judged, ApiError> {
		let room = self.room(at)?;
		let told = self.inspector.inspect(at, std::slice::from_ref(newcomer))?;
		let Some(told) = told.into_iter().next().flatten() else {
			return Ok(Ok(None));
		};
		self.count_anew_if_outdated(at)?;
		let (lane, bytes) = (told.weights.heaviest(), newcomer.encoded_size() as u64);
		let candidate = Candidate { hash: self.pool.hash_of(newcomer), lane, bytes };
		let (waiting, shares) = (ready(&self.pool.status()), self.capacity.shares(&room));
		if self.standing().admits(candidate, waiting, &shares) {
			return Ok(Ok(Some(candidate)));
		}
		self.metrics.count_refused(lane);
		Ok(Err(PoolError::ImmediatelyDropped))
	}

	/// Counts anew if many have become ready since: while the gate was open, or behind those that
	/// they waited for. Otherwise a quick flood would have its own share beside what is open to
	/// all.
	fn count_anew_if_outdated(&self, at: Hash) -> Result<(), ApiError> {
		let waiting = ready(&self.pool.status());
		let uncounted = self.standing().uncounted(waiting);
		if self.capacity.is_outdated(uncounted) {
			let transactions: Vec<_> = self.pool.ready().collect();
			self.take_stock(&self.inspector.weigh(at, &transactions)?);
		}
		Ok(())
	}

	/// Counts a newcomer that the pool has accepted.
	fn count(&self, newcomer: Candidate) {
		self.standing().count(newcomer);
	}

	/// Returns the room of the block on top of this one.
	fn room(&self, at: Hash) -> Result<BlockRoom, ApiError> {
		let known = *self.room.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((_, room)) = known.filter(|(block, _)| *block == at) {
			return Ok(room);
		}
		let room = self.inspector.room(at)?;
		*self.room.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, room));
		Ok(room)
	}

	fn standing(&self) -> MutexGuard<'_, Standing> {
		self.standing.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Returns all that is ready. What waits for others has limits of its own in the pool.
fn ready(status: &PoolStatus) -> Capacity {
	Capacity { transactions: status.ready as u64, bytes: status.ready_bytes as u64 }
}

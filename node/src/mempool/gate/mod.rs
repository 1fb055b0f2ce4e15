// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The gate of the pool: who may enter when it is nearly full. The lanes share the pool as they
//! share blocks, so that a flood of one lane leaves places for the others. What was accepted stays.

mod capacity;
mod gated_pool;
mod part;
mod passage;
mod standing;

pub use capacity::Capacities;
pub use gated_pool::GatedPool;

use super::{inspect::Transaction, order::Waiting, Inspector, Metrics};
use crate::service::FullPool;
use batara_primitives::lanes::{BlockRoom, Lane};
use batara_runtime::Hash;
use capacity::Capacity;
use codec::Encode;
use futures::channel::oneshot;
use part::Part;
use passage::{Passage, Passages};
use polkadot_sdk::{
	sc_transaction_pool_api::{
		error::Error as PoolError, InPoolTransaction, PoolStatus, TransactionPool,
	},
	sp_api::ApiError,
	sp_runtime::OpaqueExtrinsic,
};
use sc_service::SpawnTaskHandle;
use standing::Candidate;
use std::{
	collections::HashSet,
	sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

/// How many of those that were judged are validated at a time: no count has them until then.
const JUDGED_AT_A_TIME: usize = 16;

/// A newcomer that may enter. None for what the runtime cannot read: the pool refuses it.
type Judged = Result<Option<Candidate>, PoolError>;

/// Decides who enters the pool.
pub struct Gate {
	ready: Part,
	futures: Part,
	pool: Arc<FullPool>,
	inspector: Arc<Inspector>,
	metrics: Arc<Metrics>,
	tasks: SpawnTaskHandle,
	passages: Passages,
	permits: Semaphore,
	/// The room of the block after this one, whose shares the lanes have.
	room: Mutex<Option<(Hash, BlockRoom)>>,
	/// Held while the runtime is asked: a flood of newcomers has one thread and one instance of the
	/// runtime, and waits in line without a thread.
	turn: Arc<futures::lock::Mutex<()>>,
}

impl Gate {
	/// Opens the gate of a pool.
	pub fn new(
		capacities: Capacities,
		pool: Arc<FullPool>,
		inspector: Arc<Inspector>,
		metrics: Arc<Metrics>,
		tasks: SpawnTaskHandle,
	) -> Self {
		let (ready, futures) = (Part::new(capacities.ready), Part::new(capacities.futures));
		let (passages, room, turn) = Default::default();
		let permits = Semaphore::new(JUDGED_AT_A_TIME);
		Self { ready, futures, pool, inspector, metrics, tasks, passages, permits, room, turn }
	}

	/// Counts anew from all that is ready, and all that waits for others.
	pub fn take_stock(&self, ready: &[Waiting<Transaction>], futures: &[Waiting<Transaction>]) {
		self.ready.take_stock(ready.iter().map(candidate));
		self.futures.take_stock(futures.iter().map(candidate));
	}

	/// Returns how many transactions a lane may always have in the pool. The block gives the shares.
	pub fn places(&self, lane: Lane, block: &BlockRoom) -> u64 {
		self.ready.places(lane, block)
	}

	/// Returns how many transactions of a lane were refused for others so far.
	pub fn refused(&self, lane: Lane) -> u64 {
		self.metrics.refused(lane)
	}

	/// Lets a newcomer in without a question, if so little waits that it need not be asked.
	fn pass_unasked(&self, bytes: u64) -> Option<Passage<'_>> {
		let status = self.pool.status();
		// Nobody knows yet which part they will be in.
		let is_open = |passing: Capacity| {
			self.ready.is_open(passing.saturating_add(ready(&status)))
				&& self.futures.is_open(passing.saturating_add(futures(&status)))
		};
		self.passages.open_if(bytes, is_open)
	}

	/// Judges a newcomer on a thread that may block: the runtime is asked about it. If it tells
	/// nothing, the lanes have no shares, and all of the pool is for all.
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
			let has_place = self.ready.has_place(ready(&self.pool.status()), bytes);
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
		let status = self.pool.status();
		let may_enter = self.ready.admits(candidate, ready(&status), &room)
			&& (self.futures.admits(candidate, futures(&status), &room)
				|| !self.waits_for_others(at, newcomer)?);
		if may_enter {
			return Ok(Ok(Some(candidate)));
		}
		self.metrics.count_refused(lane);
		Ok(Err(PoolError::ImmediatelyDropped))
	}

	/// Tells whether something that the newcomer requires is not ready.
	fn waits_for_others(&self, at: Hash, newcomer: &OpaqueExtrinsic) -> Result<bool, ApiError> {
		let mut missing: HashSet<_> =
			self.inspector.required_tags(at, newcomer)?.into_iter().collect();
		let mut ready = self.pool.ready();
		while !missing.is_empty() {
			let Some(transaction) = ready.next() else {
				return Ok(true);
			};
			transaction.provides().iter().for_each(|tag| {
				missing.remove(tag);
			});
		}
		Ok(false)
	}

	/// Counts anew if much has come since: while the gate was open, or behind those that they waited
	/// for. Without that, a quick flood had its own share on top of what was open to all.
	fn count_anew_if_outdated(&self, at: Hash) -> Result<(), ApiError> {
		let status = self.pool.status();
		if self.ready.is_outdated(ready(&status)) {
			let transactions: Vec<_> = self.pool.ready().collect();
			self.ready.take_stock(self.inspector.waiting(at, &transactions)?.iter().map(candidate));
		}
		if self.futures.is_outdated(futures(&status)) {
			let waiting = self.inspector.futures(at, &self.pool)?;
			self.futures.take_stock(waiting.iter().map(candidate));
		}
		Ok(())
	}

	/// Counts a newcomer that the pool has accepted.
	fn count(&self, newcomer: Candidate, is_ready: bool) {
		let part = if is_ready { &self.ready } else { &self.futures };
		part.count(newcomer);
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
}

fn candidate(waiting: &Waiting<Transaction>) -> Candidate {
	let transaction = &waiting.transaction;
	let (hash, bytes) = (*transaction.hash(), transaction.bytes as u64);
	Candidate { hash, lane: waiting.weights.heaviest(), bytes }
}

fn ready(status: &PoolStatus) -> Capacity {
	Capacity { transactions: status.ready as u64, bytes: status.ready_bytes as u64 }
}

fn futures(status: &PoolStatus) -> Capacity {
	Capacity { transactions: status.future as u64, bytes: status.future_bytes as u64 }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! `mempool_status` and `mempool_pending`.

use super::{
	order::{by_lanes, Waiting},
	Arrivals, Inspector, LanePool,
};
use crate::service::{FullClient, FullPool};
use batara_primitives::lanes::{BlockRoom, Lane};
use batara_runtime::{AccountId, Hash};
use codec::Encode;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::{error::ErrorCode, ErrorObjectOwned},
};
use polkadot_sdk::{
	sc_transaction_pool_api::{InPoolTransaction, TransactionPool},
	sp_blockchain::HeaderBackend,
};
use serde::Serialize;
use std::sync::Arc;

/// Transactions that `mempool_pending` lists unless it is told otherwise.
const DEFAULT_LIMIT: u32 = 100;
/// Transactions that `mempool_pending` lists at most.
const MAXIMUM_LIMIT: u32 = 1_000;

type Transaction = <FullPool as TransactionPool>::InPoolTransaction;

/// What waits, in numbers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
	/// The block on which the next one would be built.
	pub at: Hash,
	/// Transactions that could enter a block now.
	pub ready: usize,
	/// Transactions that wait for others, usually for a lower nonce.
	pub future: usize,
	/// The ready ones, by lane.
	pub lanes: Vec<LaneStatus>,
}

/// The transactions that wait in a lane.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LaneStatus {
	/// The lane.
	pub lane: Lane,
	/// The number of transactions.
	pub transactions: usize,
	/// The room of blocks that they take together, in picoseconds: weight, or length at the
	/// exchange rate of a full block where that is more.
	pub weight: u64,
	/// The room that the lane may always use of the next block, in picoseconds.
	pub guaranteed: u64,
	/// The lowest tip, in base units as a decimal number; none if nothing waits.
	pub lowest_tip: Option<String>,
	/// The highest tip, in base units as a decimal number; none if nothing waits.
	pub highest_tip: Option<String>,
}

impl LaneStatus {
	fn of(lane: Lane, waiting: &[Waiting<Transaction>], room: &BlockRoom) -> Self {
		let of_lane = || waiting.iter().filter(|waiting| waiting.weights.heaviest() == lane);
		let tips = || of_lane().map(|waiting| waiting.tip);
		Self {
			lane,
			transactions: of_lane().count(),
			weight: of_lane().fold(0, |sum, waiting| waiting.weights.total().saturating_add(sum)),
			guaranteed: *room.guaranteed.get(lane),
			lowest_tip: tips().min().map(|tip| tip.to_string()),
			highest_tip: tips().max().map(|tip| tip.to_string()),
		}
	}
}

/// A transaction that waits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
	/// Its place among all that wait: blocks take 0 first.
	pub position: usize,
	/// Its hash.
	pub hash: Hash,
	/// The account that signed it.
	pub sender: Option<AccountId>,
	/// The lane in which it takes most room.
	pub lane: Lane,
	/// The fee that it would pay now, without the tip, in base units as a decimal number.
	pub fee: String,
	/// Its tip, in base units as a decimal number.
	pub tip: String,
	/// The room of a block that it takes, in picoseconds: its weight, or its length at the exchange
	/// rate of a full block if that is more.
	pub weight: u64,
	/// Its length, in bytes.
	pub length: usize,
	/// The time for which this node has known it as ready, in milliseconds.
	pub age_ms: Option<u64>,
}

/// The transactions that wait for a block, lane by lane.
#[rpc(server)]
pub trait MempoolApi {
	/// Counts the transactions that wait in each lane, with the room that they take and their tips.
	#[method(name = "mempool_status", blocking)]
	fn status(&self) -> RpcResult<Status>;

	/// The transactions that wait, of one lane or of all, in the order in which this node's next
	/// block would take them. 100 unless `limit` says otherwise, at most 1,000.
	#[method(name = "mempool_pending", blocking)]
	fn pending(&self, lane: Option<Lane>, limit: Option<u32>) -> RpcResult<Vec<Pending>>;
}

/// Answers from the pool of this node.
pub struct Mempool {
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	inspector: Arc<Inspector>,
	lanes: LanePool,
	arrivals: Arc<Arrivals>,
}

impl Mempool {
	/// Of this pool.
	pub fn new(
		client: Arc<FullClient>,
		pool: Arc<FullPool>,
		inspector: Arc<Inspector>,
		arrivals: Arc<Arrivals>,
	) -> Self {
		let lanes = LanePool::new(pool.clone(), inspector.clone());
		Self { client, pool, inspector, lanes, arrivals }
	}

	/// What waits, in the order of the lanes.
	fn in_order(&self, at: Hash) -> RpcResult<(Vec<Waiting<Transaction>>, BlockRoom)> {
		let ready: Vec<_> = self.pool.ready().collect();
		let (waiting, room) = self.lanes.waiting(at, &ready).map_err(internal)?;
		Ok((by_lanes(waiting, &room).into(), room))
	}

	fn describe(
		&self,
		at: Hash,
		listed: Vec<(usize, Waiting<Transaction>)>,
	) -> RpcResult<Vec<Pending>> {
		let data: Vec<_> =
			listed.iter().map(|(_, waiting)| waiting.transaction.data().clone()).collect();
		let inspected = self.inspector.inspect(at, &data).map_err(internal)?;
		let described = listed.into_iter().zip(inspected).filter_map(|(listed, seen)| {
			let (position, Waiting { transaction, weights, tip }) = listed;
			let seen = seen?;
			let age = self.arrivals.age(transaction.hash());
			Some(Pending {
				position,
				hash: *transaction.hash(),
				sender: seen.sender,
				lane: weights.heaviest(),
				fee: seen.fee.to_string(),
				tip: tip.to_string(),
				weight: weights.total(),
				length: transaction.data().encoded_size(),
				age_ms: age.map(|age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX)),
			})
		});
		Ok(described.collect())
	}
}

#[async_trait]
impl MempoolApiServer for Mempool {
	fn status(&self) -> RpcResult<Status> {
		let at = self.client.info().best_hash;
		let (waiting, room) = self.in_order(at)?;
		let lanes = Lane::ALL.iter().map(|lane| LaneStatus::of(*lane, &waiting, &room)).collect();
		Ok(Status { at, ready: waiting.len(), future: self.pool.status().future, lanes })
	}

	fn pending(&self, lane: Option<Lane>, limit: Option<u32>) -> RpcResult<Vec<Pending>> {
		let limit = limit.unwrap_or(DEFAULT_LIMIT);
		if limit > MAXIMUM_LIMIT {
			return Err(ErrorObjectOwned::owned(
				ErrorCode::InvalidParams.code(),
				format!("limit is {limit}, at most {MAXIMUM_LIMIT} transactions are listed"),
				None::<()>,
			));
		}
		let at = self.client.info().best_hash;
		let (waiting, _) = self.in_order(at)?;
		let listed = waiting
			.into_iter()
			.enumerate()
			.filter(|(_, waiting)| lane.is_none_or(|lane| waiting.weights.heaviest() == lane))
			.take(usize::try_from(limit).unwrap_or(usize::MAX))
			.collect();
		self.describe(at, listed)
	}
}

fn internal(error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(ErrorCode::InternalError.code(), error.to_string(), None::<()>)
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The RPC methods `mempool_status` and `mempool_pending`.

use super::{
	fees::Fees,
	in_turn::InTurn,
	inspect::{Pending as Inspected, Transaction},
	order::Waiting,
	recent::Recent,
	snapshot::Snapshot,
	Gate, Mempool,
};
use crate::types::FullClient;
use batara_primitives::lanes::Lane;
use batara_runtime::{AccountId, Balance, Hash};
use codec::Encode;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::{error::ErrorCode, ErrorObjectOwned},
};
use polkadot_sdk::{
	sc_rpc::SubscriptionTaskExecutor, sc_transaction_pool_api::InPoolTransaction,
	sp_blockchain::HeaderBackend, sp_runtime::OpaqueExtrinsic,
};
use serde::Serialize;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};

/// The number of transactions that `mempool_pending` lists unless it is told otherwise.
const DEFAULT_LIMIT: u32 = 100;
/// The most transactions that `mempool_pending` lists.
const MAXIMUM_LIMIT: u32 = 1_000;
/// The time for which one look at the pool answers all callers, while the best block stays.
const SNAPSHOT_GOOD_FOR: Duration = Duration::from_millis(250);

/// The numbers of what waits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
	/// The block on which the next one would be built.
	pub at: Hash,
	/// The number of transactions that could enter a block now.
	pub ready: usize,
	/// The number of transactions that wait for others, usually for a lower nonce.
	pub future: usize,
	/// The number of transactions that were accepted and thrown out again since the node started,
	/// because too many waited for others; their subscriptions said `dropped`. None if the node
	/// keeps no metrics (`--no-prometheus`), or runs with `--pool-type single-state`.
	pub dropped: Option<u64>,
	/// The ready transactions, by lane.
	pub lanes: Vec<LaneSummary>,
}

/// The transactions that wait in a lane.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LaneSummary {
	/// The lane.
	pub lane: Lane,
	/// The number of transactions.
	pub transactions: usize,
	/// The room of blocks that they take together, in picoseconds: weight, or length at the
	/// exchange rate of a full block where that is more.
	pub weight: u64,
	/// The room that the lane may always use of the next block, in picoseconds.
	pub guaranteed: u64,
	/// The number of transactions that the lane may always have in the pool.
	pub places: u64,
	/// The number of transactions that were refused since the node started, because the pool was
	/// nearly full and the lane had more than its share.
	pub refused: u64,
	/// The lowest tip, in base units as a decimal number; none if nothing waits.
	pub lowest_tip: Option<String>,
	/// The highest tip, in base units as a decimal number; none if nothing waits.
	pub highest_tip: Option<String>,
}

impl LaneSummary {
	fn new(lane: Lane, snapshot: &Snapshot, gate: &Gate) -> Self {
		let totals = snapshot.totals.get(lane);
		let decimal = |tip: Balance| tip.to_string();
		Self {
			lane,
			transactions: totals.transactions,
			weight: totals.weight,
			guaranteed: *snapshot.room.guaranteed.get(lane),
			places: gate.places(lane, &snapshot.room),
			refused: gate.refused(lane),
			lowest_tip: totals.lowest_tip.map(decimal),
			highest_tip: totals.highest_tip.map(decimal),
		}
	}
}

/// A transaction that waits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
	/// The place among all that wait: blocks take 0 first.
	pub position: usize,
	/// The hash.
	pub hash: Hash,
	/// The account that signed the transaction.
	pub sender: Option<AccountId>,
	/// The lane in which the transaction takes most room.
	pub lane: Lane,
	/// The fee that the transaction would pay now, without the tip, in base units as a decimal
	/// number.
	pub fee: String,
	/// The tip, in base units as a decimal number.
	pub tip: String,
	/// The room of a block that the transaction takes, in picoseconds: its weight, or its length at
	/// the exchange rate of a full block if that is more.
	pub weight: u64,
	/// The length, in bytes.
	pub length: usize,
	/// The time for which this node has known the transaction as ready, in milliseconds.
	pub age_ms: Option<u64>,
}

/// The transactions that wait for a block, lane by lane. Both methods answer from one look at the
/// pool, which all callers share: it is made for the best block, and is a quarter of a second old
/// at most when a call begins to be answered.
#[rpc(server)]
pub trait MempoolRpc {
	/// Counts the transactions that wait in each lane, with the room that they take and their tips.
	#[method(name = "mempool_status")]
	async fn status(&self) -> RpcResult<Status>;

	/// Lists the transactions that wait, of one lane or of all, in the order in which this node's
	/// next block would take them. 100 unless `limit` says otherwise, at most 1,000.
	#[method(name = "mempool_pending")]
	async fn pending(&self, lane: Option<Lane>, limit: Option<u32>) -> RpcResult<Vec<Pending>>;
}

/// The methods, answered from the pool of this node.
pub struct MempoolMethods {
	client: Arc<FullClient>,
	mempool: Mempool,
	snapshots: InTurn<Recent<Snapshot>>,
	fees: InTurn<Fees>,
}

impl MempoolMethods {
	/// Returns the methods, which answer from this pool with the executor's threads.
	pub fn new(
		client: Arc<FullClient>,
		mempool: &Mempool,
		executor: SubscriptionTaskExecutor,
	) -> Self {
		let snapshots = InTurn::new(Recent::new(SNAPSHOT_GOOD_FOR), executor.clone());
		let fees = InTurn::new(Fees::default(), executor);
		Self { client, mempool: mempool.clone(), snapshots, fees }
	}

	/// Returns what waits now.
	async fn snapshot(&self) -> RpcResult<Arc<Snapshot>> {
		let (client, mempool) = (self.client.clone(), self.mempool.clone());
		let snapshot = self.snapshots.with(move |recent| {
			let at = client.info().best_hash;
			recent.get_or_make(at, Instant::now, || {
				Snapshot::take(&mempool.pool, &mempool.inspector, at)
			})
		});
		snapshot.await.map_err(internal)?.map_err(internal)
	}

	/// Returns what the runtime says of these transactions after block `at`.
	async fn inspect(
		&self,
		at: Hash,
		transactions: Vec<(Hash, Arc<OpaqueExtrinsic>)>,
	) -> RpcResult<Vec<Option<Inspected>>> {
		let inspector = self.mempool.inspector.clone();
		let inspected = self
			.fees
			.with(move |fees| fees.look_up(at, &transactions, |new| inspector.inspect(at, new)));
		inspected.await.map_err(internal)?.map_err(internal)
	}

	/// Describes a transaction at its place among all that wait.
	fn describe(
		&self,
		position: usize,
		waiting: &Waiting<Transaction>,
		inspected: Inspected,
	) -> Pending {
		let Waiting { transaction, weights, tip, .. } = waiting;
		let age = self.mempool.arrival_times.age(transaction.hash());
		Pending {
			position,
			hash: *transaction.hash(),
			sender: inspected.sender,
			lane: weights.heaviest(),
			fee: inspected.fee.to_string(),
			tip: tip.to_string(),
			weight: weights.total(),
			length: transaction.data().encoded_size(),
			age_ms: age.map(|age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX)),
		}
	}
}

#[async_trait]
impl MempoolRpcServer for MempoolMethods {
	async fn status(&self) -> RpcResult<Status> {
		let snapshot = self.snapshot().await?;
		Ok(Status {
			at: snapshot.at,
			ready: snapshot.in_order.len(),
			future: snapshot.future,
			dropped: snapshot.dropped,
			lanes: Lane::ALL
				.iter()
				.map(|lane| LaneSummary::new(*lane, &snapshot, &self.mempool.gate))
				.collect(),
		})
	}

	async fn pending(&self, lane: Option<Lane>, limit: Option<u32>) -> RpcResult<Vec<Pending>> {
		let limit = checked(limit.unwrap_or(DEFAULT_LIMIT))?;
		let snapshot = self.snapshot().await?;
		let transactions = snapshot
			.first(lane, limit)
			.map(|(_, Waiting { transaction, .. })| {
				(*transaction.hash(), transaction.data().clone())
			})
			.collect();
		let inspected = self.inspect(snapshot.at, transactions).await?;
		let described = snapshot.first(lane, limit).zip(inspected).filter_map(
			|((position, waiting), inspected)| {
				inspected.map(|inspected| self.describe(position, waiting, inspected))
			},
		);
		Ok(described.collect())
	}
}

/// Returns the number of transactions to list, or refuses one that is too large.
fn checked(limit: u32) -> RpcResult<usize> {
	if limit > MAXIMUM_LIMIT {
		return Err(ErrorObjectOwned::owned(
			ErrorCode::InvalidParams.code(),
			format!("limit is {limit}, at most {MAXIMUM_LIMIT} transactions are listed"),
			None::<()>,
		));
	}
	Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

fn internal(error: impl std::fmt::Display) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(ErrorCode::InternalError.code(), error.to_string(), None::<()>)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn limit_above_the_maximum_is_refused() {
		assert_eq!(checked(MAXIMUM_LIMIT), Ok(1_000));
		let refused = checked(MAXIMUM_LIMIT + 1).unwrap_err();
		assert_eq!(refused.code(), ErrorCode::InvalidParams.code());
		assert!(refused.message().contains("1001"));
	}
}

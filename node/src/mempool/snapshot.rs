// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that wait at one moment, as RPC tells of them.

use super::{
	inspect::Transaction,
	lane_source::LaneSource,
	order::{by_lanes, Waiting},
	totals::{totals, LaneTotals},
	Inspector,
};
use crate::types::FullPool;
use batara_primitives::lanes::{BlockRoom, Lane, PerLane};
use batara_runtime::Hash;
use polkadot_sdk::{sc_transaction_pool_api::TransactionPool, sp_api::ApiError};

/// The transactions that wait at one moment, on top of one block.
pub struct Snapshot {
	/// The block.
	pub at: Hash,
	/// The room of the block after it.
	pub room: BlockRoom,
	/// The transactions that could enter now, in the order in which this node would take them.
	pub in_order: Vec<Waiting<Transaction>>,
	/// The number of transactions that wait for others.
	pub future: usize,
	/// The number of accepted transactions that the pool has thrown out so far, if that is known.
	pub dropped: Option<u64>,
	/// The numbers of each lane.
	pub totals: PerLane<LaneTotals>,
}

impl Snapshot {
	/// Looks at the whole pool.
	pub fn take(pool: &FullPool, inspector: &Inspector, at: Hash) -> Result<Self, ApiError> {
		let ready: Vec<_> = pool.ready().collect();
		let waiting = inspector.weigh(at, &ready)?;
		let room = inspector.room(at)?;
		let totals = totals(&waiting);
		let in_order = by_lanes(waiting, &room).into();
		let (future, dropped) = (pool.status().future, inspector.dropped());
		Ok(Self { at, room, in_order, future, dropped, totals })
	}

	/// Returns the first transactions of one lane or of all, each with its place among all.
	pub fn first(
		&self,
		lane: Option<Lane>,
		limit: usize,
	) -> impl Iterator<Item = (usize, &Waiting<Transaction>)> {
		self.in_order
			.iter()
			.enumerate()
			.filter(move |(_, waiting)| lane.is_none_or(|lane| waiting.weights.heaviest() == lane))
			.take(limit)
	}
}

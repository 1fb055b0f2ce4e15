// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The knowledge of lanes that the order of transactions needs.

use super::order::Waiting;
use batara_primitives::lanes::BlockRoom;
use batara_runtime::Hash;
use polkadot_sdk::{
	sc_transaction_pool_api::InPoolTransaction, sp_api::ApiError, sp_runtime::OpaqueExtrinsic,
};
use std::sync::Arc;

/// A transaction in a pool of this chain.
pub trait OpaqueTransaction:
	InPoolTransaction<Hash = Hash, Transaction = Arc<OpaqueExtrinsic>>
{
}

impl<T: InPoolTransaction<Hash = Hash, Transaction = Arc<OpaqueExtrinsic>>> OpaqueTransaction
	for T
{
}

/// The source of what is known of lanes: the runtime, behind [`super::Inspector`].
pub trait LaneSource: Send + Sync {
	/// Returns the room of the block after `at`.
	fn room(&self, at: Hash) -> Result<BlockRoom, ApiError>;

	/// Returns these transactions with the room that each takes in its lanes.
	fn weigh<T: OpaqueTransaction>(
		&self,
		at: Hash,
		transactions: &[Arc<T>],
	) -> Result<Vec<Waiting<T>>, ApiError>;
}

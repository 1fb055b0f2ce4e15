// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The runtime API by which the node asks about transactions that wait, and about the room of
//! blocks.

use crate::lanes::{BlockRoom, LaneWeights};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use polkadot_sdk::sp_runtime::{FixedU128, OpaqueExtrinsic};
use scale_info::TypeInfo;

/// A transaction as the mempool shows it.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct PendingTransaction<AccountId, Balance> {
	/// The account that signed it; none for transactions without a signature.
	pub sender: Option<AccountId>,
	/// The room that the transaction takes in each lane, in picoseconds; zero everywhere for those
	/// that need none: inherents, reports without a signature, and calls that repair the chain.
	pub weights: LaneWeights,
	/// The fee that it would pay now, without the tip, in base units.
	pub fee: Balance,
	/// The tip that it offers, in base units.
	pub tip: Balance,
}

/// The use of a block that has ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct BlockFullness {
	/// The room that its lanes had together, in picoseconds.
	pub limit: u64,
	/// The room that each lane used, in picoseconds.
	pub used: LaneWeights,
	/// The fee level of the next block; 1 is the price of a quiet chain.
	pub level: FixedU128,
}

polkadot_sdk::sp_api::decl_runtime_apis! {
	/// Lanes, fees and tips of waiting transactions, and the room of blocks.
	pub trait MempoolApi<AccountId, Balance>
	where
		AccountId: codec::Codec,
		Balance: codec::Codec,
	{
		/// Returns what each transaction weighs and offers; none for one that this runtime cannot
		/// decode.
		fn pending_transactions(
			transactions: Vec<OpaqueExtrinsic>,
		) -> Vec<Option<PendingTransaction<AccountId, Balance>>>;

		/// Returns the room of the next block.
		fn next_block_room() -> BlockRoom;

		/// Returns how full the last block was. The genesis has no room and used none.
		fn last_block_fullness() -> BlockFullness;
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the calls of this pallet cost.
//!
//! Not measured yet. The figures are those of pallet-balances 51 for `transfer_keep_alive`, the same
//! transfer without the second event, and 10 % of time more. A runtime replaces them by what the
//! bencher measures.

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		traits::Get,
		weights::{constants::RocksDbWeight, Weight},
	},
	frame_system,
};

/// The weights of the calls.
pub trait WeightInfo {
	/// A payment of 64 bytes of reference to a new account.
	fn transfer_with_reference() -> Weight;
}

/// 110 % of the 39,051,000 ps of `pallet_balances::transfer_keep_alive`.
const TRANSFER_PS: u64 = 42_956_100;
/// The size of the proof of one `System::Account`.
const TRANSFER_PROOF_BYTES: u64 = 3_593;

/// Weights with the database prices of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `System::Account` (r:1 w:1)
	fn transfer_with_reference() -> Weight {
		Weight::from_parts(TRANSFER_PS, TRANSFER_PROOF_BYTES)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}

/// For tests.
impl WeightInfo for () {
	fn transfer_with_reference() -> Weight {
		Weight::from_parts(TRANSFER_PS, TRANSFER_PROOF_BYTES)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}
}

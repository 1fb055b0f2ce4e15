// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the calls of this pallet cost. A runtime measures it: scripts/weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of the calls.
pub trait WeightInfo {
	/// A payment of 64 bytes of reference to a new account.
	fn transfer_with_reference() -> Weight;
}

/// For tests.
impl WeightInfo for () {
	fn transfer_with_reference() -> Weight {
		Weight::from_parts(40_000_000, 0)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Weights of the calls and hooks of this pallet. A runtime measures them: scripts/weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of calls and hooks.
pub trait WeightInfo {
	/// With room for everybody taken: the smallest budget is given back.
	fn sponsor() -> Weight;
	/// To a full list.
	fn top_up() -> Weight;
	/// Of a full list.
	fn withdraw() -> Weight;
	/// Of a full list.
	fn decline() -> Weight;
	/// Of a full list.
	fn clear_expired() -> Weight;
	/// In each block.
	fn on_initialize() -> Weight;
	/// In each block.
	fn on_finalize() -> Weight;
	/// What the lanes add to the cost of letting in a transaction.
	fn lanes() -> Weight;
	/// What a sponsor at the end of a full list adds to it.
	fn sponsored() -> Weight;
}

/// For tests.
impl WeightInfo for () {
	fn sponsor() -> Weight {
		Weight::zero()
	}
	fn top_up() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn decline() -> Weight {
		Weight::zero()
	}
	fn clear_expired() -> Weight {
		Weight::zero()
	}
	fn on_initialize() -> Weight {
		Weight::zero()
	}
	fn on_finalize() -> Weight {
		Weight::zero()
	}
	fn lanes() -> Weight {
		Weight::zero()
	}
	fn sponsored() -> Weight {
		Weight::from_parts(3, 0)
	}
}

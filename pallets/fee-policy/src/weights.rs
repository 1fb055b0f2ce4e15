// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The weights of the calls and hooks.

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
};

/// What the calls and hooks weigh.
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

/// By upstream's figures for the same reads and writes, until they are measured on the reference
/// machine.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn sponsor() -> Weight {
		Weight::from_parts(140_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 6))
	}
	fn top_up() -> Weight {
		Weight::from_parts(60_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(90_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn decline() -> Weight {
		Weight::from_parts(90_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn clear_expired() -> Weight {
		Weight::from_parts(90_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn on_initialize() -> Weight {
		Weight::from_parts(5_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn on_finalize() -> Weight {
		Weight::from_parts(10_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	// One value in memory, read and written before the call and after it.
	fn lanes() -> Weight {
		Weight::from_parts(15_000_000, 0)
	}
	// The list, and the sponsor's account and holds.
	fn sponsored() -> Weight {
		Weight::from_parts(60_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
}

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

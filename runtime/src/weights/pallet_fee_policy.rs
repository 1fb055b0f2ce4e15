// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What `pallet_fee_policy` costs: written by scripts/weights, not by hand.
//!
//! 2026-11-30, frame-benchmarking-cli 64.0.0, AMD EPYC, steps 20, repeats 10.

#![cfg_attr(rustfmt, rustfmt_skip)]

use super::with_margin;
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	*,
};

/// As measured, with the margin.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_fee_policy::WeightInfo for Measured<T> {
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn sponsor() -> Weight {
		// At least 193_217 ns.
		with_margin(199_737_000, 6362)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// At least 67_861 ns.
		with_margin(71_847_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// At least 93_659 ns.
		with_margin(99_348_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn decline() -> Weight {
		// At least 93_569 ns.
		with_margin(98_897_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn clear_expired() -> Weight {
		// At least 94_291 ns.
		with_margin(98_897_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(2071), added: 4546, mode: `MaxEncodedLen`)
	fn on_initialize() -> Weight {
		// At least 4_717 ns.
		with_margin(5_208_000, 5536)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `FeePolicy::BlockHistory` (r:0 w:1)
	/// Proof: `FeePolicy::BlockHistory` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	fn on_finalize() -> Weight {
		// At least 10_074 ns.
		with_margin(10_546_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lanes() -> Weight {
		// At least 27_911 ns.
		with_margin(28_813_000, 0)
	}
	/// Storage: `System::Account` (r:2 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn sponsored() -> Weight {
		// At least 112_297 ns.
		with_margin(116_273_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What `pallet_fee_policy` costs: written by scripts/weights, not by hand.
//!
//! 2026-11-21, frame-benchmarking-cli 64.0.0, AMD EPYC, steps 20, repeats 10.

#![cfg_attr(rustfmt, rustfmt_skip)]

use super::with_margin;
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
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
		// At least 134_852 ns.
		with_margin(142_383_000, 6362)
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
		// At least 46_630 ns.
		with_margin(50_115_000, 4450)
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
		// At least 65_759 ns.
		with_margin(70_346_000, 4450)
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
		// At least 66_961 ns.
		with_margin(70_446_000, 4450)
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
		// At least 65_749 ns.
		with_margin(71_027_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn on_initialize() -> Weight {
		// At least 3_485 ns.
		with_margin(3_825_000, 3525)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `FeePolicy::BlockHistory` (r:0 w:1)
	/// Proof: `FeePolicy::BlockHistory` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	fn on_finalize() -> Weight {
		// At least 7_631 ns.
		with_margin(8_152_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn lanes() -> Weight {
		// At least 19_519 ns before the length of transactions counted; by hand half as much again until
		// scripts/weights runs again.
		with_margin(31_000_000, 0)
	}
	/// Storage: `FeePolicy::Sponsorships` (r:1 w:1)
	/// Proof: `FeePolicy::Sponsorships` (`max_values`: None, `max_size`: Some(985), added: 3460, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn sponsored() -> Weight {
		// At least 77_086 ns.
		with_margin(82_844_000, 4450)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

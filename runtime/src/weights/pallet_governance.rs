// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What `pallet_governance` costs: written by scripts/weights, not by hand.
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

impl<T: frame_system::Config> pallet_governance::WeightInfo for Measured<T> {
	/// Storage: `Preimage::StatusFor` (r:2 w:0)
	/// Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// Storage: `Preimage::RequestStatusFor` (r:2 w:2)
	/// Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Referenda::ReferendumCount` (r:1 w:1)
	/// Proof: `Referenda::ReferendumCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Scheduler::Agenda` (r:1 w:1)
	/// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// Storage: `Governance::TrackTerms` (r:1 w:0)
	/// Proof: `Governance::TrackTerms` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	/// Storage: `Referenda::DecidingCount` (r:1 w:0)
	/// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	/// Storage: `Referenda::TrackQueue` (r:1 w:1)
	/// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	/// Storage: `Referenda::MetadataOf` (r:0 w:1)
	/// Proof: `Referenda::MetadataOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Referenda::ReferendumInfoFor` (r:0 w:1)
	/// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	/// Storage: `Scheduler::Retries` (r:0 w:1)
	/// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	/// Storage: `Preimage::PreimageFor` (r:0 w:2)
	/// Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	/// `s` is 1 to 4000000.
	fn propose(s: u32, ) -> Weight {
		// At least 144_346 ns.
		with_margin(376_449_908, 13928)
			.saturating_add(with_margin(4_672, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Governance::TrackTerms` (r:0 w:1)
	/// Proof: `Governance::TrackTerms` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn set_track() -> Weight {
		// At least 4_917 ns.
		with_margin(5_429_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	/// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn authorize_upgrade() -> Weight {
		// At least 4_316 ns.
		with_margin(4_847_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// By hand, above what these reads and writes take, until scripts/weights measures it.
	fn pause(c: u32, ) -> Weight {
		with_margin(20_000_000, 0)
			.saturating_add(with_margin(10_000_000, 0).saturating_mul(u64::from(c).saturating_add(64)))
			.saturating_add(T::DbWeight::get().reads_writes(66, 65))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1).saturating_mul(c.into()))
	}
	fn resume(c: u32, ) -> Weight {
		with_margin(20_000_000, 0)
			.saturating_add(with_margin(10_000_000, 0).saturating_mul(u64::from(c).saturating_add(64)))
			.saturating_add(T::DbWeight::get().reads_writes(66, 2))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1).saturating_mul(c.into()))
	}
	fn safe_mode() -> Weight {
		with_margin(30_000_000, 0)
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn revive(d: u32, ) -> Weight {
		with_margin(50_000_000, 0)
			.saturating_add(with_margin(200_000_000, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2_510, 10))
			.saturating_add(T::DbWeight::get().reads_writes(14, 12).saturating_mul(d.into()))
	}
	// By hand, above what these reads and writes take, until scripts/weights measures it.
	fn alarms() -> Weight {
		with_margin(10_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn alarm() -> Weight {
		with_margin(20_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

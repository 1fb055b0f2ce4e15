// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What our own pallets cost, votes, which read the terms of tracks from our storage, and contracts
//! and tokens, whose pallets do more since our fixes: measured by scripts/weights. Other stock pallets
//! have upstream's figures.

pub mod pallet_accounts;
pub mod pallet_assets;
pub mod pallet_contracts;
pub mod pallet_conviction_voting;
pub mod pallet_fee_policy;
pub mod pallet_governance;
pub mod pallet_validators;

use polkadot_sdk::frame_support::weights::Weight;

/// Half as much again as was measured, for machines slower than the one that measured (ADR 0017).
const fn with_margin(picoseconds: u64, proof_bytes: u64) -> Weight {
	Weight::from_parts(picoseconds.saturating_add(picoseconds / 2), proof_bytes)
}

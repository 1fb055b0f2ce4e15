// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Types and runtime APIs that pallets, runtime and node share.

#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]

extern crate alloc;

pub mod bounds;
pub mod lanes;
pub mod mempool;

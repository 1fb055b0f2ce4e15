// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The storage migrations that an upgrade to this runtime runs, each with the version that may
//! remove it. `CONTRIBUTING.md` says how to add one.

/// The migrations that run whole in the block of the upgrade.
pub type SingleBlockMigrations = ();

/// The migrations that run step by step over the blocks after the upgrade.
#[cfg_attr(feature = "runtime-benchmarks", allow(dead_code))]
pub type MultiBlockMigrations = ();

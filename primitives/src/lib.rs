// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Types and runtime APIs that pallets, runtime and node share.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod bounds;
pub mod lanes;
pub mod mempool;

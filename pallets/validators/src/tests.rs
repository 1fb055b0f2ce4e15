// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The rules of this pallet as plain functions, and its calls and payouts on a mock runtime. Its
//! work together with staking, session and BABE, block by block, is tested on the real runtime:
//! `runtime/tests/{validators,payouts,staking_simulation}.rs`.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod calls;
mod emission;
mod liveness;
mod payouts;
mod timing;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tracks, origins, proposals and views on a mock runtime with the real pallets around them. What
//! they do with the terms and origins of our chains is tested on the real runtime:
//! `runtime/tests/{governance,powers}.rs`.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod alarms;
mod emergency;
mod origins;
mod proposing;
mod tracks;
mod views;

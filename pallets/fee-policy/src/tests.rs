// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The fee policy as its users notice it.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod lanes;
mod policy;
mod split;
mod sponsorship;
mod tips;

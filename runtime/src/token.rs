// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The token as wallets show it. The chain spec and the hash of the metadata have these values from
//! here: `build.rs` reads this file, too.

/// The symbol of the token.
pub const SYMBOL: &str = "BTR";
/// The number of decimals: 10^12 base units are one BTR.
pub const DECIMALS: u8 = 12;

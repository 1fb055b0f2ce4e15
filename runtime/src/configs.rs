// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The configuration of every pallet, one file per topic.

pub mod account_views;
pub mod accounts;
pub mod assets;
pub mod bounties;
pub mod consensus;
pub mod contracts;
pub mod emergency;
pub mod fees;
pub mod governance;
pub mod lanes;
pub mod proxies;
pub mod safety;
pub mod staking;
pub mod system;
pub mod system_accounts;
pub mod utility;

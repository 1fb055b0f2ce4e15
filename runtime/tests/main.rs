// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tests on the real runtime, in one program: it is linked once, and topics run beside each other.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise
#![allow(unreachable_pub)] // `pub` says what a topic has for the others

mod accounts;
mod assets;
mod attacks;
mod balance_simulation;
mod bounties;
mod call_tables;
mod chain;
mod contracts;
mod fees;
mod genesis;
mod governance;
mod lanes;
mod metadata;
mod offences;
mod payouts;
mod powers;
mod proxies;
mod random;
mod safety;
mod sponsorship;
mod staking;
mod staking_simulation;
mod system_accounts;
mod validators;

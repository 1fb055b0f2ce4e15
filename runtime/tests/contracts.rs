// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts on the real runtime: who may bring them, what they may ask of the chain, and what
//! hostile ones get.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod chain;

#[path = "powers/calls.rs"]
mod calls;

#[path = "contracts/access.rs"]
mod access;
#[path = "contracts/bundle.rs"]
mod bundle;
#[path = "contracts/bundles.rs"]
mod bundles;
#[path = "contracts/dao.rs"]
mod dao;
#[path = "contracts/deposits.rs"]
mod deposits;
#[path = "contracts/flipper.rs"]
mod flipper;
#[path = "contracts/floods.rs"]
mod floods;
#[path = "contracts/gas.rs"]
mod gas;
#[path = "contracts/golden.rs"]
mod golden;
#[path = "contracts/ink.rs"]
mod ink;
#[path = "contracts/memory.rs"]
mod memory;
#[path = "contracts/multisig.rs"]
mod multisig;
#[path = "contracts/mutants.rs"]
mod mutants;
#[path = "contracts/mutation.rs"]
mod mutation;
#[path = "contracts/open_calls.rs"]
mod open_calls;
#[path = "contracts/psp22.rs"]
mod psp22;
#[path = "contracts/psp34.rs"]
mod psp34;
#[path = "contracts/puppet.rs"]
mod puppet;
#[path = "contracts/recursion.rs"]
mod recursion;
#[path = "contracts/runtime_calls.rs"]
mod runtime_calls;
#[path = "contracts/sections.rs"]
mod sections;
#[path = "contracts/sponsored.rs"]
mod sponsored;
#[path = "contracts/stage.rs"]
mod stage;
#[path = "contracts/stakes.rs"]
mod stakes;
#[path = "contracts/termination.rs"]
mod termination;
#[path = "contracts/upgradeable.rs"]
mod upgradeable;
#[path = "contracts/uploads.rs"]
mod uploads;
#[path = "contracts/votes.rs"]
mod votes;
#[path = "contracts/wasm.rs"]
mod wasm;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts on the real runtime: who may bring them, what they may ask of the chain, and what
//! hostile ones get.

mod access;
mod block;
mod bundle;
mod bundles;
mod dao;
mod deposits;
mod dry_runs;
mod flipper;
mod flooding;
mod forwarder;
mod gas;
mod golden;
mod ink;
mod memory;
mod multisig;
mod mutants;
mod mutation;
mod open_calls;
mod psp22;
mod psp34;
mod recursion;
mod runtime_calls;
mod sections;
mod sponsored;
mod stakes;
mod termination;
mod tokens;
mod upgradeable;
mod uploads;
mod votes;
mod wasm;

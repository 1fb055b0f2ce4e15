// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The types of the large parts of this node, by short names.

use crate::executor::Executor;
use batara_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::*;

/// The chain: headers, blocks, state and runtime calls.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The choice of the best fork: the longest.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The pool of transactions that wait for a block.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

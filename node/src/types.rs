// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The types of the large parts of this node, by short names.

use crate::{consensus::equivocation::SealRecordingImport, executor::Executor};
use batara_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::{
	sc_consensus_babe as babe, sc_consensus_grandpa as grandpa,
	sp_consensus_babe::inherents::BabeCreateInherentDataProviders, *,
};

/// The chain: headers, blocks, state and runtime calls.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// The choice of the best fork: the longest.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The pool of transactions that wait for a block.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
/// The link from import to finality.
pub type GrandpaLink = grandpa::LinkHalf<Block, FullClient, FullSelectChain>;
type GrandpaImport = grandpa::GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
/// The way of every block through BABE's checks, then GRANDPA's, into the client.
pub type FullBlockImport = SealRecordingImport<
	babe::BabeBlockImport<
		Block,
		FullClient,
		GrandpaImport,
		BabeCreateInherentDataProviders<Block>,
		FullSelectChain,
	>,
>;

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The types of consensus that have no short name upstream.

use super::equivocation::SealRecordingImport;
use crate::types::{FullBackend, FullClient, FullSelectChain};
use batara_runtime::opaque::Block;
use polkadot_sdk::{
	sc_consensus_babe as babe, sc_consensus_grandpa as grandpa,
	sp_consensus_babe::inherents::BabeCreateInherentDataProviders,
};

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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The parts of consensus that import has made and the running node goes on with.

use super::{
	sealing::{SealedClock, Sealing},
	types::{FullBlockImport, GrandpaLink},
};
use batara_runtime::opaque::Block;
use polkadot_sdk::{
	sc_consensus_babe as babe, sc_consensus_grandpa as grandpa,
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_consensus_babe::inherents::BabeCreateInherentDataProviders,
};

/// The parts of consensus that import has made.
pub struct Parts {
	/// The import, which checks a block and takes it in.
	pub block_import: FullBlockImport,
	/// The epochs and the configuration of BABE.
	pub babe_link: babe::BabeLink<Block>,
	/// The answers to what RPC asks about BABE.
	pub babe_worker: babe::BabeWorkerHandle<Block>,
	/// The link from import to finality.
	pub grandpa_link: GrandpaLink,
	/// The slot and time that a block may have.
	pub inherent_data: BabeCreateInherentDataProviders<Block>,
	/// The rule by which blocks are sealed on demand and the clock of chain time, if they are.
	pub sealing: Option<(Sealing, SealedClock)>,
	/// The way of reports of import and voter into the pool.
	pub reports: OffchainTransactionPoolFactory<Block>,
	/// The state of the voter, for RPC.
	pub voter_state: grandpa::SharedVoterState,
}

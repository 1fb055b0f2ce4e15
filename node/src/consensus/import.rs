// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The import of blocks: BABE checks them, then GRANDPA, and reports go to the pool.

use super::{
	authoring,
	equivocation::{EquivocationReportPool, SealRecordingImport, SealedHeaders},
	finality,
	sealing::{self, Sealing},
	Parts,
};
use crate::{
	preflight,
	types::{FullClient, FullPool, FullSelectChain},
};
use batara_runtime::opaque::Block;
use polkadot_sdk::{
	sc_consensus::DefaultImportQueue, sc_consensus_babe as babe, sc_consensus_grandpa as grandpa,
	sc_telemetry::TelemetryHandle, sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_core::traits::SpawnEssentialNamed,
};
use sc_service::{error::Error, Configuration};
use std::sync::Arc;

/// The parts of the node that import works with.
pub struct Sources {
	/// The chain.
	pub client: Arc<FullClient>,
	/// The choice of the best fork.
	pub select_chain: FullSelectChain,
	/// The pool, which takes reports.
	pub pool: Arc<FullPool>,
	/// The rule by which this node seals blocks, if it does.
	pub sealing: Option<Sealing>,
	/// Telemetry, if a URL is given.
	pub telemetry: Option<TelemetryHandle>,
}

/// Sets up import, whose tasks `spawner` starts. Fails if the database is half done.
pub fn build(
	config: &Configuration,
	sources: Sources,
	spawner: &impl SpawnEssentialNamed,
) -> Result<(Parts, DefaultImportQueue<Block>), Error> {
	let Sources { client, select_chain, pool, sealing, telemetry } = sources;
	let registry = config.prometheus_registry();
	let (grandpa_import, grandpa_link) = grandpa::block_import(
		client.clone(),
		finality::JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.clone(),
	)?;
	let babe_config = babe::configuration(&*client)?;
	let slot_duration = babe_config.slot_duration();
	let sealing = match sealing {
		Some(rule) => Some((rule, sealing::clock(client.clone())?)),
		None => None,
	};
	let inherent_data = match &sealing {
		Some((_, clock)) => sealing::inherent_data(clock.clone()),
		None => authoring::inherent_data(slot_duration),
	};
	let headers = SealedHeaders::new(registry)?;
	let reports = EquivocationReportPool::new(pool, headers.clone(), registry)?;
	let reports = OffchainTransactionPoolFactory::new(reports);
	let (babe_import, babe_link) = babe::block_import(
		babe_config,
		grandpa_import.clone(),
		client.clone(),
		inherent_data.clone(),
		select_chain,
		reports.clone(),
	)?;
	preflight::ensure_whole(config, &client, &babe_link)?;
	let block_import = SealRecordingImport::new(babe_import, headers);
	let (import_queue, babe_worker) = babe::import_queue(babe::ImportQueueParams {
		link: babe_link.clone(),
		block_import: block_import.clone(),
		justification_import: Some(Box::new(grandpa_import)),
		client,
		slot_duration,
		spawner,
		registry,
		telemetry,
	})?;
	let parts = Parts {
		block_import,
		babe_link,
		babe_worker,
		grandpa_link,
		inherent_data,
		sealing,
		reports,
		voter_state: grandpa::SharedVoterState::empty(),
	};
	Ok((parts, import_queue))
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Block authoring by slots: BABE, and how validators find each other.

use crate::{
	mempool::LanePool,
	service::{FullBlockImport, FullClient, Shared},
};
use batara_runtime::{opaque::Block, BlockNumber};
use futures::StreamExt;
use polkadot_sdk::{
	sc_authority_discovery as discovery,
	sc_basic_authorship::ProposerFactory,
	sc_consensus_babe::{self as babe, SlotProportion},
	sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging,
	sc_network::{event::Event, NetworkEventStream},
	sp_consensus_babe::{
		inherents::{BabeCreateInherentDataProviders, InherentDataProvider},
		SlotDuration,
	},
	sp_runtime::Percent,
	sp_timestamp,
};
use sc_service::{error::Error, Configuration};
use std::sync::Arc;

/// 2 s of a 3 s slot: as much as the runtime lets a block weigh.
const PROPOSING_TIME: f32 = 2.0 / 3.0;

/// Without finality the chain slows down instead of growing a tail to be thrown away. Not by much:
/// votes that bring finality back last a number of blocks. With half of the validators dead a block
/// takes 6 s at first, and 17 s after 58 blocks.
const BACKOFF: BackoffAuthoringOnFinalizedHeadLagging<BlockNumber> =
	BackoffAuthoringOnFinalizedHeadLagging {
		max_interval: 4,
		unfinalized_slack: 50,
		authoring_bias: 2,
	};

/// What authoring needs of the configuration.
pub struct Settings {
	force_authoring: bool,
	discovery: discovery::WorkerConfig,
}

impl Settings {
	/// Whether to author without peers, and which addresses to publish.
	pub fn new(config: &Configuration) -> Self {
		Self {
			force_authoring: config.force_authoring,
			discovery: discovery::WorkerConfig {
				publish_non_global_ips: config.network.allow_non_globals_in_dht,
				public_addresses: config.network.public_addresses.clone(),
				persisted_cache_directory: config.network.net_config_path.clone(),
				..Default::default()
			},
		}
	}
}

/// The slot and time that a block may have, by this machine's clock.
pub fn inherent_data(slot_duration: SlotDuration) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_, ()| async move {
		let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
		let slot =
			InherentDataProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration);
		Ok((slot, timestamp))
	})
}

/// Builds blocks from the transactions that wait, in the order of the lanes.
pub fn proposer(shared: &Shared) -> ProposerFactory<LanePool, FullClient> {
	let mut factory = ProposerFactory::new(
		shared.tasks.clone(),
		shared.client.clone(),
		Arc::new(LanePool::new(
			shared.pool.clone(),
			shared.inspector.clone(),
			shared.metrics.clone(),
		)),
		shared.prometheus.as_ref(),
		shared.telemetry.clone(),
	);
	// A transaction of a full lane must not end a block that has room for others: the queue of the
	// lanes stops trying them soon enough.
	factory.set_soft_deadline(Percent::from_percent(100));
	factory
}

/// Starts to author in the slots of this validator.
pub fn start(
	shared: &Shared,
	settings: Settings,
	block_import: FullBlockImport,
	babe_link: babe::BabeLink<Block>,
	inherent_data: BabeCreateInherentDataProviders<Block>,
) -> Result<(), Error> {
	let worker = babe::start_babe(babe::BabeParams {
		keystore: shared.keystore.clone(),
		client: shared.client.clone(),
		select_chain: shared.select_chain.clone(),
		env: proposer(shared),
		block_import,
		sync_oracle: shared.sync.clone(),
		justification_sync_link: shared.sync.clone(),
		create_inherent_data_providers: inherent_data,
		force_authoring: settings.force_authoring,
		backoff_authoring_blocks: Some(BACKOFF),
		babe_link,
		block_proposal_slot_portion: SlotProportion::new(PROPOSING_TIME),
		max_block_proposal_slot_portion: None,
		telemetry: shared.telemetry.clone(),
	})?;
	shared.essential_tasks.spawn_blocking("babe", Some("block-authoring"), worker);
	start_authority_discovery(shared, settings.discovery);
	Ok(())
}

/// Publishes this validator's addresses and finds those of the others.
fn start_authority_discovery(shared: &Shared, config: discovery::WorkerConfig) {
	let events = shared.network.event_stream("authority-discovery");
	let dht_events = events.filter_map(|event| async move {
		match event {
			Event::Dht(event) => Some(event),
			_ => None,
		}
	});
	let (worker, _service) = discovery::new_worker_and_service_with_config(
		config,
		shared.client.clone(),
		Arc::new(shared.network.clone()),
		Box::pin(dht_events),
		discovery::Role::PublishAndDiscover(shared.keystore.clone()),
		shared.prometheus.clone(),
		shared.tasks.clone(),
	);
	shared.tasks.spawn("authority-discovery", Some("networking"), worker.run());
}

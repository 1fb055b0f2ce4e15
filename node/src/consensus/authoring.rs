// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Block authoring by slots: BABE, and how validators find each other.

use super::types::FullBlockImport;
use crate::{
	keys::{duty::Duty, hold::Hold},
	mempool::FullLanePool,
	shared::Shared,
	types::FullClient,
};
use batara_runtime::{opaque::Block, BlockNumber};
use futures::StreamExt;
use polkadot_sdk::{
	sc_authority_discovery as discovery,
	sc_basic_authorship::ProposerFactory,
	sc_consensus_babe::{self as babe, SlotProportion},
	sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging,
	sc_network::{event::Event, NetworkEventStream},
	sp_consensus::SyncOracle,
	sp_consensus_babe::{
		inherents::{BabeCreateInherentDataProviders, InherentDataProvider},
		SlotDuration,
	},
	sp_runtime::Percent,
	sp_timestamp,
};
use sc_service::{config::KeystoreConfig, error::Error, ChainType, Configuration};
use std::sync::Arc;

/// The part of a slot for proposing a block: 2 s of 3 s, as much as the runtime lets it weigh.
const PROPOSING_TIME: f32 = 2.0 / 3.0;

/// The backoff without finality: the chain slows down instead of growing a tail to be thrown away.
/// Not by much: votes that bring finality back last a number of blocks. With half of the validators
/// dead a block takes 6 s at first, and 17 s after 58 blocks.
const BACKOFF: BackoffAuthoringOnFinalizedHeadLagging<BlockNumber> =
	BackoffAuthoringOnFinalizedHeadLagging {
		max_interval: 4,
		unfinalized_slack: 50,
		authoring_bias: 2,
	};

/// The slots in which a validator of a live chain only listens after its start: a minute. Another
/// node with its keys, on a network of four, makes itself heard in all but three of a thousand
/// cases. Networks of tests have no time for it.
const LISTEN_SLOTS: u64 = 20;

/// The part of the configuration that authoring needs.
pub struct Settings {
	force_authoring: bool,
	listen_slots: u64,
	keystore: KeystoreConfig,
	discovery: discovery::WorkerConfig,
}

impl Settings {
	/// Reads from the configuration whether to author without peers, and which addresses to
	/// publish. A validator first listens for `listen_slots`, or else for as many slots as the kind
	/// of chain asks for.
	pub fn new(config: &Configuration, listen_slots: Option<u64>) -> Self {
		let is_live = config.chain_spec.chain_type() == ChainType::Live;
		Self {
			force_authoring: config.force_authoring,
			listen_slots: listen_slots.unwrap_or(if is_live { LISTEN_SLOTS } else { 0 }),
			keystore: config.keystore.clone(),
			discovery: discovery::WorkerConfig {
				publish_non_global_ips: config.network.allow_non_globals_in_dht,
				public_addresses: config.network.public_addresses.clone(),
				persisted_cache_directory: config.network.net_config_path.clone(),
				..Default::default()
			},
		}
	}
}

/// Returns the slot and time that a block may have, by this machine's clock.
pub fn inherent_data(slot_duration: SlotDuration) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_, ()| async move {
		let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
		let slot =
			InherentDataProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration);
		Ok((slot, timestamp))
	})
}

/// Makes the proposer of blocks from the transactions that wait, in the order of the lanes.
pub fn proposer(shared: &Shared) -> ProposerFactory<FullLanePool, FullClient> {
	let mut factory = ProposerFactory::new(
		shared.tasks.clone(),
		shared.client.clone(),
		Arc::new(shared.mempool.in_lanes()),
		shared.prometheus.as_ref(),
		shared.telemetry.clone(),
	);
	// A transaction of a full lane must not end a block that has room for others: the queue of the
	// lanes stops trying them soon enough.
	factory.set_soft_deadline(Percent::from_percent(100));
	factory
}

/// Starts to look for other nodes with the keys of this validator. Returns None if it is told to
/// sign all the same.
pub fn hold(
	shared: &Shared,
	settings: &Settings,
	babe: &babe::BabeLink<Block>,
) -> Option<Arc<Hold>> {
	let config = babe.config();
	let hold = Arc::new(Hold::new(
		shared.client.clone(),
		shared.sync.clone(),
		config.slot_duration(),
		settings.listen_slots,
		config.epoch_length,
	));
	let watch = hold.clone().watch(shared.keystore.clone(), settings.force_authoring);
	shared.essential_tasks.spawn("doubled-keys", Some("block-authoring"), watch);
	(!settings.force_authoring).then_some(hold)
}

/// The parts that block authoring takes for itself.
pub struct Parts {
	/// The import, which takes in the blocks of this node.
	pub block_import: FullBlockImport,
	/// The epochs and the configuration of BABE.
	pub babe_link: babe::BabeLink<Block>,
	/// The slot and time of each block.
	pub inherent_data: BabeCreateInherentDataProviders<Block>,
}

/// Starts to author in the slots of this validator, unless `hold` keeps it from signing.
pub fn start(
	shared: &Shared,
	settings: Settings,
	hold: Option<Arc<Hold>>,
	parts: Parts,
) -> Result<(), Error> {
	let synced: Arc<dyn SyncOracle + Send + Sync> = match hold {
		Some(hold) => hold,
		None => shared.sync.clone(),
	};
	let worker = babe::start_babe(babe::BabeParams {
		keystore: shared.keystore.clone(),
		client: shared.client.clone(),
		select_chain: shared.select_chain.clone(),
		env: proposer(shared),
		block_import: parts.block_import,
		sync_oracle: synced,
		justification_sync_link: shared.sync.clone(),
		create_inherent_data_providers: parts.inherent_data,
		force_authoring: settings.force_authoring,
		backoff_authoring_blocks: Some(BACKOFF),
		babe_link: parts.babe_link,
		block_proposal_slot_portion: SlotProportion::new(PROPOSING_TIME),
		max_block_proposal_slot_portion: None,
		telemetry: shared.telemetry.clone(),
	})?;
	shared.essential_tasks.spawn_blocking("babe", Some("block-authoring"), worker);
	let duty = Duty::new(
		shared.client.clone(),
		shared.keystore.clone(),
		settings.keystore,
		shared.prometheus.as_ref(),
	)?;
	shared.tasks.spawn("session-keys", None, duty.watch(shared.sync.clone()));
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

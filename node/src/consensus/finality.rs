// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Finality with GRANDPA: full nodes follow the votes, validators cast them.

use super::{types::GrandpaLink, Options};
use crate::{keys::hold::Hold, shared::Shared, types::FullClient};
use batara_runtime::{opaque::Block, BlockNumber, Hash};
use polkadot_sdk::{
	sc_consensus_grandpa as grandpa,
	sc_network::{
		config::FullNetworkConfiguration,
		service::{traits::NotificationService, NotificationMetrics},
		NetworkBackend, ProtocolName,
	},
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
};
use sc_service::{error::Error, Configuration};
use std::{sync::Arc, time::Duration};

/// The number of blocks in which at least one header keeps a justification, for light clients and
/// warp sync.
pub const JUSTIFICATION_PERIOD: u32 = 512;

/// The part of the configuration that finality needs.
pub struct Settings {
	name: String,
	protocol: ProtocolName,
	/// The number of blocks by which votes stay behind the best one.
	behind_best: BlockNumber,
	/// GRANDPA's unit of time: a round takes four of it.
	gossip_duration: Duration,
}

impl Settings {
	/// Reads the node's name, and makes the name of the protocol on this chain.
	pub fn new(config: &Configuration, options: &Options, genesis_hash: Hash) -> Self {
		Self {
			behind_best: options.vote_behind_best,
			gossip_duration: Duration::from_millis(options.gossip_duration.get()),
			name: config.network.node_name.clone(),
			protocol: grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec),
		}
	}
}

/// Adds the protocol that carries votes to the network.
pub fn add_protocol<N: NetworkBackend<Block, Hash>>(
	settings: &Settings,
	network: &mut FullNetworkConfiguration<Block, Hash, N>,
	metrics: NotificationMetrics,
) -> Box<dyn NotificationService> {
	let (protocol, votes) = grandpa::grandpa_peers_set_config::<_, N>(
		settings.protocol.clone(),
		metrics,
		network.peer_store_handle(),
	);
	network.add_notification_protocol(protocol);
	votes
}

/// Returns the rule by which a validator votes: for the block so many `behind_best`, or three
/// quarters of the way to the best one when the unfinalised chain is long. Upstream's default stays
/// two blocks behind, which at 3 s slots costs six seconds of finality (ADR 0003).
fn voting_rule(behind_best: BlockNumber) -> impl grandpa::VotingRule<Block, FullClient> + Clone {
	let mut rules = grandpa::VotingRulesBuilder::new();
	if behind_best > 0 {
		rules = rules.add(grandpa::BeforeBestBlockBy(behind_best));
	}
	rules.add(grandpa::ThreeQuartersOfTheUnfinalizedChain).build()
}

/// The parts that the voter takes for itself.
pub struct Parts {
	/// The protocol that carries votes.
	pub votes: Box<dyn NotificationService>,
	/// The link from import to finality.
	pub link: GrandpaLink,
	/// The state of the voter, for RPC.
	pub state: grandpa::SharedVoterState,
	/// The way of reports of two votes in one round into the pool.
	pub reports: OffchainTransactionPoolFactory<Block>,
}

/// Starts the voter. That of a validator starts as soon as `hold` lets it sign.
pub fn start(
	shared: &Shared,
	settings: Settings,
	hold: Option<Arc<Hold>>,
	parts: Parts,
) -> Result<(), Error> {
	let params = grandpa::GrandpaParams {
		config: grandpa::Config {
			gossip_duration: settings.gossip_duration,
			justification_generation_period: JUSTIFICATION_PERIOD,
			name: Some(settings.name),
			observer_enabled: false,
			keystore: shared.role.is_authority().then(|| shared.keystore.clone()),
			local_role: shared.role,
			telemetry: shared.telemetry.clone(),
			protocol_name: settings.protocol,
		},
		link: parts.link,
		network: shared.network.clone(),
		sync: shared.sync.clone(),
		notification_service: parts.votes,
		voting_rule: voting_rule(settings.behind_best),
		prometheus_registry: shared.prometheus.clone(),
		shared_voter_state: parts.state,
		telemetry: shared.telemetry.clone(),
		offchain_tx_pool_factory: parts.reports,
	};
	let Some(hold) = hold else {
		let voter = grandpa::run_grandpa_voter(params)?;
		shared.essential_tasks.spawn_blocking("grandpa-voter", None, voter);
		return Ok(());
	};
	shared.essential_tasks.spawn_blocking("grandpa-voter", None, async move {
		hold.released().await;
		match grandpa::run_grandpa_voter(params) {
			Ok(voter) => voter.await,
			Err(error) => log::error!("The voter cannot start: {error}"),
		}
	});
	Ok(())
}

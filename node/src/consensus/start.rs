// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The start of consensus in a node that has all other parts.

use super::{authoring, finality, sealing, Options, Parts};
use crate::{shared::Shared, types::FullClient};
use polkadot_sdk::sc_network::service::traits::NotificationService;
use sc_service::{error::Error, Configuration};

/// The part of the configuration that consensus needs.
pub struct Settings {
	authoring: authoring::Settings,
	/// The settings of finality, which the network reads too.
	pub finality: finality::Settings,
	/// Set unless GRANDPA is off. With sealing it never runs.
	is_grandpa_on: bool,
}

impl Settings {
	/// Reads the settings of a node on this chain.
	pub fn new(config: &Configuration, options: &Options, client: &FullClient) -> Self {
		let genesis = client.chain_info().genesis_hash;
		Self {
			authoring: authoring::Settings::new(config, options.listen_slots),
			finality: finality::Settings::new(config, options, genesis),
			is_grandpa_on: !config.disable_grandpa,
		}
	}
}

/// Starts to make blocks, if this node is a validator, and to follow finality. Votes come and go by
/// `votes`.
pub fn start(
	shared: &Shared,
	settings: Settings,
	parts: Parts,
	votes: Box<dyn NotificationService>,
) -> Result<(), Error> {
	if let Some((sealing, clock)) = parts.sealing {
		return sealing::start(shared, sealing, clock, parts.block_import, &parts.babe_link);
	}
	let mut hold = None;
	if shared.role.is_authority() {
		hold = authoring::hold(shared, &settings.authoring, &parts.babe_link);
		let author = authoring::Parts {
			block_import: parts.block_import,
			babe_link: parts.babe_link,
			inherent_data: parts.inherent_data,
		};
		authoring::start(shared, settings.authoring, hold.clone(), author)?;
	}
	if settings.is_grandpa_on {
		let voter = finality::Parts {
			votes,
			link: parts.grandpa_link,
			state: parts.voter_state,
			reports: parts.reports,
		};
		finality::start(shared, settings.finality, hold, voter)?;
	}
	Ok(())
}

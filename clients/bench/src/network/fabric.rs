// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The links between nodes: namespaces and a switch, or relays.

use std::any::Any;

use anyhow::Result;

use super::{lines::SharedLines, namespaces, owners::Owners, place::Place, relays};

/// The places of all nodes, and what carries their packets.
pub struct Fabric {
	pub places: Vec<Place>,
	relays: bool,
	// It works until it is dropped.
	_carrier: Box<dyn Any + Send + Sync>,
}

impl Fabric {
	/// Makes namespaces when they are allowed, and relays otherwise or when they are asked for.
	pub async fn build(
		nodes: usize,
		lines: SharedLines,
		owners: Owners,
		relays_asked: bool,
	) -> Result<Self> {
		if !relays_asked {
			match namespaces::build(nodes, lines.clone()) {
				Ok((places, switch)) => {
					return Ok(Self { places, relays: false, _carrier: Box::new(switch) })
				},
				Err(error) => eprintln!(
					"no network namespaces ({error:#}), so nodes are joined by TCP relays, where loss \
					 is a wait: run as root for packets"
				),
			}
		}
		let (places, relays) = relays::build(nodes, lines, owners).await?;
		Ok(Self { places, relays: true, _carrier: Box::new(relays) })
	}

	/// Tells whether relays join the nodes.
	pub fn uses_relays(&self) -> bool {
		self.relays
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The places where nodes run, and the addresses at which they are reached.

use std::{net::SocketAddr, sync::Arc};

use super::spawner::Spawner;

/// The place of one node in the network.
pub struct Place {
	/// The thread that starts the node.
	pub spawner: Arc<Spawner>,
	/// The address at which the node listens for other nodes.
	pub listen: SocketAddr,
	/// The address at which other nodes reach it, over the emulated link.
	pub dial: SocketAddr,
	/// The address of JSON-RPC for the caller, past all links.
	pub rpc: SocketAddr,
	/// The address of the metrics for the caller, past all links.
	pub metrics: SocketAddr,
}

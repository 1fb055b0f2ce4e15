// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Where nodes run, and how they are reached.

use std::{net::SocketAddr, sync::Arc};

use super::spawner::Spawner;

/// The place of one node in the network.
pub struct Place {
	/// The thread that starts the node.
	pub spawner: Arc<Spawner>,
	/// Where the node listens for other nodes.
	pub listen: SocketAddr,
	/// Where other nodes reach it, over the emulated link.
	pub dial: SocketAddr,
	/// Where the caller reaches JSON-RPC, past all links.
	pub rpc: SocketAddr,
	/// Where the caller reaches the metrics, past all links.
	pub metrics: SocketAddr,
}

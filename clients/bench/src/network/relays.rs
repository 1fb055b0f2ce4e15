// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! TCP relays in front of nodes that share the network of this machine: the emulation for whoever
//! may not make network namespaces.

use std::{
	net::{Ipv4Addr, SocketAddr},
	sync::Arc,
};

use anyhow::{Context, Result};
use tokio::{
	net::{TcpListener, TcpStream},
	task::JoinSet,
};

use super::{
	lines::SharedLines,
	owners::Owners,
	place::Place,
	pump::{pump, Way},
	spawner::Spawner,
};

const LOCALHOST: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// The running relays, which end with this value.
pub struct Relays {
	_tasks: JoinSet<()>,
}

/// Makes a relay in front of each node. All nodes are started by one thread.
pub async fn build(
	nodes: usize,
	lines: SharedLines,
	owners: Owners,
) -> Result<(Vec<Place>, Relays)> {
	let (spawner, ()) = Spawner::start(|| Ok(()))?;
	let spawner = Arc::new(spawner);
	let mut free = free_ports(3 * nodes)?.into_iter();
	let mut port = || free.next().context("a port is missing");
	let mut tasks = JoinSet::new();
	let mut places = Vec::new();
	for node in 0..nodes {
		let listener = TcpListener::bind((LOCALHOST, 0)).await.context("no port for a relay")?;
		let place = Place {
			spawner: spawner.clone(),
			listen: port()?,
			dial: listener.local_addr().context("a relay without an address")?,
			rpc: port()?,
			metrics: port()?,
		};
		let relay =
			Relay { node, target: place.listen, lines: lines.clone(), owners: owners.clone() };
		tasks.spawn(relay.run(listener));
		places.push(place);
	}
	Ok((places, Relays { _tasks: tasks }))
}

// All are held until the last is known, so that none is given twice.
fn free_ports(count: usize) -> Result<Vec<SocketAddr>> {
	let listeners = (0..count)
		.map(|_| std::net::TcpListener::bind((LOCALHOST, 0)))
		.collect::<std::io::Result<Vec<_>>>()
		.context("no free port")?;
	let addresses = listeners.iter().map(std::net::TcpListener::local_addr);
	addresses.collect::<std::io::Result<_>>().context("a listener without an address")
}

#[derive(Clone)]
struct Relay {
	node: usize,
	target: SocketAddr,
	lines: SharedLines,
	owners: Owners,
}

impl Relay {
	async fn run(self, listener: TcpListener) {
		let mut connections = JoinSet::new();
		loop {
			tokio::select! {
				accepted = listener.accept() => {
					if let Ok((stream, peer)) = accepted {
						connections.spawn(self.clone().carry(stream, peer));
					}
				},
				Some(_) = connections.join_next() => {},
			}
		}
	}

	// The connection is closed at once when it comes from no node, or over a partition.
	async fn carry(self, incoming: TcpStream, peer: SocketAddr) {
		let Ok(Some(from)) = self.owners.of_port(peer.port()) else { return };
		if !self.lines.lock().is_open(from, self.node) {
			return;
		}
		// A node that does not run refuses, and so does the relay.
		let Ok(outgoing) = TcpStream::connect(self.target).await else { return };
		for stream in [&incoming, &outgoing] {
			if stream.set_nodelay(true).is_err() {
				return;
			}
		}
		let (read_in, write_in) = incoming.into_split();
		let (read_out, write_out) = outgoing.into_split();
		let there = Way { from, to: self.node, lines: self.lines.clone() };
		let back = Way { from: self.node, to: from, lines: self.lines };
		// Both ends see an error of one direction as the end of the connection.
		let _ = tokio::try_join!(pump(read_in, write_out, there), pump(read_out, write_in, back));
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The node at the other end of a local connection.
//!
//! Nodes tell each other the addresses that they know: whoever comes to a relay is therefore
//! recognised by its process, and never by the address that it came to.

use std::{
	fs,
	path::Path,
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
};

use anyhow::{Context, Result};

const CONNECTIONS: &str = "/proc/net/tcp";
const NOT_RUNNING: u32 = 0;

/// The processes of the nodes as they are now.
#[derive(Clone)]
pub struct Owners(Arc<Vec<AtomicU32>>);

impl Owners {
	/// Returns the list of nodes of which none runs.
	pub fn new(nodes: usize) -> Self {
		Self(Arc::new((0..nodes).map(|_| AtomicU32::new(NOT_RUNNING)).collect()))
	}

	/// Notes the process of a node, or that it has none.
	pub fn set(&self, node: usize, pid: Option<u32>) {
		self.0[node].store(pid.unwrap_or(NOT_RUNNING), Ordering::Relaxed);
	}

	/// Returns the process of a node while it runs.
	pub fn pid(&self, node: usize) -> Option<u32> {
		Some(self.0[node].load(Ordering::Relaxed)).filter(|pid| *pid != NOT_RUNNING)
	}

	/// Finds the node whose process has the local end `port` of a connection of 127.0.0.1.
	pub fn of_port(&self, port: u16) -> Result<Option<usize>> {
		let connections = fs::read_to_string(CONNECTIONS)
			.with_context(|| format!("cannot read {CONNECTIONS}"))?;
		let Some(inode) = inode_of_port(&connections, port) else { return Ok(None) };
		let socket = format!("socket:[{inode}]");
		let owns = |pid: u32| has_open(&format!("/proc/{pid}/fd"), &socket);
		Ok((0..self.0.len()).find(|node| self.pid(*node).is_some_and(owns)))
	}
}

// Columns: number, local address, remote address, state, queues, timer, retransmits, user, timeout,
// inode. Addresses are hexadecimal.
fn inode_of_port(connections: &str, port: u16) -> Option<&str> {
	let local_end = format!(":{port:04X}");
	connections.lines().skip(1).find_map(|line| {
		let mut columns = line.split_whitespace();
		columns.nth(1)?.ends_with(&local_end).then(|| columns.nth(7))?
	})
}

fn has_open(descriptors: &str, target: &str) -> bool {
	let Ok(entries) = fs::read_dir(descriptors) else { return false };
	entries
		.flatten()
		.any(|entry| fs::read_link(entry.path()).is_ok_and(|link| link == Path::new(target)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::net::{TcpListener, TcpStream};

	#[test]
	fn a_connection_is_recognised_by_its_process() {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let connection = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
		let port = connection.local_addr().unwrap().port();
		let owners = Owners::new(2);
		assert_eq!(owners.of_port(port).unwrap(), None);
		owners.set(1, Some(std::process::id()));
		assert_eq!(owners.of_port(port).unwrap(), Some(1));
		owners.set(1, None);
		assert_eq!(owners.of_port(port).unwrap(), None);
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The command line of each node.

use std::{
	fs::OpenOptions,
	net::SocketAddr,
	os::unix::process::CommandExt,
	path::{Path, PathBuf},
	process::{Command, Stdio},
};

use anyhow::{Context, Result};

use super::{identity::Identity, options::Options, place::Place};

/// The command lines of the nodes of a network.
pub struct Invocations {
	pub options: Options,
	pub identities: Vec<Identity>,
	pub chain: String,
	pub relays: bool,
}

impl Invocations {
	/// Returns the file that a node writes its log to.
	pub fn log(&self, node: usize) -> PathBuf {
		self.options.folder.join(format!("{}.log", self.options.validators[node]))
	}

	/// Returns the command that starts a node.
	pub fn command(&self, node: usize, places: &[Place]) -> Result<Command> {
		let Options { node: program, folder, validators, arguments, .. } = &self.options;
		let name = &validators[node];
		let place = &places[node];
		let mut command = Command::new(program);
		command
			.arg(format!("--{name}"))
			.args(["--chain", &self.chain])
			.arg("--base-path")
			.arg(folder.join(name))
			.arg("--node-key-file")
			.arg(&self.identities[node].key_file)
			.args(["--listen-addr", &multiaddr(place.listen)])
			.args(["--rpc-port", &place.rpc.port().to_string()])
			.args(["--prometheus-port", &place.metrics.port().to_string()])
			.args(["--rpc-methods", "unsafe", "--rpc-cors", "all"])
			// Nobody but the caller reaches them: it may send as much as a local client.
			.args(["--rpc-max-batch-request-len", "500", "--rpc-rate-limit", "4000000000"])
			.args([
				"--no-mdns",
				"--no-telemetry",
				"--no-hardware-benchmarks",
				"--disable-log-color",
			])
			.args(self.mode(node, places))
			.args(arguments);
		// Ctrl-C reaches only the emulator, which stops the nodes.
		command.process_group(0);
		write_to(&mut command, &self.log(node))?;
		Ok(command)
	}

	fn mode(&self, node: usize, places: &[Place]) -> Vec<String> {
		let mut arguments: Vec<String> = match self.relays {
			// Nodes that look for more addresses of a peer could get past its relay.
			true => ["--reserved-only", "--reserved-nodes"].map(String::from).to_vec(),
			false => {
				let own = multiaddr(places[node].dial);
				["--unsafe-rpc-external", "--prometheus-external", "--allow-private-ip"]
					.into_iter()
					.chain(["--discover-local", "--public-addr", &own, "--bootnodes"])
					.map(String::from)
					.collect()
			},
		};
		let others = (0..places.len()).filter(|other| *other != node);
		let peers: Vec<String> = others
			.map(|other| {
				format!("{}/p2p/{}", multiaddr(places[other].dial), self.identities[other].peer_id)
			})
			.collect();
		if peers.is_empty() {
			arguments.pop();
		}
		arguments.extend(peers);
		arguments
	}
}

fn multiaddr(address: SocketAddr) -> String {
	format!("/ip4/{}/tcp/{}", address.ip(), address.port())
}

// A node that is started again goes on in the same file.
fn write_to(command: &mut Command, log: &Path) -> Result<()> {
	let file = OpenOptions::new()
		.create(true)
		.append(true)
		.open(log)
		.with_context(|| format!("cannot write the log {}", log.display()))?;
	let copy = file.try_clone().context("cannot open the log twice")?;
	command.stdin(Stdio::null()).stdout(file).stderr(copy);
	Ok(())
}

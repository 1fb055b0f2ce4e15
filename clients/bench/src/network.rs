// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A network of nodes on this machine, with delay, jitter, loss and partitions between each two.
//!
//! Each node runs in a network namespace of its own, and this process carries the packets between
//! them. Where that is not allowed, TCP relays between the nodes take the place of the namespaces.

pub mod command;
mod console;
mod fabric;
mod identity;
mod invocation;
mod kernel;
mod lines;
mod link;
mod log_tail;
mod namespaces;
mod options;
mod owners;
mod place;
mod process;
mod pump;
mod queue;
mod readiness;
mod relays;
mod spawner;
mod spec;
mod switch;

use std::{
	fs,
	path::{Path, PathBuf},
	sync::Arc,
};

use anyhow::{anyhow, ensure, Context, Result};
use futures::future::try_join_all;
use parking_lot::Mutex;

use self::{
	fabric::Fabric, identity::Identity, invocation::Invocations, lines::Lines, log_tail::log_tail,
	owners::Owners, process::Process,
};

pub use self::{link::Link, options::Options};

/// A running network. Nodes are numbered in the order of `Options::validators`. When the value is
/// dropped, all nodes are killed.
pub struct Network {
	// Nodes end before what carries their packets.
	processes: Vec<Process>,
	fabric: Fabric,
	lines: lines::SharedLines,
	invocations: Invocations,
}

impl Network {
	/// Starts all nodes and waits until they answer. Tells on stderr what it is doing.
	pub async fn start(options: Options) -> Result<Self> {
		options.check()?;
		fs::create_dir_all(&options.folder)
			.with_context(|| format!("cannot make the folder {}", options.folder.display()))?;
		let nodes = options.validators.len();
		let lines = Arc::new(Mutex::new(Lines::new(nodes, options.link, options.seed)));
		let owners = Owners::new(nodes);
		let fabric = Fabric::build(nodes, lines.clone(), owners.clone(), options.relays).await?;
		let invocations = invocations(options, fabric.uses_relays()).await?;
		let processes = (0..nodes).map(|node| Process::new(node, owners.clone())).collect();
		let network = Self { processes, fabric, lines, invocations };
		try_join_all((0..nodes).map(|node| network.launch(node))).await?;
		Ok(network)
	}

	/// Starts a node that does not run, on the database that it had, and waits until it answers.
	pub async fn launch(&self, node: usize) -> Result<()> {
		let process = self.process(node)?;
		let name = self.name(node);
		ensure!(process.ensure_runs().is_err(), "{name} runs already: kill it first");
		let places = &self.fabric.places;
		let command = self.invocations.command(node, places)?;
		process.began(places[node].spawner.spawn(command).await?);
		readiness::wait(process, &self.rpc(node)).await.map_err(|error| {
			let log = self.log(node);
			let (file, tail) = (log.display(), log_tail(&log));
			anyhow!("{name} does not start: {error:#}; its log {file} ends with\n{tail}")
		})?;
		eprintln!("{name} answers at {}", self.rpc(node));
		Ok(())
	}

	/// Kills a node as a power cut would. Does nothing when it does not run.
	pub async fn kill(&self, node: usize) -> Result<()> {
		self.process(node)?.kill().await
	}

	/// Asks all nodes to end, and waits until they have.
	pub async fn stop(&self) -> Result<()> {
		try_join_all(self.processes.iter().map(Process::stop)).await.map(drop)
	}

	/// Cuts all connections between nodes of different groups. The nodes that are in no group are
	/// one more group. The caller reaches all nodes as before.
	pub fn partition(&self, groups: &[Vec<usize>]) {
		self.lines.lock().partition(groups);
	}

	/// Ends a partition.
	pub fn heal(&self) {
		self.lines.lock().heal();
	}

	/// Changes the link of one direction.
	pub fn set_link(&self, from: usize, to: usize, link: Link) -> Result<()> {
		self.process(from)?;
		self.process(to)?;
		self.lines.lock().set_link(from, to, link);
		Ok(())
	}

	/// Returns the number of nodes, whether they run or not.
	pub fn nodes(&self) -> usize {
		self.processes.len()
	}

	/// Returns the name of a node.
	pub fn name(&self, node: usize) -> &str {
		&self.invocations.options.validators[node]
	}

	/// Finds a node by its name.
	pub fn index(&self, name: &str) -> Result<usize> {
		self.invocations.options.index(name)
	}

	/// Returns the URL of JSON-RPC of a node. No link and no partition is on the way to it.
	pub fn rpc(&self, node: usize) -> String {
		format!("ws://{}", self.fabric.places[node].rpc)
	}

	/// Returns the URL of the Prometheus metrics of a node.
	pub fn metrics(&self, node: usize) -> String {
		format!("http://{}/metrics", self.fabric.places[node].metrics)
	}

	/// Returns the log of a node, to which it appends when it is launched again.
	pub fn log(&self, node: usize) -> PathBuf {
		self.invocations.log(node)
	}

	/// Returns the process of a node while it runs.
	pub fn pid(&self, node: usize) -> Option<u32> {
		self.processes[node].pid()
	}

	/// Tells whether relays stand in for network namespaces.
	pub fn uses_relays(&self) -> bool {
		self.fabric.uses_relays()
	}

	fn process(&self, node: usize) -> Result<&Process> {
		self.processes.get(node).with_context(|| {
			format!("there is no node {node}: they are numbered from 0 to {}", self.nodes() - 1)
		})
	}
}

async fn invocations(options: Options, relays: bool) -> Result<Invocations> {
	let chain = match relays {
		true => path_text(&spec::live_copy(&options).await?)?,
		false => options.chain.clone(),
	};
	let names = options.validators.iter();
	let identities =
		try_join_all(names.map(|name| Identity::create(&options.node, &options.folder, name)))
			.await?;
	Ok(Invocations { options, identities, chain, relays })
}

fn path_text(path: &Path) -> Result<String> {
	let text = path.to_str().with_context(|| {
		format!("the path {} is not UTF-8: choose another folder", path.display())
	})?;
	Ok(text.to_owned())
}

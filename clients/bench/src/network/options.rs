// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The options of a network.

use std::path::PathBuf;

use anyhow::{ensure, Context, Result};

use super::link::Link;

/// The validators of the preset `local`.
pub const LOCAL_VALIDATORS: [&str; 4] = ["alice", "bob", "charlie", "dave"];
const KNOWN: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// The nodes of a network, and the links between them.
#[derive(Debug, Clone)]
pub struct Options {
	/// The program of the node.
	pub node: PathBuf,
	/// The name of a preset, or the file of a chain spec.
	pub chain: String,
	/// The folder for databases, keys and logs. A network that ran there before goes on.
	pub folder: PathBuf,
	/// The names of the nodes, whose session keys the node program knows.
	pub validators: Vec<String>,
	/// More arguments for all nodes.
	pub arguments: Vec<String>,
	/// The link of all pairs in both directions.
	pub link: Link,
	/// `true` if relays are used even where network namespaces could be made.
	pub relays: bool,
	/// The seed of losses and delays.
	pub seed: u64,
}

impl Options {
	/// Returns the four validators of the preset `local` without any delay.
	pub fn new(node: impl Into<PathBuf>, folder: impl Into<PathBuf>) -> Self {
		Self {
			node: node.into(),
			chain: "local".into(),
			folder: folder.into(),
			validators: LOCAL_VALIDATORS.map(String::from).to_vec(),
			arguments: Vec::new(),
			link: Link::default(),
			relays: false,
			seed: 0,
		}
	}

	/// Refuses options that cannot work, before anything is started.
	pub fn check(&self) -> Result<()> {
		let node = self.node.display();
		ensure!(
			self.node.is_file(),
			"there is no node program at {node}: build it with `cargo build --release -p batara-node`, \
			 or name another one"
		);
		ensure!(!self.validators.is_empty(), "a network needs at least one validator");
		for (position, name) in self.validators.iter().enumerate() {
			let known = KNOWN.join(", ");
			ensure!(
				KNOWN.contains(&name.as_str()),
				"the node has no keys for the validator '{name}': it knows {known}"
			);
			ensure!(
				!self.validators[..position].contains(name),
				"the validator '{name}' is named twice"
			);
		}
		Ok(())
	}

	/// Finds a validator by its name.
	pub fn index(&self, name: &str) -> Result<usize> {
		self.validators.iter().position(|known| known == name).with_context(|| {
			format!("there is no node '{name}': this network has {}", self.validators.join(", "))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn mistakes_are_named() {
		let good = Options::new(std::env::current_exe().unwrap(), "folder");
		assert!(good.check().is_ok());
		assert_eq!(good.index("charlie").unwrap(), 2);
		assert!(good.index("zoe").unwrap_err().to_string().contains("alice, bob, charlie, dave"));
		let refused = |options: Options| options.check().unwrap_err().to_string();
		let with = |names: &[&str]| Options {
			validators: names.iter().map(|name| name.to_string()).collect(),
			..good.clone()
		};
		assert!(refused(with(&[])).contains("at least one"));
		assert!(refused(with(&["alice", "zoe"])).contains("'zoe'"));
		assert!(refused(with(&["bob", "bob"])).contains("twice"));
		assert!(refused(Options::new("/no/such/node", "folder")).contains("build it"));
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The network keys of nodes.

use std::{
	fs,
	path::{Path, PathBuf},
};

use anyhow::{ensure, Context, Result};
use tokio::process::Command;

const KEY_BYTES: usize = 32;

/// The identity of a node in the network.
pub struct Identity {
	/// The file with the secret key.
	pub key_file: PathBuf,
	/// The public name that follows from the key.
	pub peer_id: String,
}

impl Identity {
	/// Writes the key of a node, which is always the same for a name, and asks the node program for
	/// the public name.
	pub async fn create(node: &Path, folder: &Path, name: &str) -> Result<Self> {
		let key_file = folder.join(format!("{name}.key"));
		fs::write(&key_file, key_of(name))
			.with_context(|| format!("cannot write {}", key_file.display()))?;
		let output = Command::new(node)
			.args(["key", "inspect-node-key", "--file"])
			.arg(&key_file)
			.output()
			.await
			.with_context(|| format!("cannot start {}: is it built?", node.display()))?;
		let reason = String::from_utf8_lossy(&output.stderr);
		ensure!(output.status.success(), "the node refuses its network key: {}", reason.trim());
		let peer_id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
		Ok(Self { key_file, peer_id })
	}
}

fn key_of(name: &str) -> String {
	format!("{:0>width$}", hex::encode(name), width = 2 * KEY_BYTES)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_have_keys_of_their_own() {
		assert_eq!(key_of("bob").len(), 64);
		assert!(key_of("bob").ends_with("626f62"));
		assert_ne!(key_of("alice"), key_of("bob"));
	}
}

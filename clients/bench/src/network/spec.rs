// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The chain spec for nodes behind relays.

use std::{fs, path::PathBuf};

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use tokio::process::Command;

use super::options::Options;

/// Writes a raw copy of the chain spec whose type is `Live`, and returns the file. It is the same
/// chain, but nodes of a live network do not believe each other addresses such as 127.0.0.1, at
/// which they would reach each other past the relays.
pub async fn live_copy(options: &Options) -> Result<PathBuf> {
	let output = Command::new(&options.node)
		.args(["export-chain-spec", "--raw", "--chain", &options.chain])
		.output()
		.await
		.with_context(|| format!("cannot start {}", options.node.display()))?;
	let reason = String::from_utf8_lossy(&output.stderr);
	ensure!(
		output.status.success(),
		"the node cannot write the chain spec '{}': {}",
		options.chain,
		reason.trim()
	);
	let mut spec: Value =
		serde_json::from_slice(&output.stdout).context("the chain spec is no JSON")?;
	spec["chainType"] = "Live".into();
	let file = options.folder.join("chain.json");
	fs::write(&file, spec.to_string())
		.with_context(|| format!("cannot write {}", file.display()))?;
	Ok(file)
}

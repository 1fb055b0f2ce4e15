// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The wait for a node to answer.

use std::time::Duration;

use anyhow::{bail, Context, Result};
use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClientBuilder};
use serde_json::Value;
use tokio::time::{sleep, Instant};

use super::process::Process;

// Compiling the runtime takes most of it, for several nodes at once on a small machine.
const ANSWERS_WITHIN: Duration = Duration::from_secs(180);
const ASK_EVERY: Duration = Duration::from_millis(200);

/// Returns as soon as JSON-RPC answers, or an error when the process ends or the time is over.
pub async fn wait(process: &Process, url: &str) -> Result<()> {
	let start = Instant::now();
	loop {
		process.ensure_runs()?;
		match ask(url).await {
			Ok(()) => return Ok(()),
			Err(error) if start.elapsed() > ANSWERS_WITHIN => {
				bail!("JSON-RPC does not answer within {ANSWERS_WITHIN:?}: {error:#}")
			},
			Err(_) => sleep(ASK_EVERY).await,
		}
	}
}

async fn ask(url: &str) -> Result<()> {
	let client = WsClientBuilder::default().build(url).await.context("cannot connect")?;
	let _: Value = client.request("system_health", rpc_params![]).await.context("no answer")?;
	Ok(())
}

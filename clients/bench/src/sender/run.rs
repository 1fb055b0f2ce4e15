// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A load from start to end.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use tokio::time::{sleep, timeout};

use super::{
	follower::Follower, holes, load::Load, prepare::prepare, progress, report::Report,
	signed::Signed, submit::submit,
};

/// The time that watchers have for a last word after the follower saw the last block.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Prepares and sends a load, follows it, and returns its report.
pub async fn run(load: &Load) -> Result<Report> {
	let signed = prepare(load).await?;
	let mut follower = Follower::new(load.nodes.clone()).await?;
	let following = async {
		follower.follow(&signed.ledger, load.patience).await;
		Ok(())
	};
	tokio::select! {
		done = async { tokio::try_join!(submit(&signed), following) } => { done?; },
		never = progress::tell(&signed.ledger) => match never {},
	}
	Ok(conclude(&signed).await)
}

/// Returns the report of a load that has been followed to its end.
pub async fn conclude(signed: &Arc<Signed>) -> Report {
	let told = async {
		while signed.ledger.with(|ledger| ledger.is_watching()) {
			sleep(Duration::from_millis(100)).await;
		}
	};
	// A watcher that hears nothing in this time is one of the findings.
	let _ = timeout(LAST_WORDS, told).await;
	let holes = holes::find(signed)
		.await
		.inspect_err(|error| eprintln!("no node tells where the nonces stand: {error:#}"))
		.ok();
	signed.ledger.with(|ledger| Report::new(signed, ledger, holes))
}

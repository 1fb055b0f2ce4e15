// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A line on how far the load is, every few seconds.

use std::{convert::Infallible, time::Duration};

use super::ledger::SharedLedger;

/// The time between two lines.
const INTERVAL: Duration = Duration::from_secs(5);

/// Writes the numbers to standard error for as long as it is awaited.
pub(crate) async fn tell(ledger: &SharedLedger) -> Infallible {
	loop {
		tokio::time::sleep(INTERVAL).await;
		let (counts, block) = ledger.with(|ledger| {
			(ledger.counts(), ledger.blocks().last().map_or(0, |block| block.number))
		});
		eprintln!("{counts}, block {block}");
	}
}

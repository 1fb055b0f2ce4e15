// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A line on how far the load is, every few seconds.

use std::{convert::Infallible, fmt, time::Duration};

use super::ledger::{Counts, SharedLedger};

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

impl fmt::Display for Counts {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{} of {} sent, {} accepted, {} refused, {} unanswered, {} final",
			self.sent,
			self.transactions,
			self.accepted,
			self.refused,
			self.unanswered,
			self.finalised,
		)
	}
}

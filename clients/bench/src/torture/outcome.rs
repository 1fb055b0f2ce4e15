// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The outcome of a run.

use serde::Serialize;

use super::Fault;
use crate::sender::Report;

/// One load, and what happened to the network meanwhile.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
	/// The report of the load.
	pub report: Report,
	/// The faults that were caused.
	pub faults: Vec<Fault>,
	/// The number of times that a node left a fork for another one; all nodes together.
	pub reorganisations: usize,
}

/// A whole run.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
	/// The seed of orders and faults.
	pub seed: u64,
	/// The seconds from the first load to the end of the last.
	pub seconds: f64,
	/// The rounds.
	pub rounds: Vec<Round>,
	/// The resident memory of each node in the end, in MiB.
	pub memory: Vec<Option<u64>>,
}

impl Outcome {
	/// Returns the sum of a number of each round.
	pub fn sum(&self, number: impl Fn(&Round) -> usize) -> usize {
		self.rounds.iter().map(number).sum()
	}

	/// Tells whether something is final, no accepted transaction is lost or final twice, and each
	/// watched one that is missing was told its end.
	pub fn is_clean(&self) -> bool {
		self.rounds.iter().all(|Round { report, .. }| {
			let counts = &report.counts;
			counts.finalised > 0
				&& counts.lost == 0
				&& counts.doubles == 0
				&& report.untold().next().is_none()
		})
	}
}

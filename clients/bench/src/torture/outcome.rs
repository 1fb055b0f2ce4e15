// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The outcome of a run.

use serde::Serialize;

use super::Fault;
use crate::sender::Report;

/// One load, and what happened to the network meanwhile.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
	/// What became of the transactions.
	pub report: Report,
	/// What was broken.
	pub faults: Vec<Fault>,
	/// How often a node left a fork for another one; all nodes together.
	pub reorganisations: usize,
}

/// A whole run.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
	/// What orders and faults were drawn from.
	pub seed: u64,
	/// Seconds from the first load to the end of the last.
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

	/// Tells whether each accepted transaction is final, once, and each watched one was told its end.
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The faults of a round, one after the other.

use std::{
	fmt,
	ops::RangeInclusive,
	time::{Duration, Instant},
};

use anyhow::Result;
use rand::{rngs::StdRng, seq::SliceRandom, Rng};
use serde::Serialize;
use tokio::time::sleep;

use crate::network::Network;

/// The seconds between the end of a fault and the next one, in which the network recovers.
const PEACE: RangeInclusive<u64> = 4..=8;
/// The seconds for which a killed validator is away.
const AWAY: RangeInclusive<u64> = 2..=6;
/// The seconds for which the network is cut: both sides build forks of several blocks.
const CUT: RangeInclusive<u64> = 9..=15;

/// A fault that was caused and repaired.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
	/// The seconds since the load began.
	pub at: f64,
	/// The seconds until it was repaired.
	pub seconds: u64,
	/// The kind of the fault.
	pub kind: Kind,
}

/// The kind of a fault.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
	/// A validator was killed, and started again on its database.
	Killed(String),
	/// The validators could not reach those of the other side.
	Cut(Vec<String>, Vec<String>),
}

impl fmt::Display for Kind {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Killed(name) => write!(f, "{name} killed"),
			Self::Cut(one, other) => write!(f, "{} cut from {}", one.join(", "), other.join(", ")),
		}
	}
}

/// The faults of one round.
pub(super) struct Faults<'a> {
	rng: &'a mut StdRng,
	began: Instant,
	/// The faults that have been caused.
	pub(super) caused: Vec<Fault>,
}

impl<'a> Faults<'a> {
	/// Draws faults from `rng`.
	pub(super) fn new(rng: &'a mut StdRng) -> Self {
		Self { rng, began: Instant::now(), caused: Vec::new() }
	}

	/// Breaks one thing after the other, cuts and kills in turn, until `is_over` says so, and at
	/// least one of each kind. All is repaired in the end.
	pub(super) async fn cause_until(
		&mut self,
		network: &Network,
		is_over: impl Fn() -> bool,
	) -> Result<()> {
		while self.caused.is_empty() || !is_over() {
			self.wait(PEACE).await;
			self.cut(network).await;
			self.wait(PEACE).await;
			self.kill(network).await?;
		}
		Ok(())
	}

	async fn cut(&mut self, network: &Network) {
		let mut nodes: Vec<_> = (0..network.nodes()).collect();
		nodes.shuffle(self.rng);
		let size = self.rng.random_range(1..=nodes.len() / 2);
		let (one, other) = nodes.split_at(size);
		let names = |nodes: &[usize]| nodes.iter().map(|node| network.name(*node).into()).collect();
		let seconds = self.note(Kind::Cut(names(one), names(other)), CUT);
		network.partition(&[one.to_vec(), other.to_vec()]);
		sleep(seconds).await;
		network.heal();
	}

	async fn kill(&mut self, network: &Network) -> Result<()> {
		let node = self.rng.random_range(0..network.nodes());
		let seconds = self.note(Kind::Killed(network.name(node).into()), AWAY);
		network.kill(node).await?;
		sleep(seconds).await;
		network.launch(node).await
	}

	fn note(&mut self, kind: Kind, seconds: RangeInclusive<u64>) -> Duration {
		let seconds = self.rng.random_range(seconds);
		eprintln!("for {seconds} s: {kind}");
		self.caused.push(Fault { at: self.began.elapsed().as_secs_f64(), seconds, kind });
		Duration::from_secs(seconds)
	}

	async fn wait(&mut self, seconds: RangeInclusive<u64>) {
		sleep(Duration::from_secs(self.rng.random_range(seconds))).await;
	}
}

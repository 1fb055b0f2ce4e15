// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Load on a network that is being broken: validators are killed, the network is cut in two, forks
//! happen. What a node has accepted must be in a final block in the end, once.

pub mod command;
mod faults;
mod outcome;
mod page;
mod reorganisations;

pub use faults::Fault;
pub use outcome::{Outcome, Round};

use std::time::{Duration, Instant};

use anyhow::Result;
use rand::{rngs::StdRng, SeedableRng};

use self::{faults::Faults, reorganisations::Reorganisations};
use crate::{
	network::{Network, Options},
	sender::{conclude, prepare, submit, tell, Follower, Load, Order, Report, Spread},
};

/// A run: rounds of load on one network.
pub struct Torture {
	/// The network.
	pub network: Options,
	/// The load of each round. Nodes, order, spread and label are set for each round.
	pub load: Load,
	/// The least number of rounds. Every second one is sent out of order.
	pub rounds: u32,
	/// The time for which new rounds begin, beyond that number.
	pub at_least: Duration,
	/// `true` if anything is broken at all.
	pub with_faults: bool,
	/// The seed of orders and faults: the same seed gives the same ones.
	pub seed: u64,
}

impl Torture {
	/// Carries the run out.
	pub async fn run(self) -> Result<Outcome> {
		let network = Network::start(self.network.clone()).await?;
		let nodes: Vec<_> = (0..network.nodes()).map(|node| network.rpc(node)).collect();
		let began = Instant::now();
		let mut rng = StdRng::seed_from_u64(self.seed);
		let mut rounds = Vec::new();
		while (rounds.len() as u32) < self.rounds || began.elapsed() < self.at_least {
			let load = self.load_of(rounds.len() as u64, &nodes);
			rounds.push(self.round(&network, load, &mut rng).await?);
		}
		let memory = (0..network.nodes()).map(|node| resident_memory(network.pid(node))).collect();
		network.stop().await?;
		Ok(Outcome { seed: self.seed, seconds: began.elapsed().as_secs_f64(), rounds, memory })
	}

	fn load_of(&self, round: u64, nodes: &[String]) -> Load {
		let (order, spread) = if round.is_multiple_of(2) {
			(Order::InOrder, Spread::SenderPerNode)
		} else {
			(Order::Shuffled { seed: self.seed + round }, Spread::Any)
		};
		let run = format!("{}-{round}", self.load.run);
		Load { nodes: nodes.to_vec(), order, spread, run, ..self.load.clone() }
	}

	/// Breaks the network while it is loaded, then repairs it and waits until all is final.
	async fn round(&self, network: &Network, load: Load, rng: &mut StdRng) -> Result<Round> {
		let signed = prepare(&load).await?;
		let reorganisations = Reorganisations::watch(&load.nodes);
		let mut faults = Faults::new(rng);
		let mut follower = Follower::new(load.nodes.clone()).await?;
		let breaking = async {
			if self.with_faults {
				let is_over = || signed.ledger.with(|ledger| ledger.is_sent());
				faults.cause_until(network, is_over).await?;
			}
			anyhow::Ok(())
		};
		let following = async {
			follower.follow(&signed.ledger, load.patience).await;
			anyhow::Ok(())
		};
		tokio::select! {
			done = async { tokio::try_join!(submit(&signed), breaking, following) } => { done?; },
			never = tell(&signed.ledger) => match never {},
		}
		let report = conclude(&signed).await;
		summarise(&report);
		Ok(Round { report, faults: faults.caused, reorganisations: reorganisations.count() })
	}
}

fn summarise(report: &Report) {
	let counts = &report.counts;
	eprintln!("{counts}, {} lost, {} double", counts.lost, counts.doubles);
}

/// Returns the resident memory of a process in MiB; none if it does not run.
fn resident_memory(process: Option<u32>) -> Option<u64> {
	let text = std::fs::read_to_string(format!("/proc/{}/status", process?)).ok()?;
	let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
	let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
	Some(kibibytes / 1_024)
}

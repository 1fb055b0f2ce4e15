// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The subcommand `send`.

use std::{
	path::PathBuf,
	process::ExitCode,
	time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{ensure, Context, Result};
use clap::{value_parser, Args, ValueEnum};

use super::{
	load::{Load, Order, Spread, BTR},
	report::Report,
	run::run,
};

/// Sends signed transfers to a running network and counts what becomes final.
///
/// The senders are new accounts, funded by a development account; keys, money and signatures are
/// made before the clock starts. Each transaction is followed to its final block.
///
/// The code of the program is 0 if all that was accepted is final, 1 if some of it is missing, 2
/// for bad arguments, and 3 if the load could not be carried out.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Send {
	/// A node's WebSocket address; give it once for each node that takes transactions.
	#[arg(long = "node", value_name = "URL", default_value = "ws://127.0.0.1:9944")]
	nodes: Vec<String>,

	/// The number of accounts that send.
	#[arg(long, default_value_t = 200, value_parser = value_parser!(u32).range(1..))]
	senders: u32,

	/// The number of transactions, spread evenly over the senders.
	#[arg(long, default_value_t = 15_000, value_parser = value_parser!(u32).range(1..))]
	transactions: u32,

	/// The order in which transactions leave: nonce after nonce, or drawn from --seed.
	#[arg(long, value_enum, default_value = "in-order")]
	order: OrderName,

	/// The seed of a shuffled order: the same seed gives the same order.
	#[arg(long, default_value_t = 1)]
	seed: u64,

	/// The number of transactions in one JSON-RPC batch; each connection has one batch under way.
	#[arg(long, default_value_t = 100, value_parser = value_parser!(u32).range(1..))]
	batch: u32,

	/// The number of connections to each node.
	#[arg(long, default_value_t = 1, value_parser = value_parser!(u32).range(1..=1_000))]
	connections: u32,

	/// The connections of a sender: one to one node, or all of them in turn.
	#[arg(long, value_enum, default_value = "sender-per-node")]
	spread: SpreadName,

	/// The number of transactions a second over all connections; without it, as many as are taken.
	#[arg(long, value_name = "A SECOND", value_parser = value_parser!(u32).range(1..))]
	rate: Option<u32>,

	/// A tip in the smallest units, for each transaction.
	#[arg(long, default_value_t = 0)]
	tip: u128,

	/// The secret URI of the account that funds the senders.
	#[arg(long, value_name = "SURI", default_value = "//Alice")]
	funder: String,

	/// The funds of each sender, in BTR; they must pay the fees, which rise under load.
	#[arg(long, value_name = "BTR", default_value_t = 50, value_parser = value_parser!(u32).range(1..))]
	funds: u32,

	/// A label of letters, digits and hyphens, from which the senders are derived as
	/// <funder>//bench//<run>//<n>; without it, the time, so that each run has new senders.
	#[arg(long)]
	run: Option<String>,

	/// Leave alone a transaction that got no answer, instead of sending it to another node.
	#[arg(long)]
	keep_unanswered: bool,

	/// Offer again what a full node refused, every second until it is accepted.
	#[arg(long)]
	repeat_refused: bool,

	/// The number of transactions, spread over the load, that are submitted one by one and watched.
	#[arg(long, value_name = "TRANSACTIONS", default_value_t = 0)]
	watch: u32,

	/// The time to wait for one more transaction to become final before the rest is called missing.
	#[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = value_parser!(u32).range(1..))]
	patience: u32,

	/// The file for the report in JSON; without it, the report goes to standard output.
	#[arg(long, value_name = "FILE")]
	report: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum OrderName {
	InOrder,
	Shuffled,
}

#[derive(Clone, Copy, ValueEnum)]
enum SpreadName {
	SenderPerNode,
	Any,
}

impl Send {
	/// Carries the load out and returns the code of the program.
	pub async fn run(self) -> Result<ExitCode> {
		let report = run(&self.load()?).await?;
		self.write(&report)?;
		summarise(&report);
		ensure!(
			report.counts.accepted + report.counts.finalised > 0,
			"no node accepted anything: the report names the reasons",
		);
		Ok(ExitCode::from(u8::from(report.counts.missing > 0)))
	}

	fn load(&self) -> Result<Load> {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).context("reading the clock")?;
		Ok(Load {
			nodes: self.nodes.clone(),
			senders: self.senders,
			transactions: self.transactions,
			order: match self.order {
				OrderName::InOrder => Order::InOrder,
				OrderName::Shuffled => Order::Shuffled { seed: self.seed },
			},
			batch: self.batch as usize,
			connections: self.connections as usize,
			spread: match self.spread {
				SpreadName::SenderPerNode => Spread::SenderPerNode,
				SpreadName::Any => Spread::Any,
			},
			rate: self.rate,
			tip: self.tip,
			funds: u128::from(self.funds) * BTR,
			funder: self.funder.clone(),
			run: self.run.clone().unwrap_or_else(|| now.as_secs().to_string()),
			resubmit_unanswered: !self.keep_unanswered,
			repeat_refused: self.repeat_refused,
			watch: self.watch,
			patience: Duration::from_secs(self.patience.into()),
			..Load::default()
		})
	}

	fn write(&self, report: &Report) -> Result<()> {
		let json = serde_json::to_string_pretty(report).context("writing the report")?;
		match &self.report {
			Some(path) => std::fs::write(path, json + "\n")
				.with_context(|| format!("writing the report to {}", path.display())),
			None => {
				println!("{json}");
				Ok(())
			},
		}
	}
}

fn summarise(report: &Report) {
	let counts = &report.counts;
	eprintln!(
		"{counts}, {} missing, {} of them lost, {} double",
		counts.missing, counts.lost, counts.doubles
	);
	eprintln!(
		"{:.0} accepted/s in {:.1} s, {:.0} final/s in {:.1} s",
		report.accepted_per_second,
		report.sending_seconds,
		report.final_per_second,
		report.final_seconds,
	);
	for refusals in &report.refusals {
		eprintln!("refused {} times: {}", refusals.count, refusals.reason);
	}
	for hole in report.holes.iter().flatten().take(5) {
		let known = match &hole.known {
			Some(answer) => format!("{answer:?}"),
			None => "not of this load".into(),
		};
		eprintln!(
			"sender {}: {} missing, the chain waits for nonce {} ({known})",
			hole.sender, hole.missing, hole.nonce,
		);
	}
	if !report.watched.is_empty() {
		let untold = report.untold().count();
		eprintln!(
			"{} watched, {untold} of them missing and not told to be lost",
			report.watched.len()
		);
	}
}

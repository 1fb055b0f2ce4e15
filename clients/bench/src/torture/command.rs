// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The subcommand `torture`.

use std::{
	env, fs,
	path::{Path, PathBuf},
	process::ExitCode,
	time::Duration,
};

use anyhow::{Context, Result};
use clap::{value_parser, Args};

use super::{page::page, Outcome, Torture};
use crate::{
	network::{Link, Options},
	sender::Load,
};

/// Loads four validators while they are killed and cut from each other, and looks for what is lost.
///
/// Each round sends transfers to all nodes, every second one out of order. Meanwhile cuts, in which
/// both sides build forks, and kill -9 of validators follow each other. Then it waits for finality.
///
/// The code of the program is 0 if all that was accepted is final once, 1 if not, 2 for bad
/// arguments, and 3 if the run could not be carried out.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Run {
	/// The node program
	#[arg(long, value_name = "FILE", env = "BATARA_NODE")]
	node: PathBuf,
	/// The folder for databases and logs; it must not exist, so that runs begin with the genesis
	#[arg(long, value_name = "DIR", default_value = ".batara-torture")]
	folder: PathBuf,
	/// The number of accounts that send
	#[arg(long, default_value_t = 200, value_parser = value_parser!(u32).range(1..))]
	senders: u32,
	/// The number of transactions of a round
	#[arg(long, default_value_t = 30_000, value_parser = value_parser!(u32).range(1..))]
	transactions: u32,
	/// The number of transactions a second over all nodes: more than blocks take fills the pools
	#[arg(long, value_name = "A SECOND", default_value_t = 400, value_parser = value_parser!(u32).range(1..))]
	rate: u32,
	/// The number of connections to each node
	#[arg(long, default_value_t = 2, value_parser = value_parser!(u32).range(1..=1_000))]
	connections: u32,
	/// The number of rounds, at least
	#[arg(long, default_value_t = 1)]
	rounds: u32,
	/// Begin new rounds for so many minutes
	#[arg(long, default_value_t = 0)]
	minutes: u64,
	/// Milliseconds from one node to another
	#[arg(long, value_name = "MS", default_value_t = 20)]
	delay: u64,
	/// Break nothing
	#[arg(long)]
	peaceful: bool,
	/// The seed of orders and faults: the same seed gives the same ones
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// Seconds in which one more transaction has to become final before the rest is called lost
	#[arg(long, value_name = "SECONDS", default_value_t = 120)]
	patience: u64,
	/// The file for all figures in JSON
	#[arg(long, value_name = "FILE")]
	report: Option<PathBuf>,
	/// The file for a page in Markdown
	#[arg(long, value_name = "FILE")]
	page: Option<PathBuf>,
	/// More arguments for all nodes, after `--`
	#[arg(last = true, value_name = "ARGUMENTS")]
	arguments: Vec<String>,
}

/// The transactions of a round whose statuses are watched.
const WATCHED: u32 = 50;

impl Run {
	/// Carries the run out and returns the code of the program.
	pub async fn run(self) -> Result<ExitCode> {
		anyhow::ensure!(
			!self.folder.exists(),
			"{} exists: remove it, or choose another --folder",
			self.folder.display(),
		);
		let outcome = self.torture()?.run().await?;
		if let Some(file) = &self.report {
			let json = serde_json::to_string_pretty(&outcome).context("writing the report")?;
			write(file, &(json + "\n"))?;
		}
		let page = page(&outcome, &command());
		if let Some(file) = &self.page {
			write(file, &page)?;
		}
		println!("{page}");
		Ok(code(&outcome))
	}

	fn torture(&self) -> Result<Torture> {
		let network = Options {
			arguments: self.arguments.clone(),
			link: Link::from_millis(self.delay, self.delay / 4, 0.0)?,
			seed: self.seed,
			..Options::new(&self.node, &self.folder)
		};
		let load = Load {
			senders: self.senders,
			transactions: self.transactions,
			rate: Some(self.rate),
			connections: self.connections as usize,
			repeat_refused: true,
			watch: WATCHED,
			patience: Duration::from_secs(self.patience),
			run: format!("torture-{}", self.seed),
			..Load::default()
		};
		Ok(Torture {
			network,
			load,
			rounds: self.rounds,
			at_least: Duration::from_secs(self.minutes * 60),
			with_faults: !self.peaceful,
			seed: self.seed,
		})
	}
}

fn code(outcome: &Outcome) -> ExitCode {
	ExitCode::from(u8::from(!outcome.is_clean()))
}

fn write(file: &Path, text: &str) -> Result<()> {
	fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}

/// Returns the command that was given, without the folder of the program.
fn command() -> String {
	let arguments: Vec<_> = env::args().skip(1).collect();
	format!("batara-bench {}", arguments.join(" "))
}

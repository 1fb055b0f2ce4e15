// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The subcommand `network`.

use std::{io::BufRead, path::PathBuf, process::ExitCode, thread};

use anyhow::{bail, Context, Result};
use clap::Args;
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::mpsc,
};

use super::{
	console::{self, Line},
	Link, Network, Options,
};

/// Runs validators on this machine with delay, loss and partitions between them
///
/// Each node runs in a network namespace of its own, which needs root and /dev/net/tun. Without
/// these, TCP relays join the nodes: loss is a wait then, and all else works alike.
///
/// When all nodes answer, stdout has a line for each: name, process, JSON-RPC, metrics, log. Then
/// commands are read from stdin, a line each, and stdout gets `ok` or `error: ...` for each:
///
///   kill bob                         kill -9 of the node
///   launch bob                       start it again on its database, and wait until it answers
///   partition alice,bob charlie,dave cut all connections between the groups
///   heal                             end the partition
///   link alice bob 100 10 0.01       delay and jitter in ms and loss, from alice to bob only
///   status                           the lines of the start, as they are now
///   quit                             stop all nodes, as do the end of stdin and Ctrl-C
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Run {
	/// The node program
	#[arg(long, value_name = "FILE", env = "BATARA_NODE")]
	node: PathBuf,
	/// A preset of the node program, or a chain spec file
	#[arg(long, default_value = "local")]
	chain: String,
	/// The folder for databases, keys and logs; a network that ran there before goes on
	#[arg(long, value_name = "DIR", default_value = ".batara-network")]
	folder: PathBuf,
	/// The nodes, out of alice, bob, charlie, dave, eve and ferdie
	#[arg(long, value_name = "NAMES", value_delimiter = ',', default_values = super::options::LOCAL_VALIDATORS)]
	validators: Vec<String>,
	/// Milliseconds from one node to another; a round trip takes twice as long
	#[arg(long, value_name = "MS", default_value_t = 0)]
	delay: u64,
	/// Milliseconds by which the delay of a packet is shorter or longer at most
	#[arg(long, value_name = "MS", default_value_t = 0)]
	jitter: u64,
	/// Share of packets that get lost, from 0 to 1
	#[arg(long, value_name = "SHARE", default_value_t = 0.0)]
	loss: f64,
	/// The seed of losses and delays: the same seed gives the same ones
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	seed: u64,
	/// Join the nodes by relays, even where network namespaces could be made
	#[arg(long)]
	relays: bool,
	/// More arguments for all nodes, after `--`
	#[arg(last = true, value_name = "ARGUMENTS")]
	arguments: Vec<String>,
}

impl Run {
	/// Runs the network until it is told to end.
	pub async fn run(self) -> Result<ExitCode> {
		let options = self.options()?;
		let mut ends = ends()?;
		let network = tokio::select! {
			network = Network::start(options) => network?,
			_ = ends.recv() => bail!("interrupted before all nodes answered"),
		};
		println!("{}", console::status(&network));
		let mut lines = lines_of_stdin()?;
		let session = async {
			while let Some(line) = lines.recv().await {
				if !answer(&network, &line).await {
					return;
				}
			}
		};
		tokio::select! {
			() = session => {},
			_ = ends.recv() => {},
		}
		eprintln!("stopping all nodes");
		network.stop().await?;
		Ok(ExitCode::SUCCESS)
	}

	fn options(self) -> Result<Options> {
		let link = Link::from_millis(self.delay, self.jitter, self.loss)?;
		let Self { node, chain, folder, validators, arguments, relays, seed, .. } = self;
		Ok(Options { node, chain, folder, validators, arguments, link, relays, seed })
	}
}

// Tells whether to go on.
async fn answer(network: &Network, line: &str) -> bool {
	let outcome = match line.parse() {
		Ok(Line::Quit) => return false,
		Ok(line) => console::carry_out(network, &line).await,
		Err(error) => Err(error),
	};
	match outcome {
		Ok(answer) => println!("{answer}"),
		Err(error) => println!("error: {error:#}"),
	}
	true
}

// A thread of its own: a program does not end while its runtime waits for stdin.
fn lines_of_stdin() -> Result<mpsc::Receiver<String>> {
	let (lines, receiver) = mpsc::channel(1);
	let read = move || {
		for line in std::io::stdin().lock().lines().map_while(Result::ok) {
			if lines.blocking_send(line).is_err() {
				return;
			}
		}
	};
	thread::Builder::new().name("stdin".into()).spawn(read).context("cannot start a thread")?;
	Ok(receiver)
}

// One message for each signal that asks the program to end.
fn ends() -> Result<mpsc::Receiver<()>> {
	let (sender, receiver) = mpsc::channel(1);
	for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
		let mut signals = signal(kind).context("cannot wait for signals")?;
		let sender = sender.clone();
		tokio::spawn(async move {
			while signals.recv().await.is_some() {
				if sender.send(()).await.is_err() {
					return;
				}
			}
		});
	}
	Ok(receiver)
}

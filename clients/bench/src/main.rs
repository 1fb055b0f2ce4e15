// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The command line of the load tools.

use std::process::ExitCode;

use batara_bench::{network, sender, torture};
use clap::{Parser, Subcommand};

/// The code of a run that could not be carried out; 1 is for lost transactions, 2 for bad
/// arguments.
const FAILED: u8 = 3;

/// Loads a running network and counts what became final.
#[derive(Parser)]
#[command(name = "batara-bench", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	Network(network::command::Run),
	Send(sender::command::Send),
	Torture(torture::command::Run),
}

#[tokio::main]
async fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Network(network) => network.run().await,
		Command::Send(send) => send.run().await,
		Command::Torture(torture) => torture.run().await,
	};
	outcome.unwrap_or_else(|error| {
		eprintln!("error: {error:#}");
		ExitCode::from(FAILED)
	})
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The command line.

use crate::{logging::Format, runtime_cache::PrecompileRuntimeCmd};
use polkadot_sdk::sc_storage_monitor;
use std::{num::NonZeroU64, path::PathBuf, str::FromStr};

/// The most transactions that wait, unless told otherwise: as many as peers remember of each other.
/// A larger pool would offer them again and again.
const POOL_LIMIT: &str = "10240";

/// Options and subcommands of the node.
#[derive(Debug, clap::Parser)]
#[command(mut_arg("pool_limit", |arg| arg.default_value(POOL_LIMIT)))]
pub struct Cli {
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	#[clap(flatten)]
	pub run: sc_cli::RunCmd,

	/// Seal blocks on demand instead of by slots, for contract developers on a development chain.
	///
	/// `instant` makes a block as soon as a transaction comes in; a number makes one every so many
	/// milliseconds, empty or not. Blocks are final a second later. Chain time advances by one slot
	/// with each block. Only with --dev.
	#[arg(long, value_name = "instant|MILLISECONDS")]
	pub sealing: Option<Sealing>,

	/// Do not measure this machine against the hardware that validators of the chain need.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	/// Keep compiled runtimes in this folder, and not in `runtime-cache` below the base path.
	///
	/// Several nodes may share it. Whoever can write to it decides what the node executes.
	#[arg(long, value_name = "PATH", env = "BATARA_RUNTIME_CACHE_PATH", global = true)]
	pub runtime_cache_path: Option<PathBuf>,

	/// Write down the transactions that this node accepts by RPC, so that they survive a restart.
	///
	/// Full nodes do it unless told otherwise. Validators do not: they should serve no clients. The
	/// file is `mempool/journal` in the folder of the chain.
	#[arg(long, value_name = "true|false", action = clap::ArgAction::Set)]
	pub pool_journal: Option<bool>,

	/// Listen for so many slots after the start before this validator signs anything.
	///
	/// Blocks that another node makes with the same keys show themselves in that time, and are told
	/// in the log. 20 (a minute) on live chains, 0 on chains of tests, unless told otherwise.
	/// --force-authoring signs at once.
	#[arg(long, value_name = "SLOTS")]
	pub listen_slots: Option<u64>,

	/// Listen for RPC on this port of this machine, too, with connections of its own.
	///
	/// The operator's way in, which clients of the other addresses cannot use up. Unsafe methods
	/// are served: let no proxy forward to it.
	#[arg(long, value_name = "PORT")]
	pub operator_rpc_port: Option<u16>,

	/// Close WebSockets that have no subscription and send nothing for so many seconds;
	/// never with 0.
	#[arg(long, value_name = "SECONDS", default_value_t = 600)]
	pub rpc_idle_limit: u32,

	/// Write the log as text for people, or as JSON, an object a line.
	///
	/// An object has `timestamp` (UTC, RFC 3339), `level`, `target`, `message`, and `fields` if
	/// there are more.
	#[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
	pub log_format: Format,

	#[clap(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,
}

/// The rule by which a sealing node makes blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
	/// A block with every transaction.
	Instant,
	/// A block every so many milliseconds.
	EveryMs(NonZeroU64),
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		match text {
			"instant" => Ok(Self::Instant),
			number => number
				.parse()
				.map(Self::EveryMs)
				.map_err(|_| "give `instant`, or a number of milliseconds above 0".into()),
		}
	}
}

/// The subcommands, for all but running a node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)] // one value in the life of the program
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write the chain spec of a preset or file: plain to be edited, `--raw` to be started.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// The older form of `export-chain-spec`, which test network runners call.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Check a block of the database by executing it again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Export the state of a block as a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the whole database of a chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Revert the chain to an earlier block; finalised blocks stay.
	Revert(sc_cli::RevertCmd),

	/// Show the best, finalised and genesis block of the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Compile a runtime before its upgrade, so that the node switches to it without a pause.
	///
	/// The node may run meanwhile. It also tells whether this node can run the new runtime at all.
	/// A node with another `--wasmtime-instantiation-strategy` or `--default-heap-pages` than the
	/// default compiles for itself.
	PrecompileRuntime(PrecompileRuntimeCmd),
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sealing_takes_instant_and_milliseconds() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!(
			"500".parse(),
			NonZeroU64::new(500).map(Sealing::EveryMs).ok_or_else(String::new)
		);
	}

	#[test]
	fn sealing_refuses_everything_else() {
		for text in ["", "0", "-1", "1.5", "fast", "Instant"] {
			assert!(text.parse::<Sealing>().is_err(), "{text}");
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The options of a running node beside those of every Substrate node.

use crate::consensus;
use polkadot_sdk::sc_storage_monitor::StorageMonitorParams;
use std::path::PathBuf;

/// The options of a running node beside those of every Substrate node.
#[derive(Debug, clap::Args)]
pub struct Options {
	#[clap(flatten)]
	pub consensus: consensus::Options,

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

	#[clap(flatten)]
	pub storage_monitor: StorageMonitorParams,
}

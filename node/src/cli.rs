// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The command line.

use crate::{logging::Format, options::Options, precompile::PrecompileRuntimeCmd};

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

	#[clap(flatten)]
	pub options: Options,

	/// Write the log as text for people, or as JSON, an object a line.
	///
	/// An object has `timestamp` (UTC, RFC 3339), `level`, `target`, `message`, and `fields` if
	/// there are more.
	#[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
	pub log_format: Format,
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

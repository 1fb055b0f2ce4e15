// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The log of the node: its form, its filters, and the lines before and after it.

pub mod filter;
mod json;

use sc_cli::{CliConfiguration, DefaultConfigurationValues, Result, SubstrateCli};
use std::sync::atomic::{AtomicBool, Ordering};

/// The form of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
	/// Words for people.
	#[default]
	Text,
	/// One JSON object a line.
	Json,
}

/// Set if lines are JSON: the last line of a node that cannot start is one, too.
static IS_JSON: AtomicBool = AtomicBool::new(false);

/// Chooses the form of what is written from now on. Comes before the start of the log.
pub fn choose(format: Format) {
	IS_JSON.store(format == Format::Json, Ordering::Relaxed);
}

/// Starts the log of a node in this form, and what upstream starts with it: the hook for panics and
/// the limit of open files.
pub fn start<Cli, Command, Defaults>(format: Format, command: &Command) -> Result<()>
where
	Cli: SubstrateCli,
	Command: CliConfiguration<Defaults>,
	Defaults: DefaultConfigurationValues,
{
	match format {
		Format::Text => command.init(&Cli::support_url(), &Cli::impl_version(), |_| {}),
		Format::Json => {
			if command.enable_log_reloading()? || command.tracing_targets()?.is_some() {
				return Err(sc_cli::Error::Input(
					"--log-format json does not go with --enable-log-reloading and \
					--tracing-targets: leave them out, or write --log-format text"
						.into(),
				));
			}
			json::start(&command.log_filters()?, &Cli::support_url(), &Cli::impl_version())
		},
	}
}

/// Writes why the program ends without having done what it was told.
pub fn write_failure(message: &str) {
	write("Error", message);
}

/// Writes what the operator should know before the log is started.
pub fn write_warning(message: &str) {
	write("Warning", message);
}

fn write(kind: &str, message: &str) {
	if IS_JSON.load(Ordering::Relaxed) {
		let level = if kind == "Error" { "ERROR" } else { "WARN" };
		eprintln!("{}", json::line(level, env!("CARGO_BIN_NAME"), message));
	} else {
		eprintln!("{kind}: {message}");
	}
}

/// The notice that the node stops, written when it is dropped with what the node is made of: what
/// tasks say after that line is about their own end.
pub struct StopNotice;

impl Drop for StopNotice {
	fn drop(&mut self) {
		log::info!("Stopping: closing the database");
	}
}

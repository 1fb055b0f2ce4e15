// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The Bataranetwork node.

// Nothing of a program is reachable from outside. `pub` says what a module has for the others.
#![allow(unreachable_pub)]

mod chain_spec;
mod cli;
mod client;
mod command;
mod consensus;
mod counting_executor;
mod database;
mod disk;
mod executor;
mod genesis;
mod hardware;
mod keys;
mod logging;
mod mempool;
mod network;
mod offchain_workers;
mod offline;
mod options;
mod partial;
mod ports;
mod precompile;
mod preflight;
mod prometheus;
mod quick_exit;
mod rpc;
mod rpc_endpoints;
mod runtime_cache;
mod runtime_errors;
mod service;
mod shared;
mod tally;
mod threads;
mod types;

use std::process::ExitCode;

fn main() -> ExitCode {
	quick_exit::prepare();
	threads::reserve();
	let code = match command::run() {
		Ok(()) => 0,
		Err(error) => {
			logging::write_failure(&message(&error));
			1
		},
	};
	quick_exit::with(code)
}

/// Returns what went wrong, without the names that upstream's error types put in front.
fn message(error: &sc_cli::Error) -> String {
	match error {
		sc_cli::Error::Input(text) | sc_cli::Error::Service(sc_service::Error::Other(text)) => {
			text.clone()
		},
		sc_cli::Error::NetworkKeyNotFound(path) => format!(
			"this validator lacks its network key {}, by which others find it: make it with \
			`batara-node key generate-node-key --chain CHAIN --base-path PATH`, or start a test node \
			with --unsafe-force-node-key-generation",
			path.display(),
		),
		other => other.to_string(),
	}
}

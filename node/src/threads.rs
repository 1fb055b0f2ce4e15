// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The number of threads that serve the node's asynchronous tasks.

use std::{env, num::NonZeroUsize, thread};

/// The variable that tokio reads when upstream builds its runtime.
const VARIABLE: &str = "TOKIO_WORKER_THREADS";
/// The least number of threads. After a runtime upgrade, every task that calls the runtime waits on
/// its thread until the new code is compiled. With a thread for each of two cores nothing was left
/// for the network meanwhile, and validators lost each other: see
/// `docs/adr/0020-worker-threads.md`.
const AT_LEAST: usize = 8;

/// Asks for a thread per core and at least eight, unless the operator has set their number. Must
/// come before the first thread: the environment is not safe to change afterwards.
pub fn reserve() {
	if env::var_os(VARIABLE).is_none() {
		let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
		env::set_var(VARIABLE, cores.max(AT_LEAST).to_string());
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The end of the process without the destructors of C++.
//!
//! A node that is stopped while it starts leaves threads behind: compiling a runtime cannot be
//! interrupted. One of them may be the last to hold the database, which it closes after RocksDB's
//! global locks are gone ("pthread lock: Invalid argument"), and the process aborts.
//!
//! Handlers of the exit run in reverse order of their registration. One that is registered before the
//! log is started runs after the log is written, and before the destructors of all that was there when
//! `main` began. One of these removes the folder of `--tmp`, so the handler does it instead.

use std::{
	path::PathBuf,
	process::ExitCode,
	sync::{
		atomic::{AtomicI32, Ordering},
		OnceLock,
	},
};

/// The exit code, once there is one. An exit from elsewhere, as for a mistyped option, takes its
/// usual way.
static CODE: AtomicI32 = AtomicI32::new(NONE);
const NONE: i32 = -1;

/// The temporary folder of the node, if it has one. Nothing is here unless a node was to be started.
static NODE: OnceLock<Option<PathBuf>> = OnceLock::new();

/// Registers the end. Comes first in `main`.
pub fn prepare() {
	// SAFETY: `atexit` takes any function of this type, and this one does not unwind.
	#[allow(unsafe_code)]
	let refused = unsafe { libc::atexit(end) } != 0;
	debug_assert!(!refused, "there is room for 32 handlers at least");
}

/// Notes that a node is started, and its base path if that is a temporary folder.
pub fn note_node(temporary: Option<PathBuf>) {
	let _ = NODE.set(temporary);
}

/// Returns what `main` has to return to end with this code.
pub fn with(code: u8) -> ExitCode {
	CODE.store(code.into(), Ordering::SeqCst);
	code.into()
}

extern "C" fn end() {
	let (code, node) = (CODE.load(Ordering::SeqCst), NODE.get());
	let (false, Some(temporary)) = (code == NONE, node) else { return };
	if let Some(folder) = temporary {
		let _ = std::fs::remove_dir_all(folder);
	}
	signal_hook::low_level::exit(code);
}

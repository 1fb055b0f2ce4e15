// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The end of the process without the destructors of C++.
//!
//! A node that is stopped while it starts leaves threads behind: compiling a runtime cannot be
//! interrupted. One of them may be the last to hold the database, which it closes after RocksDB's
//! global locks are gone ("pthread lock: Invalid argument"), and the process aborts.
//!
//! What is registered for the exit runs in reverse order. So a handler that is registered before the
//! log is started runs after the log is written, and before all that was there when `main` began.

use std::{
	process::ExitCode,
	sync::atomic::{AtomicI32, Ordering},
};

/// The exit code, once there is one. An exit from elsewhere, as for a mistyped option, takes its
/// usual way.
static CODE: AtomicI32 = AtomicI32::new(NONE);
const NONE: i32 = -1;

/// The promise to end without destructors.
pub struct Prepared;

/// Registers the end. Comes first in `main`.
pub fn prepare() -> Prepared {
	// SAFETY: `atexit` takes any function of this type, and `end` calls nothing but `_exit`.
	#[allow(unsafe_code)]
	let refused = unsafe { libc::atexit(end) } != 0;
	debug_assert!(!refused, "there is room for 32 handlers at least");
	Prepared
}

impl Prepared {
	/// Returns what `main` has to return to end with this code.
	pub fn with(self, code: u8) -> ExitCode {
		CODE.store(code.into(), Ordering::SeqCst);
		code.into()
	}
}

extern "C" fn end() {
	let code = CODE.load(Ordering::SeqCst);
	if code != NONE {
		signal_hook::low_level::exit(code);
	}
}

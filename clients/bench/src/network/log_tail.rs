// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The end of a log, for an error that sends its reader there.

use std::{fs, path::Path};

const LINES: usize = 15;

/// Returns the last lines of a log.
pub fn log_tail(log: &Path) -> String {
	let text = match fs::read(log) {
		Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
		Err(error) => return format!("(cannot read it: {error})"),
	};
	let lines: Vec<_> = text.lines().collect();
	lines[lines.len().saturating_sub(LINES)..].join("\n")
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The words for clients whose runtime call failed. Upstream answers with a backtrace of the
//! runtime, which looks as if the chain had broken, and says nothing of the reason.

use polkadot_sdk::sc_executor::error::{Error, MessageWithBacktrace};

/// The name that the trap of a panic has.
const UNREACHABLE: &str = "unreachable";
/// The frames of a panic, from the innermost.
const PANIC: [&str; 2] = ["rust_begin_unwind", "panic_fmt"];

/// Puts the error of a client's call into words. Errors without a trap stay as they are.
pub fn explain(method: &str, error: Error) -> Error {
	let Error::AbortedDueToTrap(MessageWithBacktrace { message: trap, backtrace }) = &error else {
		return error;
	};
	let backtrace = backtrace.as_ref().map(|backtrace| backtrace.backtrace_string.as_str());
	let message = if !trap.contains(UNREACHABLE) {
		format!("the runtime stopped in {method}: {trap}")
	} else if backtrace.is_some_and(|backtrace| panics_itself(method, backtrace)) {
		format!(
			"the runtime cannot decode the input of {method}: probably a value is out of its bounds, \
			bytes are missing, or the client has the metadata of another runtime version"
		)
	} else {
		format!(
			"the runtime stopped in {method}. The node's log tells why, in a line that begins with \
			`panicked at`; `--log runtime-errors=debug` adds where"
		)
	};
	log::debug!(target: "runtime-errors", "{method}: {error}");
	Error::AbortedDueToPanic(MessageWithBacktrace { message, backtrace: None })
}

/// Tells whether the panic is in the runtime's entry for this method, and in nothing that the entry
/// calls: there it only decodes what it is given.
fn panics_itself(method: &str, backtrace: &str) -> bool {
	let mut frames = backtrace.lines().filter_map(|line| Some(line.split_once("wasm!")?.1.trim()));
	PANIC.iter().all(|part| frames.next().is_some_and(|name| name.ends_with(part)))
		&& frames.next() == Some(method)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Returns a backtrace as wasmtime writes it.
	fn backtrace(frames: &[&str]) -> String {
		let lines = frames
			.iter()
			.enumerate()
			.map(|(index, name)| format!("    {index}: 0x5b1b61 - batara_runtime.wasm!{name}"));
		std::iter::once("error while executing at wasm backtrace:".into())
			.chain(lines)
			.collect::<Vec<_>>()
			.join("\n")
	}

	const UNWIND: &str = "__rustc[b7974e8690430dd9]::rust_begin_unwind";
	const FORMAT: &str = "core[5f808709b801692b]::panicking::panic_fmt";

	#[test]
	fn panic_in_the_entry_is_an_input_that_cannot_be_decoded() {
		let method = "TransactionPaymentApi_query_info";
		assert!(panics_itself(method, &backtrace(&[UNWIND, FORMAT, method])));
	}

	#[test]
	fn panic_further_down_is_another_one() {
		let method = "BlockBuilder_apply_extrinsic";
		let within = "frame_support::storage::transactional::with_transaction::h07";
		assert!(!panics_itself(method, &backtrace(&[UNWIND, FORMAT, within, method])));
		assert!(!panics_itself(method, &backtrace(&["memcpy", method])));
		assert!(!panics_itself(method, &backtrace(&[UNWIND, FORMAT, "Metadata_metadata"])));
		assert!(!panics_itself(method, ""));
	}

	#[test]
	fn other_traps_keep_their_reason() {
		let trap = Error::AbortedDueToTrap(MessageWithBacktrace {
			message: "wasm trap: call stack exhausted".into(),
			backtrace: None,
		});
		assert!(explain("Core_version", trap).to_string().ends_with("call stack exhausted"));
	}

	#[test]
	fn errors_without_a_trap_stay() {
		let error = explain("Core_version", Error::Other("no such method".into()));
		assert_eq!(error.to_string(), "Other: no such method");
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The line of upstream that the log leaves out, unless the operator asks for it.

/// The target under which sc-executor writes of instances of the runtime.
const TARGET: &str = "wasm-runtime";

/// The directives that leave out "Ran out of free WASM instances", a line for each call of a flood:
/// [`crate::counting_executor`] writes in its place. The other warnings of the target stay: they
/// tell of runtimes that cannot be made and of instances that failed, and have a field `error`.
const WITHOUT_BUSY_INSTANCES: [&str; 2] = ["wasm-runtime=error", "wasm-runtime[{error}]=warn"];

/// The global levels without warnings: the directives above would bring some back.
const WITHOUT_WARNINGS: [&str; 4] = ["error", "off", "1", "0"];

/// Adds what is left out to the filters of `--log`.
///
/// Adds nothing if these filters, or those of the environment, already say what is written of the
/// target: `--log wasm-runtime=warn` has the line back.
pub fn leave_out_busy_instances(filters: &mut Vec<String>, environment: Option<&str>) {
	let is_decided = filters
		.iter()
		.map(String::as_str)
		.chain(environment)
		.flat_map(|filter| filter.split(','))
		.any(decides);
	if !is_decided {
		filters.extend(WITHOUT_BUSY_INSTANCES.map(String::from));
	}
}

/// Tells whether a directive of the operator says what is written of the target. Filters compare
/// the beginning of targets, so `wasm=debug` does.
fn decides(directive: &str) -> bool {
	let target = directive.split(['=', '[']).next().unwrap_or_default();
	let names_target = !target.is_empty() && TARGET.starts_with(target);
	names_target || WITHOUT_WARNINGS.iter().any(|level| directive.eq_ignore_ascii_case(level))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Returns the filters with which the node starts.
	fn started_with(filters: &[&str], environment: Option<&str>) -> Vec<String> {
		let mut filters = filters.iter().copied().map(String::from).collect();
		leave_out_busy_instances(&mut filters, environment);
		filters
	}

	#[test]
	fn line_is_left_out_by_default() {
		assert_eq!(started_with(&[], None), WITHOUT_BUSY_INSTANCES);
		assert_eq!(started_with(&[], Some("")), WITHOUT_BUSY_INSTANCES);
	}

	#[test]
	fn line_is_left_out_beside_filters_of_something_else() {
		for filter in
			["debug", "info,sync=trace", "warn", "wasm-runtime-cache=debug", "[call]=debug"]
		{
			let [directive, errors] = WITHOUT_BUSY_INSTANCES;
			assert_eq!(started_with(&[filter], None), [filter, directive, errors]);
		}
	}

	#[test]
	fn operator_can_restore_the_line() {
		for filter in [
			"wasm-runtime=warn",
			"wasm-runtime",
			"info,wasm-runtime=trace",
			"wasm=debug",
			"wasm-runtime[{error}]=off",
		] {
			assert_eq!(started_with(&["sync=debug", filter], None), ["sync=debug", filter]);
			assert!(started_with(&[], Some(filter)).is_empty(), "{filter}");
		}
	}

	#[test]
	fn log_without_warnings_gets_none() {
		for filter in ["error", "off", "ERROR", "off,sync=debug"] {
			assert_eq!(started_with(&[filter], None), [filter]);
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The log for machines, an object a line. The SDK has no switch for it, and its own format cannot
//! be replaced from outside: this takes the place of its logger, with the same filters.

use sc_cli::{Error, Result};
use serde_json::{Map, Value};
use std::{fmt, io};
use tracing::{field::Visit, Event, Level, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::{
	filter::{Directive, LevelFilter},
	fmt::{
		format::Writer,
		time::{FormatTime, SystemTime},
		FmtContext, FormatEvent, FormatFields,
	},
	registry::LookupSpan,
	EnvFilter, FmtSubscriber,
};

/// The filters of sc-tracing 48 (`prepare_subscriber`): they leave out lines unless asked for.
const DEFAULT_FILTERS: &str = "info,ws=off,yamux=off,regalloc=off,cranelift_codegen=off,\
	cranelift_wasm=warn,hyper=warn,trust_dns_proto=off,hickory_proto=off,\
	libp2p_mdns::behaviour::iface=off,rustls::common_state=off,rustls::conn=off";

/// Starts to write what passes the filters to the standard error, an object a line.
pub fn start(filters: &str, support_url: &str, version: &str) -> Result<()> {
	let environment = std::env::var("RUST_LOG").unwrap_or_default();
	let filter = [DEFAULT_FILTERS, &environment, filters]
		.iter()
		.flat_map(|list| list.split(','))
		.filter(|directive| !directive.is_empty())
		.try_fold(EnvFilter::default(), |filter, directive| {
			let parsed: Directive = directive
				.parse()
				.map_err(|error| Error::Input(format!("--log {directive}: {error}")))?;
			Ok::<_, Error>(filter.add_directive(parsed))
		})?;
	let level = filter.max_level_hint().unwrap_or(LevelFilter::INFO);
	tracing_log::LogTracer::init_with_filter(level_of_log(level)).map_err(failed)?;
	let subscriber = FmtSubscriber::builder()
		.with_env_filter(filter)
		.with_writer(io::stderr)
		.event_format(Objects)
		.finish();
	tracing::subscriber::set_global_default(subscriber).map_err(failed)?;
	write_panics(support_url, version);
	let _ = fdlimit::raise_fd_limit();
	Ok(())
}

fn failed(error: impl fmt::Display) -> Error {
	Error::Input(format!("the log cannot be started: {error}"))
}

fn level_of_log(level: LevelFilter) -> log::LevelFilter {
	match level.into_level() {
		None => log::LevelFilter::Off,
		Some(Level::ERROR) => log::LevelFilter::Error,
		Some(Level::WARN) => log::LevelFilter::Warn,
		Some(Level::INFO) => log::LevelFilter::Info,
		Some(Level::DEBUG) => log::LevelFilter::Debug,
		Some(_) => log::LevelFilter::Trace,
	}
}

/// Sets the hook that writes a panic as an object, before upstream's hook writes its report as text
/// and ends the node.
fn write_panics(support_url: &str, version: &str) {
	polkadot_sdk::sp_panic_handler::set(support_url, version);
	let report = std::panic::take_hook();
	std::panic::set_hook(Box::new(move |panic| {
		log::error!(target: "panic", "{panic}");
		report(panic);
	}));
}

/// Returns a line that is written without the log.
pub fn line(level: &str, target: &str, message: &str) -> String {
	Value::Object(object(level, target, message)).to_string()
}

fn object(level: &str, target: &str, message: &str) -> Map<String, Value> {
	let mut timestamp = String::new();
	// Writing to a text does not fail.
	let _ = SystemTime.format_time(&mut Writer::new(&mut timestamp));
	[("timestamp", timestamp.as_str()), ("level", level), ("target", target), ("message", message)]
		.into_iter()
		.map(|(name, value)| (name.into(), value.into()))
		.collect()
}

/// The format of a line: `timestamp`, `level`, `target`, `message`, and `fields` if there are
/// others.
struct Objects;

impl<S, N> FormatEvent<S, N> for Objects
where
	S: Subscriber + for<'a> LookupSpan<'a>,
	N: for<'a> FormatFields<'a> + 'static,
{
	fn format_event(
		&self,
		_: &FmtContext<'_, S, N>,
		mut writer: Writer<'_>,
		event: &Event<'_>,
	) -> fmt::Result {
		let normalized = event.normalized_metadata();
		let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
		let mut fields = Fields::default();
		event.record(&mut fields);
		let mut object = object(metadata.level().as_str(), metadata.target(), &fields.message);
		if !fields.others.is_empty() {
			object.insert("fields".into(), fields.others.into());
		}
		writeln!(writer, "{}", Value::Object(object))
	}
}

/// The message of an event and what else it has.
#[derive(Default)]
struct Fields {
	message: String,
	others: Map<String, Value>,
}

impl Fields {
	fn add(&mut self, name: &str, value: Value) {
		// Where a line of `log` comes from is in the target already.
		if !name.starts_with("log.") {
			self.others.insert(name.into(), value);
		}
	}
}

impl Visit for Fields {
	fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn fmt::Debug) {
		match field.name() {
			"message" => self.message = without_colours(&format!("{value:?}")),
			name => self.add(name, format!("{value:?}").into()),
		}
	}

	fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
		match field.name() {
			"message" => self.message = without_colours(value),
			name => self.add(name, value.into()),
		}
	}

	fn record_u64(&mut self, field: &tracing::field::Field, value: u64) {
		self.add(field.name(), value.into());
	}

	fn record_i64(&mut self, field: &tracing::field::Field, value: i64) {
		self.add(field.name(), value.into());
	}

	fn record_bool(&mut self, field: &tracing::field::Field, value: bool) {
		self.add(field.name(), value.into());
	}
}

/// Returns the text without the terminal codes that some lines bring, and without the blanks that
/// end others.
fn without_colours(text: &str) -> String {
	let mut plain = String::with_capacity(text.len());
	let mut rest = text;
	while let Some((before, after)) = rest.split_once("\u{1b}[") {
		plain.push_str(before);
		let code = after.trim_start_matches(|each: char| each.is_ascii_digit() || each == ';');
		rest = code.strip_prefix('m').unwrap_or(after);
	}
	plain.push_str(rest);
	plain.trim_end().into()
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::{Arc, Mutex};

	#[derive(Clone, Default)]
	struct Lines(Arc<Mutex<Vec<u8>>>);

	impl io::Write for Lines {
		fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
			self.0.lock().unwrap().extend_from_slice(bytes);
			Ok(bytes.len())
		}

		fn flush(&mut self) -> io::Result<()> {
			Ok(())
		}
	}

	fn written(work: impl FnOnce()) -> Vec<Value> {
		let lines = Lines::default();
		let sink = lines.clone();
		let subscriber = FmtSubscriber::builder()
			.with_writer(move || sink.clone())
			.event_format(Objects)
			.finish();
		tracing::subscriber::with_default(subscriber, work);
		let bytes = lines.0.lock().unwrap().clone();
		let text = String::from_utf8(bytes).unwrap();
		text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
	}

	#[test]
	fn line_is_an_object_whatever_its_message() {
		let message = "two\nlines, \"quotes\" and \u{1b}[1mcolours\u{1b}[0m  ";
		let lines = written(|| tracing::warn!(target: "sync", "{message}"));
		assert_eq!(lines.len(), 1);
		assert_eq!(lines[0]["level"], "WARN");
		assert_eq!(lines[0]["target"], "sync");
		assert_eq!(lines[0]["message"], "two\nlines, \"quotes\" and colours");
		assert!(lines[0]["timestamp"].as_str().unwrap().ends_with('Z'));
		assert!(lines[0].get("fields").is_none());
	}

	#[test]
	fn other_fields_are_beside_the_message() {
		let lines = written(|| tracing::info!(blocks = 7u64, peer = "alice", "Imported"));
		assert_eq!(lines[0]["message"], "Imported");
		assert_eq!(lines[0]["fields"]["blocks"], 7);
		assert_eq!(lines[0]["fields"]["peer"], "alice");
	}

	#[test]
	fn default_filters_can_be_read() {
		for directive in DEFAULT_FILTERS.split(',') {
			assert!(directive.parse::<Directive>().is_ok(), "{directive}");
		}
	}
}

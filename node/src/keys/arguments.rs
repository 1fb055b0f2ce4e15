// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The arguments of `batara-node key`: those that upstream takes and should not are refused, and a
//! secret that is left out is asked for.

use super::Kind;
use clap::{ArgMatches, CommandFactory};
use polkadot_sdk::sp_core::{
	crypto::{KeyTypeId, Ss58Codec},
	ecdsa, sr25519, Pair,
};
use sc_cli::{CryptoScheme, Error, Result};
use std::{
	ffi::OsString,
	fs,
	io::{stdin, IsTerminal},
	path::Path,
};

/// The prompt on a terminal; upstream's is `URI:`, and works nowhere else.
const PROMPT: &str = "Secret phrase or seed, with its //path (it is not shown): ";

/// Asks for the secret that a command of `key` lacks, and returns the arguments with it.
///
/// Refuses to inspect what is no key, and to insert a session key with a scheme that is not that of
/// its kind.
pub fn complete<Cli: CommandFactory>(mut args: Vec<OsString>) -> Result<Vec<OsString>> {
	// Whatever is wrong with them is told when they are parsed for good.
	let Ok(matches) = Cli::command().try_get_matches_from(&args) else { return Ok(args) };
	match matches.subcommand_matches("key").and_then(ArgMatches::subcommand) {
		Some(("inspect", inspect)) => {
			let secret = secret_of(inspect, "uri")?;
			if !inspect.get_flag("public") {
				ensure_key(&secret)?;
			}
			if !inspect.contains_id("uri") {
				args.push(secret.into());
			}
		},
		Some(("insert", insert)) => {
			ensure_scheme(insert)?;
			let secret = secret_of(insert, "suri")?;
			if !insert.contains_id("suri") {
				args.extend(["--suri".into(), secret.into()]);
			}
		},
		_ => {},
	}
	Ok(args)
}

/// Returns the secret that is given, in a file or by itself, or asks for it.
fn secret_of(matches: &ArgMatches, name: &str) -> Result<String> {
	let Some(given) = matches.get_one::<String>(name) else { return ask() };
	if Path::new(given).is_file() {
		return Ok(fs::read_to_string(given)?.trim_end().into());
	}
	// A phrase may be left out: upstream takes the path of a file that is not there for a path from
	// the phrase that everybody knows.
	if given.starts_with('/') && !given.starts_with("//") {
		return Err(Error::Input(format!("there is no file {given}")));
	}
	Ok(given.clone())
}

/// Refuses what is no key: upstream says so, but exits with success.
fn ensure_key(text: &str) -> Result<()> {
	let is_key = sr25519::Pair::from_string(text, None).is_ok()
		|| sr25519::Public::from_string(text).is_ok()
		|| ecdsa::Public::from_string(text).is_ok();
	if is_key {
		return Ok(());
	}
	Err(Error::Input(
		"this is no secret phrase, seed, public key or address: look for a mistyped word".into(),
	))
}

/// Refuses kinds of keys that this chain does not have, and schemes that are not those of their
/// kinds.
fn ensure_scheme(insert: &ArgMatches) -> Result<()> {
	let name = insert.get_one::<String>("key_type").map_or("", String::as_str);
	let Some(kind) = KeyTypeId::try_from(name).ok().and_then(Kind::of) else {
		return Err(Error::Input(format!(
			"this chain has no session keys of the type `{name}`: give --key-type babe, gran or audi"
		)));
	};
	let given = match insert.get_one::<CryptoScheme>("scheme") {
		Some(CryptoScheme::Ed25519) => "ed25519",
		Some(CryptoScheme::Sr25519) => "sr25519",
		Some(CryptoScheme::Ecdsa) => "ecdsa",
		None => return Ok(()),
	};
	if given == kind.scheme() {
		return Ok(());
	}
	Err(Error::Input(format!(
		"{} keys have the scheme {}, and a key of {given} could never sign: give --scheme {}",
		kind.name(),
		kind.scheme(),
		kind.scheme(),
	)))
}

/// Returns a secret from the terminal, or the first line of what is piped in.
fn ask() -> Result<String> {
	let secret = if stdin().is_terminal() {
		rpassword::prompt_password(PROMPT)?
	} else {
		let mut line = String::new();
		stdin().read_line(&mut line)?;
		line
	};
	match secret.trim() {
		"" => Err(Error::Input(
			"no secret is given: type it when asked, pipe it in, or name a file that has it".into(),
		)),
		secret => Ok(secret.into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;

	fn complete_line(line: &str) -> Result<Vec<OsString>> {
		complete::<Cli>(line.split(' ').map(OsString::from).collect())
	}

	#[test]
	fn arguments_that_lack_nothing_stay() {
		for line in [
			"batara-node --dev",
			"batara-node key generate",
			"batara-node key inspect //Alice",
			"batara-node key inspect --no-such-option",
			"batara-node key insert --suri //A --scheme ed25519 --key-type gran --chain local",
			"batara-node key insert --suri //A --scheme sr25519 --key-type babe --chain local",
		] {
			assert_eq!(complete_line(line).unwrap().len(), line.split(' ').count(), "{line}");
		}
	}

	#[test]
	fn text_that_is_no_key_is_refused() {
		for (text, word) in [
			("/dev/shm/batara-typo", "there is no file"),
			("bottom-drive-obey", "no secret phrase"),
			("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX", "no secret phrase"),
		] {
			let error = complete_line(&format!("batara-node key inspect {text}")).unwrap_err();
			assert!(error.to_string().contains(word), "{error}");
		}
		for text in ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "//Alice///secret"] {
			assert!(complete_line(&format!("batara-node key inspect {text}")).is_ok(), "{text}");
		}
	}

	#[test]
	fn session_key_with_the_scheme_of_another_kind_is_refused() {
		for (kind, scheme) in [("gran", "sr25519"), ("babe", "ed25519"), ("audi", "ecdsa")] {
			let line =
				format!("batara-node key insert --suri //A --key-type {kind} --scheme {scheme}");
			let error = complete_line(&line).unwrap_err().to_string();
			assert!(error.contains("could never sign"), "{error}");
		}
	}

	#[test]
	fn unknown_kind_of_key_is_refused() {
		for kind in ["imon", "grandpa", "x"] {
			let line =
				format!("batara-node key insert --suri //A --key-type {kind} --scheme sr25519");
			let error = complete_line(&line).unwrap_err().to_string();
			assert!(error.contains("babe, gran or audi"), "{error}");
		}
	}
}

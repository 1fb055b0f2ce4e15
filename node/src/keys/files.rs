// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The files of a keystore. Each is named after the kind and the public key that it is for, and
//! nothing that writes one compares that with its secret: a node with a wrong one looks like any
//! other, and its signatures are never made.

use super::Kind;
use polkadot_sdk::{
	sp_core::{
		bytes::from_hex,
		crypto::{ExposeSecret, KeyTypeId, SecretString},
		hexdisplay::HexDisplay,
	},
	sp_keystore::KeystorePtr,
};
use sc_service::{config::KeystoreConfig, error::Error, Configuration};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// Refuses to start a validator whose session keys are missing or cannot sign.
pub fn ensure_usable(config: &Configuration, keystore: &KeystorePtr) -> Result<(), Error> {
	// `--alice` and the like bring their keys when the tasks start.
	if !config.role.is_authority() || config.dev_key_seed.is_some() {
		return Ok(());
	}
	let place = match &config.keystore {
		KeystoreConfig::Path { path, .. } => path.display().to_string(),
		KeystoreConfig::InMemory => "the keystore in memory".into(),
	};
	let faults = faults_of(&config.keystore);
	if let Some(fault) = faults.first() {
		return Err(Error::Other(format!(
			"this validator could not sign: {fault}. Remove the file from {place}, then insert the \
			right key with `batara-node key insert`, or make new keys \
			(docs/guides/run-a-validator.md#session-keys)",
		)));
	}
	let missing = Kind::ALL
		.into_iter()
		.filter(|kind| keystore.keys(kind.id()).map_or(true, |keys| keys.is_empty()))
		.map(Kind::name)
		.collect::<Vec<_>>();
	if missing.is_empty() {
		return Ok(());
	}
	Err(Error::Other(format!(
		"this validator lacks session keys ({} not in {place}): start it without --validator, call \
		author_rotateKeysWithOwner, then start it with --validator; or use `batara-node key insert` \
		(docs/guides/run-a-validator.md)",
		missing.join(", "),
	)))
}

/// Returns what is wrong with the files of session keys, a line each.
pub fn faults_of(keystore: &KeystoreConfig) -> Vec<String> {
	let KeystoreConfig::Path { path, password } = keystore else { return Vec::new() };
	let mut files = session_key_files(path);
	files.sort();
	files.iter().filter_map(|file| fault_in(file, password.as_ref())).collect()
}

/// Returns the files in the folder that are named after a session key. Returns none if the folder
/// cannot be read: keys are missing then.
fn session_key_files(folder: &Path) -> Vec<PathBuf> {
	let entries = fs::read_dir(folder).into_iter().flatten().flatten();
	entries.map(|entry| entry.path()).filter(|path| named_key(path).is_some()).collect()
}

/// Returns the kind and the public key that a file is named after, if it is a session key's.
fn named_key(file: &Path) -> Option<(Kind, Vec<u8>)> {
	let mut id = from_hex(file.file_name()?.to_str()?).ok()?;
	let public = id.split_off(4.min(id.len()));
	let kind = Kind::of(KeyTypeId(id.try_into().ok()?))?;
	Some((kind, public))
}

/// Compares the secret in a file with the name of the file. Returns what is wrong.
fn fault_in(file: &Path, password: Option<&SecretString>) -> Option<String> {
	let (kind, named) = named_key(file)?;
	let (name, scheme) = (kind.name(), kind.scheme());
	let place = file.display();
	let password = password.map(|password| password.expose_secret().as_str());
	let secret = match fs::read(file) {
		Ok(content) => serde_json::from_slice::<String>(&content),
		Err(error) => return Some(format!("the {name} key in {place} cannot be read ({error})")),
	};
	let Some(public) = secret.ok().and_then(|secret| kind.public(&secret, password).ok()) else {
		return Some(format!(
			"the file {place} has no secret of a {name} key, or the keystore's password is another \
			one"
		));
	};
	let named_as = format!("{}{}", HexDisplay::from(&kind.id().0), HexDisplay::from(&named));
	if file.file_name().and_then(|name| name.to_str()) != Some(named_as.as_str()) {
		return Some(format!("the file {place} has to be named {named_as}, in small letters"));
	}
	(public[..] != named[..]).then(|| {
		format!(
			"the secret in {place} is not that of the {name} key in the file's name: with {scheme}, \
			the scheme of {name} keys, its public key is 0x{}",
			HexDisplay::from(&public),
		)
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_core::{ed25519, sr25519, Pair};

	/// Returns the fault of a keystore with one file. Removes the folder again.
	fn fault(kind: Kind, public: &[u8], content: &str) -> Option<String> {
		static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
		let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
		let folder =
			std::env::temp_dir().join(format!("batara-keys-{}-{number}", std::process::id()));
		fs::create_dir(&folder).unwrap();
		let name = format!("{}{}", HexDisplay::from(&kind.id().0), HexDisplay::from(&public));
		fs::write(folder.join(name), content).unwrap();
		let mut faults = faults_of(&KeystoreConfig::Path { path: folder.clone(), password: None });
		fs::remove_dir_all(folder).unwrap();
		assert!(faults.len() < 2);
		faults.pop()
	}

	fn sr25519_of(secret: &str) -> [u8; 32] {
		sr25519::Pair::from_string(secret, None).unwrap().public().0
	}

	#[test]
	fn key_with_its_secret_is_right() {
		let grandpa = ed25519::Pair::from_string("//Alice", None).unwrap().public();
		assert_eq!(fault(Kind::Grandpa, &grandpa.0, "\"//Alice\""), None);
		assert_eq!(fault(Kind::Babe, &sr25519_of("//Alice"), "\"//Alice\""), None);
	}

	#[test]
	fn grandpa_key_of_the_wrong_scheme_is_told() {
		let fault = fault(Kind::Grandpa, &sr25519_of("//Alice"), "\"//Alice\"").unwrap();
		assert!(fault.contains("with ed25519"), "{fault}");
	}

	#[test]
	fn secret_of_another_key_is_told() {
		assert!(fault(Kind::Babe, &sr25519_of("//Alice"), "\"//Bob\"").is_some());
		assert!(fault(Kind::Babe, &sr25519_of("//Alice")[..31], "\"//Alice\"").is_some());
	}

	#[test]
	fn file_with_garbage_is_told() {
		for content in ["", "//Alice", "\"not a phrase\"", "{}"] {
			let fault = fault(Kind::AuthorityDiscovery, &[1; 32], content).unwrap();
			assert!(fault.contains("has no secret"), "{fault}");
		}
	}

	#[test]
	fn other_files_are_left_alone() {
		for name in ["notes.txt", "00", "696d6f6e0102", "grandpa"] {
			assert_eq!(named_key(Path::new(name)), None, "{name}");
		}
	}
}

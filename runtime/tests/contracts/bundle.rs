// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The committed products of contracts: code and interface in one file each.

use batara_runtime::Hash;
use codec::Decode;
use polkadot_sdk::sp_core::bytes::from_hex;
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// A contract as it is built and committed.
#[derive(Clone)]
pub struct Bundle {
	/// The name of its file.
	pub name: String,
	content: Value,
}

/// Returns the path of a folder in that of all contracts.
pub fn folder(name: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../contracts").join(name)
}

/// Returns the bundles of all examples.
pub fn all() -> Vec<Bundle> {
	in_folder(&folder("bundles"))
}

/// Returns all bundles of a folder, sorted by name; none if there is no such folder.
pub fn in_folder(folder: &Path) -> Vec<Bundle> {
	let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
	let paths = entries.map(|entry| entry.unwrap().path());
	let is_bundle = |path: &PathBuf| path.extension().is_some_and(|name| name == "contract");
	let mut paths = paths.filter(is_bundle).collect::<Vec<_>>();
	paths.sort();
	paths.iter().map(|path| Bundle::read(path)).collect()
}

impl Bundle {
	/// Returns the bundle of an example.
	pub fn of(name: &str) -> Self {
		Self::read(&folder("bundles").join(format!("{name}.contract")))
	}

	fn read(path: &Path) -> Self {
		let text = fs::read_to_string(path).unwrap_or_else(|error| {
			panic!(
				"{}: {error}\nThe bundles are committed; scripts/contract build --all --update \
				makes them.",
				path.display()
			)
		});
		let content = serde_json::from_str(&text)
			.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		Self { name: path.file_stem().unwrap().to_string_lossy().into(), content }
	}

	/// Returns the module.
	pub fn code(&self) -> Vec<u8> {
		hex(&self.content["source"]["wasm"])
	}

	/// Returns the hash of the module, as the tool that built it states it.
	pub fn code_hash(&self) -> Hash {
		Hash::decode(&mut hex(&self.content["source"]["hash"]).as_slice()).unwrap()
	}

	/// Returns the compiler that built the module, with its version.
	pub fn compiler(&self) -> &str {
		self.content["source"]["compiler"].as_str().unwrap()
	}

	/// Returns the version of ink! that the contract is written in.
	pub fn language(&self) -> &str {
		self.content["source"]["language"].as_str().unwrap()
	}

	/// Returns the selectors of all constructors.
	pub fn constructors(&self) -> Vec<[u8; 4]> {
		self.entries("constructors").iter().map(selector).collect()
	}

	/// Returns the selectors of all messages.
	pub fn messages(&self) -> Vec<[u8; 4]> {
		self.entries("messages").iter().map(selector).collect()
	}

	/// Returns the constructor with this label.
	pub fn constructor(&self, label: &str) -> Entry<'_> {
		self.entry("constructors", label)
	}

	/// Returns the message with this label.
	pub fn message(&self, label: &str) -> Entry<'_> {
		self.entry("messages", label)
	}

	/// Returns the label of the event whose first topic is `topic`.
	pub fn event(&self, topic: &Hash) -> Option<&str> {
		let events = self.entries("events").iter();
		let topic_of = |event: &Value| hex(&event["signature_topic"]);
		events
			.filter(|event| event["signature_topic"].is_string())
			.find(|event| topic_of(event) == topic.as_bytes())
			.map(|event| event["label"].as_str().unwrap())
	}

	fn entries(&self, kind: &str) -> &[Value] {
		self.content["spec"][kind].as_array().unwrap()
	}

	fn entry(&self, kind: &str, label: &str) -> Entry<'_> {
		let found = self.entries(kind).iter().find(|entry| entry["label"] == label);
		let content = found.unwrap_or_else(|| panic!("{}: no {label} in its {kind}", self.name));
		Entry { bundle: self, content }
	}

	/// Returns the variants of a type.
	fn variants(&self, id: &Value) -> &[Value] {
		let types = self.content["types"].as_array().unwrap();
		let found = types.iter().find(|one| one["id"] == *id).unwrap();
		found["type"]["def"]["variant"]["variants"].as_array().unwrap()
	}
}

/// A message or a constructor.
pub struct Entry<'a> {
	bundle: &'a Bundle,
	content: &'a Value,
}

impl Entry<'_> {
	/// Returns the first bytes of its input.
	pub fn selector(&self) -> [u8; 4] {
		selector(self.content)
	}

	/// Returns the name of the error in an output of two nested results: the second variant of the
	/// inner one. The outer one is about the call itself: it is an error if there is no such
	/// message, or if its arguments are not what it takes.
	pub fn error(&self, output: &[u8]) -> String {
		let [0, 1, index, ..] = output else { panic!("no error: {output:?}") };
		let result = self.inner(&self.content["returnType"]["type"], 0);
		let error = self.inner(result, 1);
		let mut variants = self.bundle.variants(error).iter();
		let named = variants.find(|variant| variant["index"] == *index).unwrap();
		named["name"].as_str().unwrap().into()
	}

	/// Returns the type of what is in a variant of a type.
	fn inner(&self, id: &Value, index: usize) -> &Value {
		&self.bundle.variants(id)[index]["fields"][0]["type"]
	}
}

fn selector(entry: &Value) -> [u8; 4] {
	hex(&entry["selector"]).try_into().unwrap()
}

fn hex(text: &Value) -> Vec<u8> {
	from_hex(text.as_str().unwrap()).unwrap()
}

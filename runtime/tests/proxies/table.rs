// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The table of proxies.

use super::TYPES;
use std::collections::{BTreeMap, BTreeSet};

type Name = (String, String);

/// The types of proxies that may send each call, by pallet and call.
pub struct Table {
	calls: BTreeMap<Name, BTreeSet<&'static str>>,
	seen: BTreeSet<Name>,
}

impl Table {
	/// Reads `table.txt`.
	pub fn read() -> Self {
		let mut calls = BTreeMap::new();
		let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
		for line in include_str!("table.txt").lines().filter(is_entry) {
			let columns = line.split('|').map(str::trim).collect::<Vec<_>>();
			let [pallet, types, names] = columns[..] else { panic!("three columns: {line}") };
			let types = types.split_whitespace().map(known).collect::<BTreeSet<_>>();
			for name in names.split_whitespace() {
				let before = calls.insert((pallet.to_string(), name.to_string()), types.clone());
				assert!(before.is_none(), "twice in the table: {pallet} | {name}");
			}
		}
		Self { calls, seen: BTreeSet::new() }
	}

	/// Returns the types that may send a call, as often as one asks, and notes that the call was
	/// looked up.
	pub fn look_up(&mut self, pallet: &str, name: &str) -> Option<BTreeSet<&'static str>> {
		let name = (pallet.to_string(), name.to_string());
		let types = self.calls.get(&name).cloned();
		self.seen.insert(name);
		types
	}

	/// Returns the calls that nobody has looked up.
	pub fn rest(self) -> impl Iterator<Item = String> {
		let Self { calls, seen } = self;
		let rest = calls.into_keys().filter(move |name| !seen.contains(name));
		rest.map(|(pallet, name)| format!("{pallet} | {name}"))
	}
}

fn known(word: &str) -> &'static str {
	let mut names = TYPES.into_iter().map(|(name, _)| name);
	names.find(|name| *name == word).unwrap_or_else(|| panic!("no such type: {word}"))
}

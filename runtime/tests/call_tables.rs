// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tables of calls: the text files that say who may send each call of the runtime.

use std::collections::{BTreeMap, BTreeSet};

type Name = (String, String);

/// The senders of each call, by pallet and call.
pub struct CallTable {
	calls: BTreeMap<Name, BTreeSet<&'static str>>,
	seen: BTreeSet<Name>,
}

impl CallTable {
	/// Reads a table of three columns. `senders` returns what a word of the second column stands for.
	pub fn parse(text: &str, senders: fn(&str) -> Vec<&'static str>) -> Self {
		let mut calls = BTreeMap::new();
		let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
		for line in text.lines().filter(is_entry) {
			let columns = line.split('|').map(str::trim).collect::<Vec<_>>();
			let [pallet, who, names] = columns[..] else { panic!("three columns, please: {line}") };
			let who = who.split_whitespace().flat_map(senders).collect::<BTreeSet<_>>();
			for name in names.split_whitespace() {
				let before = calls.insert((pallet.to_string(), name.to_string()), who.clone());
				assert!(before.is_none(), "twice in the table: {pallet} | {name}");
			}
		}
		Self { calls, seen: BTreeSet::new() }
	}

	/// Returns the senders of a call, as often as one asks, and notes that the call was looked up.
	pub fn look_up(&mut self, pallet: &str, name: &str) -> Option<BTreeSet<&'static str>> {
		let name = (pallet.to_string(), name.to_string());
		let senders = self.calls.get(&name).cloned();
		self.seen.insert(name);
		senders
	}

	/// Returns the calls that nobody has looked up.
	pub fn rest(self) -> impl Iterator<Item = String> {
		let Self { calls, seen } = self;
		let rest = calls.into_keys().filter(move |name| !seen.contains(name));
		rest.map(|(pallet, name)| format!("{pallet} | {name}"))
	}

	/// Returns each call with its senders.
	pub fn entries(self) -> impl Iterator<Item = (String, BTreeSet<&'static str>)> {
		self.calls.into_iter().map(|((pallet, name), who)| (format!("{pallet} | {name}"), who))
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The table of powers.

use super::origins::{everybody, TRACKS};
use std::collections::{BTreeMap, BTreeSet};

/// The origins that may send each call, by pallet and call.
pub struct Table(BTreeMap<(String, String), BTreeSet<&'static str>>);

impl Table {
	/// Reads `table.txt`.
	pub fn read() -> Self {
		let mut calls = BTreeMap::new();
		let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
		for line in include_str!("table.txt").lines().filter(is_entry) {
			let columns = line.split('|').map(str::trim).collect::<Vec<_>>();
			let [pallet, who, names] = columns[..] else { panic!("three columns, please: {line}") };
			let who = who.split_whitespace().flat_map(kinds).collect::<BTreeSet<_>>();
			for name in names.split_whitespace() {
				let before = calls.insert((pallet.to_string(), name.to_string()), who.clone());
				assert!(before.is_none(), "twice in the table: {pallet} | {name}");
			}
		}
		Self(calls)
	}

	/// Takes a call out of the table, and returns the origins that may send it. A second time, it
	/// is not found.
	pub fn take(&mut self, pallet: &str, name: &str) -> Option<BTreeSet<&'static str>> {
		self.0.remove(&(pallet.to_string(), name.to_string()))
	}

	/// Returns the calls that nobody has taken.
	pub fn rest(self) -> impl Iterator<Item = String> {
		self.0.into_keys().map(|(pallet, name)| format!("{pallet} | {name}"))
	}

	/// Returns each call with the tracks that may send it.
	pub fn tracks(self) -> impl Iterator<Item = (String, Vec<&'static str>)> {
		self.0.into_iter().map(|((pallet, name), who)| {
			let tracks = TRACKS.into_iter().filter(|track| who.contains(track));
			(format!("{pallet} | {name}"), tracks.collect())
		})
	}
}

/// Returns the origins that a word of the second column stands for.
fn kinds(word: &str) -> Vec<&'static str> {
	match word {
		"everybody" => everybody().collect(),
		"tracks" => TRACKS.to_vec(),
		kind => vec![everybody().find(|one| *one == kind).unwrap_or_else(|| {
			panic!("no such origin in the table: {kind}");
		})],
	}
}

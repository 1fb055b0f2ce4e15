// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts built once, with older ink!, and never again: they stand for those that live on
//! chains. This runtime must go on taking them.

use super::{
	block::{hash_of, in_block, send, uploading},
	bundle::{folder, in_folder, Bundle},
	ink::Ink,
};
use crate::chain::account;
use batara_runtime::{constants::money::BTR, AccountId, Balance, Balances, Contracts};
use codec::Encode;
use polkadot_sdk::{
	sp_io::hashing::{blake2_256, keccak_256, sha2_256},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};
use std::{collections::BTreeSet, fs};

/// The facts about a bundle: its name, a constructor with its arguments, a message that takes none,
/// and the value that it then returns.
struct Known {
	name: &'static str,
	constructor: &'static str,
	arguments: Vec<u8>,
	getter: &'static str,
	value: Vec<u8>,
}

const TITLE: &str = "A ledger";

fn known() -> Vec<Known> {
	vec![Known {
		name: "ledger",
		constructor: "new",
		arguments: TITLE.encode(),
		getter: "title",
		value: TITLE.encode(),
	}]
}

/// Bytes that are encoded already.
struct Raw(Vec<u8>);

impl Encode for Raw {
	fn encode(&self) -> Vec<u8> {
		self.0.clone()
	}
}

/// Returns the version of ink! that each folder is named after, with the bundles in it.
fn generations() -> Vec<(String, Vec<Bundle>)> {
	let golden = folder("golden");
	let entries = fs::read_dir(&golden).unwrap_or_else(|error| {
		panic!("{}: {error}\nThe bundles of older contracts are committed there.", golden.display())
	});
	let named = entries.filter_map(|entry| {
		let path = entry.unwrap().path();
		let version = path.file_name()?.to_str()?.strip_prefix("ink-")?.to_string();
		Some((version, in_folder(&path)))
	});
	let mut generations = named.collect::<Vec<_>>();
	generations.sort_by(|(left, _), (right, _)| left.cmp(right));
	generations
}

/// Makes one contract of each generation.
fn ledgers() -> Vec<Ink> {
	let bundles = generations().into_iter().flat_map(|(_, bundles)| bundles);
	let ledgers = bundles.filter(|bundle| bundle.name == "ledger");
	ledgers.map(|bundle| Ink::made(bundle, "new", TITLE, 0)).collect()
}

#[test]
fn there_are_contracts_of_both_older_generations() {
	let generations = generations();
	let majors = generations.iter().map(|(version, _)| &version[..1]).collect::<BTreeSet<_>>();
	assert_eq!(majors, BTreeSet::from(["4", "5"]), "folders contracts/golden/ink-<version>");
	for (version, bundles) in generations {
		assert!(!bundles.is_empty(), "nothing in ink-{version}");
		for bundle in bundles {
			assert!(bundle.language().contains(&version), "{} is {}", version, bundle.language());
			assert_eq!(bundle.code_hash(), hash_of(&bundle.code()));
		}
	}
}

#[test]
fn every_older_contract_still_runs() {
	in_block(|| {
		for bundle in generations().into_iter().flat_map(|(_, bundles)| bundles) {
			let known = known().into_iter().find(|known| known.name == bundle.name);
			let Known { constructor, arguments, getter, value, .. } =
				known.unwrap_or_else(|| panic!("{}: say how it is called", bundle.name));
			assert_eq!(send(Alice, uploading(bundle.code())).unwrap().outcome, Ok(()));
			let contract = Ink::made(bundle, constructor, Raw(arguments), 0);
			assert_eq!(contract.raw(getter), value);
		}
	});
}

#[test]
fn older_contracts_pay_back_the_money_they_hold() {
	in_block(|| {
		for ledger in ledgers() {
			let held = |who| ledger.get::<Balance>("balance_of", account(who));
			ledger.pay(Bob, "deposit", (), 10 * BTR);
			assert_eq!(held(Bob), 10 * BTR);
			assert_eq!(ledger.refuses(Alice, "withdraw", BTR), "InsufficientBalance");
			let had = Balances::free_balance(account(Bob));
			ledger.act::<()>(Bob, "withdraw", 4 * BTR);
			assert!(Balances::free_balance(account(Bob)) >= had + 4 * BTR);
			assert_eq!(held(Bob), 6 * BTR);
		}
	});
}

#[test]
fn older_contracts_know_where_they_are() {
	in_block(|| {
		for ledger in ledgers() {
			let (block, has_time, by_person, price): (u32, bool, bool, Balance) =
				ledger.get("surroundings", ());
			assert_eq!((block, has_time, by_person), (2, true, true));
			assert!(price > 0);
			let input = b"a text".to_vec();
			let hashes: [[u8; 32]; 3] = ledger.get("hashes", &input);
			assert_eq!(hashes, [sha2_256(&input), keccak_256(&input), blake2_256(&input)]);
		}
	});
}

/// Checks that contracts also call those of another generation.
#[test]
fn older_contracts_call_contracts_that_they_made() {
	in_block(|| {
		let ledgers = ledgers();
		let title = |ledger: &Ink, of: &AccountId| ledger.act::<String>(Alice, "title_of", of);
		for ledger in &ledgers {
			let made: AccountId = ledger.act(Bob, "found", ("Another", *b"salt"));
			assert_eq!(Contracts::code_hash(&made), Some(ledger.bundle.code_hash()));
			for other in ledgers.iter().filter(|other| other.address != ledger.address) {
				assert_eq!(title(other, &ledger.address), TITLE);
				assert_eq!(title(other, &made), "Another");
			}
		}
	});
}

#[test]
fn older_contracts_end_after_a_change_of_their_code() {
	in_block(|| {
		let ledgers = ledgers();
		let codes = ledgers.iter().map(|ledger| ledger.bundle.code_hash()).collect::<Vec<_>>();
		for ledger in ledgers {
			for code in &codes {
				assert_eq!(ledger.refuses(Bob, "set_code", code), "CallFailed");
				ledger.act::<()>(Alice, "set_code", code);
				assert_eq!(ledger.get::<String>("title", ()), TITLE);
			}
			let receipt = ledger.send(Alice, "close", ());
			assert_eq!(receipt.outcome, Ok(()));
			assert!(receipt.spent < 0);
			assert_eq!(Contracts::code_hash(&ledger.address), None);
		}
	});
}

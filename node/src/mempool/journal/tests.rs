// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Journals that are opened again, as after a restart.

use super::{
	format::HEADER,
	sample::{beside, numbered, Folder},
	*,
};
use std::{os::unix::fs::PermissionsExt, thread};

fn open(folder: &Folder) -> (Journal, Vec<u8>) {
	let (journal, transactions) = Journal::open(folder.journal()).unwrap();
	(journal, transactions.iter().map(|transaction| transaction.inner()[0]).collect())
}

fn note(journal: &Journal, numbers: impl IntoIterator<Item = u8>) {
	for number in numbers {
		let (hash, transaction) = numbered(number);
		journal.note(hash, &transaction, false);
	}
}

#[test]
fn noted_transactions_come_back_in_their_order() {
	let folder = Folder::new();
	let (journal, before) = open(&folder);
	assert!(before.is_empty());
	note(&journal, [3, 1, 2, 1]);
	drop(journal);
	let (journal, back) = open(&folder);
	assert_eq!(back, [3, 1, 2]);
	note(&journal, [1, 4]);
	assert_eq!(open(&folder).1, [3, 1, 2, 4]);
}

#[test]
fn file_is_for_its_owner_alone() {
	let folder = Folder::new();
	let (journal, _) = open(&folder);
	let mode = || fs::metadata(folder.journal()).unwrap().permissions().mode() & 0o777;
	assert_eq!(mode(), 0o600);
	assert!(journal.rewrite());
	assert_eq!(mode(), 0o600);
}

#[test]
fn new_records_replace_a_broken_end() {
	let folder = Folder::new();
	note(&open(&folder).0, [1, 2]);
	let file = fs::read(folder.journal()).unwrap();
	fs::write(folder.journal(), &file[..file.len() - 1]).unwrap();
	let (journal, back) = open(&folder);
	assert_eq!(back, [1]);
	note(&journal, [3]);
	assert_eq!(open(&folder).1, [1, 3]);
}

#[test]
fn file_that_is_no_journal_is_moved_aside() {
	let folder = Folder::new();
	drop(open(&folder));
	for (number, garbage) in [&b"garbage"[..], b"", &HEADER[1..]].into_iter().enumerate() {
		fs::write(folder.journal(), garbage).unwrap();
		let (journal, back) = open(&folder);
		assert!(back.is_empty());
		note(&journal, [1]);
		let aside = beside(&folder.journal(), &format!("journal.broken-{}", number + 1));
		assert_eq!(fs::read(aside).unwrap(), garbage);
		assert_eq!(open(&folder).1, [1]);
	}
}

#[test]
fn rewrite_keeps_only_live_transactions() {
	let folder = Folder::new();
	let (journal, _) = open(&folder);
	note(&journal, 0..10);
	journal.forget(&[numbered(0).0, numbered(5).0]);
	let before = fs::metadata(folder.journal()).unwrap().len();
	assert!(journal.rewrite());
	let after = fs::metadata(folder.journal()).unwrap().len();
	assert_eq!((after - HEADER.len() as u64) * 10, (before - HEADER.len() as u64) * 8);
	note(&journal, [10]);
	assert_eq!(open(&folder).1, [1, 2, 3, 4, 6, 7, 8, 9, 10]);
}

#[test]
fn rewrite_is_due_as_soon_as_something_is_forgotten() {
	let folder = Folder::new();
	let (journal, _) = open(&folder);
	note(&journal, 0..2);
	assert!(!journal.needs_rewrite());
	journal.forget(&[numbered(0).0]);
	assert!(journal.needs_rewrite());
	assert!(journal.rewrite());
	assert!(!journal.needs_rewrite());
	drop(journal);
	assert_eq!(open(&folder).1, [1]);
}

#[test]
fn rewrite_that_was_interrupted_changes_nothing() {
	let folder = Folder::new();
	note(&open(&folder).0, [1, 2]);
	let mut draft = Draft::create(&folder.journal()).unwrap();
	draft.write(&[numbered(2)]).unwrap();
	drop(draft);
	let (journal, back) = open(&folder);
	assert_eq!(back, [1, 2]);
	journal.forget(&[numbered(1).0]);
	assert!(journal.rewrite());
	assert!(!beside(&folder.journal(), "journal.new").exists());
	assert_eq!(open(&folder).1, [2]);
}

#[test]
fn transactions_noted_during_rewrites_are_kept() {
	let folder = Folder::new();
	let (journal, _) = open(&folder);
	thread::scope(|scope| {
		let writers = [0..100, 100..200].map(|numbers| scope.spawn(|| note(&journal, numbers)));
		while writers.iter().any(|writer| !writer.is_finished()) {
			assert!(journal.rewrite());
			journal.flush();
		}
	});
	let mut back = open(&folder).1;
	back.sort_unstable();
	assert_eq!(back, (0..200).collect::<Vec<_>>());
}

#[test]
fn disk_that_fails_costs_no_transaction_once_it_works_again() {
	let folder = Folder::new();
	let (journal, _) = open(&folder);
	note(&journal, [1]);
	// A file that takes no writes, as on a disk that has gone.
	let broken = JournalFile::unwritable(&folder.journal());
	let file = std::mem::replace(&mut journal.state().file, broken);
	note(&journal, [2]);
	assert!(journal.needs_rewrite());
	journal.state().file = file;
	note(&journal, [3]);
	assert_eq!(open(&folder).1, [1, 3]);
	assert!(journal.rewrite());
	assert!(!journal.needs_rewrite());
	assert_eq!(open(&folder).1, [1, 2, 3]);
}

#[test]
fn error_about_the_folder_names_a_way_out() {
	let folder = Folder::new();
	let blocked = folder.journal().parent().unwrap().to_path_buf();
	fs::write(&blocked, "a file").unwrap();
	let Err(error) = Journal::open(folder.journal()) else { panic!("opened in a file") };
	let text = error.to_string();
	assert!(text.contains(blocked.to_str().unwrap()), "{text}");
	assert!(text.contains("--pool-journal false"), "{text}");
}

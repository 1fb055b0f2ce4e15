// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Transactions and folders for the journal's tests.

use batara_runtime::{opaque::UncheckedExtrinsic as OpaqueExtrinsic, Hash};
use polkadot_sdk::sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::{AtomicU32, Ordering},
};

/// Returns a transaction that is told apart by its first byte, with its hash.
pub fn numbered(number: u8) -> (Hash, OpaqueExtrinsic) {
	let transaction = OpaqueExtrinsic::from_blob([vec![number], vec![0xab; 40]].concat());
	(BlakeTwo256::hash_of(&transaction), transaction)
}

/// Returns the numbers of such transactions.
pub fn numbers(transactions: &[(Hash, OpaqueExtrinsic)]) -> Vec<u8> {
	transactions.iter().map(|(_, transaction)| transaction.inner()[0]).collect()
}

/// A folder of one test, which is removed with it.
pub struct Folder(PathBuf);

impl Folder {
	/// Makes a new folder.
	pub fn new() -> Self {
		static FOLDERS: AtomicU32 = AtomicU32::new(0);
		let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
		let name = format!("batara-journal-{}-{number}", std::process::id());
		let path = std::env::temp_dir().join(name);
		fs::create_dir_all(&path).unwrap();
		Self(path)
	}

	/// Returns the path of a journal in a folder that does not exist yet.
	pub fn journal(&self) -> PathBuf {
		self.0.join("mempool").join("journal")
	}
}

impl Drop for Folder {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

/// Returns the path of a file beside the journal.
pub fn beside(journal: &Path, name: &str) -> PathBuf {
	journal.with_file_name(name)
}

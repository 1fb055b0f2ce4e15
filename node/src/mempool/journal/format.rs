// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The format of the journal's file: a line that names the file and its version, then records.
//!
//! A record has the length of its payload (4 bytes, little-endian), the first 8 bytes of the
//! transaction's hash, and the payload: the transaction, SCALE-encoded. The hash is the Blake2b-256
//! of the payload, so that its first bytes tell whether the payload is whole.

use batara_runtime::{opaque::UncheckedExtrinsic as OpaqueExtrinsic, Hash};
use codec::{DecodeAll, Encode};
use polkadot_sdk::sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::io::{Read, Result};

/// The first line of a journal. A change of the format changes the number.
pub const HEADER: &[u8] = b"Bataranetwork mempool journal 1\n";
/// The bytes of a record in front of its payload.
pub const RECORD_HEAD: usize = LENGTH + CHECK;
const LENGTH: usize = 4;
const CHECK: usize = 8;

/// The contents of a journal's file.
#[derive(Debug, PartialEq, Eq)]
pub struct Contents {
	/// The transactions whose records are whole, oldest first.
	pub transactions: Vec<(Hash, OpaqueExtrinsic)>,
	/// The end of the last whole record.
	pub end: u64,
	/// The bytes that belong to no whole record.
	pub unreadable: u64,
}

/// Returns the record of a transaction.
pub fn record(hash: &Hash, transaction: &OpaqueExtrinsic) -> Vec<u8> {
	let payload = transaction.encode();
	// No transaction has 4 GiB: RPC takes requests of some MiB.
	let length = payload.len() as u32;
	[&length.to_le_bytes(), &hash.as_bytes()[..CHECK], &payload].concat()
}

/// Reads a file of this length. Returns None if it is no journal of this version.
///
/// Skips a broken record, and reads those behind it if its length still tells where they begin.
pub fn read(mut source: impl Read, length: u64) -> Result<Option<Contents>> {
	let mut header = [0; HEADER.len()];
	let mut position = HEADER.len() as u64;
	if length < position {
		return Ok(None);
	}
	source.read_exact(&mut header)?;
	if header != HEADER {
		return Ok(None);
	}
	let mut contents = Contents { transactions: Vec::new(), end: position, unreadable: 0 };
	let mut whole = position;
	while let Some(record) = next_record(&mut source, length.saturating_sub(position))? {
		let size = (RECORD_HEAD + record.payload.len()) as u64;
		position += size;
		if let Some(transaction) = record.transaction() {
			contents.transactions.push(transaction);
			contents.end = position;
			whole += size;
		}
	}
	contents.unreadable = length.saturating_sub(whole);
	Ok(Some(contents))
}

/// A record as it is in the file, whole or broken.
struct Record {
	check: [u8; CHECK],
	payload: Vec<u8>,
}

impl Record {
	/// Returns the transaction with its hash, unless the record is broken.
	fn transaction(&self) -> Option<(Hash, OpaqueExtrinsic)> {
		let hash = BlakeTwo256::hash(&self.payload);
		if !hash.as_bytes().starts_with(&self.check) {
			return None;
		}
		let transaction = OpaqueExtrinsic::decode_all(&mut self.payload.as_slice()).ok()?;
		Some((hash, transaction))
	}
}

/// Reads the next record, if the `left` bytes can hold it.
fn next_record(source: &mut impl Read, left: u64) -> Result<Option<Record>> {
	let Some(left) = left.checked_sub(RECORD_HEAD as u64) else { return Ok(None) };
	let (mut length, mut check) = ([0; LENGTH], [0; CHECK]);
	source.read_exact(&mut length)?;
	source.read_exact(&mut check)?;
	let length = u32::from_le_bytes(length);
	if u64::from(length) > left {
		return Ok(None);
	}
	let mut payload = vec![0; length as usize];
	source.read_exact(&mut payload)?;
	Ok(Some(Record { check, payload }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mempool::journal::sample::{numbered, numbers};

	fn file(count: u8) -> Vec<u8> {
		let records = (0..count).map(|number| {
			let (hash, transaction) = numbered(number);
			record(&hash, &transaction)
		});
		[HEADER.to_vec(), records.collect::<Vec<_>>().concat()].concat()
	}

	fn contents(file: &[u8]) -> Contents {
		read(file, file.len() as u64).unwrap().unwrap()
	}

	#[test]
	fn records_are_read_as_they_were_written() {
		let file = file(3);
		let expected = Contents {
			transactions: (0..3).map(numbered).collect(),
			end: file.len() as u64,
			unreadable: 0,
		};
		assert_eq!(contents(&file), expected);
	}

	#[test]
	fn tail_that_is_cut_anywhere_costs_the_last_record_alone() {
		let (whole, shorter) = (file(3), file(2));
		for length in shorter.len()..whole.len() {
			let contents = contents(&whole[..length]);
			assert_eq!(numbers(&contents.transactions), [0, 1], "{length}");
			assert_eq!(contents.end, shorter.len() as u64, "{length}");
			assert_eq!(contents.unreadable, (length - shorter.len()) as u64, "{length}");
		}
	}

	#[test]
	fn flipped_bit_never_yields_another_transaction() {
		let whole = file(3);
		for bit in HEADER.len() * 8..whole.len() * 8 {
			let mut file = whole.clone();
			file[bit / 8] ^= 1 << (bit % 8);
			let contents = contents(&file);
			assert!(contents.transactions.len() < 3, "{bit}");
			assert!(contents.unreadable > 0, "{bit}");
			assert!(contents
				.transactions
				.iter()
				.all(|known| (0..3).any(|n| numbered(n) == *known)));
		}
	}

	#[test]
	fn records_behind_a_broken_payload_are_read() {
		let mut file = file(3);
		file[HEADER.len() + RECORD_HEAD] ^= 1;
		let contents = contents(&file);
		assert_eq!(numbers(&contents.transactions), [1, 2]);
		assert_eq!(contents.end, file.len() as u64);
	}

	#[test]
	fn zeros_that_a_power_loss_leaves_are_no_records() {
		let mut file = file(1);
		let end = file.len() as u64;
		file.resize(file.len() + 4_096, 0);
		let contents = contents(&file);
		assert_eq!((numbers(&contents.transactions), contents.end), (vec![0], end));
	}

	#[test]
	fn other_files_are_no_journals() {
		for file in [&b""[..], &HEADER[1..], b"Bataranetwork mempool journal 2\n", &[7; 500]] {
			assert_eq!(read(file, file.len() as u64).unwrap(), None);
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A signed transaction.

/// The hash of an extrinsic.
pub type Hash = [u8; 32];

/// A signed transaction.
#[derive(Clone, Debug)]
pub struct Transaction {
	/// The index of the sender.
	pub sender: u32,
	/// The nonce.
	pub nonce: u64,
	/// The hash, as the pool and blocks know it.
	pub hash: Hash,
	/// The bytes in hexadecimal, with `0x`.
	pub hex: String,
}

impl Transaction {
	/// Returns the transaction with these bytes.
	pub(super) fn new(sender: u32, nonce: u64, bytes: &[u8]) -> Self {
		let hash = sp_crypto_hashing::blake2_256(bytes);
		Self { sender, nonce, hash, hex: format!("0x{}", hex::encode(bytes)) }
	}
}

#[cfg(test)]
pub(super) mod testing {
	use super::*;

	/// Returns transactions that differ in their bytes, as a load makes them.
	pub(in crate::sender) fn transactions(senders: u32, each: u32) -> Vec<Transaction> {
		(0..senders * each)
			.map(|n| Transaction::new(n % senders, u64::from(n / senders), &n.to_le_bytes()))
			.collect()
	}
}

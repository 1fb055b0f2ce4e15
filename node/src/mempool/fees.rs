// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The fees that waiting transactions would pay after one block, each asked for once.

use super::inspect::Pending;
use batara_runtime::Hash;
use polkadot_sdk::sp_runtime::OpaqueExtrinsic;
use std::{collections::HashMap, sync::Arc};

/// The answers of the runtime on transactions after one block; none for those that it cannot read.
#[derive(Default)]
pub struct Fees {
	at: Hash,
	known: HashMap<Hash, Option<Pending>>,
}

impl Fees {
	/// Returns senders and fees of these transactions after block `at`. Asks the runtime with
	/// `inspect` for those that nobody has asked for since that block.
	pub fn look_up<E>(
		&mut self,
		at: Hash,
		transactions: &[(Hash, Arc<OpaqueExtrinsic>)],
		inspect: impl FnOnce(&[Arc<OpaqueExtrinsic>]) -> Result<Vec<Option<Pending>>, E>,
	) -> Result<Vec<Option<Pending>>, E> {
		if self.at != at {
			*self = Self { at, ..Self::default() };
		}
		let (new, data): (Vec<_>, Vec<_>) = transactions
			.iter()
			.filter(|(hash, _)| !self.known.contains_key(hash))
			.map(|(hash, data)| (*hash, data.clone()))
			.unzip();
		if !new.is_empty() {
			self.known.extend(new.into_iter().zip(inspect(&data)?));
		}
		let found = transactions.iter().map(|(hash, _)| self.known.get(hash).cloned().flatten());
		Ok(found.collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Decode, Encode};

	fn transaction(number: u8) -> (Hash, Arc<OpaqueExtrinsic>) {
		let data = OpaqueExtrinsic::decode(&mut &vec![number].encode()[..]).unwrap();
		(Hash::repeat_byte(number), Arc::new(data))
	}

	/// Looks up these numbers where `fee` is the price, and returns the fees and how many the
	/// runtime was asked for.
	fn look_up(fees: &mut Fees, at: u8, numbers: &[u8], fee: u128) -> (Vec<u128>, usize) {
		let transactions: Vec<_> = numbers.iter().copied().map(transaction).collect();
		let mut asked = 0;
		let weights = Default::default();
		let pending = Pending { sender: None, weights, fee, tip: 0 };
		let found = fees.look_up(Hash::repeat_byte(at), &transactions, |new| {
			asked = new.len();
			Ok::<_, ()>(vec![Some(pending); new.len()])
		});
		(found.unwrap().into_iter().map(|found| found.unwrap().fee).collect(), asked)
	}

	#[test]
	fn runtime_is_asked_once_for_each_transaction() {
		let mut fees = Fees::default();
		assert_eq!(look_up(&mut fees, 1, &[1, 2], 10), (vec![10, 10], 2));
		assert_eq!(look_up(&mut fees, 1, &[3, 2, 1], 99), (vec![99, 10, 10], 1));
		assert_eq!(look_up(&mut fees, 1, &[3, 2, 1], 99), (vec![99, 10, 10], 0));
	}

	#[test]
	fn fees_of_another_block_are_asked_again() {
		let mut fees = Fees::default();
		look_up(&mut fees, 1, &[1], 10);
		assert_eq!(look_up(&mut fees, 2, &[1], 11), (vec![11], 1));
	}
}

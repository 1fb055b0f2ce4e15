// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A load that is ready to leave.

use std::collections::BTreeSet;

use subxt::utils::AccountId32;

use super::{ledger::SharedLedger, load::Load, transaction::Transaction};

/// A load that is ready to leave: the accounts are funded, the transactions signed.
#[derive(Debug)]
pub struct Signed {
	/// The load that was asked for.
	pub load: Load,
	/// The accounts of the senders.
	pub accounts: Vec<AccountId32>,
	/// The transactions: the first of each sender, then the second of each, and so on.
	pub transactions: Vec<Transaction>,
	/// The indices of the transactions that are watched.
	pub watched: BTreeSet<usize>,
	/// The ledger of the transactions.
	pub ledger: SharedLedger,
}

#[cfg(test)]
pub(super) mod testing {
	use super::*;
	use crate::sender::transaction::testing::transactions;

	/// Returns a load that is ready, without a chain.
	pub(in crate::sender) fn signed(senders: u32, each: u32) -> Signed {
		let transactions = transactions(senders, each);
		let ledger = SharedLedger::new(&transactions);
		let load = Load { senders, transactions: senders * each, ..Load::default() };
		let accounts = (0..senders).map(|n| AccountId32([n as u8; 32])).collect();
		Signed { load, accounts, transactions, watched: BTreeSet::new(), ledger }
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The nonces at which senders with missing transactions are stuck.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::{answer::Answer, chain::Chain, ledger::Ledger, signed::Signed};

/// The place where a sender's transactions stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hole {
	/// The index of the sender.
	pub sender: u32,
	/// The nonce that the chain waits for.
	pub nonce: u64,
	/// The answer to the transaction with that nonce; none if it is not of this load.
	pub known: Option<Answer>,
	/// The number of the sender's missing transactions.
	pub missing: usize,
}

/// Returns the holes, given the chain's nonce of each sender with missing transactions.
pub(super) fn holes(ledger: &Ledger, nonces: &BTreeMap<u32, u64>) -> Vec<Hole> {
	let mut holes: BTreeMap<u32, Hole> = nonces
		.iter()
		.map(|(&sender, &nonce)| (sender, Hole { sender, nonce, known: None, missing: 0 }))
		.collect();
	for entry in ledger.entries() {
		let Some(hole) = holes.get_mut(&entry.sender) else { continue };
		hole.missing += usize::from(entry.is_missing());
		if entry.nonce == hole.nonce {
			hole.known = Some(entry.answer.clone());
		}
	}
	holes.into_values().collect()
}

/// Reads the nonces of senders with missing transactions and returns the holes.
pub(super) async fn find(signed: &Signed) -> Result<Vec<Hole>> {
	let mut nonces: BTreeMap<u32, u64> =
		signed.ledger.with(|ledger| ledger.missing().map(|entry| (entry.sender, 0)).collect());
	if nonces.is_empty() {
		return Ok(Vec::new());
	}
	let chain = Chain::connect(&signed.load.nodes).await?;
	for (sender, nonce) in &mut nonces {
		*nonce = chain.nonce(&signed.accounts[*sender as usize]).await?;
	}
	Ok(signed.ledger.with(|ledger| holes(ledger, &nonces)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sender::{answer::Reason, transaction::testing::transactions};

	#[test]
	fn a_hole_is_told_with_what_is_known_of_it() {
		let all = transactions(2, 3);
		let mut ledger = Ledger::new(&all);
		let reason = Reason { code: 1016, message: "Immediately Dropped".into(), data: None };
		let refused = Answer::Refused { node: 0, reason };
		for (index, transaction) in all.iter().enumerate() {
			let is_hole = (transaction.sender, transaction.nonce) == (1, 1);
			let answer = if is_hole { refused.clone() } else { Answer::Accepted { node: 0 } };
			ledger.record(index, answer);
		}
		let final_ones = [all[0].hash, all[1].hash, all[2].hash, all[4].hash];
		ledger.record_block(1, &final_ones);
		assert_eq!(
			holes(&ledger, &BTreeMap::from([(1, 1)])),
			vec![Hole { sender: 1, nonce: 1, known: Some(refused), missing: 1 }],
		);
	}

	#[test]
	fn a_nonce_of_somebody_else_is_not_known() {
		let mut ledger = Ledger::new(&transactions(1, 1));
		ledger.record(0, Answer::Accepted { node: 0 });
		assert_eq!(holes(&ledger, &BTreeMap::from([(0, 5)]))[0].known, None);
	}
}

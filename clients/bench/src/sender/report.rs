// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The outcome of a load, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
	answer::{Answer, Reason},
	counts::{BlockCount, Counts},
	entry::{Entry, Status},
	holes::Hole,
	ledger::Ledger,
	load::{Order, Spread},
	signed::Signed,
};

/// The outcome of a load. A node is named by its place in `nodes`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
	/// The label of the run.
	pub run: String,
	/// The nodes that took transactions.
	pub nodes: Vec<String>,
	/// The number of senders.
	pub senders: u32,
	/// The order of sending.
	pub order: Order,
	/// The connections that a sender used.
	pub spread: Spread,
	/// The transactions in one batch.
	pub batch: usize,
	/// The connections to each node.
	pub connections: usize,
	/// The numbers of transactions.
	#[serde(flatten)]
	pub counts: Counts,
	/// The refusals by reason.
	pub refusals: Vec<Refusals>,
	/// The seconds until the last answer.
	pub sending_seconds: f64,
	/// The seconds until the last transaction was seen to be final.
	pub final_seconds: f64,
	/// The accepted transactions per second of sending.
	pub accepted_per_second: f64,
	/// The final transactions per second until the last of them.
	pub final_per_second: f64,
	/// The final blocks.
	pub blocks: Vec<BlockCount>,
	/// The accepted transactions that are in no final block.
	pub missing_transactions: Vec<Missing>,
	/// The nonces at which their senders are stuck; none if no node could tell.
	pub holes: Option<Vec<Hole>>,
	/// The watched transactions.
	pub watched: Vec<Watched>,
}

/// The transactions that were refused for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusals {
	/// The number of these transactions.
	pub count: usize,
	/// The reason that the node gave.
	#[serde(flatten)]
	pub reason: Reason,
}

/// A transaction that was accepted and is in no final block.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
	/// The hash in hexadecimal.
	pub hash: String,
	/// The index of the sender.
	pub sender: u32,
	/// The account of the sender in hexadecimal.
	pub account: String,
	/// The nonce.
	pub nonce: u64,
	/// The answer of the node.
	#[serde(flatten)]
	pub answer: Answer,
}

/// A watched transaction.
#[derive(Clone, Debug, Serialize)]
pub struct Watched {
	/// The hash in hexadecimal.
	pub hash: String,
	/// The index of the sender.
	pub sender: u32,
	/// The nonce.
	pub nonce: u64,
	/// The final block that holds it.
	pub block: Option<u64>,
	/// The statuses that the node told.
	pub statuses: Vec<Status>,
}

impl Report {
	/// Returns the outcome of a load so far.
	pub(super) fn new(signed: &Signed, ledger: &Ledger, holes: Option<Vec<Hole>>) -> Self {
		let (load, counts) = (&signed.load, ledger.counts());
		let (sending_seconds, final_seconds) = (ledger.sending_seconds(), ledger.final_seconds());
		let watched = ledger.entries().iter().filter(|entry| !entry.statuses.is_empty());
		Self {
			run: load.run.clone(),
			nodes: load.nodes.clone(),
			senders: load.senders,
			order: load.order,
			spread: load.spread,
			batch: load.batch,
			connections: load.connections,
			counts,
			refusals: refusals(ledger.entries()),
			sending_seconds,
			final_seconds,
			accepted_per_second: per_second(counts.accepted, sending_seconds),
			final_per_second: per_second(counts.finalised, final_seconds),
			blocks: ledger.blocks().to_vec(),
			missing_transactions: ledger.missing().map(|entry| missing(signed, entry)).collect(),
			holes,
			watched: watched.map(watch).collect(),
		}
	}

	/// Returns the watched transactions that are missing and whose end no node told.
	pub fn untold(&self) -> impl Iterator<Item = &Watched> {
		let told = ["dropped", "invalid", "usurped"];
		self.watched.iter().filter(move |watched| {
			let last = watched.statuses.last().map(|status| status.status.as_str());
			watched.block.is_none() && !last.is_some_and(|last| told.contains(&last))
		})
	}
}

fn refusals(entries: &[Entry]) -> Vec<Refusals> {
	let mut counts: BTreeMap<&Reason, usize> = BTreeMap::new();
	for entry in entries {
		if let Answer::Refused { reason, .. } = &entry.answer {
			*counts.entry(reason).or_default() += 1;
		}
	}
	counts.into_iter().map(|(reason, count)| Refusals { count, reason: reason.clone() }).collect()
}

fn missing(signed: &Signed, entry: &Entry) -> Missing {
	Missing {
		hash: format!("0x{}", hex::encode(entry.hash)),
		sender: entry.sender,
		account: format!("0x{}", hex::encode(signed.accounts[entry.sender as usize].0)),
		nonce: entry.nonce,
		answer: entry.answer.clone(),
	}
}

fn watch(entry: &Entry) -> Watched {
	Watched {
		hash: format!("0x{}", hex::encode(entry.hash)),
		sender: entry.sender,
		nonce: entry.nonce,
		block: entry.block,
		statuses: entry.statuses.clone(),
	}
}

fn per_second(count: usize, seconds: f64) -> f64 {
	if seconds > 0.0 {
		count as f64 / seconds
	} else {
		0.0
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sender::signed::testing::signed;

	fn refused(code: i32) -> Answer {
		let reason = Reason { code, message: "No".into(), data: None };
		Answer::Refused { node: 0, reason }
	}

	#[test]
	fn the_report_names_what_is_missing_and_why_others_were_refused() {
		let signed = signed(2, 3);
		signed.ledger.with(|ledger| {
			ledger.record(0, Answer::Accepted { node: 0 });
			ledger.record(1, Answer::Accepted { node: 0 });
			ledger.record_answers(&[2, 3, 4], vec![refused(7), refused(5), refused(7)]);
			ledger.record_block(4, &[signed.transactions[0].hash]);
			let report = Report::new(&signed, ledger, None);
			let json = serde_json::to_value(&report).unwrap();
			assert_eq!((json["accepted"].as_u64(), json["final"].as_u64()), (Some(2), Some(1)));
			assert_eq!(json["missing"], 1);
			assert_eq!(json["missing_transactions"][0]["sender"], 1);
			assert_eq!(json["missing_transactions"][0]["node"], 0);
			assert_eq!(json["refusals"][1]["count"], 2);
			assert_eq!(json["refusals"][1]["code"], 7);
			assert_eq!(json["blocks"][0]["transactions"], 1);
		});
	}

	#[test]
	fn a_missing_transaction_whose_end_was_told_is_not_untold() {
		let signed = signed(1, 3);
		signed.ledger.with(|ledger| {
			for (index, words) in [["ready", "dropped"], ["ready", "ready"], ["ready", "finalized"]]
				.iter()
				.enumerate()
			{
				ledger.record(index, Answer::Accepted { node: 0 });
				words.iter().for_each(|word| ledger.record_status(index, (*word).into()));
			}
			ledger.record_block(1, &[signed.transactions[2].hash]);
			let report = Report::new(&signed, ledger, None);
			assert_eq!(report.untold().map(|watched| watched.nonce).collect::<Vec<_>>(), vec![1]);
		});
	}
}

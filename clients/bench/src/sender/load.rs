// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The load to be sent, and its preparation.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use anyhow::{ensure, Result};
use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{
	accounts,
	chain::Chain,
	entry::Hash,
	funding,
	ledger::SharedLedger,
	plan::{self, Order, Spread},
};

/// One BTR in its smallest units.
pub const BTR: u128 = 1_000_000_000_000;

/// A load of transfers.
#[derive(Clone, Debug)]
pub struct Load {
	/// The WebSocket addresses of the nodes that take transactions.
	pub nodes: Vec<String>,
	/// The number of accounts that send.
	pub senders: u32,
	/// The number of transactions, spread evenly over the senders.
	pub transactions: u32,
	/// The order in which transactions leave.
	pub order: Order,
	/// The number of transactions in one JSON-RPC batch.
	pub batch: usize,
	/// The number of connections to each node.
	pub connections: usize,
	/// The number of transactions that leave in a second, over all connections; none for as many as
	/// are taken.
	pub rate: Option<u32>,
	/// The connections that a sender may use.
	pub spread: Spread,
	/// The tip of each transaction, in the smallest units.
	pub tip: u128,
	/// The amount that each transaction transfers, in the smallest units.
	pub amount: u128,
	/// The funds that each sender gets before the load, in the smallest units.
	pub funds: u128,
	/// The secret URI of the account that funds the senders.
	pub funder: String,
	/// A label in the senders' derivation path: a new one means new accounts.
	pub run: String,
	/// `true` if a transaction that got no answer is sent to another node.
	pub resubmit_unanswered: bool,
	/// `true` if a transaction that a full node refused is offered again, until it is accepted.
	pub repeat_refused: bool,
	/// The number of transactions that are watched one by one.
	pub watch: u32,
	/// The time for which the follower waits for the next of our transactions to become final.
	pub patience: Duration,
}

impl Default for Load {
	fn default() -> Self {
		Self {
			nodes: vec!["ws://127.0.0.1:9944".into()],
			senders: 200,
			transactions: 15_000,
			order: Order::InOrder,
			batch: 100,
			connections: 1,
			rate: None,
			spread: Spread::SenderPerNode,
			tip: 0,
			amount: BTR / 1_000,
			funds: 50 * BTR,
			funder: "//Alice".into(),
			run: "default".into(),
			resubmit_unanswered: true,
			repeat_refused: false,
			watch: 0,
			patience: Duration::from_secs(60),
		}
	}
}

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

impl Load {
	/// Funds the senders, waits until that is final on all nodes, and signs everything.
	pub async fn prepare(&self) -> Result<Arc<Signed>> {
		self.check()?;
		let keys = accounts::senders(&self.funder, &self.run, self.senders)?;
		let accounts: Vec<_> = keys.iter().map(|key| key.public_key().to_account_id()).collect();
		funding::fund(self, &accounts).await?;

		let chain = Chain::connect(&self.nodes).await?;
		let mut nonces = Vec::with_capacity(accounts.len());
		for account in &accounts {
			nonces.push(chain.nonce(account).await?);
		}
		let load = self.clone();
		tokio::task::spawn_blocking(move || sign_all(load, &chain, &keys, accounts, &nonces))
			.await?
	}

	fn check(&self) -> Result<()> {
		ensure!(!self.nodes.is_empty(), "no node to send to: name at least one");
		ensure!(self.senders > 0, "nobody to send: ask for at least one sender");
		ensure!(self.transactions > 0, "nothing to send: ask for at least one transaction");
		ensure!(self.batch > 0, "a batch of 0 transactions: ask for at least 1");
		ensure!(self.connections > 0, "no connection to a node: ask for at least 1");
		Ok(())
	}
}

fn sign_all(
	load: Load,
	chain: &Chain,
	keys: &[Keypair],
	accounts: Vec<AccountId32>,
	nonces: &[u64],
) -> Result<Arc<Signed>> {
	let mut transactions = Vec::with_capacity(load.transactions as usize);
	for n in 0..load.transactions {
		let sender = n % load.senders;
		let to = &accounts[(sender as usize + 1) % accounts.len()];
		let nonce = nonces[sender as usize] + u64::from(n / load.senders);
		let from = &keys[sender as usize];
		let bytes = chain.sign_transfer(from, to, load.amount, nonce, load.tip)?;
		transactions.push(Transaction::new(sender, nonce, &bytes));
	}
	let watched = plan::sample(transactions.len(), load.watch as usize);
	let ledger = SharedLedger::new(&transactions);
	Ok(Arc::new(Signed { load, accounts, transactions, watched, ledger }))
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

	/// Returns a load that is ready, without a chain.
	pub(in crate::sender) fn signed(senders: u32, each: u32) -> Signed {
		let transactions = transactions(senders, each);
		let ledger = SharedLedger::new(&transactions);
		let load = Load { senders, transactions: senders * each, ..Load::default() };
		let accounts = (0..senders).map(|n| AccountId32([n as u8; 32])).collect();
		Signed { load, accounts, transactions, watched: BTreeSet::new(), ledger }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn an_impossible_load_is_refused_before_anything_is_sent() {
		let load = Load { senders: 0, ..Load::default() };
		assert!(load.prepare().await.unwrap_err().to_string().contains("at least one sender"));
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The preparation of a load, before the clock runs.

use std::sync::Arc;

use anyhow::Result;
use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{
	accounts, chain::Chain, funding, ledger::SharedLedger, load::Load, plan, signed::Signed,
	transaction::Transaction,
};

/// Funds the senders, waits until that is final on all nodes, and signs everything.
pub async fn prepare(load: &Load) -> Result<Arc<Signed>> {
	load.check()?;
	let keys = accounts::senders(&load.funder, &load.run, load.senders)?;
	let accounts: Vec<_> = keys.iter().map(|key| key.public_key().to_account_id()).collect();
	funding::fund(load, &accounts).await?;

	let chain = Chain::connect(&load.nodes).await?;
	let mut nonces = Vec::with_capacity(accounts.len());
	for account in &accounts {
		nonces.push(chain.nonce(account).await?);
	}
	let load = load.clone();
	tokio::task::spawn_blocking(move || sign_all(load, &chain, &keys, accounts, &nonces)).await?
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
mod tests {
	use super::*;

	#[tokio::test]
	async fn an_impossible_load_is_refused_before_anything_is_sent() {
		let load = Load { senders: 0, ..Load::default() };
		assert!(prepare(&load).await.unwrap_err().to_string().contains("at least one sender"));
	}
}

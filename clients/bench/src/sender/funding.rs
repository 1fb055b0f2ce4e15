// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The money for the senders, before the clock runs.

use std::{
	slice,
	time::{Duration, Instant},
};

use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use subxt::utils::AccountId32;
use tokio::time::{sleep, timeout};

use super::{accounts, chain::Chain, load::Load, rpc};

/// The pause between two looks at a node that is behind.
const UNTIL_NEXT_LOOK: Duration = Duration::from_secs(1);
/// The number of accounts that one transaction funds.
const PER_TRANSACTION: usize = 200;

/// Gives each account `load.funds` and waits until that is final.
pub(super) async fn fund(load: &Load, accounts: &[AccountId32]) -> Result<()> {
	let funder = accounts::keypair(&load.funder)?;
	let payer = funder.public_key().to_account_id();
	let chain = Chain::connect(&load.nodes).await?;
	let (has, needs) = (chain.balance(&payer).await?, load.funds * accounts.len() as u128);
	ensure!(
		has > needs,
		"{} has {has} units and must give {needs}: ask for fewer senders or less --funds",
		load.funder,
	);
	let (_, client) = rpc::connect_any(&load.nodes).await?;
	let first = rpc::next_nonce(&client, &payer.to_string()).await?;
	let gifts = (first..)
		.zip(accounts.chunks(PER_TRANSACTION))
		.map(|(nonce, part)| chain.give(&funder, part, load.funds, nonce));
	let given = timeout(load.patience, try_join_all(gifts)).await;
	given.with_context(|| {
		format!(
			"the funding of the senders is not final after {} s: is the chain final?",
			load.patience.as_secs(),
		)
	})??;
	for node in &load.nodes {
		wait_for_money(load, node, accounts).await?;
	}
	Ok(())
}

/// Waits until a node has the money in its final state: one that is behind would refuse the load.
async fn wait_for_money(load: &Load, node: &String, accounts: &[AccountId32]) -> Result<()> {
	let end = Instant::now() + load.patience;
	let mut chain = Chain::connect(slice::from_ref(node)).await?;
	for account in accounts.chunks(PER_TRANSACTION).filter_map(|part| part.last()) {
		loop {
			let has = chain.balance(account).await?;
			if has >= load.funds {
				break;
			}
			ensure!(
				Instant::now() < end,
				"{account} has {has} units at {node} after it was given {}: is the node behind? If not, \
				 look for Utility events of {}",
				load.funds,
				load.funder,
			);
			sleep(UNTIL_NEXT_LOOK).await;
			chain.move_on().await?;
		}
	}
	Ok(())
}

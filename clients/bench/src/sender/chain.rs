// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The work that needs the chain's metadata: nonces, balances and signed bytes.

use anyhow::{Context, Result};
use subxt::{
	client::{ClientAtBlock, OnlineClient, OnlineClientAtBlockImpl},
	config::polkadot::PolkadotConfigBuilder,
	config::PolkadotExtrinsicParamsBuilder,
	dynamic::{self, At, Value},
	utils::AccountId32,
	PolkadotConfig,
};
use subxt_signer::sr25519::Keypair;

use super::rpc;

/// The chain at its last final block.
pub(super) struct Chain {
	client: OnlineClient<PolkadotConfig>,
	at: ClientAtBlock<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>,
}

impl Chain {
	/// Connects to the first node that answers.
	pub(super) async fn connect(nodes: &[String]) -> Result<Self> {
		let (index, _) = rpc::connect_any(nodes).await?;
		let config = PolkadotConfigBuilder::new().use_historic_types(false).build();
		let client = OnlineClient::from_insecure_url_with_config(config, &nodes[index])
			.await
			.with_context(|| format!("reading the chain from {}", nodes[index]))?;
		let at = client.at_current_block().await.context("reading the last final block")?;
		Ok(Self { client, at })
	}

	/// Moves on to the block that is the last final one now.
	pub(super) async fn move_on(&mut self) -> Result<()> {
		self.at = self.client.at_current_block().await.context("reading the last final block")?;
		Ok(())
	}

	/// Returns the nonce of an account.
	pub(super) async fn nonce(&self, account: &AccountId32) -> Result<u64> {
		let nonce = self.at.tx().account_nonce(account).await;
		nonce.with_context(|| format!("reading the nonce of {account}"))
	}

	/// Returns the free balance of an account. Its reserves are not counted.
	pub(super) async fn balance(&self, account: &AccountId32) -> Result<u128> {
		let address = dynamic::storage::<(Value,), Value>("System", "Account");
		let found = self
			.at
			.storage()
			.try_fetch(address, (Value::from_bytes(account.0),))
			.await
			.with_context(|| format!("reading the balance of {account}"))?;
		let Some(found) = found else { return Ok(0) };
		let value = found.decode().context("decoding an account")?;
		value
			.at("data")
			.at("free")
			.and_then(Value::as_u128)
			.context("the metadata of this chain describes no free balance of an account")
	}

	/// Returns the bytes of a signed transfer, valid for ever.
	pub(super) fn sign_transfer(
		&self,
		from: &Keypair,
		to: &AccountId32,
		amount: u128,
		nonce: u64,
		tip: u128,
	) -> Result<Vec<u8>> {
		let call = dynamic::tx("Balances", "transfer_keep_alive", transfer(to, amount));
		let params = PolkadotExtrinsicParamsBuilder::new().immortal().nonce(nonce).tip(tip).build();
		let mut signable = self.at.tx().create_signable_offline(&call, params)?;
		Ok(signable.sign(from).context("signing a transfer")?.into_encoded())
	}

	/// Gives `amount` to each account, or to none, and waits until that is final.
	pub(super) async fn give(
		&self,
		from: &Keypair,
		to: &[AccountId32],
		amount: u128,
		nonce: u64,
	) -> Result<()> {
		let gifts = to.iter().map(|account| {
			let call = Value::named_variant(
				"transfer_keep_alive",
				[("dest", address(account)), ("value", Value::u128(amount))],
			);
			Value::unnamed_variant("Balances", [call])
		});
		let calls = Value::unnamed_composite(gifts);
		let batch = dynamic::tx("Utility", "batch_all", vec![calls]);
		let params = PolkadotExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
		let mut signable = self.at.tx().create_signable_offline(&batch, params)?;
		let signed = signable.sign(from).context("signing the funding of the senders")?;
		let sent = signed.submit_and_watch().await.context("sending the funding of the senders")?;
		sent.wait_for_finalized_success().await.context("funding the senders")?;
		Ok(())
	}
}

fn transfer(to: &AccountId32, amount: u128) -> Vec<Value> {
	vec![address(to), Value::u128(amount)]
}

fn address(account: &AccountId32) -> Value {
	Value::unnamed_variant("Id", [Value::from_bytes(account.0)])
}

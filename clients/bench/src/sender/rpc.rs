// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! JSON-RPC of a node, without metadata.

use std::time::Duration;

use anyhow::{Context, Result};
use jsonrpsee::{
	core::client::{ClientT, Error, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use serde::Deserialize;
use serde_json::Value;

use super::transaction::Hash;

/// The time that a node has to answer one request or one batch.
const ANSWER: Duration = Duration::from_secs(60);
/// The time that a node has to accept a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// The largest answer: a full block, in hexadecimal.
const MAX_BYTES: u32 = 64 * 1024 * 1024;

/// The part of a header that is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Header {
	number: String,
	/// The hash of the block before, in hexadecimal.
	pub(crate) parent_hash: String,
}

impl Header {
	/// Returns the height.
	pub(crate) fn number(&self) -> Result<u64> {
		u64::from_str_radix(self.number.trim_start_matches("0x"), 16)
			.with_context(|| format!("reading the block number {:?}", self.number))
	}
}

#[derive(Deserialize)]
struct SignedBlock {
	block: Block,
}

#[derive(Deserialize)]
struct Block {
	extrinsics: Vec<String>,
}

/// Opens a connection.
pub(crate) async fn connect(url: &str) -> Result<WsClient> {
	WsClientBuilder::default()
		.request_timeout(ANSWER)
		.connection_timeout(CONNECT)
		.max_request_size(MAX_BYTES)
		.max_response_size(MAX_BYTES)
		.build(url)
		.await
		.with_context(|| format!("connecting to {url}: is the node up, and is this its RPC port?"))
}

/// Opens a connection to the first node that answers.
pub(super) async fn connect_any(nodes: &[String]) -> Result<(usize, WsClient)> {
	let mut last = anyhow::anyhow!("no node was given");
	for (index, url) in nodes.iter().enumerate() {
		match connect(url).await {
			Ok(client) => return Ok((index, client)),
			Err(error) => last = error,
		}
	}
	Err(last)
}

/// Returns the next nonce of an account. The pool's ready transactions count.
pub(super) async fn next_nonce(client: &WsClient, address: &str) -> Result<u64> {
	client
		.request("system_accountNextIndex", rpc_params![address])
		.await
		.with_context(|| format!("reading the next nonce of {address}"))
}

/// Returns the height of the last final block.
pub(super) async fn finalised_height(client: &WsClient) -> Result<u64> {
	let hash: String = client
		.request("chain_getFinalizedHead", rpc_params![])
		.await
		.context("reading the finalised head")?;
	let header: Header = client
		.request("chain_getHeader", rpc_params![hash])
		.await
		.context("reading the header of the finalised head")?;
	header.number()
}

/// Subscribes to final heads; a node may skip heights.
pub(super) async fn finalised_heads(client: &WsClient) -> Result<Subscription<Header>> {
	client
		.subscribe(
			"chain_subscribeFinalizedHeads",
			rpc_params![],
			"chain_unsubscribeFinalizedHeads",
		)
		.await
		.context("subscribing to finalised heads")
}

/// Subscribes to best heads.
pub(crate) async fn new_heads(client: &WsClient) -> Result<Subscription<Header>> {
	client
		.subscribe("chain_subscribeNewHeads", rpc_params![], "chain_unsubscribeNewHeads")
		.await
		.context("subscribing to new heads")
}

/// Returns the hash of the block of the best chain at a height, in hexadecimal.
pub(crate) async fn block_hash(client: &WsClient, height: u64) -> Result<String> {
	let hash: Option<String> = client
		.request("chain_getBlockHash", rpc_params![height])
		.await
		.with_context(|| format!("reading the hash of block {height}"))?;
	hash.with_context(|| format!("the node has no block {height}"))
}

/// Returns the hashes of the extrinsics of the block at a height.
pub(super) async fn extrinsics(client: &WsClient, height: u64) -> Result<Vec<Hash>> {
	let hash = block_hash(client, height).await?;
	let block: Option<SignedBlock> = client
		.request("chain_getBlock", rpc_params![hash])
		.await
		.with_context(|| format!("reading block {height}"))?;
	let block = block.with_context(|| format!("the node has no body of block {height}"))?;
	block.block.extrinsics.iter().map(|extrinsic| hash_of(extrinsic)).collect()
}

/// Returns the hash by which the pool knows an extrinsic.
fn hash_of(extrinsic: &str) -> Result<Hash> {
	let bytes = hex::decode(extrinsic.trim_start_matches("0x")).context("reading an extrinsic")?;
	Ok(sp_crypto_hashing::blake2_256(&bytes))
}

/// Submits an extrinsic and subscribes to its statuses.
pub(super) async fn submit_and_watch(
	client: &WsClient,
	extrinsic: &str,
) -> Result<Subscription<Value>, Error> {
	client
		.subscribe(
			"author_submitAndWatchExtrinsic",
			rpc_params![extrinsic],
			"author_unwatchExtrinsic",
		)
		.await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn heights_are_read_from_hexadecimal() {
		let header: Header =
			serde_json::from_str(r#"{"number":"0x1f","parentHash":"0x00"}"#).unwrap();
		assert_eq!(header.number().unwrap(), 31);
	}

	#[test]
	fn the_hash_is_of_all_bytes() {
		assert_eq!(hash_of("0x").unwrap(), sp_crypto_hashing::blake2_256(&[]));
		assert_eq!(hash_of("0x0102").unwrap(), sp_crypto_hashing::blake2_256(&[1, 2]));
	}
}

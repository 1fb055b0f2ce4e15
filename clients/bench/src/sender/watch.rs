// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Transactions that are watched one by one, to see whether a node tells their end.

use std::sync::Arc;

use jsonrpsee::{
	core::client::{Error, Subscription},
	ws_client::WsClient,
};
use serde_json::Value;

use super::{
	answer::Answer,
	entry::{CLOSED, LAST_WORDS},
	ledger::SharedLedger,
	rpc,
	signed::Signed,
};

/// Submits a transaction, and records what the node tells of it from now on.
pub(super) async fn submit(
	client: &Arc<WsClient>,
	node: usize,
	signed: &Signed,
	index: usize,
) -> Result<(), Error> {
	let answer = match rpc::submit_and_watch(client, &signed.transactions[index].hex).await {
		Ok(subscription) => {
			let listening = listen(subscription, client.clone(), signed.ledger.clone(), index);
			tokio::spawn(listening);
			Answer::Accepted { node }
		},
		Err(Error::Call(error)) => Answer::from_error(node, &error),
		Err(error) => return Err(error),
	};
	signed.ledger.with(|ledger| ledger.record(index, answer));
	Ok(())
}

/// Records statuses up to the last. The client is held, since its subscriptions die with it.
async fn listen(
	mut statuses: Subscription<Value>,
	_client: Arc<WsClient>,
	ledger: SharedLedger,
	index: usize,
) {
	while let Some(Ok(status)) = statuses.next().await {
		let word = word(&status);
		let is_last = LAST_WORDS.contains(&word.as_str());
		ledger.with(|ledger| ledger.record_status(index, word));
		if is_last {
			return;
		}
	}
	ledger.with(|ledger| ledger.record_status(index, CLOSED.into()));
}

/// Returns the name of a status, which is a text or the only key of an object.
fn word(status: &Value) -> String {
	let key = status.as_object().and_then(|object| object.keys().next());
	key.map_or_else(|| status.as_str().unwrap_or("unreadable").to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn statuses_have_one_word() {
		assert_eq!(word(&serde_json::json!("ready")), "ready");
		assert_eq!(word(&serde_json::json!({ "inBlock": "0x00" })), "inBlock");
		assert_eq!(word(&serde_json::json!({ "broadcast": ["a", "b"] })), "broadcast");
	}
}

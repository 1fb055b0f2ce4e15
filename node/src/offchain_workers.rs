// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The runtime's off-chain workers.

use crate::shared::Shared;
use futures::FutureExt;
use polkadot_sdk::{
	sc_client_api::Backend,
	sc_offchain::{OffchainWorkerOptions, OffchainWorkers},
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
};
use sc_service::error::Error;
use std::sync::Arc;

/// Runs the off-chain workers after each block.
pub fn start(shared: &Shared) -> Result<(), Error> {
	let pool = OffchainTransactionPoolFactory::new(shared.mempool.pool.clone());
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: shared.client.clone(),
		keystore: Some(shared.keystore.clone()),
		offchain_db: shared.backend.offchain_storage(),
		transaction_pool: Some(pool),
		network_provider: Arc::new(shared.network.clone()),
		is_validator: shared.role.is_authority(),
		// Nothing in the runtime asks for it.
		enable_http_requests: false,
		custom_extensions: |_| vec![],
	})?;
	let run = workers.run(shared.client.clone(), shared.tasks.clone()).boxed();
	shared.tasks.spawn("offchain-workers", "offchain-worker", run);
	Ok(())
}

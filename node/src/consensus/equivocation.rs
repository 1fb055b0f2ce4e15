// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Proofs of two blocks in one slot, with the seals that prove them.
//!
//! sc-consensus-babe 0.60 looks for such blocks on import, when the seals are off the headers, and
//! the runtime refuses a proof without signatures. So the seals are remembered on the way in, and
//! put back into the report on its way to the pool.

use crate::prometheus::register;
use batara_runtime::{
	opaque::{Block, UncheckedExtrinsic as OpaqueExtrinsic},
	Hash, Header, RuntimeCall, UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use polkadot_sdk::{
	pallet_babe,
	sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult},
	sc_transaction_pool_api::{error::Error as PoolError, LocalTransactionPool},
	sp_runtime::transaction_validity::InvalidTransaction,
	substrate_prometheus_endpoint::{Counter, PrometheusError, Registry, U64},
};
use schnellru::{ByLength, LruMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The number of blocks whose seals are remembered: BABE looks back 1,000 slots, and a slot has a
/// block or two.
const REMEMBERED_BLOCKS: u32 = 2_048;

/// The sealed headers of the last blocks, by the hash that they have without their seal.
#[derive(Clone)]
pub struct SealedHeaders {
	headers: Arc<Mutex<LruMap<Hash, Header>>>,
	recorded: Counter<U64>,
}

impl SealedHeaders {
	/// Returns an empty memory. Counts in this registry, if there is one.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let recorded = Counter::new(
			"batara_block_seals_recorded_total",
			"Seals of imported blocks that were kept for reports of two blocks in one slot",
		)?;
		Ok(Self {
			headers: Arc::new(Mutex::new(LruMap::new(ByLength::new(REMEMBERED_BLOCKS)))),
			recorded: register(recorded, registry)?,
		})
	}

	fn record(&self, unsealed: Hash, sealed: Header) {
		self.headers().insert(unsealed, sealed);
		self.recorded.inc();
	}

	fn headers(&self) -> MutexGuard<'_, LruMap<Hash, Header>> {
		self.headers.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Returns the same header with its seal. None if the block is not remembered: it came before
	/// this node was started, or too many blocks ago.
	fn sealed(&self, header: &Header) -> Option<Header> {
		self.headers().get(&header.hash()).cloned()
	}

	/// Returns the same transaction; if it reports two blocks in one slot, with their seals. None
	/// if one of these is not known.
	fn complete(&self, transaction: OpaqueExtrinsic) -> Option<OpaqueExtrinsic> {
		let Ok(decoded) = UncheckedExtrinsic::decode(&mut &transaction.encode()[..]) else {
			return Some(transaction);
		};
		let RuntimeCall::Babe(pallet_babe::Call::report_equivocation_unsigned {
			mut equivocation_proof,
			key_owner_proof,
		}) = decoded.function
		else {
			return Some(transaction);
		};
		equivocation_proof.first_header = self.sealed(&equivocation_proof.first_header)?;
		equivocation_proof.second_header = self.sealed(&equivocation_proof.second_header)?;
		let report = RuntimeCall::Babe(pallet_babe::Call::report_equivocation_unsigned {
			equivocation_proof,
			key_owner_proof,
		});
		Decode::decode(&mut &UncheckedExtrinsic::new_bare(report).encode()[..]).ok()
	}
}

/// The block import that remembers the seals of all blocks, our own too.
#[derive(Clone)]
pub struct SealRecordingImport<Inner> {
	inner: Inner,
	headers: SealedHeaders,
}

impl<Inner> SealRecordingImport<Inner> {
	/// Wraps `inner`.
	pub fn new(inner: Inner, headers: SealedHeaders) -> Self {
		Self { inner, headers }
	}
}

#[async_trait::async_trait]
impl<Inner: BlockImport<Block> + Send + Sync> BlockImport<Block> for SealRecordingImport<Inner> {
	type Error = Inner::Error;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		self.inner.check_block(block).await
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		self.headers.record(block.header.hash(), block.post_header());
		self.inner.import_block(block).await
	}
}

/// The pool for the reports of block import and of the voter: it puts the seals back, which import
/// took off the headers.
pub struct EquivocationReportPool<Pool> {
	pool: Arc<Pool>,
	headers: SealedHeaders,
	reported: Counter<U64>,
}

impl<Pool> EquivocationReportPool<Pool> {
	/// Sends reports into `pool`. Counts in this registry, if there is one.
	pub fn new(
		pool: Arc<Pool>,
		headers: SealedHeaders,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let reported = Counter::new(
			"batara_equivocations_reported_total",
			"Reports of two blocks in one slot, or two votes in one round, of one validator that this \
			node sent into its pool",
		)?;
		Ok(Self { pool, headers, reported: register(reported, registry)? })
	}
}

impl<Pool: LocalTransactionPool<Block = Block>> LocalTransactionPool
	for EquivocationReportPool<Pool>
{
	type Block = Block;
	type Hash = Pool::Hash;
	type Error = Pool::Error;

	fn submit_local(&self, at: Hash, report: OpaqueExtrinsic) -> Result<Pool::Hash, Pool::Error> {
		let report = self
			.headers
			.complete(report)
			.ok_or(PoolError::InvalidTransaction(InvalidTransaction::BadProof))?;
		let hash = self.pool.submit_local(at, report)?;
		self.reported.inc();
		Ok(hash)
	}
}

#[cfg(test)]
mod tests;

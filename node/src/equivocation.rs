// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Proofs of two blocks in one slot, with the seals that prove them.
//!
//! sc-consensus-babe 0.60 looks for such blocks on import, when the seals are off the headers, and
//! the runtime refuses a proof without signatures. So the seals are remembered on the way in, and
//! put back into the report on its way to the pool.

use crate::{prometheus::register, service::FullPool};
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
pub struct Seals {
	headers: Arc<Mutex<LruMap<Hash, Header>>>,
	recorded: Counter<U64>,
}

impl Seals {
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

	fn remember(&self, unsealed: Hash, sealed: Header) {
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
pub struct RememberSeals<Inner> {
	inner: Inner,
	seals: Seals,
}

impl<Inner> RememberSeals<Inner> {
	/// Wraps `inner`.
	pub fn new(inner: Inner, seals: Seals) -> Self {
		Self { inner, seals }
	}
}

#[async_trait::async_trait]
impl<Inner: BlockImport<Block> + Send + Sync> BlockImport<Block> for RememberSeals<Inner> {
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
		self.seals.remember(block.header.hash(), block.post_header());
		self.inner.import_block(block).await
	}
}

/// The pool for the reports of block import and of the voter.
#[derive(Clone)]
pub struct ReportPool {
	pool: Arc<FullPool>,
	seals: Seals,
	reported: Counter<U64>,
}

impl ReportPool {
	/// Sends reports into `pool`. Counts in this registry, if there is one.
	pub fn new(
		pool: Arc<FullPool>,
		seals: Seals,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let reported = Counter::new(
			"batara_equivocations_reported_total",
			"Reports of two blocks in one slot, or two votes in one round, of one validator that this \
			node sent into its pool",
		)?;
		Ok(Self { pool, seals, reported: register(reported, registry)? })
	}
}

impl LocalTransactionPool for ReportPool {
	type Block = Block;
	type Hash = <FullPool as LocalTransactionPool>::Hash;
	type Error = <FullPool as LocalTransactionPool>::Error;

	fn submit_local(&self, at: Hash, report: OpaqueExtrinsic) -> Result<Self::Hash, Self::Error> {
		let report = self
			.seals
			.complete(report)
			.ok_or(PoolError::InvalidTransaction(InvalidTransaction::BadProof))?;
		let hash = self.pool.submit_local(at, report)?;
		self.reported.inc();
		Ok(hash)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::{
		sp_consensus_babe::{
			check_equivocation_proof,
			digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
			AuthorityPair, EquivocationProof,
		},
		sp_core::Pair,
		sp_runtime::{traits::Header as _, Digest, DigestItem},
		sp_session::MembershipProof,
	};

	const SLOT: u64 = 7;

	/// Returns a block of an author in the slot: without its seal, and with it.
	fn block(author: &AuthorityPair, number: u32) -> (Header, Header) {
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: SLOT.into(),
		});
		let digest = Digest { logs: vec![DigestItem::babe_pre_digest(claim)] };
		let none = Hash::default();
		let unsealed = Header::new(number, none, none, none, digest);
		let mut sealed = unsealed.clone();
		let seal = author.sign(unsealed.hash().as_ref());
		sealed.digest_mut().push(DigestItem::babe_seal(seal));
		(unsealed, sealed)
	}

	/// Returns the report that BABE's import makes of two blocks.
	fn report(author: &AuthorityPair, first: Header, second: Header) -> OpaqueExtrinsic {
		let call = RuntimeCall::Babe(pallet_babe::Call::report_equivocation_unsigned {
			equivocation_proof: Box::new(EquivocationProof {
				offender: author.public(),
				slot: SLOT.into(),
				first_header: first,
				second_header: second,
			}),
			key_owner_proof: MembershipProof { session: 0, trie_nodes: vec![], validator_count: 4 },
		});
		Decode::decode(&mut &UncheckedExtrinsic::new_bare(call).encode()[..]).unwrap()
	}

	fn proves(report: &OpaqueExtrinsic) -> bool {
		let decoded = UncheckedExtrinsic::decode(&mut &report.encode()[..]).unwrap();
		match decoded.function {
			RuntimeCall::Babe(pallet_babe::Call::report_equivocation_unsigned {
				equivocation_proof,
				..
			}) => check_equivocation_proof(*equivocation_proof),
			_ => false,
		}
	}

	#[test]
	fn a_report_gets_its_seals_back_and_proves_the_equivocation() {
		let author = AuthorityPair::from_seed(&[1; 32]);
		let seals = Seals::new(None).unwrap();
		let [first, second] = [1, 2].map(|number| {
			let (unsealed, sealed) = block(&author, number);
			seals.remember(unsealed.hash(), sealed);
			unsealed
		});
		let bare = report(&author, first, second);
		assert!(!proves(&bare));
		assert!(proves(&seals.complete(bare).unwrap()));
	}

	#[test]
	fn a_report_of_unknown_blocks_is_not_sent() {
		let author = AuthorityPair::from_seed(&[1; 32]);
		let [first, second] = [1, 2].map(|number| block(&author, number).0);
		assert!(Seals::new(None).unwrap().complete(report(&author, first, second)).is_none());
	}

	#[test]
	fn other_transactions_are_left_alone() {
		let call =
			RuntimeCall::System(polkadot_sdk::frame_system::Call::remark { remark: vec![1] });
		let remark: OpaqueExtrinsic =
			Decode::decode(&mut &UncheckedExtrinsic::new_bare(call).encode()[..]).unwrap();
		assert_eq!(Seals::new(None).unwrap().complete(remark.clone()), Some(remark));
	}
}

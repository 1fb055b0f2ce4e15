// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

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

/// Returns the report of two blocks in one slot as import makes it, without seals, and the memory of
/// the blocks with theirs.
fn bare_report() -> (OpaqueExtrinsic, SealedHeaders) {
	let author = AuthorityPair::from_seed(&[1; 32]);
	let headers = SealedHeaders::new(None).unwrap();
	let [first, second] = [1, 2].map(|number| {
		let (unsealed, sealed) = block(&author, number);
		headers.record(unsealed.hash(), sealed);
		unsealed
	});
	(report(&author, first, second), headers)
}

/// A pool that keeps what it is given, or refuses all.
#[derive(Default)]
struct Inbox {
	reports: Mutex<Vec<OpaqueExtrinsic>>,
	is_full: bool,
}

impl LocalTransactionPool for Inbox {
	type Block = Block;
	type Hash = Hash;
	type Error = PoolError;

	fn submit_local(&self, _: Hash, report: OpaqueExtrinsic) -> Result<Hash, PoolError> {
		if self.is_full {
			return Err(PoolError::ImmediatelyDropped);
		}
		self.reports.lock().unwrap().push(report);
		Ok(Hash::default())
	}
}

#[test]
fn report_with_its_seals_proves_the_equivocation() {
	let (bare, headers) = bare_report();
	assert!(!proves(&bare));
	assert!(proves(&headers.complete(bare).unwrap()));
}

#[test]
fn pool_gets_the_report_with_its_seals() {
	let (bare, headers) = bare_report();
	let inbox = Arc::new(Inbox::default());
	let pool = EquivocationReportPool::new(inbox.clone(), headers, None).unwrap();
	pool.submit_local(Hash::default(), bare).unwrap();
	assert!(proves(&inbox.reports.lock().unwrap()[0]));
	assert_eq!(pool.reported.get(), 1);
}

#[test]
fn report_that_the_pool_refuses_is_not_counted() {
	let (bare, headers) = bare_report();
	let inbox = Arc::new(Inbox { is_full: true, ..Inbox::default() });
	let pool = EquivocationReportPool::new(inbox, headers, None).unwrap();
	let refused = pool.submit_local(Hash::default(), bare).unwrap_err();
	assert!(matches!(refused, PoolError::ImmediatelyDropped));
	assert_eq!(pool.reported.get(), 0);
}

#[test]
fn report_of_unknown_blocks_does_not_reach_the_pool() {
	let (bare, _) = bare_report();
	let inbox = Arc::new(Inbox::default());
	let unknown = SealedHeaders::new(None).unwrap();
	let pool = EquivocationReportPool::new(inbox.clone(), unknown, None).unwrap();
	assert!(pool.submit_local(Hash::default(), bare).is_err());
	assert!(inbox.reports.lock().unwrap().is_empty());
}

#[test]
fn other_transactions_are_left_alone() {
	let call = RuntimeCall::System(polkadot_sdk::frame_system::Call::remark { remark: vec![1] });
	let remark: OpaqueExtrinsic =
		Decode::decode(&mut &UncheckedExtrinsic::new_bare(call).encode()[..]).unwrap();
	assert_eq!(SealedHeaders::new(None).unwrap().complete(remark.clone()), Some(remark));
}

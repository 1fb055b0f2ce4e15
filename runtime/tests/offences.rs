// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A validator that signs two things where one is allowed is slashed and disabled.

mod weight;

use crate::chain::{local, stash};
use batara_runtime::{
	AccountId, Babe, Grandpa, Header, Historical, Runtime, RuntimeEvent, RuntimeOrigin, Session,
	System,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{KeyOwnerProofSystem, OnInitialize},
	},
	sp_consensus_babe::{
		self as babe,
		digests::{PreDigest, SecondaryPlainPreDigest},
		BABE_ENGINE_ID,
	},
	sp_consensus_grandpa as grandpa,
	sp_core::{ed25519, sr25519, Pair, H256},
	sp_keyring::{Ed25519Keyring, Sr25519Keyring},
	sp_runtime::{traits::Header as _, Digest, DigestItem},
	*,
};

const SLOT: u64 = 100;

/// Returns the claim to `SLOT` of the authority with this index.
fn claim(authority_index: u32) -> DigestItem {
	let claim = SecondaryPlainPreDigest { authority_index, slot: SLOT.into() };
	DigestItem::PreRuntime(BABE_ENGINE_ID, PreDigest::SecondaryPlain(claim).encode())
}

/// Runs BABE's part of block 2, so that the chain knows its slot.
fn begin_block() {
	System::initialize(&2, &Default::default(), &Digest { logs: vec![claim(0)] });
	Babe::on_initialize(2);
}

/// Seals a header as Alice. Another `state_root` makes another header.
fn header(authority_index: u32, state_root: H256) -> Header {
	let digest = Digest { logs: vec![claim(authority_index)] };
	let mut header = Header::new(1, H256::zero(), state_root, H256::zero(), digest);
	let signature = sr25519::Pair::from(Sr25519Keyring::Alice).sign(header.hash().as_bytes());
	header.digest_mut().push(DigestItem::Seal(BABE_ENGINE_ID, signature.encode()));
	header
}

/// Returns the proof of two headers in one slot. Signatures differ each time, so equal blocks have
/// equal headers only if these are copies.
fn babe_equivocation(first: H256, second: H256) -> babe::EquivocationProof<Header> {
	let offender = babe::AuthorityId::from(Sr25519Keyring::Alice.public());
	let index = Babe::authorities().iter().position(|(id, _)| id == &offender).unwrap() as u32;
	let first_header = header(index, first);
	babe::EquivocationProof {
		slot: SLOT.into(),
		offender,
		second_header: if first == second { first_header.clone() } else { header(index, second) },
		first_header,
	}
}

fn owner_of_babe_key() -> sp_session::MembershipProof {
	let key = babe::AuthorityId::from(Sr25519Keyring::Alice.public());
	Historical::prove((babe::KEY_TYPE, key)).unwrap()
}

fn assert_slashed_and_disabled(offender: &AccountId) {
	assert!(System::events().iter().any(|record| matches!(
		&record.event,
		RuntimeEvent::Staking(pallet_staking::Event::SlashReported { validator, fraction, .. })
			if validator == offender && !fraction.is_zero()
	)));
	let index = Session::validators().iter().position(|one| one == offender).unwrap() as u32;
	assert_eq!(Session::disabled_validators(), vec![index]);
	assert!(pallet_staking::UnappliedSlashes::<Runtime>::iter().next().is_some());
}

#[test]
fn two_blocks_in_one_slot_are_slashed() {
	local().execute_with(|| {
		begin_block();
		assert_ok!(Babe::report_equivocation_unsigned(
			RuntimeOrigin::none(),
			Box::new(babe_equivocation(H256::zero(), H256::repeat_byte(1))),
			owner_of_babe_key(),
		));
		assert_slashed_and_disabled(&stash(Sr25519Keyring::Alice));
	});
}

#[test]
fn one_block_reported_twice_is_no_offence() {
	local().execute_with(|| {
		begin_block();
		assert_noop!(
			Babe::report_equivocation_unsigned(
				RuntimeOrigin::none(),
				Box::new(babe_equivocation(H256::zero(), H256::zero())),
				owner_of_babe_key(),
			),
			pallet_babe::Error::<Runtime>::InvalidEquivocationProof
		);
	});
}

/// Returns Alice's signed prevote for the block with this hash.
fn prevote(hash: H256) -> (finality_grandpa::Prevote<H256, u32>, grandpa::AuthoritySignature) {
	let vote = finality_grandpa::Prevote { target_hash: hash, target_number: 1 };
	let message = finality_grandpa::Message::Prevote(vote.clone());
	let payload = grandpa::localized_payload(1, 0, &message);
	let signature = ed25519::Pair::from(Ed25519Keyring::Alice).sign(&payload);
	(vote, signature.into())
}

fn grandpa_key() -> grandpa::AuthorityId {
	Ed25519Keyring::Alice.public().into()
}

/// Returns the proof of two votes in one round.
fn grandpa_equivocation() -> grandpa::EquivocationProof<H256, u32> {
	let votes = finality_grandpa::Equivocation {
		round_number: 1,
		identity: grandpa_key(),
		first: prevote(H256::repeat_byte(1)),
		second: prevote(H256::repeat_byte(2)),
	};
	grandpa::EquivocationProof::new(0, grandpa::Equivocation::Prevote(votes))
}

fn owner_of_grandpa_key() -> sp_session::MembershipProof {
	Historical::prove((grandpa::KEY_TYPE, grandpa_key())).unwrap()
}

#[test]
fn two_votes_in_one_round_are_slashed() {
	local().execute_with(|| {
		begin_block();
		assert_ok!(Grandpa::report_equivocation_unsigned(
			RuntimeOrigin::none(),
			Box::new(grandpa_equivocation()),
			owner_of_grandpa_key(),
		));
		assert_slashed_and_disabled(&stash(Sr25519Keyring::Alice));
	});
}

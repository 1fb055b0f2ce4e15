// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Titles and calls, also those that nobody should have submitted.

use super::*;
use crate::{views::ProposalKindOf, Call};
use polkadot_sdk::{
	frame_system, pallet_parameters, pallet_preimage, pallet_treasury,
	sp_core::H256,
	sp_runtime::traits::{BlakeTwo256, Hash},
};

const CODE: H256 = H256([1; 32]);
const REMARK: ProposalKindOf<Test> = ProposalKind::Call { pallet: 0, call: 0 };

fn kind_of_submitted(call: impl Into<RuntimeCall>) -> ProposalKindOf<Test> {
	let call: RuntimeCall = call.into();
	submit(call.encode());
	told(0).kind
}

fn kind_of_proposed(kind: Kind<Test>) -> ProposalKindOf<Test> {
	assert_ok!(send(signed(ALICE), proposal("Something", kind)));
	told(0).kind
}

fn note(bytes: Vec<u8>) -> H256 {
	let hash = BlakeTwo256::hash(&bytes);
	assert_ok!(send(signed(ALICE), pallet_preimage::Call::<Test>::note_preimage { bytes }));
	hash
}

fn unnote(hash: H256) {
	assert_ok!(send(signed(ALICE), pallet_preimage::Call::<Test>::unnote_preimage { hash }));
}

/// Submits the preimage with this hash and length.
fn submit_preimage(hash: H256, len: u32) {
	let call = pallet_referenda::Call::<Test>::submit {
		proposal_origin: Box::new(OriginCaller::system(RawOrigin::Root)),
		proposal: Bounded::Lookup { hash, len },
		enactment_moment: DispatchTime::After(0),
	};
	assert_ok!(send(signed(ALICE), call));
}

/// Returns the title of a proposal whose metadata is this preimage.
fn title_from(bytes: &[u8]) -> Option<Vec<u8>> {
	submit_remark();
	let maybe_hash = Some(note(bytes.to_vec()));
	let call = pallet_referenda::Call::<Test>::set_metadata { index: 0, maybe_hash };
	assert_ok!(send(signed(ALICE), call));
	told(0).title
}

#[test]
fn a_proposed_upgrade_is_told() {
	run(|| {
		let kind = kind_of_proposed(Kind::Upgrade { code_hash: CODE });
		assert_eq!(kind, ProposalKind::Upgrade { code_hash: CODE });
	});
}

#[test]
fn an_upgrade_by_the_root_track_is_told_as_well() {
	run(|| {
		let kind =
			kind_of_submitted(frame_system::Call::<Test>::authorize_upgrade { code_hash: CODE });
		assert_eq!(kind, ProposalKind::Upgrade { code_hash: CODE });
	});
}

#[test]
fn an_upgrade_without_checks_is_told_as_a_call() {
	run(|| {
		let call = frame_system::Call::<Test>::authorize_upgrade_without_checks { code_hash: CODE };
		assert!(matches!(kind_of_submitted(call), ProposalKind::Call { pallet: 0, .. }));
	});
}

#[test]
fn a_proposed_spend_is_told() {
	run(|| {
		let kind = kind_of_proposed(Kind::Spend { amount: 500, beneficiary: BOB });
		assert_eq!(kind, ProposalKind::Spend { amount: 500, beneficiary: BOB });
	});
}

#[test]
fn a_spend_that_somebody_has_to_claim_is_told_as_a_call() {
	run(|| {
		let call = pallet_treasury::Call::<Test>::spend {
			asset_kind: Box::new(()),
			amount: 500,
			beneficiary: Box::new(BOB),
			valid_from: None,
		};
		assert!(matches!(kind_of_submitted(call), ProposalKind::Call { pallet: 7, .. }));
	});
}

#[test]
fn a_proposed_parameter_is_told() {
	run(|| {
		let kind = kind_of_proposed(Kind::Parameter(byte_fee(7)));
		assert_eq!(kind, ProposalKind::Parameter(byte_fee(7)));
	});
}

#[test]
fn a_parameter_submitted_by_hand_is_told() {
	run(|| {
		let key_value = byte_fee(7);
		let kind = kind_of_submitted(pallet_parameters::Call::<Test>::set_parameter { key_value });
		assert_eq!(kind, ProposalKind::Parameter(byte_fee(7)));
	});
}

#[test]
fn another_call_is_told_by_its_indices() {
	run(|| {
		let kind = kind_of_submitted(Call::<Test>::set_track {
			track: Track::Root,
			terms: ShortTerms::of(Track::Root),
		});
		assert_eq!(kind, ProposalKind::Call { pallet: 9, call: 1 });
	});
}

#[test]
fn a_long_call_is_told_as_long_as_its_preimage_is_there() {
	run(|| {
		let call = remark(200);
		let hash = BlakeTwo256::hash(&call.encode());
		assert_eq!(kind_of_proposed(Kind::Call(Box::new(call))), REMARK);
		unnote(hash);
		assert_eq!(told(0).kind, ProposalKind::Unknown);
	});
}

#[test]
fn a_very_long_call_is_told_without_looking_into_it() {
	run(|| {
		let mut bytes = remark(2_000).encode();
		bytes.truncate(1_500);
		submit_preimage(note(bytes), 1_500);
		assert_eq!(told(0).kind, REMARK);
	});
}

#[test]
fn a_preimage_of_another_length_is_not_the_call() {
	run(|| {
		let bytes = remark(200).encode();
		let hash = BlakeTwo256::hash(&bytes);
		submit_preimage(hash, 7);
		note(bytes);
		assert_eq!(told(0).kind, ProposalKind::Unknown);
	});
}

#[test]
fn bytes_that_are_no_call_are_unknown() {
	run(|| {
		for bytes in [vec![], vec![0], vec![255, 255], vec![0, 0, 40, 1]] {
			submit(bytes.clone());
			let newest = Governance::proposals(u32::MAX, 1).pop().unwrap();
			assert_eq!(newest.kind, ProposalKind::Unknown, "{bytes:?}");
		}
	});
}

#[test]
fn a_title_of_the_longest_length_is_told() {
	run(|| assert_eq!(title_from(&[b'a'; 128]), Some(vec![b'a'; 128])));
}

#[test]
fn metadata_longer_than_a_title_is_none() {
	run(|| assert_eq!(title_from(&[b'a'; 129]), None));
}

#[test]
fn metadata_that_is_no_text_is_no_title() {
	run(|| assert_eq!(title_from(&[0xff, 0xfe]), None));
}

#[test]
fn a_title_is_gone_with_its_preimage() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		unnote(BlakeTwo256::hash(b"A remark"));
		assert_eq!(told(0).title, None);
	});
}

#[test]
fn calls_of_an_emergency_are_told() {
	let told = |call: Call<Test>, expected| run(|| assert_eq!(kind_of_submitted(call), expected));
	told(Call::safe_mode { blocks: 5 }, ProposalKind::SafeMode { blocks: 5 });
	let calls = vec![crate::emergency::CallName::default()];
	let pause = Call::pause { calls: calls.clone().try_into().unwrap(), blocks: 5 };
	told(pause, ProposalKind::Pause { calls, blocks: 5 });
	let (validator_count, delay, best_finalized, set_id) = (2, 3, 7, 1);
	let dead = vec![BOB].try_into().unwrap();
	let revive = Call::revive { dead, validator_count, delay, best_finalized, set_id };
	let dead = vec![BOB];
	told(revive, ProposalKind::Revive { dead, validator_count, delay, best_finalized, set_id });
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The end of proposals: what happens when they pass, and where their deposits go.

use super::*;
use polkadot_sdk::{
	frame_support::{assert_noop, traits::Get},
	frame_system,
	pallet_referenda::ReferendumInfo,
};

/// Proposes, votes, and goes on to the block in which the call is made.
fn enacted(kind: Kind<Test>) {
	proposed(kind);
	assert_ok!(pass(0));
	run_to(6);
	assert!(matches!(ReferendumInfoFor::<Test>::get(0), Some(ReferendumInfo::Approved(5, ..))));
}

fn refund_both(index: u32) {
	let decision = pallet_referenda::Call::<Test>::refund_decision_deposit { index };
	assert_ok!(send(signed(BOB), decision));
	let submission = pallet_referenda::Call::<Test>::refund_submission_deposit { index };
	assert_ok!(send(signed(BOB), submission));
}

fn unnote(bytes: &[u8]) -> DispatchResult {
	let hash = BlakeTwo256::hash(bytes);
	send(signed(ALICE), pallet_preimage::Call::<Test>::unnote_preimage { hash })
}

#[test]
fn all_deposits_come_back_after_an_approval() {
	run(|| {
		let call = call_of(LONGEST_INLINE + 1);
		enacted(root(call.clone()));
		refund_both(0);
		assert_ok!(unnote(b"Something"));
		assert_ok!(unnote(&call.encode()));
		assert_eq!(free(ALICE), RICH);
	});
}

#[test]
fn a_rejected_proposal_keeps_its_submission_deposit() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		run_to(13);
		let info = ReferendumInfoFor::<Test>::get(0);
		assert!(matches!(info, Some(ReferendumInfo::Rejected(13, ..))));
		let index = 0;
		let decision = pallet_referenda::Call::<Test>::refund_decision_deposit { index };
		assert_ok!(send(signed(BOB), decision));
		let submission = pallet_referenda::Call::<Test>::refund_submission_deposit { index };
		let error = pallet_referenda::Error::<Test>::BadStatus;
		assert_noop!(send(signed(BOB), submission), error);
		assert_ok!(unnote(b"A remark"));
		assert_eq!(free(ALICE), RICH - SUBMISSION_DEPOSIT);
	});
}

#[test]
fn an_upgrade_that_passes_is_authorized() {
	run(|| {
		let code_hash = H256::repeat_byte(7);
		enacted(Kind::Upgrade { code_hash });
		let told = frame_system::Event::UpgradeAuthorized { code_hash, check_version: true };
		System::assert_has_event(told.into());
	});
}

#[docify::export]
#[test]
fn a_spend_that_passes_is_paid_at_the_end_of_the_period() {
	for amount in [LIMITS.small, LIMITS.medium, LIMITS.big, LIMITS.big + 1] {
		run(|| {
			enacted(Kind::Spend { amount, beneficiary: BOB });
			run_to(SPEND_PERIOD - 1);
			assert_eq!(free(BOB), RICH);
			run_to(SPEND_PERIOD);
			assert_eq!(free(BOB), RICH + amount);
		});
	}
}

#[docify::export]
#[test]
fn a_parameter_that_passes_is_set() {
	run(|| {
		enacted(Kind::Parameter(byte_fee(5)));
		assert_eq!(dynamic_params::fees::ByteFee::get(), 5);
	});
	run(|| {
		enacted(Kind::Parameter(offline_epochs(5)));
		assert_eq!(dynamic_params::staking::OfflineEpochs::get(), 5);
	});
	run(|| {
		enacted(Kind::Parameter(brake(5)));
		assert_eq!(dynamic_params::safety::Brake::get(), 5);
	});
}

#[test]
fn a_call_that_passes_is_made_by_root() {
	run(|| {
		let call = pallet_balances::Call::<Test>::force_set_balance { who: BOB, new_free: 5_000 };
		enacted(root(call.into()));
		assert_eq!(free(BOB), 5_000);
	});
}

#[test]
fn the_stock_way_passes_beside_a_proposal() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		let call = call_of(LONGEST_INLINE + 1);
		assert_ok!(note(BOB, &call.encode()));
		let hash = BlakeTwo256::hash(&call.encode());
		let submit = pallet_referenda::Call::<Test>::submit {
			proposal_origin: Box::new(Origin::Killer.into()),
			proposal: Bounded::Lookup { hash, len: 129 },
			enactment_moment: DispatchTime::After(0),
		};
		assert_ok!(send(signed(BOB), submit));
		let place = pallet_referenda::Call::<Test>::place_decision_deposit { index: 1 };
		assert_ok!(send(signed(BOB), place));
		assert_ok!(pass(1));
		run_to(5);
		let info = ReferendumInfoFor::<Test>::get(1);
		assert!(matches!(info, Some(ReferendumInfo::Approved(5, ..))));
		assert_eq!(status(0).track, Track::Root.id());
	});
}

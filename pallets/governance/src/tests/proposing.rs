// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A proposal in one transaction: what it becomes and what it takes.

mod enactment;
mod failures;

use crate::{mock::*, proposing::Kind, tracks::Track, Call, Event, Origin};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		dispatch::GetDispatchInfo,
		traits::{schedule::DispatchTime, Bounded, QueryPreimage, StorePreimage},
	},
	frame_system::RawOrigin,
	pallet_balances, pallet_preimage,
	pallet_referenda::{self, MetadataOf, ReferendumInfoFor, ReferendumStatusOf},
	pallet_treasury,
	sp_core::H256,
	sp_runtime::{
		traits::{BlakeTwo256, Hash},
		DispatchResult,
	},
};
use proptest::prelude::*;

/// The longest call that is no preimage, in bytes; two of them are for the call, two for the length
/// of the remark.
const LONGEST_INLINE: usize = 128;

fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

fn call_of(bytes: usize) -> RuntimeCall {
	let call = remark(bytes - 4);
	assert_eq!(call.encoded_size(), bytes);
	call
}

fn root(call: RuntimeCall) -> Kind<Test> {
	Kind::Call(Box::new(call))
}

fn status(index: u32) -> ReferendumStatusOf<Test, ()> {
	Referenda::ensure_ongoing(index).unwrap()
}

fn proposed(kind: Kind<Test>) {
	assert_ok!(send(signed(ALICE), proposal("Something", kind)));
}

fn note(who: AccountId, bytes: &[u8]) -> DispatchResult {
	let call = pallet_preimage::Call::<Test>::note_preimage { bytes: bytes.to_vec() };
	send(signed(who), call)
}

fn is_noted(bytes: &[u8]) -> bool {
	<Preimage as QueryPreimage>::len(&BlakeTwo256::hash(bytes)).is_some()
}

#[test]
fn a_proposal_is_a_referendum_with_deposit_and_title() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		let status = status(0);
		assert_eq!(status.track, Track::Root.id());
		assert_eq!(status.origin, OriginCaller::system(RawOrigin::Root));
		assert_eq!(status.enactment, DispatchTime::After(0));
		assert_eq!(status.submission_deposit.who, ALICE);
		let decision = status.decision_deposit.unwrap();
		assert_eq!((decision.who, decision.amount), (ALICE, decision_deposit(Track::Root)));
		assert_eq!(MetadataOf::<Test>::get(0), Some(BlakeTwo256::hash(b"A remark")));
		assert!(is_noted(b"A remark"));
		let title = title("A remark");
		let told = Event::<Test>::Proposed { index: 0, proposer: ALICE, track: Track::Root, title };
		System::assert_last_event(told.into());
	});
}

#[test]
fn a_proposal_takes_three_deposits() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		let deposits =
			SUBMISSION_DEPOSIT + decision_deposit(Track::Root) + title_deposit("A remark");
		assert_eq!(free(ALICE), RICH - deposits);
		assert_eq!(Balances::reserved_balance(ALICE), deposits);
	});
}

#[test]
fn each_kind_has_its_track_and_call() {
	let code_hash = H256::repeat_byte(7);
	let spend = |amount| Kind::Spend { amount, beneficiary: BOB };
	let pay =
		|amount| pallet_treasury::Call::<Test>::spend_local { amount, beneficiary: BOB }.into();
	let set = |key_value| {
		polkadot_sdk::pallet_parameters::Call::<Test>::set_parameter { key_value }.into()
	};
	let upgrade = Call::<Test>::authorize_upgrade { code_hash }.into();
	let (small, medium, big) = (LIMITS.small, LIMITS.medium, LIMITS.big);
	let expected: [(Kind<Test>, Track, RuntimeCall); 9] = [
		(Kind::Upgrade { code_hash }, Track::Upgrader, upgrade),
		(spend(small), Track::SmallSpender, pay(small)),
		(spend(small + 1), Track::MediumSpender, pay(small + 1)),
		(spend(medium + 1), Track::BigSpender, pay(medium + 1)),
		(spend(big + 1), Track::Root, pay(big + 1)),
		(Kind::Parameter(byte_fee(5)), Track::ParameterAdmin, set(byte_fee(5))),
		(Kind::Parameter(offline_epochs(5)), Track::StakingAdmin, set(offline_epochs(5))),
		(Kind::Parameter(brake(5)), Track::Root, set(brake(5))),
		(root(remark(9)), Track::Root, remark(9)),
	];
	for (kind, track, call) in expected {
		run(|| {
			proposed(kind);
			let status = status(0);
			assert_eq!(status.track, track.id());
			assert_eq!(status.origin, Governance::origin_of(track));
			assert_eq!(Preimage::peek(&status.proposal), Ok((call, None)));
			let deposit = status.decision_deposit.unwrap().amount;
			assert_eq!(deposit, decision_deposit(track));
		});
	}
}

#[test]
fn the_enactment_is_the_one_that_was_asked_for() {
	run(|| {
		let enact = DispatchTime::At(30);
		let kind = Box::new(root(remark(1)));
		let call = Call::<Test>::propose { title: title("Later"), kind, enact };
		assert_ok!(send(signed(ALICE), call));
		assert_eq!(status(0).enactment, enact);
	});
}

#[test]
fn a_short_call_is_no_preimage() {
	run(|| {
		let call = call_of(LONGEST_INLINE);
		proposed(root(call.clone()));
		assert!(matches!(status(0).proposal, Bounded::Inline(_)));
		assert!(!is_noted(&call.encode()));
	});
}

#[test]
fn a_long_call_is_a_preimage_of_the_proposer() {
	run(|| {
		let call = call_of(LONGEST_INLINE + 1);
		let bytes = call.encode();
		proposed(root(call.clone()));
		let hash = BlakeTwo256::hash(&bytes);
		assert_eq!(status(0).proposal, Bounded::Lookup { hash, len: 129 });
		assert_eq!(Preimage::peek(&status(0).proposal), Ok((call, Some(129))));
		let deposits = SUBMISSION_DEPOSIT
			+ decision_deposit(Track::Root)
			+ title_deposit("Something")
			+ preimage_deposit(bytes.len());
		assert_eq!(free(ALICE), RICH - deposits);
	});
}

#[test]
fn preimages_that_are_there_are_not_paid_again() {
	run(|| {
		let call = call_of(LONGEST_INLINE + 1);
		assert_ok!(note(BOB, b"Something"));
		assert_ok!(note(BOB, &call.encode()));
		proposed(root(call));
		let deposits = SUBMISSION_DEPOSIT + decision_deposit(Track::Root);
		assert_eq!(free(ALICE), RICH - deposits);
	});
}

#[test]
fn the_same_call_can_be_proposed_twice() {
	run(|| {
		let call = call_of(LONGEST_INLINE + 1);
		proposed(root(call.clone()));
		proposed(root(call));
		assert_eq!(status(0).proposal, status(1).proposal);
		assert_eq!(MetadataOf::<Test>::get(0), MetadataOf::<Test>::get(1));
	});
}

#[test]
fn a_proposal_is_the_same_as_the_stock_way() {
	run(|| {
		let kind = Kind::Spend { amount: LIMITS.small, beneficiary: BOB };
		let enactment_moment = DispatchTime::After(0);
		proposed(kind.clone());

		let proposal = Preimage::bound(kind.into_call().1).unwrap();
		let submit = pallet_referenda::Call::<Test>::submit {
			proposal_origin: Box::new(Origin::SmallSpender.into()),
			proposal,
			enactment_moment,
		};
		assert_ok!(send(signed(ALICE), submit));
		let place = pallet_referenda::Call::<Test>::place_decision_deposit { index: 1 };
		assert_ok!(send(signed(ALICE), place));

		let (ours, stock) = (status(0), status(1));
		let when = |status: &ReferendumStatusOf<Test, ()>| status.alarm.unwrap().0;
		assert_eq!(when(&ours), when(&stock));
		assert_eq!(ours, ReferendumStatusOf::<Test, ()> { alarm: ours.alarm, ..stock });
	});
}

#[test]
fn a_longer_call_weighs_more() {
	let weight_of = |bytes| proposal("t", root(remark(bytes))).get_dispatch_info().call_weight;
	assert!(weight_of(1_000).ref_time() > weight_of(1).ref_time());
}

proptest! {
	/// Checks that no proposal makes an account have less or more than before, all told, whatever
	/// its balance, and that a failure takes nothing.
	#[test]
	fn proposing_moves_nothing_out_of_an_account(
		bytes in 1usize..400,
		balance in EXISTENTIAL_DEPOSIT..3_000,
		text in "[a-z ]{0,30}",
	) {
		new_test_ext().execute_with(|| {
			let new_free = balance;
			let give = pallet_balances::Call::<Test>::force_set_balance { who: POOR, new_free };
			assert_ok!(send(RuntimeOrigin::root(), give));
			let done = send(signed(POOR), proposal(&text, root(remark(bytes))));
			prop_assert_eq!(free(POOR) + Balances::reserved_balance(POOR), balance);
			if done.is_err() {
				prop_assert_eq!(free(POOR), balance);
				prop_assert!(!ReferendumInfoFor::<Test>::contains_key(0));
			} else {
				let least = SUBMISSION_DEPOSIT + decision_deposit(Track::Root);
				prop_assert!(balance - free(POOR) >= least + title_deposit(&text));
			}
			Ok(())
		})?;
	}
}

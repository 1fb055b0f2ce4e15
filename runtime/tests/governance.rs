// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Referenda on the real runtime, from the proposal to the enactment. The root origin and those of
//! the other tracks come from a referendum, and from nowhere else.

mod emergencies;
mod presets;
mod proposals;
mod steps;

use crate::chain::{account, local, run_scheduled_to};
use batara_runtime::{
	constants::money::{BTR, MICRO_BTR},
	parameters::{dynamic_params::fees, BytePrice},
	Balance, Balances, ConvictionVoting, Hash, OriginCaller, Parameters, Referenda, Runtime,
	RuntimeCall, RuntimeOrigin, RuntimeParameters, SafeMode, Scheduler, Staking, System,
};
use codec::Encode;
use pallet_governance::{tracks::Track, Origin};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{schedule::DispatchTime, Bounded, Get},
	},
	frame_system::RawOrigin,
	pallet_conviction_voting::{AccountVote, Conviction, Vote},
	pallet_parameters,
	pallet_referenda::{self, ReferendumInfo, ReferendumInfoFor},
	pallet_staking, pallet_treasury,
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie},
	sp_runtime::{DispatchError, Perbill},
};

const NEW_BYTE_FEE: Balance = 7 * MICRO_BTR;

fn raise_byte_fee() -> RuntimeParameters {
	RuntimeParameters::Fees(fees::Parameters::ByteFee(fees::ByteFee, BytePrice::new(NEW_BYTE_FEE)))
}

fn byte_fee() -> Balance {
	<fees::ByteFee as Get<BytePrice>>::get().base_units()
}

fn set_byte_fee() -> RuntimeCall {
	RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value: raise_byte_fee() })
}

fn signed(name: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

fn root() -> OriginCaller {
	OriginCaller::system(RawOrigin::Root)
}

/// Submits a call as Alice, with its decision deposit: the stock way. It is enacted no earlier than
/// `delay` blocks after the approval.
fn submit_later(origin: OriginCaller, call: &RuntimeCall, delay: u32) -> u32 {
	let index = pallet_referenda::ReferendumCount::<Runtime>::get();
	assert_ok!(Referenda::submit(
		signed(Alice),
		Box::new(origin),
		Bounded::Inline(call.encode().try_into().unwrap()),
		DispatchTime::After(delay),
	));
	assert_ok!(Referenda::place_decision_deposit(signed(Alice), index));
	index
}

fn submit(origin: OriginCaller, call: &RuntimeCall) -> u32 {
	submit_later(origin, call, 1)
}

fn vote(name: Sr25519Keyring, index: u32, aye: bool) {
	assert_ok!(ConvictionVoting::vote(
		signed(name),
		index,
		AccountVote::Standard {
			vote: Vote { aye, conviction: Conviction::Locked1x },
			balance: 900_000 * BTR,
		},
	));
}

/// Passes a referendum with six ayes, and runs as many blocks as a decision takes here at most.
fn pass(index: u32) {
	for name in [Alice, Bob, Charlie, Dave, Eve, Ferdie] {
		vote(name, index, true);
	}
	run_scheduled_to(System::block_number() + 40);
}

fn info(index: u32) -> pallet_referenda::ReferendumInfoOf<Runtime, ()> {
	ReferendumInfoFor::<Runtime>::get(index).unwrap()
}

#[test]
fn a_passed_referendum_changes_a_parameter() {
	local().execute_with(|| {
		let index = submit(root(), &set_byte_fee());
		for name in [Alice, Bob, Charlie] {
			vote(name, index, true);
		}
		run_scheduled_to(System::block_number() + 40);
		assert_eq!(byte_fee(), NEW_BYTE_FEE);
	});
}

#[test]
fn a_rejected_referendum_changes_nothing() {
	local().execute_with(|| {
		let index = submit(root(), &set_byte_fee());
		vote(Alice, index, true);
		for name in [Bob, Charlie] {
			vote(name, index, false);
		}
		run_scheduled_to(System::block_number() + 40);
		assert_eq!(byte_fee(), MICRO_BTR);
		assert!(matches!(info(index), ReferendumInfo::Rejected(..)));
	});
}

#[test]
fn no_account_changes_a_parameter_by_itself() {
	local().execute_with(|| {
		assert_noop!(
			Parameters::set_parameter(signed(Alice), raise_byte_fee()),
			DispatchError::BadOrigin
		);
	});
}

fn spend(btr: Balance) -> RuntimeCall {
	RuntimeCall::Treasury(pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount: btr * BTR,
		beneficiary: Box::new(account(Eve).into()),
		valid_from: None,
	})
}

/// Returns the amount that is approved for Eve, in BTR.
fn approved() -> Option<Balance> {
	pallet_treasury::Spends::<Runtime>::get(0).map(|spend| spend.amount / BTR)
}

/// An origin, a call that it may make, and a check that the call was made.
type TrackAction = (OriginCaller, RuntimeCall, fn() -> bool);

/// Returns one action of each track. Those of the canceller and the killer are about referendum 0.
fn track_actions() -> [TrackAction; 10] {
	let code_hash = Hash::repeat_byte(1);
	[
		(
			root(),
			RuntimeCall::Staking(pallet_staking::Call::set_validator_count { new: 5 }),
			|| Staking::validator_count() == 5,
		),
		(
			Origin::Upgrader.into(),
			RuntimeCall::Governance(pallet_governance::Call::authorize_upgrade { code_hash }),
			|| System::authorized_upgrade().is_some(),
		),
		(Origin::ParameterAdmin.into(), set_byte_fee(), || byte_fee() == NEW_BYTE_FEE),
		(
			Origin::StakingAdmin.into(),
			RuntimeCall::Staking(pallet_staking::Call::set_min_commission {
				new: Perbill::from_percent(5),
			}),
			|| pallet_staking::MinCommission::<Runtime>::get() == Perbill::from_percent(5),
		),
		(Origin::SmallSpender.into(), spend(1_000), || approved() == Some(1_000)),
		(Origin::MediumSpender.into(), spend(10_000), || approved() == Some(10_000)),
		(Origin::BigSpender.into(), spend(100_000), || approved() == Some(100_000)),
		(
			Origin::Canceller.into(),
			RuntimeCall::Referenda(pallet_referenda::Call::cancel { index: 0 }),
			|| matches!(info(0), ReferendumInfo::Cancelled(..)),
		),
		(
			Origin::Killer.into(),
			RuntimeCall::Referenda(pallet_referenda::Call::kill { index: 0 }),
			|| matches!(info(0), ReferendumInfo::Killed(..)),
		),
		(
			Origin::Emergency.into(),
			RuntimeCall::Governance(pallet_governance::Call::safe_mode { blocks: 10 }),
			SafeMode::is_entered,
		),
	]
}

#[test]
fn a_referendum_of_each_track_is_enacted_with_its_origin() {
	for (origin, call, is_done) in track_actions() {
		local().execute_with(|| {
			submit(root(), &set_byte_fee());
			let index = submit(origin, &call);
			assert!(!is_done());
			pass(index);
			assert!(is_done(), "{call:?}");
		});
	}
}

/// Shows that the origin counts, not the vote.
#[test]
fn a_referendum_of_another_track_is_enacted_in_vain() {
	for (_, call, is_done) in track_actions() {
		local().execute_with(|| {
			submit(root(), &set_byte_fee());
			let wrong = match call {
				RuntimeCall::Treasury(_) => Origin::Upgrader,
				_ => Origin::BigSpender,
			};
			let index = submit(wrong.into(), &call);
			pass(index);
			assert!(matches!(info(index), ReferendumInfo::Approved(..)));
			assert!(!is_done(), "{call:?}");
		});
	}
}

/// Covers the last way to stop what has passed: neither the canceller nor the killer can.
#[test]
fn root_cancels_what_a_track_has_scheduled() {
	local().execute_with(|| {
		let index = submit_later(Origin::SmallSpender.into(), &spend(1_000), 1_000);
		pass(index);
		assert!(matches!(info(index), ReferendumInfo::Approved(..)));
		let enactment = (*b"assembly", "enactment", index).using_encoded(blake2_256);
		assert_ok!(Scheduler::cancel_named(RuntimeOrigin::root(), enactment));
		run_scheduled_to(System::block_number() + 1_000);
		assert_eq!(approved(), None);
	});
}

#[test]
fn no_track_is_open_to_accounts() {
	local().execute_with(|| {
		let origin = Box::new(OriginCaller::system(RawOrigin::Signed(account(Eve))));
		let proposal = Bounded::Inline(set_byte_fee().encode().try_into().unwrap());
		assert_noop!(
			Referenda::submit(signed(Alice), origin, proposal, DispatchTime::After(1)),
			pallet_referenda::Error::<Runtime>::NoTrack
		);
	});
}

/// Checks what the guide says: locks of a track that are over have one end and one amount.
#[test]
fn lock_of_a_delegation_takes_in_those_that_come_later() {
	local().execute_with(|| {
		let track = Track::Root.id();
		let delegate = |conviction, btr: Balance| {
			let to = account(Bob).into();
			assert_ok!(ConvictionVoting::delegate(signed(Eve), track, to, conviction, btr * BTR));
			assert_ok!(ConvictionVoting::undelegate(signed(Eve), track));
			assert_ok!(ConvictionVoting::unlock(signed(Eve), track, account(Eve).into()));
		};
		let locked = || Balances::locks(&account(Eve)).iter().map(|lock| lock.amount).max();
		delegate(Conviction::None, 1_000);
		assert_eq!(locked(), None);
		delegate(Conviction::Locked6x, 100);
		assert_eq!(locked(), Some(100 * BTR));
		delegate(Conviction::None, 1_000);
		assert_eq!(locked(), Some(1_000 * BTR));
	});
}

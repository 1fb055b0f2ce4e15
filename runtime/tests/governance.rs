// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The root origin comes from a referendum, and from nowhere else.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod chain;

use batara_runtime::{
	configs::governance::Tracks,
	constants::money::{BTR, MICRO_BTR},
	parameters::dynamic_params::fees,
	ConvictionVoting, OriginCaller, Parameters, Referenda, Runtime, RuntimeCall, RuntimeOrigin,
	RuntimeParameters, System,
};
use chain::{account, local, run_scheduled_to};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		traits::{schedule::DispatchTime, Bounded, Get},
	},
	frame_system::RawOrigin,
	pallet_conviction_voting::{AccountVote, Conviction, Vote},
	pallet_parameters, pallet_referenda,
	pallet_referenda::TracksInfo,
	sp_keyring::Sr25519Keyring,
	sp_runtime::DispatchError,
};

const NEW_BYTE_FEE: u128 = 7 * MICRO_BTR;

fn raise_byte_fee() -> RuntimeParameters {
	RuntimeParameters::Fees(fees::Parameters::ByteFee(fees::ByteFee, Some(NEW_BYTE_FEE)))
}

fn signed(name: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

/// Submits a change of the byte fee as Alice, with its decision deposit.
fn propose() {
	let call = RuntimeCall::Parameters(pallet_parameters::Call::set_parameter {
		key_value: raise_byte_fee(),
	});
	assert_ok!(Referenda::submit(
		signed(Sr25519Keyring::Alice),
		Box::new(OriginCaller::system(RawOrigin::Root)),
		Bounded::Inline(call.encode().try_into().unwrap()),
		DispatchTime::After(1),
	));
	assert_ok!(Referenda::place_decision_deposit(signed(Sr25519Keyring::Alice), 0));
}

fn vote(name: Sr25519Keyring, aye: bool) {
	assert_ok!(ConvictionVoting::vote(
		signed(name),
		0,
		AccountVote::Standard {
			vote: Vote { aye, conviction: Conviction::Locked1x },
			balance: 900_000 * BTR,
		},
	));
}

#[test]
fn a_passed_referendum_changes_a_parameter() {
	local().execute_with(|| {
		propose();
		for name in [Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie] {
			vote(name, true);
		}
		run_scheduled_to(System::block_number() + 60);
		assert_eq!(<fees::ByteFee as Get<u128>>::get(), NEW_BYTE_FEE);
	});
}

#[test]
fn a_rejected_referendum_changes_nothing() {
	local().execute_with(|| {
		propose();
		vote(Sr25519Keyring::Alice, true);
		for name in [Sr25519Keyring::Bob, Sr25519Keyring::Charlie] {
			vote(name, false);
		}
		run_scheduled_to(System::block_number() + 60);
		assert_eq!(<fees::ByteFee as Get<u128>>::get(), MICRO_BTR);
		assert!(matches!(
			pallet_referenda::ReferendumInfoFor::<Runtime>::get(0),
			Some(pallet_referenda::ReferendumInfo::Rejected(..))
		));
	});
}

#[test]
fn no_account_changes_a_parameter_by_itself() {
	local().execute_with(|| {
		assert_noop!(
			Parameters::set_parameter(signed(Sr25519Keyring::Alice), raise_byte_fee()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn tracks_are_consistent() {
	assert_eq!(Tracks::check_integrity(), Ok(()));
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A referendum to vote in.

use super::account;
use batara_runtime::{Balance, OriginCaller, Referenda, Runtime, RuntimeOrigin};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{schedule::DispatchTime, Bounded},
	},
	frame_system::RawOrigin,
	pallet_referenda::{ReferendumInfo, ReferendumInfoFor},
	sp_keyring::Sr25519Keyring::Bob,
};

/// The index of the referendum.
pub const REFERENDUM: u32 = 0;

/// Opens the referendum, the first of a chain, with its decision deposit.
pub fn open_referendum() {
	let bob = || RuntimeOrigin::signed(account(Bob));
	assert_ok!(Referenda::submit(
		bob(),
		Box::new(OriginCaller::system(RawOrigin::Root)),
		Bounded::Inline(vec![0].try_into().unwrap()),
		DispatchTime::After(1),
	));
	assert_ok!(Referenda::place_decision_deposit(bob(), REFERENDUM));
}

/// Returns the ayes in the referendum.
pub fn ayes() -> Balance {
	match ReferendumInfoFor::<Runtime>::get(REFERENDUM).unwrap() {
		ReferendumInfo::Ongoing(status) => status.tally.ayes,
		other => panic!("{other:?}"),
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Validators on the real runtime: joining and leaving, liveness, timing, disabled authors. All of
//! it happens in blocks that validators author in their slots.

mod disabling;
mod eligibility;
mod joining;
mod leaving;
mod liveness;
mod places;
mod timing;

use crate::chain::{account, keys::keys_of, local_with, slots::Chain, timing};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
	Staking,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_staking,
	sp_keyring::Sr25519Keyring::Eve,
	sp_runtime::{traits::Dispatchable, DispatchError, Perbill},
};

/// The bond of a validator that joins in these tests.
const BOND: Balance = 50_000 * BTR;
const COMMISSION: Perbill = Perbill::from_percent(7);

/// Returns the account that joins the four validators of the genesis.
fn eve() -> AccountId {
	account(Eve)
}

/// Builds a chain with these lengths.
fn chain(epoch_slots: u32, epochs_per_era: u32, bonding_eras: u32, defer: u32) -> Chain {
	Chain::new(local_with(timing(epoch_slots, epochs_per_era, bonding_eras, defer)))
}

/// Builds a chain whose eras take eight slots and whose bonds last two eras, with `places` places
/// for validators.
fn chain_with_places(places: u32) -> Chain {
	let mut chain = chain(4, 2, 2, 1);
	chain.with(|| {
		assert_ok!(Staking::set_validator_count(RuntimeOrigin::root(), places));
	});
	chain
}

fn send(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	let call: RuntimeCall = call.into();
	call.dispatch(RuntimeOrigin::signed(who.clone())).map(drop).map_err(|failed| failed.error)
}

/// Returns the call with which an account joins, with its first keys.
fn join_call(who: &AccountId) -> pallet_validators::Call<Runtime> {
	let (keys, proof) = keys_of(who, 0);
	pallet_validators::Call::join { bond: BOND, commission: COMMISSION, keys, proof }
}

fn join(who: &AccountId) {
	assert_ok!(send(who, join_call(who)));
}

/// Returns the events of the validators pallet.
fn validator_events(chain: &Chain) -> impl Iterator<Item = &pallet_validators::Event<Runtime>> {
	chain.events.iter().filter_map(|event| match event {
		RuntimeEvent::Validators(event) => Some(event),
		_ => None,
	})
}

fn is_candidate(who: &AccountId) -> bool {
	pallet_staking::Validators::<Runtime>::contains_key(who)
}

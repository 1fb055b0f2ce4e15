// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Proposals in one transaction: the tracks that they go to, and what they change if they pass.

use super::{byte_fee, info, pass, raise_byte_fee, signed, NEW_BYTE_FEE};
use crate::chain::{account, local};
use batara_runtime::{
	constants::money::{BTR, MICRO_BTR, MILLI_BTR},
	parameters::{
		dynamic_params::{contracts, fees, staking},
		ByteDeposit, BytePrice, ItemDeposit,
	},
	Balance, Balances, Governance, Hash, Runtime, RuntimeCall, RuntimeOrigin, RuntimeParameters,
	SafeMode, System, Treasury,
};
use codec::{Decode, Encode};
use pallet_governance::{proposing::Kind, tracks::Track};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{schedule::DispatchTime, Contains, Get, OnInitialize},
	},
	frame_system,
	pallet_referenda::{self, ReferendumInfo},
	sp_keyring::Sr25519Keyring::{Alice, One},
};

/// Proposes as Alice.
fn propose(kind: Kind<Runtime>) -> u32 {
	let index = pallet_referenda::ReferendumCount::<Runtime>::get();
	let title = b"As it should be".to_vec().try_into().unwrap();
	assert_ok!(Governance::propose(signed(Alice), title, Box::new(kind), DispatchTime::After(1)));
	index
}

fn track_of(kind: Kind<Runtime>) -> u16 {
	let index = propose(kind);
	match info(index) {
		ReferendumInfo::Ongoing(status) => status.track,
		other => panic!("not ongoing: {other:?}"),
	}
}

fn payment(amount: Balance) -> Kind<Runtime> {
	Kind::Spend { amount, beneficiary: account(One) }
}

fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

#[test]
fn a_parameter_is_decided_on_the_track_that_may_set_it() {
	let lanes = fees::Parameters::Lanes(fees::Lanes, None);
	let payout = staking::Parameters::PayoutShare(staking::PayoutShare, None);
	for (parameter, track) in [
		(raise_byte_fee(), Track::ParameterAdmin),
		(RuntimeParameters::Fees(lanes), Track::Root),
		(RuntimeParameters::Staking(payout), Track::StakingAdmin),
	] {
		local().execute_with(|| {
			assert_eq!(track_of(Kind::Parameter(parameter)), track.id());
		});
	}
}

/// Decodes the proposal to set a parameter to this amount, as it comes from outside.
fn proposal_of(module: u8, parameter: u8, amount: Balance) -> Result<RuntimeCall, codec::Error> {
	let key_value = [&[module, parameter][..], &[1], &amount.encode()].concat();
	let bytes = [&[45, 0][..], &b"A price".to_vec().encode(), &[2], &key_value, &[1, 1, 0, 0, 0]];
	RuntimeCall::decode(&mut bytes.concat().as_slice())
}

#[test]
fn an_amount_outside_its_bounds_is_no_proposal() {
	for (module, parameter, lowest, highest) in
		[(0, 0, 0, MILLI_BTR), (1, 0, MILLI_BTR / 5, 20 * BTR), (1, 1, MICRO_BTR, 100 * MILLI_BTR)]
	{
		for amount in [lowest, highest] {
			assert!(
				proposal_of(module, parameter, amount).is_ok(),
				"{module} {parameter}: {amount}"
			);
		}
		for amount in [lowest.wrapping_sub(1), highest + 1] {
			assert!(
				proposal_of(module, parameter, amount).is_err(),
				"{module} {parameter}: {amount}"
			);
		}
	}
}

#[test]
fn the_values_in_the_code_are_within_their_bounds() {
	local().execute_with(|| {
		let byte_fee = <fees::ByteFee as Get<BytePrice>>::get().base_units();
		let item = <contracts::DepositPerItem as Get<ItemDeposit>>::get().base_units();
		let byte = <contracts::DepositPerByte as Get<ByteDeposit>>::get().base_units();
		assert_eq!([byte_fee, item, byte], [MICRO_BTR, 20 * MILLI_BTR, 100 * MICRO_BTR]);
	});
}

#[test]
fn a_payment_is_decided_on_the_smallest_track_that_may_pay_it() {
	for (amount, track) in [
		(1_000 * BTR, Track::SmallSpender),
		(1_000 * BTR + 1, Track::MediumSpender),
		(10_000 * BTR, Track::MediumSpender),
		(100_000 * BTR, Track::BigSpender),
		(100_000 * BTR + 1, Track::Root),
	] {
		local().execute_with(|| {
			assert_eq!(track_of(payment(amount)), track.id(), "{amount}");
		});
	}
}

#[test]
fn upgrade_has_another_track_than_other_calls() {
	local().execute_with(|| {
		let upgrade = Kind::Upgrade { code_hash: Hash::repeat_byte(1) };
		assert_eq!(track_of(upgrade), Track::Upgrader.id());
		assert_eq!(track_of(Kind::Call(Box::new(remark()))), Track::Root.id());
	});
}

#[test]
fn a_passed_proposal_sets_a_parameter() {
	local().execute_with(|| {
		pass(propose(Kind::Parameter(raise_byte_fee())));
		assert_eq!(byte_fee(), NEW_BYTE_FEE);
	});
}

#[test]
fn a_passed_proposal_authorizes_an_upgrade() {
	local().execute_with(|| {
		pass(propose(Kind::Upgrade { code_hash: Hash::repeat_byte(1) }));
		assert!(System::authorized_upgrade().is_some());
	});
}

/// Shows that nobody has to claim the payment.
#[test]
fn a_passed_payment_is_paid_at_the_end_of_the_spend_period() {
	local().execute_with(|| {
		let treasury = Treasury::account_id().into();
		assert_ok!(Balances::transfer_keep_alive(signed(Alice), treasury, 5_000 * BTR));
		pass(propose(payment(1_000 * BTR)));
		assert_eq!(Balances::free_balance(account(One)), 0);
		// An era of the `local` chain.
		let end = 60;
		assert!(System::block_number() < end);
		System::set_block_number(end);
		Treasury::on_initialize(end);
		assert_eq!(Balances::free_balance(account(One)), 1_000 * BTR);
	});
}

#[test]
fn a_closed_chain_is_open_to_proposals() {
	local().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let call = RuntimeCall::Governance(pallet_governance::Call::propose {
			title: b"Open it again".to_vec().try_into().unwrap(),
			kind: Box::new(Kind::Call(Box::new(remark()))),
			enact: DispatchTime::After(1),
		});
		assert!(<Runtime as frame_system::Config>::BaseCallFilter::contains(&call));
	});
}

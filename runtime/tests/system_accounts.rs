// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Strangers put no locks and no deposits on the accounts of pallets. With such a lock the treasury
//! paid without having less, and a bounty ended without being paid.

use crate::chain::{account, local, transactions::send};
use batara_runtime::{
	constants::money::BTR, AccountId, Assets, Balances, Bounties, ChildBounties, NominationPools,
	Runtime, RuntimeCall, RuntimeOrigin, Treasury, Vesting,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	frame_system, pallet_assets, pallet_utility,
	pallet_vesting::{self, VestingInfo},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::DispatchResult,
};

fn of_pallets() -> [AccountId; 5] {
	[
		Treasury::account_id(),
		Bounties::bounty_account_id(0),
		ChildBounties::child_bounty_account_id(0, 0),
		NominationPools::generate_bonded_account(1),
		NominationPools::generate_reward_account(1),
	]
}

fn schedule() -> VestingInfo<u128, u32> {
	VestingInfo::new(10 * BTR, 1, 1)
}

fn vested_to(target: AccountId) -> RuntimeCall {
	let call =
		pallet_vesting::Call::vested_transfer { target: target.into(), schedule: schedule() };
	RuntimeCall::Vesting(call)
}

fn owned_by(owner: AccountId) -> RuntimeCall {
	let call = pallet_assets::Call::transfer_ownership { id: 1.into(), owner: owner.into() };
	RuntimeCall::Assets(call)
}

fn batched(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![call] })
}

fn sent(call: RuntimeCall) -> DispatchResult {
	send(Alice, call, 0).unwrap()
}

#[test]
fn strangers_cannot_lock_an_account_of_a_pallet() {
	local().execute_with(|| {
		let alice = RuntimeOrigin::signed(account(Alice));
		assert_ok!(Assets::create(alice, 1.into(), account(Alice).into(), 1));
		let refused = Err(frame_system::Error::<Runtime>::CallFiltered.into());
		for of in of_pallets() {
			for call in [vested_to(of.clone()), owned_by(of.clone())] {
				assert_eq!(sent(call.clone()), refused);
				assert_eq!(sent(batched(call)), refused);
			}
			assert_eq!(Balances::locks(&of).len(), 0);
		}
		assert_ok!(sent(vested_to(account(Bob))));
		assert_ok!(sent(owned_by(account(Bob))));
	});
}

#[test]
fn root_may_lock_what_a_pallet_holds() {
	local().execute_with(|| {
		let (from, to) = (account(Alice).into(), Treasury::account_id().into());
		assert_ok!(Vesting::force_vested_transfer(RuntimeOrigin::root(), from, to, schedule()));
	});
}

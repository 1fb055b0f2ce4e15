// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls with an argument that decides, or might decide, which proxies may send them.

use super::passed_by;
use crate::chain::{account, local};
use batara_runtime::{constants::money::BTR, AccountId, Balance, Runtime, RuntimeCall};
use polkadot_sdk::{
	pallet_nomination_pools::{self, BondExtra, ConfigOp, PoolState},
	pallet_staking::{self, RewardDestination},
	sp_keyring::Sr25519Keyring::One,
	sp_runtime::Perbill,
};
use std::collections::BTreeSet;

type Payee = RewardDestination<AccountId>;
type PoolCall = pallet_nomination_pools::Call<Runtime>;

/// Returns the payees of stakers, with `true` for those that keep the rewards in the stash.
#[allow(deprecated)] // whatever a call can name
fn payees() -> [(Payee, bool); 5] {
	[
		(RewardDestination::Staked, true),
		(RewardDestination::Stash, true),
		(RewardDestination::Controller, false),
		(RewardDestination::Account(account(One)), false),
		(RewardDestination::None, false),
	]
}

/// Returns the two calls that choose a payee.
fn choose(payee: &Payee) -> [RuntimeCall; 2] {
	use pallet_staking::Call;
	let bond = Call::bond { value: BTR, payee: payee.clone() };
	let set_payee = Call::set_payee { payee: payee.clone() };
	[RuntimeCall::Staking(bond), RuntimeCall::Staking(set_payee)]
}

/// Returns calls that decide on pools. No proxies but `any` and `staking` may send them, whatever
/// their arguments.
fn of_pool_roots() -> Vec<RuntimeCall> {
	let set_commission = |new_commission| PoolCall::set_commission { pool_id: 1, new_commission };
	let create = |root: AccountId| PoolCall::create {
		amount: 100 * BTR,
		root: root.clone().into(),
		nominator: root.clone().into(),
		bouncer: root.into(),
	};
	let update_roles = |new_root| PoolCall::update_roles {
		pool_id: 1,
		new_root,
		new_nominator: ConfigOp::Noop,
		new_bouncer: ConfigOp::Noop,
	};
	let set_state = |state| PoolCall::set_state { pool_id: 1, state };
	let calls = [
		set_commission(None),
		set_commission(Some((Perbill::one(), account(One)))),
		create(account(One)),
		update_roles(ConfigOp::Noop),
		update_roles(ConfigOp::Set(account(One))),
		update_roles(ConfigOp::Remove),
		set_state(PoolState::Open),
		set_state(PoolState::Blocked),
		set_state(PoolState::Destroying),
	];
	calls.into_iter().map(RuntimeCall::NominationPools).collect()
}

/// Returns calls of pool members, which stake out of the member's account whatever their arguments.
fn of_pool_members() -> Vec<RuntimeCall> {
	let extras = [BondExtra::FreeBalance(BTR), BondExtra::Rewards];
	let of_each = |extra: BondExtra<Balance>| {
		let member = account(One).into();
		[PoolCall::bond_extra { extra }, PoolCall::bond_extra_other { member, extra }]
	};
	extras.into_iter().flat_map(of_each).map(RuntimeCall::NominationPools).collect()
}

/// Returns the calls of all three kinds.
pub fn variants() -> impl Iterator<Item = RuntimeCall> {
	let chosen = payees().into_iter().flat_map(|(payee, _)| choose(&payee));
	chosen.chain(of_pool_roots()).chain(of_pool_members())
}

#[test]
fn only_a_staking_proxy_lets_rewards_leave_the_stash() {
	local().execute_with(|| {
		for (payee, stays) in payees() {
			let types = if stays {
				BTreeSet::from(["any", "non_transfer", "staking"])
			} else {
				BTreeSet::from(["any", "staking"])
			};
			for call in choose(&payee) {
				assert_eq!(passed_by(&call), types, "{call:?}");
			}
		}
	});
}

#[test]
fn only_a_staking_proxy_decides_on_pools() {
	local().execute_with(|| {
		for call in of_pool_roots() {
			assert_eq!(passed_by(&call), BTreeSet::from(["any", "staking"]), "{call:?}");
		}
		for call in of_pool_members() {
			let types = BTreeSet::from(["any", "non_transfer", "staking"]);
			assert_eq!(passed_by(&call), types, "{call:?}");
		}
	});
}

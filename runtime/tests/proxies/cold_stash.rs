// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A validator whose stash is in cold storage: its proxies do what it has to do.

use super::{filtered, name_proxy, through};
use crate::chain::{account, keys::keys_of, local, stash};
use batara_runtime::{
	configs::proxies::ProxyType::{self, Any, CancelProxy, Governance, NonTransfer},
	constants::money::BTR,
	AccountId, Runtime, RuntimeCall, Session,
};
use pallet_validators::{Call, Error};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_proxy,
	pallet_staking::{self, RewardDestination},
	sp_keyring::Sr25519Keyring::{Alice, Bob, Eve, One},
	sp_runtime::Perbill,
};

/// The types of proxies that may validate for an account.
const VALIDATING: [ProxyType; 2] = [ProxyType::Staking, NonTransfer];

/// Returns a validator of the genesis.
fn cold() -> AccountId {
	stash(Alice)
}

fn hot() -> AccountId {
	account(Bob)
}

fn is_candidate(who: &AccountId) -> bool {
	pallet_staking::Validators::<Runtime>::contains_key(who)
}

/// Runs `test` on the `local` chain, with `hot` as a proxy of `cold`.
fn with_proxy(kind: ProxyType, test: impl FnOnce()) {
	local().execute_with(|| {
		name_proxy(&cold(), &hot(), kind);
		test();
	});
}

#[test]
fn a_proxy_rotates_keys() {
	for kind in VALIDATING {
		with_proxy(kind, || {
			let (keys, proof) = keys_of(&cold(), 1);
			let rotate = Call::rotate_keys { keys: keys.clone(), proof };
			assert_ok!(through(&hot(), &cold(), RuntimeCall::Validators(rotate)));
			assert_eq!(Session::load_keys(&cold()), Some(keys), "{kind:?}");
		});
	}
}

#[test]
fn a_proxy_leaves() {
	for kind in VALIDATING {
		with_proxy(kind, || {
			assert!(is_candidate(&cold()));
			assert_ok!(through(&hot(), &cold(), RuntimeCall::Validators(Call::leave {})));
			assert!(!is_candidate(&cold()), "{kind:?}");
		});
	}
}

/// Checks that the call reaches the pallet, which answers that there is nothing to come back from.
#[test]
fn a_proxy_rejoins() {
	for kind in VALIDATING {
		with_proxy(kind, || {
			let rejoined = through(&hot(), &cold(), RuntimeCall::Validators(Call::rejoin {}));
			assert_eq!(rejoined, Err(Error::<Runtime>::NotJailed.into()), "{kind:?}");
		});
	}
}

#[test]
fn a_proxy_joins() {
	for kind in VALIDATING {
		local().execute_with(|| {
			name_proxy(&account(Eve), &hot(), kind);
			let (keys, proof) = keys_of(&account(Eve), 0);
			let commission = Perbill::from_percent(7);
			let join = Call::join { bond: 50_000 * BTR, commission, keys, proof };
			assert_ok!(through(&hot(), &account(Eve), RuntimeCall::Validators(join)));
			assert!(is_candidate(&account(Eve)), "{kind:?}");
		});
	}
}

#[test]
fn other_proxies_do_not_validate() {
	for kind in [Governance, CancelProxy] {
		with_proxy(kind, || {
			let left = through(&hot(), &cold(), RuntimeCall::Validators(Call::leave {}));
			assert_eq!(left, Err(filtered()), "{kind:?}");
			assert!(is_candidate(&cold()));
		});
	}
}

#[test]
fn a_staking_proxy_chooses_the_payee() {
	with_proxy(ProxyType::Staking, || {
		let payee = RewardDestination::Account(account(One));
		let set_payee = pallet_staking::Call::set_payee { payee: payee.clone() };
		assert_ok!(through(&hot(), &cold(), RuntimeCall::Staking(set_payee)));
		assert_eq!(pallet_staking::Payee::<Runtime>::get(cold()), Some(payee));
	});
}

#[test]
fn a_non_transfer_proxy_keeps_rewards_in_the_stash() {
	with_proxy(NonTransfer, || {
		let set_payee = pallet_staking::Call::set_payee { payee: RewardDestination::Stash };
		assert_ok!(through(&hot(), &cold(), RuntimeCall::Staking(set_payee)));
		let payee = pallet_staking::Payee::<Runtime>::get(cold());
		assert_eq!(payee, Some(RewardDestination::Stash));
	});
}

/// Checks that the proxy may add another of its own type, and one that votes, but no others.
#[test]
fn a_non_transfer_proxy_adds_proxies_that_may_do_no_more() {
	for (kind, result) in [
		(NonTransfer, Ok(())),
		(Governance, Ok(())),
		(ProxyType::Staking, Err(filtered())),
		(CancelProxy, Err(filtered())),
		(Any, Err(filtered())),
	] {
		with_proxy(NonTransfer, || {
			let delegate = account(One).into();
			let add = pallet_proxy::Call::add_proxy { delegate, proxy_type: kind, delay: 0 };
			assert_eq!(through(&hot(), &cold(), RuntimeCall::Proxy(add)), result, "{kind:?}");
		});
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Attempts to move BTR out of an account, or the right to it. A proxy of the type
//! `NonTransfer` finds each of them closed; to the account itself each of them is open.

use super::{filtered, name_proxy, signed, through};
use crate::chain::{account, local};
use batara_runtime::{
	configs::proxies::ProxyType, constants::money::BTR, AccountId, Balances, Hashing, Identity,
	Multisig, Proxy, RuntimeCall, RuntimeEvent, RuntimeOrigin, Staking, System,
};
use pallet_fee_policy::sponsorship::Scope;
use polkadot_sdk::{
	frame_support::{assert_ok, assert_storage_noop},
	pallet_balances,
	pallet_identity::{self, legacy::IdentityInfo, Data},
	pallet_multisig, pallet_nomination_pools, pallet_proxy,
	pallet_staking::{self, RewardDestination},
	pallet_utility,
	pallet_vesting::{self, VestingInfo},
	sp_keyring::Sr25519Keyring::{Alice, Dave, Eve, Ferdie},
	sp_runtime::traits::{Dispatchable, Hash},
};

/// Returns the account that names a proxy.
fn owner() -> AccountId {
	account(Alice)
}

/// Returns the proxy of the owner, which wants more than it may.
fn thief() -> AccountId {
	account(Eve)
}

/// Returns an account that trusts the owner with everything.
fn vault() -> AccountId {
	account(Dave)
}

fn transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
		dest: thief().into(),
		value: 400 * BTR,
	})
}

fn pay(dest: &AccountId) {
	let payer = RuntimeOrigin::signed(account(Ferdie));
	assert_ok!(Balances::transfer_allow_death(payer, dest.clone().into(), 500 * BTR));
}

/// An attempt: its name, and a function that prepares it and returns its call.
type Attempt = (&'static str, fn() -> RuntimeCall);

const OF_STAKING: [Attempt; 4] = [
	("bond with another payee", || {
		let payee = RewardDestination::Account(thief());
		RuntimeCall::Staking(pallet_staking::Call::bond { value: 1_000 * BTR, payee })
	}),
	("set another payee", || {
		assert_ok!(Staking::bond(signed(&owner()), 1_000 * BTR, RewardDestination::Staked));
		let payee = RewardDestination::Account(thief());
		RuntimeCall::Staking(pallet_staking::Call::set_payee { payee })
	}),
	("leave rewards to the treasury", || {
		assert_ok!(Staking::bond(signed(&owner()), 1_000 * BTR, RewardDestination::Staked));
		let payee = RewardDestination::None;
		RuntimeCall::Staking(pallet_staking::Call::set_payee { payee })
	}),
	("create a pool with another root", || {
		RuntimeCall::NominationPools(pallet_nomination_pools::Call::create {
			amount: 1_000 * BTR,
			root: thief().into(),
			nominator: thief().into(),
			bouncer: thief().into(),
		})
	}),
];

const INSIDE_OF_OTHERS: [Attempt; 4] = [
	("transfer out of an account of several signers", || {
		let mut signers = vec![owner(), thief()];
		signers.sort();
		pay(&Multisig::multi_account_id(&signers, 1));
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![thief()],
			call: Box::new(transfer()),
		})
	}),
	("transfer out of a derived account", || {
		pay(&pallet_utility::derivative_account_id(owner(), 0));
		RuntimeCall::Utility(pallet_utility::Call::as_derivative {
			index: 0,
			call: Box::new(transfer()),
		})
	}),
	("transfer in a batch", || {
		RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![transfer()] })
	}),
	("transfer as an alternative", || {
		RuntimeCall::Utility(pallet_utility::Call::if_else {
			main: Box::new(transfer()),
			fallback: Box::new(transfer()),
		})
	}),
];

const OF_PROXIES: [Attempt; 4] = [
	("be the proxy of a third account", || {
		name_proxy(&vault(), &owner(), ProxyType::Any);
		RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: vault().into(),
			force_proxy_type: None,
			call: Box::new(transfer()),
		})
	}),
	// Anybody runs what the proxy of a third account has announced.
	("announce for a third account", || {
		name_proxy(&vault(), &owner(), ProxyType::Any);
		let call_hash = Hashing::hash_of(&transfer());
		RuntimeCall::Proxy(pallet_proxy::Call::announce { real: vault().into(), call_hash })
	}),
	("run what was announced", || {
		name_proxy(&vault(), &owner(), ProxyType::Any);
		let call_hash = Hashing::hash_of(&transfer());
		assert_ok!(Proxy::announce(signed(&owner()), vault().into(), call_hash));
		RuntimeCall::Proxy(pallet_proxy::Call::proxy_announced {
			delegate: owner().into(),
			real: vault().into(),
			force_proxy_type: None,
			call: Box::new(transfer()),
		})
	}),
	("remove the guard of delayed calls", || {
		name_proxy(&owner(), &vault(), ProxyType::CancelProxy);
		RuntimeCall::Proxy(pallet_proxy::Call::remove_proxy {
			delegate: vault().into(),
			proxy_type: ProxyType::CancelProxy,
			delay: 0,
		})
	}),
];

const OF_DEPOSITS: [Attempt; 4] = [
	("pay a registrar", || {
		assert_ok!(Identity::add_registrar(RuntimeOrigin::root(), thief().into()));
		assert_ok!(Identity::set_fee(signed(&thief()), 0, 400 * BTR));
		name_owner();
		RuntimeCall::Identity(pallet_identity::Call::request_judgement {
			reg_index: 0,
			max_fee: 400 * BTR,
		})
	}),
	// Who quits as a sub-account has the deposit.
	("have the deposit of a sub-account", || {
		name_owner();
		let sub = thief().into();
		RuntimeCall::Identity(pallet_identity::Call::add_sub { sub, data: Data::None })
	}),
	("have fees paid", || {
		RuntimeCall::FeePolicy(pallet_fee_policy::Call::sponsor {
			beneficiary: thief().into(),
			budget: 400 * BTR,
			per_transaction: BTR,
			expires: 100,
			scope: Scope::Any,
		})
	}),
	("be paid over time", || {
		let schedule = VestingInfo::new(400 * BTR, 400 * BTR, 2);
		let target = thief().into();
		RuntimeCall::Vesting(pallet_vesting::Call::vested_transfer { target, schedule })
	}),
];

fn name_owner() {
	let info = IdentityInfo {
		additional: Default::default(),
		display: Data::None,
		legal: Data::None,
		web: Data::None,
		riot: Data::None,
		email: Data::None,
		pgp_fingerprint: None,
		image: Data::None,
		twitter: Data::None,
	};
	assert_ok!(Identity::set_identity(signed(&owner()), Box::new(info)));
}

/// Asserts that the thief's proxy refuses a call, and that nothing changes.
fn assert_refused(call: RuntimeCall, attempt: &str) {
	System::reset_events();
	assert_storage_noop!({
		assert_eq!(through(&thief(), &owner(), call), Err(filtered()), "{attempt}");
		System::reset_events();
	});
}

#[test]
fn a_non_transfer_proxy_moves_no_funds_by_any_call() {
	let attempts = [OF_STAKING, INSIDE_OF_OTHERS, OF_PROXIES, OF_DEPOSITS].into_iter().flatten();
	for (name, attempt) in attempts.chain([("transfer", transfer as fn() -> RuntimeCall)]) {
		local().execute_with(|| {
			let call = attempt();
			name_proxy(&owner(), &thief(), ProxyType::NonTransfer);
			assert_refused(call.clone(), name);
			// The call is right, it is only not the proxy's.
			let sent = call.dispatch(signed(&owner()));
			assert!(sent.is_ok(), "{name}: {sent:?}");
		});
	}
}

#[test]
fn a_non_transfer_proxy_makes_itself_no_wider_proxy() {
	for proxy_type in [ProxyType::Any, ProxyType::Staking, ProxyType::CancelProxy] {
		local().execute_with(|| {
			name_proxy(&owner(), &thief(), ProxyType::NonTransfer);
			let delegate = thief().into();
			let add = pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 };
			let add = RuntimeCall::Proxy(add);
			assert_refused(add.clone(), "by itself");
			let calls = vec![add];
			let batch = pallet_utility::Call::batch_all { calls };
			assert_refused(RuntimeCall::Utility(batch), "in a batch");
		});
	}
}

#[test]
fn a_non_transfer_proxy_does_not_remove_the_others() {
	local().execute_with(|| {
		name_proxy(&owner(), &vault(), ProxyType::Any);
		name_proxy(&owner(), &thief(), ProxyType::NonTransfer);
		assert_refused(RuntimeCall::Proxy(pallet_proxy::Call::remove_proxies {}), "all");
		let remove = pallet_proxy::Call::remove_proxy {
			delegate: vault().into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		};
		assert_refused(RuntimeCall::Proxy(remove), "one");
	});
}

/// Returns `true` if a batch reports that one of its calls was refused.
fn refuses_one(event: &RuntimeEvent) -> bool {
	use pallet_utility::Event;
	match event {
		RuntimeEvent::Utility(
			Event::BatchInterrupted { error, .. } | Event::ItemFailed { error },
		) => *error == filtered(),
		_ => false,
	}
}

/// Checks the batches that succeed even if their calls fail.
#[test]
fn a_batch_that_ignores_errors_transfers_nothing_either() {
	for batch in [
		pallet_utility::Call::batch { calls: vec![transfer()] },
		pallet_utility::Call::force_batch { calls: vec![transfer()] },
	] {
		local().execute_with(|| {
			name_proxy(&owner(), &thief(), ProxyType::NonTransfer);
			System::reset_events();
			assert_storage_noop!({
				assert_ok!(through(&thief(), &owner(), RuntimeCall::Utility(batch)));
				assert!(System::events().iter().any(|record| refuses_one(&record.event)));
				System::reset_events();
			});
		});
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Calls that carry others pass in safe mode. The call inside passes only if it does by itself.

use super::{carries_others, name, passes, transfer, CARRIERS};
use crate::{
	chain::{account, local},
	powers::calls::samples,
};
use batara_runtime::{
	configs::proxies::ProxyType, constants::money::BTR, AccountId, Balance, Balances, Hashing,
	Multisig, OriginCaller, Proxy, Referenda, Runtime, RuntimeCall, RuntimeOrigin, SafeMode,
	TxPause,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		dispatch::GetDispatchInfo,
		traits::{schedule::DispatchTime, Bounded, GetCallMetadata, Polling},
		weights::Weight,
	},
	frame_system::RawOrigin,
	pallet_balances,
	pallet_conviction_voting::{self, AccountVote, Conviction, Vote},
	pallet_multisig, pallet_proxy, pallet_utility,
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Ferdie, One},
	sp_runtime::{
		traits::{Dispatchable, Hash},
		DispatchError,
	},
};

/// The transactions that carry a call together, with their senders.
type Transactions = Vec<(Sr25519Keyring, RuntimeCall)>;

/// A name, and the way to carry a call.
type Carrier = (&'static str, fn(Box<RuntimeCall>) -> Transactions);

const BATCHES: [Carrier; 5] = [
	("batch", |call| in_utility(pallet_utility::Call::batch { calls: vec![*call] })),
	("batch_all", |call| in_utility(pallet_utility::Call::batch_all { calls: vec![*call] })),
	("force_batch", |call| in_utility(pallet_utility::Call::force_batch { calls: vec![*call] })),
	("if_else", |main| {
		let fallback = main.clone();
		in_utility(pallet_utility::Call::if_else { main, fallback })
	}),
	("as_derivative", |call| in_utility(pallet_utility::Call::as_derivative { index: 0, call })),
];

fn in_utility(call: pallet_utility::Call<Runtime>) -> Transactions {
	vec![(Alice, RuntimeCall::Utility(call))]
}

/// The carriers with which Alice acts for Dave.
const PROXIES: [Carrier; 2] = [
	("proxy", |call| {
		let real = account(Dave).into();
		let proxy = pallet_proxy::Call::proxy { real, force_proxy_type: None, call };
		vec![(Alice, RuntimeCall::Proxy(proxy))]
	}),
	("proxy_announced", |call| {
		let call_hash = Hashing::hash_of(&call);
		let announce = pallet_proxy::Call::announce { real: account(Dave).into(), call_hash };
		let run = pallet_proxy::Call::proxy_announced {
			delegate: account(Alice).into(),
			real: account(Dave).into(),
			force_proxy_type: None,
			call,
		};
		vec![(Alice, RuntimeCall::Proxy(announce)), (Bob, RuntimeCall::Proxy(run))]
	}),
];

/// The carriers that are multisignatures of Alice and Bob.
const MULTISIGS: [Carrier; 2] = [
	("as_multi_threshold_1", |call| {
		let other_signatories = vec![account(Bob)];
		let send = pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call };
		vec![(Alice, RuntimeCall::Multisig(send))]
	}),
	("as_multi", |call| {
		let approve = pallet_multisig::Call::approve_as_multi {
			threshold: 2,
			other_signatories: vec![account(Bob)],
			maybe_timepoint: None,
			call_hash: call.using_encoded(blake2_256),
			max_weight: Weight::zero(),
		};
		let run = pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![account(Alice)],
			maybe_timepoint: Some(Multisig::timepoint()),
			max_weight: call.get_dispatch_info().call_weight,
			call,
		};
		vec![(Alice, RuntimeCall::Multisig(approve)), (Bob, RuntimeCall::Multisig(run))]
	}),
];

fn carriers() -> impl Iterator<Item = Carrier> {
	BATCHES.into_iter().chain(PROXIES).chain(MULTISIGS)
}

/// Returns the accounts of Alice, and of Alice and Bob, that nobody has a key of.
fn composed_accounts() -> [AccountId; 3] {
	let mut signers = vec![account(Alice), account(Bob)];
	signers.sort();
	[
		pallet_utility::derivative_account_id(account(Alice), 0),
		Multisig::multi_account_id(&signers, 1),
		Multisig::multi_account_id(&signers, 2),
	]
}

/// Prepares all carriers, and opens referendum 0.
fn prepare() {
	for who in composed_accounts() {
		let payer = RuntimeOrigin::signed(account(Ferdie));
		assert_ok!(Balances::transfer_allow_death(payer, who.into(), 100 * BTR));
	}
	let dave = RuntimeOrigin::signed(account(Dave));
	assert_ok!(Proxy::add_proxy(dave, account(Alice).into(), ProxyType::Any, 0));
	assert_ok!(Referenda::submit(
		RuntimeOrigin::signed(account(Charlie)),
		Box::new(OriginCaller::system(RawOrigin::Root)),
		Bounded::Inline(transfer().encode().try_into().unwrap()),
		DispatchTime::After(1),
	));
}

fn send(transactions: Transactions) -> Result<(), DispatchError> {
	transactions.into_iter().try_for_each(|(sender, call)| {
		let sent = call.dispatch(RuntimeOrigin::signed(account(sender)));
		sent.map(drop).map_err(|failed| failed.error)
	})
}

const VOTE: Balance = 10 * BTR;

fn vote() -> RuntimeCall {
	let vote = Vote { aye: true, conviction: Conviction::None };
	let vote = AccountVote::Standard { vote, balance: VOTE };
	RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::vote { poll_index: 0, vote })
}

#[test]
fn carriers_can_be_paused_in_safe_mode() {
	local().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let of_carriers = |call: &RuntimeCall| {
			let metadata = call.get_call_metadata();
			carries_others(metadata.pallet_name, metadata.function_name)
		};
		let calls = samples().into_iter().filter_map(|sample| sample.call);
		let carriers = calls.filter(of_carriers).collect::<Vec<_>>();
		assert_eq!(carriers.len(), CARRIERS.iter().map(|(_, calls)| calls.len()).sum::<usize>());
		for call in carriers {
			let metadata = call.get_call_metadata();
			let call_name = name(metadata.pallet_name, metadata.function_name);
			assert_ok!(TxPause::pause(RuntimeOrigin::root(), call_name.clone()));
			assert!(!passes(&call), "{call:?}");
			assert_ok!(TxPause::unpause(RuntimeOrigin::root(), call_name));
			assert!(passes(&call), "{call:?}");
		}
	});
}

#[test]
fn a_carried_vote_counts_in_safe_mode() {
	for (name, carry) in carriers() {
		local().execute_with(|| {
			prepare();
			assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
			let sent = send(carry(Box::new(vote())));
			assert!(sent.is_ok(), "{name}: {sent:?}");
			let (tally, _) = Referenda::as_ongoing(0).unwrap();
			assert_eq!(tally.support, VOTE, "{name}");
		});
	}
}

/// Carries a transfer to an account without BTR. Returns what that account gains, in base units.
fn carried_to_one(carry: fn(Box<RuntimeCall>) -> Transactions) -> Balance {
	let dest = account(One).into();
	let payment = pallet_balances::Call::transfer_keep_alive { dest, value: BTR };
	// Some carriers succeed although the call inside does not.
	let _ = send(carry(Box::new(RuntimeCall::Balances(payment))));
	Balances::free_balance(account(One))
}

#[test]
fn a_carried_transfer_is_stopped_in_safe_mode() {
	for (name, carry) in carriers() {
		local().execute_with(|| {
			prepare();
			assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
			assert_eq!(carried_to_one(carry), 0, "{name}");
		});
		local().execute_with(|| {
			prepare();
			assert_eq!(carried_to_one(carry), BTR, "{name}");
		});
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Safe mode, paused calls and failed migrations: the chain stays repairable by vote.

mod carriers;

use crate::{
	chain::{account, local},
	powers::calls::samples,
};
use batara_runtime::{
	configs::safety::SafeModeThenUnstuck, Runtime, RuntimeCall, RuntimeOrigin, SafeMode, TxPause,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		migrations::{FailedMigrationHandler, FailedMigrationHandling},
		traits::{Contains, GetCallMetadata},
	},
	sp_keyring::Sr25519Keyring,
	*,
};

fn passes(call: &RuntimeCall) -> bool {
	<Runtime as frame_system::Config>::BaseCallFilter::contains(call)
}

fn transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: account(Sr25519Keyring::Bob).into(),
		value: 1,
	})
}

/// Returns calls that the chain needs to go on and to be repaired.
fn essential_calls() -> [RuntimeCall; 7] {
	[
		RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: 0 }),
		RuntimeCall::Session(pallet_session::Call::purge_keys {}),
		RuntimeCall::Staking(pallet_staking::Call::chill {}),
		RuntimeCall::Preimage(pallet_preimage::Call::note_preimage { bytes: vec![] }),
		RuntimeCall::Referenda(pallet_referenda::Call::place_decision_deposit { index: 0 }),
		RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::remove_vote {
			class: None,
			index: 0,
		}),
		RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code: vec![] }),
	]
}

#[test]
fn all_calls_pass_outside_of_safe_mode() {
	local().execute_with(|| {
		assert!(passes(&transfer()));
		assert!(essential_calls().iter().all(passes));
	});
}

#[test]
fn safe_mode_leaves_only_essential_calls() {
	local().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert!(!passes(&transfer()));
		assert!(!passes(&RuntimeCall::System(frame_system::Call::remark { remark: vec![] })));
		for call in essential_calls() {
			assert!(passes(&call), "{call:?}");
		}
	});
}

/// The pallets of consensus, sessions, staking and governance: all of their calls always pass.
const OPEN_PALLETS: [&str; 16] = [
	"Timestamp",
	"Babe",
	"Grandpa",
	"Session",
	"Staking",
	"Validators",
	"VoterList",
	"Preimage",
	"Scheduler",
	"Referenda",
	"ConvictionVoting",
	"Governance",
	"Parameters",
	"SafeMode",
	"TxPause",
	"MultiBlockMigrations",
];

/// The calls of System that bring in a voted upgrade: they always pass, too.
const OPEN_SYSTEM_CALLS: [&str; 5] = [
	"set_code",
	"set_code_without_checks",
	"authorize_upgrade",
	"authorize_upgrade_without_checks",
	"apply_authorized_upgrade",
];

fn always_passes(pallet: &str, call: &str) -> bool {
	OPEN_PALLETS.contains(&pallet) || (pallet == "System" && OPEN_SYSTEM_CALLS.contains(&call))
}

/// The calls that carry others: they pass in safe mode, too, but can be paused.
const CARRIERS: [(&str, &[&str]); 3] = [
	("Utility", &["batch", "batch_all", "force_batch", "if_else", "as_derivative"]),
	("Multisig", &["as_multi", "as_multi_threshold_1", "approve_as_multi", "cancel_as_multi"]),
	(
		"Proxy",
		&["proxy", "proxy_announced", "announce", "remove_announcement", "reject_announcement"],
	),
];

fn carries_others(pallet: &str, call: &str) -> bool {
	CARRIERS.iter().any(|(one, calls)| *one == pallet && calls.contains(&call))
}

#[test]
fn every_call_is_open_in_safe_mode_as_the_lists_say() {
	local().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		for sample in samples() {
			let Some(call) = sample.call else { continue };
			let name = call.get_call_metadata().function_name;
			let listed = always_passes(sample.pallet, name) || carries_others(sample.pallet, name);
			assert_eq!(passes(&call), listed, "{}", sample.name);
		}
	});
}

#[test]
fn every_other_call_opens_again_after_a_pause() {
	local().execute_with(|| {
		for sample in samples() {
			let Some(call) = sample.call else { continue };
			let call_name = name(sample.pallet, call.get_call_metadata().function_name);
			let paused = TxPause::pause(RuntimeOrigin::root(), call_name.clone());
			if always_passes(sample.pallet, call.get_call_metadata().function_name) {
				assert!(paused.is_err() && passes(&call), "{call:?}");
				continue;
			}
			assert_ok!(paused);
			assert!(!passes(&call), "{call:?}");
			assert_ok!(TxPause::unpause(RuntimeOrigin::root(), call_name));
			assert!(passes(&call), "{call:?}");
		}
	});
}

#[test]
fn nobody_enters_safe_mode_without_a_vote() {
	local().execute_with(|| {
		let alice = RuntimeOrigin::signed(account(Sr25519Keyring::Alice));
		assert_noop!(SafeMode::enter(alice), pallet_safe_mode::Error::<Runtime>::NotConfigured);
	});
}

#[test]
fn failed_migration_leaves_only_essential_calls_open() {
	local().execute_with(|| {
		assert_eq!(SafeModeThenUnstuck::failed(Some(0)), FailedMigrationHandling::ForceUnstuck);
		assert!(!passes(&transfer()));
		assert!(essential_calls().iter().all(passes));
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		assert!(passes(&transfer()));
	});
}

#[test]
fn a_migration_that_fails_in_safe_mode_extends_it() {
	local().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(SafeModeThenUnstuck::failed(None), FailedMigrationHandling::ForceUnstuck);
		assert_eq!(pallet_safe_mode::EnteredUntil::<Runtime>::get(), Some(u32::MAX));
	});
}

#[test]
fn a_vote_pauses_a_call() {
	local().execute_with(|| {
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), name("Balances", "transfer_keep_alive")));
		assert!(!passes(&transfer()));
	});
}

#[test]
fn essential_calls_cannot_be_paused() {
	local().execute_with(|| {
		for (pallet, call) in
			[("Timestamp", "set"), ("Referenda", "submit"), ("System", "apply_authorized_upgrade")]
		{
			assert_noop!(
				TxPause::pause(RuntimeOrigin::root(), name(pallet, call)),
				pallet_tx_pause::Error::<Runtime>::Unpausable
			);
		}
	});
}

fn name(pallet: &str, call: &str) -> pallet_tx_pause::RuntimeCallNameOf<Runtime> {
	(pallet.as_bytes().to_vec().try_into().unwrap(), call.as_bytes().to_vec().try_into().unwrap())
}

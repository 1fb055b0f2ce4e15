// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls that a contract may ask of the runtime, with its own account as the signer. All others
//! are refused.

use super::{
	block::{in_block, receiver},
	forwarder::{Forwarder, FUNDS},
	open_calls::open_calls,
};
use crate::{chain::account, powers::calls::samples};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode, System,
	TxPause,
};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::{
		assert_ok, dispatch::GetDispatchInfo, traits::GetCallMetadata, weights::Weight,
	},
	frame_system, pallet_balances, pallet_contracts, pallet_staking, pallet_tx_pause,
	pallet_utility,
	sp_core::bytes::{from_hex, to_hex},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
};
use std::collections::BTreeSet;

const FILTERED: &str = "CallFiltered";

fn transfer(value: Balance) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: receiver().into(),
		value,
	})
}

fn name_of(call: &RuntimeCall) -> String {
	let metadata = call.get_call_metadata();
	format!("{}.{}", metadata.pallet_name, metadata.function_name)
}

/// Returns the call with less weight: the example of a migration asks for that of a whole block.
fn lighter(call: RuntimeCall) -> RuntimeCall {
	match call {
		RuntimeCall::Contracts(pallet_contracts::Call::migrate { .. }) => {
			let weight_limit = Weight::zero();
			RuntimeCall::Contracts(pallet_contracts::Call::migrate { weight_limit })
		},
		other => other,
	}
}

/// Checks every call that has an example, whatever comes of those that are let through.
#[test]
fn every_call_is_open_or_filtered_as_the_list_says() {
	let open = open_calls().iter().map(|(call, _)| name_of(call)).collect::<BTreeSet<_>>();
	assert_eq!(open.len(), 34);
	let mut seen = BTreeSet::new();
	let mut surprises = Vec::new();
	in_block(|| {
		let forwarder = Forwarder::new();
		for sample in samples() {
			let Some(call) = sample.call.map(lighter) else { continue };
			let name = name_of(&call);
			let is_open = forwarder.ask(call) != Err(FILTERED.into());
			if is_open != open.contains(&name) {
				surprises.push(format!("{} {}", sample.pallet, sample.name));
			}
			seen.insert(name);
		}
	});
	assert!(surprises.is_empty(), "{surprises:?}");
	assert!(seen.is_superset(&open), "{seen:?}");
	// Calls without an example here: those that take proofs, which no bytes of zeros are.
	assert!(seen.len() > 200, "{}", seen.len());
}

#[test]
fn deployed_contracts_send_the_same_bytes_forever() {
	for (call, bytes) in open_calls() {
		assert_eq!(to_hex(&call.encode(), false), format!("0x{bytes}"), "{}", name_of(&call));
		let decoded = RuntimeCall::decode(&mut from_hex(bytes).unwrap().as_slice());
		assert_eq!(decoded, Ok(call));
	}
}

/// Checks that no call that wraps others is open, not even around an open one.
#[test]
fn wrappers_are_no_way_around_the_list() {
	use pallet_utility::Call;
	let calls = || vec![transfer(BTR)];
	in_block(|| {
		let forwarder = Forwarder::new();
		for wrapped in [
			Call::batch { calls: calls() },
			Call::batch_all { calls: calls() },
			Call::force_batch { calls: calls() },
			Call::as_derivative { index: 0, call: Box::new(transfer(BTR)) },
		] {
			assert_eq!(forwarder.ask(RuntimeCall::Utility(wrapped)), Err(FILTERED.into()));
		}
	});
}

#[test]
fn a_contract_pays_from_its_own_account() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let dest = || receiver().into();
		let reference = b"invoice 7".to_vec().try_into().unwrap();
		let value = BTR;
		for call in [
			transfer(value),
			RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
				dest: dest(),
				value,
			}),
			RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference {
				dest: dest(),
				value,
				reference,
			}),
		] {
			let had = Balances::free_balance(receiver());
			let receipt = forwarder.ask_by_transaction(Alice, call);
			assert_eq!(receipt.outcome, Ok(()));
			// The caller pays the fee alone.
			assert_eq!(receipt.spent, 0);
			assert_eq!(Balances::free_balance(receiver()), had + BTR);
		}
		assert_eq!(Balances::free_balance(&forwarder.0), FUNDS + EXISTENTIAL_DEPOSIT - 3 * BTR);
		System::assert_has_event(RuntimeEvent::Accounts(
			pallet_accounts::Event::TransferredWithReference {
				from: forwarder.0.clone(),
				to: receiver(),
				value,
				reference: b"invoice 7".to_vec().try_into().unwrap(),
			},
		));
	});
}

/// Checks that a contract, which lives in its account, can pay out all but the existential deposit.
#[test]
fn a_contract_cannot_pay_its_account_away() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let everything = RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
			dest: receiver().into(),
			value: FUNDS + EXISTENTIAL_DEPOSIT,
		});
		assert!(forwarder.ask(everything).is_err());
		assert_eq!(forwarder.ask(transfer(FUNDS)), Ok(()));
		assert!(forwarder.lives());
	});
}

/// Checks that the effects of a failed call are undone, and that the contract goes on.
#[test]
fn a_failed_call_leaves_the_contract_running() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let receipt = forwarder.ask_by_transaction(Alice, transfer(2 * FUNDS));
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(receipt.spent, 0);
		assert_eq!(forwarder.ask(transfer(2 * FUNDS)), Err("Funds are unavailable".into()));
		assert_eq!(Balances::free_balance(receiver()), 0);
	});
}

/// Checks that the weight of the call that a contract asks for is part of the gas.
#[test]
fn a_contract_pays_for_what_it_asks() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let open = forwarder.ask_by_transaction(Alice, transfer(BTR));
		let filtered = forwarder.ask_by_transaction(
			Alice,
			RuntimeCall::System(frame_system::Call::remark { remark: vec![] }),
		);
		let weight = transfer(BTR).get_dispatch_info().call_weight;
		assert!((open.weight - filtered.weight).all_gte(weight / 10 * 9));
	});
}

#[test]
fn safe_mode_holds_for_contracts() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let chill = || RuntimeCall::Staking(pallet_staking::Call::chill {});
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(forwarder.ask(transfer(BTR)), Err(FILTERED.into()));
		// Staking and voting always pass.
		assert_eq!(forwarder.ask(chill()), Err("NotController".into()));
		// In a transaction not even the contract is reached.
		let receipt = forwarder.ask_by_transaction(Alice, chill());
		let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(receipt.outcome, Err(filtered));
	});
}

#[test]
fn a_paused_call_is_paused_for_contracts() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let name = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
		let call: pallet_tx_pause::RuntimeCallNameOf<Runtime> =
			(name("Balances"), name("transfer_keep_alive"));
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), call.clone()));
		assert_eq!(forwarder.ask(transfer(BTR)), Err(FILTERED.into()));
		assert_ok!(TxPause::unpause(RuntimeOrigin::root(), call));
		assert_eq!(forwarder.ask(transfer(BTR)), Ok(()));
	});
}

/// Checks that the caller's own account is out of reach, whoever the caller is.
#[test]
fn a_contract_never_signs_for_its_caller() {
	in_block(|| {
		let forwarder = Forwarder::new();
		let had = Balances::free_balance(account(Bob));
		let receipt = forwarder.ask_by_transaction(Bob, transfer(BTR));
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(Balances::free_balance(account(Bob)), had - receipt.fee);
	});
}

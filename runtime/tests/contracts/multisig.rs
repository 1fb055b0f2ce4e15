// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The example `multisig`: what its owners do with it, and what others try.

use super::{
	block::{call, in_block, receiver},
	bundle::Bundle,
	ink::{Ink, Name, LIMIT},
	recursion::messenger,
	stakes::{bond, nominate},
	votes::vote,
};
use crate::chain::{
	account,
	referendum::{ayes, open_referendum},
};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, System,
};
use codec::Encode;
use polkadot_sdk::{
	pallet_balances,
	pallet_staking::Nominators,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave},
};

/// A call that a multisig makes, as its interface has it.
#[derive(Clone, Encode)]
enum Call {
	Transfer {
		dest: AccountId,
		value: Balance,
	},
	Contract {
		callee: AccountId,
		selector: [u8; 4],
		input: Vec<u8>,
		value: Balance,
		gas: u64,
	},
	/// A call of the chain, which has the same bytes in the contract.
	Runtime(RuntimeCall),
}

fn received() -> Balance {
	Balances::free_balance(receiver())
}

fn payment() -> Call {
	Call::Transfer { dest: receiver(), value: 10 * BTR }
}

/// Returns a call of another contract.
fn calling(callee: &AccountId, selector: [u8; 4], input: Vec<u8>) -> Call {
	Call::Contract { callee: callee.clone(), selector, input, value: 0, gas: 0 }
}

/// Makes a multisig with 1,000 BTR, in which two of these owners have to confirm.
fn multisig_of(owners: Vec<AccountId>) -> Ink {
	Ink::made(Bundle::of("multisig"), "new", (owners, 2u32), 1_000 * BTR)
}

fn multisig() -> Ink {
	multisig_of([Alice, Bob, Charlie].map(account).to_vec())
}

fn submit(multisig: &Ink, call: Call) -> u32 {
	multisig.act(Alice, "submit", call)
}

fn confirm(multisig: &Ink, id: u32, owners: &[Name]) {
	for owner in owners {
		multisig.act::<()>(*owner, "confirm", id);
	}
}

/// Submits a call and has Alice and Bob confirm it. Returns the number of the proposal.
fn agree(multisig: &Ink, call: Call) -> u32 {
	let id = submit(multisig, call);
	confirm(multisig, id, &[Alice, Bob]);
	id
}

/// Executes a proposal as Charlie, and panics with the error if it is refused.
fn execute(multisig: &Ink, id: u32) {
	multisig.act::<()>(Charlie, "execute", id);
}

#[test]
fn a_payment_is_made_once_enough_confirmed() {
	in_block(|| {
		let multisig = multisig();
		let id = submit(&multisig, payment());
		confirm(&multisig, id, &[Bob]);
		assert_eq!(multisig.refuses(Bob, "confirm", id), "AlreadyConfirmed");
		assert_eq!(multisig.refuses(Alice, "execute", id), "NotEnoughConfirmations");
		confirm(&multisig, id, &[Charlie]);
		execute(&multisig, id);
		assert_eq!(received(), 10 * BTR);
		assert_eq!(multisig.events::<(u32, AccountId)>("Executed"), [(id, account(Charlie))]);
		// And not once more.
		assert_eq!(multisig.refuses(Alice, "execute", id), "UnknownProposal");
	});
}

#[test]
fn strangers_cannot_use_a_multisig() {
	in_block(|| {
		let multisig = multisig();
		let id = agree(&multisig, payment());
		assert_eq!(multisig.refuses(Dave, "submit", payment()), "NotOwner");
		for message in ["confirm", "revoke", "execute", "cancel"] {
			assert_eq!(multisig.refuses(Dave, message, id), "NotOwner", "{message}");
		}
	});
}

#[test]
fn a_confirmation_taken_back_does_not_count() {
	in_block(|| {
		let multisig = multisig();
		let id = agree(&multisig, payment());
		multisig.act::<()>(Bob, "revoke", id);
		assert_eq!(multisig.refuses(Alice, "execute", id), "NotEnoughConfirmations");
		assert_eq!(multisig.refuses(Bob, "cancel", id), "NotSubmitter");
		multisig.act::<()>(Alice, "cancel", id);
		assert_eq!(multisig.get::<Vec<u32>>("open_proposals", ()), [0u32; 0]);
	});
}

/// Checks that a proposal stays open until there is enough money for it.
#[test]
fn a_payment_that_fails_changes_nothing() {
	in_block(|| {
		let multisig = multisig();
		let id = agree(&multisig, Call::Transfer { dest: receiver(), value: 5_000 * BTR });
		assert_eq!(multisig.refuses(Alice, "execute", id), "TransferFailed");
		multisig.pay(Dave, "deposit", (), 5_000 * BTR);
		execute(&multisig, id);
		assert_eq!(received(), 5_000 * BTR);
	});
}

#[test]
fn multisig_calls_another_contract() {
	in_block(|| {
		let flipper = Ink::new("flipper", false);
		let multisig = multisig();
		let flip = flipper.bundle.message("flip").selector();
		execute(&multisig, agree(&multisig, calling(&flipper.address, flip, vec![])));
		assert!(flipper.get::<bool>("get", ()));
		let flipped = (multisig.address.clone(), true);
		assert_eq!(flipper.events::<(AccountId, bool)>("Flipped"), [flipped]);
		let token = Ink::new("psp22", (100u128, None::<String>, None::<String>, 0u8));
		let transfer = token.bundle.message("PSP22::transfer").selector();
		let all = (account(Alice), 100u128, Vec::<u8>::new()).encode();
		for (callee, selector, input, refusal) in [
			(&flipper.address, [0xff; 4], vec![], "CallReverted"),
			(&token.address, transfer, all, "CallReverted"),
			(&receiver(), flip, vec![], "NotAContract"),
		] {
			let id = agree(&multisig, calling(callee, selector, input));
			assert_eq!(multisig.refuses(Alice, "execute", id), refusal);
		}
	});
}

#[test]
fn multisig_pays_with_a_reference_through_the_chain() {
	in_block(|| {
		let multisig = multisig();
		let reference = b"invoice 7".to_vec();
		let pay = |value| {
			Call::Runtime(RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference {
				dest: receiver().into(),
				value,
				reference: reference.clone().try_into().unwrap(),
			}))
		};
		execute(&multisig, agree(&multisig, pay(10 * BTR)));
		System::assert_has_event(RuntimeEvent::Accounts(
			pallet_accounts::Event::TransferredWithReference {
				from: multisig.address.clone(),
				to: receiver(),
				value: 10 * BTR,
				reference: reference.clone().try_into().unwrap(),
			},
		));
		let id = agree(&multisig, pay(5_000 * BTR));
		assert_eq!(multisig.refuses(Alice, "execute", id), "RuntimeCallFailed");
	});
}

#[test]
fn multisig_votes_through_the_chain() {
	in_block(|| {
		open_referendum();
		let multisig = multisig();
		execute(&multisig, agree(&multisig, Call::Runtime(vote(100 * BTR))));
		assert_eq!(ayes(), 100 * BTR);
	});
}

#[test]
fn multisig_stakes_through_the_chain() {
	in_block(|| {
		let multisig = multisig();
		for call in [bond(100 * BTR), nominate()] {
			execute(&multisig, agree(&multisig, Call::Runtime(call)));
		}
		assert!(Nominators::<Runtime>::contains_key(&multisig.address));
	});
}

/// Checks that the contract knows only the calls that are open to it.
#[test]
fn a_call_that_is_not_open_cannot_be_submitted() {
	in_block(|| {
		let multisig = multisig();
		let all =
			pallet_balances::Call::transfer_all { dest: receiver().into(), keep_alive: false };
		let receipt = multisig.send(Alice, "submit", Call::Runtime(RuntimeCall::Balances(all)));
		assert!(receipt.outcome.is_err());
	});
}

#[test]
fn owners_are_changed_by_owners_together() {
	in_block(|| {
		let multisig = multisig();
		let new_owners = ([Alice, Dave].map(account).to_vec(), 1u32);
		let refusal = multisig.refuses(Alice, "change_owners", new_owners.clone());
		assert_eq!(refusal, "OnlyByProposal");
		let selector = multisig.bundle.message("change_owners").selector();
		let change = |arguments| calling(&multisig.address, selector, arguments);
		// More confirmations than owners: it would never do anything again.
		let id = agree(&multisig, change(([Alice].map(account).to_vec(), 2u32).encode()));
		assert_eq!(multisig.refuses(Alice, "execute", id), "CallReverted");
		let open = submit(&multisig, payment());
		confirm(&multisig, open, &[Bob, Charlie]);
		execute(&multisig, agree(&multisig, change(new_owners.encode())));
		assert_eq!(multisig.get::<Vec<AccountId>>("owners", ()), new_owners.0);
		assert_eq!(multisig.get::<u32>("threshold", ()), 1);
		// Who confirmed is no owner any more.
		assert_eq!(multisig.refuses(Bob, "execute", open), "NotOwner");
		assert_eq!(multisig.refuses(Dave, "execute", open), "NotEnoughConfirmations");
		multisig.act::<()>(Dave, "confirm", open);
		multisig.act::<()>(Dave, "execute", open);
		assert_eq!(received(), 10 * BTR);
	});
}

/// Checks that an owner that is a contract cannot execute another proposal, nor the same one again,
/// while the multisig calls it.
#[test]
fn called_contract_cannot_call_the_multisig_back() {
	in_block(|| {
		let attacker = messenger(1);
		let multisig = multisig_of(vec![account(Alice), account(Bob), attacker.clone()]);
		let prize = agree(&multisig, payment());
		let execute = multisig.bundle.message("execute").selector();
		let back = |id: u32| (&multisig.address, execute, id).encode();
		// The attacker's input begins with the flags of its call.
		let flags = [0; 4];
		for target in [prize, prize + 2] {
			let id = agree(&multisig, calling(&attacker, flags, back(target)));
			assert_eq!(multisig.refuses(Alice, "execute", id), "CallTrapped");
		}
		assert_eq!(received(), 0);
		// At another time it may.
		let called = call(&attacker, LIMIT, [flags.to_vec(), back(prize)].concat());
		assert!(called.result.is_ok());
		assert_eq!(received(), 10 * BTR);
	});
}

/// Checks that each of three owners may have a third of 64 proposals open.
#[test]
fn open_proposals_are_bounded() {
	in_block(|| {
		let multisig = multisig();
		for _ in 0..21 {
			submit(&multisig, payment());
		}
		assert_eq!(multisig.refuses(Alice, "submit", payment()), "TooManyProposals");
		let _: u32 = multisig.act(Bob, "submit", payment());
	});
}

/// Checks that the deposits for a proposal come back when it is executed, to the owner who
/// executes it.
#[test]
fn a_proposal_locks_a_deposit_while_it_is_open() {
	in_block(|| {
		let multisig = multisig();
		let spent = [
			multisig.send(Alice, "submit", payment()).spent,
			multisig.send(Alice, "confirm", 0u32).spent,
			multisig.send(Bob, "confirm", 0u32).spent,
		];
		assert!(spent.iter().all(|spent| *spent > 0));
		let back = -multisig.send(Charlie, "execute", 0u32).spent;
		// The counter of proposals stays.
		assert!(back > 0 && back <= spent.iter().sum());
	});
}

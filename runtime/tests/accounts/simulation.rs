// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The views of accounts and supply after random steps of five accounts: they tell what the pallets
//! have stored, whatever happened before.

use super::assert_issuance;
use crate::{
	balance_simulation::{any_step, stored::stored, Action, Simulation, Step},
	chain::{account, local},
};
use batara_runtime::{
	AccountId, Accounts, Balance, Balances, Runtime, RuntimeCall, RuntimeOrigin, Treasury,
};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		storage::{with_transaction, TransactionOutcome},
	},
	pallet_balances, pallet_identity,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{traits::Dispatchable, DispatchResult, StateVersion},
};
use proptest::{
	prelude::ProptestConfig,
	test_runner::{FileFailurePersistence, TestRunner},
};
use std::{cell::RefCell, collections::BTreeMap};

/// Sends a call and forgets what it did.
fn dry_run(who: &AccountId, call: RuntimeCall) -> DispatchResult {
	with_transaction(|| {
		let result = call.dispatch(RuntimeOrigin::signed(who.clone()));
		TransactionOutcome::Rollback(result.map(|_| ()).map_err(|failure| failure.error))
	})
}

/// Asserts that a call for exactly `most` goes through, and that one for a base unit more does not.
fn assert_most(who: &AccountId, most: Balance, call: impl Fn(Balance) -> RuntimeCall) {
	if most > 0 {
		assert_ok!(dry_run(who, call(most)));
	}
	assert!(dry_run(who, call(most + 1)).is_err(), "more than {most} can be transferred");
}

fn assert_transferable(who: &AccountId) {
	let told = Accounts::account(who.clone());
	let dest = || account(Sr25519Keyring::Charlie).into();
	assert_most(who, told.transferable, |value| {
		RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest: dest(), value })
	});
	assert_most(who, told.transferable, |value| {
		let reference = vec![1].try_into().unwrap();
		RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference {
			dest: dest(),
			value,
			reference,
		})
	});
	assert_most(who, told.transferable_all, |value| {
		RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { dest: dest(), value })
	});
}

/// Returns the deposits of pallets that reserve without a hold, in base units.
fn reserved_without_hold(who: &AccountId) -> Balance {
	pallet_identity::IdentityOf::<Runtime>::get(who).map_or(0, |identity| identity.deposit)
}

fn assert_account(who: &AccountId) {
	let told = Accounts::account(who.clone());
	assert_eq!(told, stored(who));
	let held = told.holds.iter().map(|(_, amount)| amount).sum::<Balance>();
	assert_eq!(told.reserved, held + reserved_without_hold(who));
}

/// The changes of the issuance since genesis, seen from outside, in base units.
struct Ledger {
	issued: Balance,
	burned: Balance,
}

impl Ledger {
	/// Takes a step, checks that only a step that may do so changes the issuance, and adds the change.
	fn take(&mut self, simulation: &mut Simulation, step: &Step) -> bool {
		let before = Balances::total_issuance();
		let done = simulation.take(step);
		let after = Balances::total_issuance();
		let issued = after.saturating_sub(before);
		let burned = before.saturating_sub(after);
		match step.action {
			Action::Payout | Action::PassEra | Action::PassBondingTime => assert_eq!(burned, 0),
			// Slashes of a pool's members are burned.
			Action::Burn | Action::ApplyPoolSlash | Action::PoolWithdraw | Action::PoolUnbond => {
				assert_eq!(issued, 0);
			},
			_ => assert_eq!((issued, burned), (0, 0)),
		}
		self.issued += issued;
		self.burned += burned;
		done
	}

	fn assert_supply(&self, genesis: Balance) {
		let told = Accounts::supply();
		assert_eq!(told.genesis, genesis);
		assert_eq!(told.emitted, self.issued);
		assert_eq!(told.burned_by_fees, 0);
		assert_eq!(told.burned_otherwise, self.burned);
		assert_eq!(
			told.genesis + told.emitted - told.burned_by_fees - told.burned_otherwise,
			told.issued
		);
		assert_eq!(told.issued, Balances::total_issuance());
		assert_eq!(told.treasury, Balances::free_balance(Treasury::account_id()));
	}
}

/// Returns the settings for 24 simulations, or for as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
	let failures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accounts.proptest-regressions");
	let mut config = ProptestConfig {
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(failures))),
		max_shrink_iters: 200,
		..Default::default()
	};
	if std::env::var_os("PROPTEST_CASES").is_none() {
		config.cases = 24;
	}
	config
}

/// Takes the steps, compares after each, and tells which of them did something.
fn assert_simulation(
	mut simulation: Simulation,
	steps: &[Step],
	genesis: Balance,
) -> Vec<(Action, bool)> {
	let mut ledger = Ledger { issued: Balances::total_issuance() - genesis, burned: 0 };
	let mut taken = Vec::new();
	for step in steps {
		let step = simulation.possible(step.clone());
		taken.push((step.action, ledger.take(&mut simulation, &step)));
		simulation.accounts.iter().for_each(assert_account);
		for index in [step.who, step.other] {
			assert_transferable(&simulation.accounts[index]);
		}
		ledger.assert_supply(genesis);
	}
	simulation.accounts.iter().for_each(assert_transferable);
	assert_issuance();
	#[cfg(feature = "try-runtime")]
	assert_ok!(Accounts::do_try_state());
	taken
}

#[test]
fn views_match_storage_after_any_steps() {
	let mut beginning = local();
	let (genesis, simulation) =
		beginning.execute_with(|| (Balances::total_issuance(), Simulation::begin()));
	beginning.commit_all().unwrap();
	let (state, root) = beginning.into_raw_snapshot();
	let taken = RefCell::new(BTreeMap::<String, [u32; 2]>::new());
	let steps = proptest::collection::vec(any_step(), 40);
	let check = |steps: Vec<Step>| {
		let mut chain = TestExternalities::from_raw_snapshot(state.clone(), root, StateVersion::V1);
		let done = chain.execute_with(|| assert_simulation(simulation.clone(), &steps, genesis));
		for (action, done) in done {
			let mut taken = taken.borrow_mut();
			taken.entry(format!("{action:?}")).or_default()[usize::from(done)] += 1;
		}
		Ok(())
	};
	TestRunner::new(config()).run(&steps, check).unwrap();
	let taken = taken.into_inner();
	println!("steps without and with effect: {taken:?}");
	let [idle, done] = taken.values().fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
	assert!(done > idle, "steps without and with effect: {taken:?}");
}

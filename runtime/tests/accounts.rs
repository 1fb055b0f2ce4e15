// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The views of accounts and supply tell what the pallets have stored, whatever happened before.

use crate::balance_simulation::{
	any_step, stored::stored, validators, Action, Simulation, Step, POOL,
};
use crate::chain::{
	account, build, local, stash,
	transactions::{begin_block, send},
};
use batara_runtime::{
	constants::money::{BTR, EXISTENTIAL_DEPOSIT},
	genesis_config_presets::get_preset,
	AccountId, Accounts, Balance, Balances, ConvictionVoting, NominationPools, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Staking, System, Treasury,
	Vesting,
};
use codec::{Decode, Encode};
use pallet_accounts::{AccountOverviewOf, SupplyOverviewOf};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		storage::{with_transaction, TransactionOutcome},
		view_functions::ViewFunction,
	},
	pallet_conviction_voting::{AccountVote, Conviction},
	pallet_vesting::VestingInfo,
	sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{traits::Dispatchable, DispatchResult, StateVersion, TokenError},
	*,
};
use proptest::{
	prelude::*,
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

/// Asserts that the accounts own the whole issuance.
fn assert_issuance() {
	let owned = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum::<Balance>();
	assert_eq!(Balances::total_issuance(), owned);
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
fn views_tell_what_is_stored_in_any_history() {
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

/// Returns the rich account that the examples use.
fn eve() -> AccountId {
	account(Sr25519Keyring::Eve)
}

fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

#[test]
fn own_stake_is_told() {
	local().execute_with(|| {
		Simulation::begin();
		let payee = pallet_staking::RewardDestination::Staked;
		assert_ok!(Staking::bond(signed(eve()), 100 * BTR, payee));
		assert_ok!(Staking::unbond(signed(eve()), 30 * BTR));
		let told = Accounts::account(eve());
		let reason = RuntimeHoldReason::Staking(pallet_staking::HoldReason::Staking);
		assert_eq!((told.bonded, told.unbonding), (70 * BTR, 30 * BTR));
		assert_eq!(told.holds, [(reason, 100 * BTR)]);
		assert_eq!(told.reserved, 100 * BTR);
	});
}

#[test]
fn pool_stake_is_told() {
	local().execute_with(|| {
		Simulation::begin();
		assert_ok!(NominationPools::join(signed(eve()), 100 * BTR, POOL));
		assert_ok!(NominationPools::unbond(signed(eve()), eve().into(), 30 * BTR));
		let told = Accounts::account(eve());
		let reason = RuntimeHoldReason::DelegatedStaking(
			pallet_delegated_staking::HoldReason::StakingDelegation,
		);
		assert_eq!((told.pooled, told.pool_unbonding), (70 * BTR, 30 * BTR));
		assert_eq!((told.bonded, told.unbonding), (0, 0));
		assert_eq!(told.holds, [(reason, 100 * BTR)]);
	});
}

#[test]
fn votes_lock_what_may_be_reserved_already() {
	local().execute_with(|| {
		Simulation::begin();
		assert_ok!(NominationPools::join(signed(eve()), 100 * BTR, POOL));
		let vote = AccountVote::Standard {
			vote: pallet_conviction_voting::Vote { aye: true, conviction: Conviction::Locked1x },
			balance: 300 * BTR,
		};
		assert_ok!(ConvictionVoting::vote(signed(eve()), 0, vote));
		let told = Accounts::account(eve());
		assert_eq!((told.locked_in_votes, told.frozen), (300 * BTR, 300 * BTR));
		assert_eq!(told.transferable, told.free - 200 * BTR);
	});
}

#[test]
fn vested_balance_is_free_once_somebody_calls_vest() {
	local().execute_with(|| {
		let who = account(Sr25519Keyring::One);
		let schedule = VestingInfo::new(10 * BTR, BTR, 1);
		assert_ok!(Vesting::vested_transfer(signed(eve()), who.clone().into(), schedule));
		System::set_block_number(5);
		let told = Accounts::account(who.clone());
		assert_eq!((told.vesting, told.frozen, told.transferable), (6 * BTR, 10 * BTR, 0));
		assert_ok!(Vesting::vest(signed(who.clone())));
		let told = Accounts::account(who);
		assert_eq!((told.vesting, told.frozen), (6 * BTR, 6 * BTR));
		assert_eq!(told.transferable, 4 * BTR);
	});
}

#[test]
fn payments_carry_their_reference() {
	local().execute_with(|| {
		let reference = pallet_accounts::Reference::try_from(b"invoice 7".to_vec()).unwrap();
		let to = account(Sr25519Keyring::One);
		let pay = |value| {
			Accounts::transfer_with_reference(
				signed(eve()),
				to.clone().into(),
				value,
				reference.clone(),
			)
		};
		assert_noop!(pay(EXISTENTIAL_DEPOSIT - 1), TokenError::BelowMinimum);
		assert_ok!(pay(BTR));
		let from = eve();
		let event = pallet_accounts::Event::TransferredWithReference {
			from,
			to: to.clone(),
			value: BTR,
			reference: reference.clone(),
		};
		System::assert_last_event(event.into());
	});
}

#[test]
fn dust_goes_to_the_treasury() {
	local().execute_with(|| {
		let who = account(Sr25519Keyring::One);
		assert_ok!(Balances::transfer_allow_death(signed(eve()), who.clone().into(), BTR));
		let treasury = Accounts::supply().treasury;
		let issued = Accounts::supply().issued;
		let left = EXISTENTIAL_DEPOSIT - 1;
		assert_ok!(Balances::transfer_allow_death(signed(who), eve().into(), BTR - left));
		assert_eq!(Accounts::supply().treasury, treasury + left);
		assert_eq!(Accounts::supply().issued, issued);
		assert_issuance();
	});
}

#[test]
fn burned_fees_are_told_apart_from_what_holders_burn() {
	local().execute_with(|| {
		begin_block();
		let burn = pallet_balances::Call::burn { value: BTR, keep_alive: true };
		send(Sr25519Keyring::Eve, RuntimeCall::Balances(burn), 0).unwrap().unwrap();
		let told = Accounts::supply();
		assert!(told.burned_by_fees > 0);
		assert_eq!(told.burned_otherwise, BTR);
		assert_eq!(told.genesis - told.burned_by_fees - BTR, told.issued);
	});
}

/// Covers what other pallets mint after Accounts has noted the issuance: none of it may be
/// forgotten.
#[test]
fn the_noted_genesis_is_all_there_is() {
	for name in [DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET] {
		let preset = get_preset(&PresetId::from(name)).unwrap();
		TestExternalities::new_empty().execute_with(|| {
			build(&preset).unwrap();
			let told = Accounts::supply();
			assert_eq!(told.genesis, told.issued, "{name}");
			assert_eq!(told.treasury, EXISTENTIAL_DEPOSIT, "{name}");
			assert_issuance();
		});
	}
}

/// Returns the payout of validators and the remainder from the event of the last paid era.
fn last_paid_era() -> (Balance, Balance) {
	let paid = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Staking(pallet_staking::Event::EraPaid {
			validator_payout,
			remainder,
			..
		}) => Some((validator_payout, remainder)),
		_ => None,
	});
	paid.unwrap()
}

#[test]
fn an_era_issues_what_was_told() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		let told = Accounts::supply().emission_per_era;
		simulation.pass_eras(1);
		let (payout, remainder) = last_paid_era();
		assert!(told > 0);
		assert_eq!(payout + remainder, told);
	});
}

#[test]
fn remainder_counts_as_emitted_when_the_era_ends() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		let before = Accounts::supply();
		simulation.pass_eras(1);
		let after = Accounts::supply();
		let (_, remainder) = last_paid_era();
		assert_eq!(after.emitted - before.emitted, remainder);
		assert_eq!(after.treasury - before.treasury, remainder);
		assert_eq!(after.treasury_income.emission - before.treasury_income.emission, remainder);
		assert_eq!(after.issued - before.issued, remainder);
	});
}

#[test]
fn rewards_count_as_emitted_when_they_are_paid() {
	local().execute_with(|| {
		let mut simulation = Simulation::begin();
		simulation.pass_eras(1);
		let (payout, _) = last_paid_era();
		let before = Accounts::supply();
		for validator in validators() {
			assert_ok!(Staking::payout_stakers(signed(eve()), validator, 1));
		}
		let paid = Accounts::supply().emitted - before.emitted;
		assert_eq!(Accounts::supply().issued - before.issued, paid);
		// Shares are parts of 10^9.
		assert!(paid <= payout && payout - paid < payout / 1_000_000, "{paid} of {payout}");
	});
}

#[test]
fn stake_of_the_era_is_told() {
	local().execute_with(|| {
		assert_eq!(Accounts::supply().staked, 4 * 100_000 * BTR);
	});
}

#[test]
fn views_are_served_to_clients() {
	local().execute_with(|| {
		let id = pallet_accounts::AccountViewFunction::<Runtime>::id();
		let answer = Runtime::execute_view_function(id, stash(Sr25519Keyring::Alice).encode());
		let told = AccountOverviewOf::<Runtime>::decode(&mut &answer.unwrap()[..]).unwrap();
		assert_eq!(told.bonded, 100_000 * BTR);

		let id = pallet_accounts::SupplyViewFunction::<Runtime>::id();
		let answer = Runtime::execute_view_function(id, vec![]);
		let told = SupplyOverviewOf::<Runtime>::decode(&mut &answer.unwrap()[..]).unwrap();
		assert_eq!(told.issued, Balances::total_issuance());
	});
}

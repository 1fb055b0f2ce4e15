// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Random steps of five accounts on the real runtime: all that can happen to a balance.

mod calls;
pub mod stored;

use crate::chain::{account, stash};
use batara_runtime::{
	constants::{
		money::{BTR, EXISTENTIAL_DEPOSIT},
		time,
	},
	AccountId, Balance, Balances, NominationPools, OriginCaller, Referenda, Runtime,
	RuntimeHoldReason, RuntimeOrigin, Staking, System,
};
use pallet_validators::{timing::Timing, ChainTiming};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{
			schedule::DispatchTime, Bounded, Imbalance, OnFinalize, OnUnbalanced, RewardsReporter,
		},
	},
	frame_system::RawOrigin,
	pallet_conviction_voting::Voting,
	pallet_session::SessionManager,
	pallet_staking::slashing::do_slash,
	sp_keyring::Sr25519Keyring,
	sp_runtime::traits::Dispatchable,
	sp_staking::{SessionIndex, StakingAccount},
	*,
};
use proptest::{prelude::*, sample::select};
use std::sync::LazyLock;

/// The pool that Dave creates before a simulation begins.
pub const POOL: u32 = 1;
/// The class of all referenda.
const CLASS: u16 = 0;

fn timing() -> Timing {
	ChainTiming::<Runtime>::get()
}

fn era_ms() -> u64 {
	timing().era_slots() * time::SLOT_DURATION_MS
}

/// An action of an account, or something that happens to it.
#[derive(Clone, Copy, Debug)]
pub enum Action {
	Transfer,
	TransferKeepAlive,
	Pay,
	Burn,
	Bond,
	BondExtra,
	Nominate,
	Unbond,
	WithdrawUnbonded,
	JoinPool,
	PoolBondExtra,
	PoolUnbond,
	PoolWithdraw,
	PoolClaim,
	Vote,
	RemoveVote,
	Delegate,
	Undelegate,
	Unlock,
	VestedTransfer,
	Vest,
	NotePreimage,
	UnnotePreimage,
	SetIdentity,
	ClearIdentity,
	Payout,
	Slash,
	SlashPool,
	ApplyPoolSlash,
	PassBlocks,
	PassEra,
	PassBondingTime,
}

use Action::*;

const ACTIONS: [Action; 32] = [
	Transfer,
	TransferKeepAlive,
	Pay,
	Burn,
	Bond,
	BondExtra,
	Nominate,
	Unbond,
	WithdrawUnbonded,
	JoinPool,
	PoolBondExtra,
	PoolUnbond,
	PoolWithdraw,
	PoolClaim,
	Vote,
	RemoveVote,
	Delegate,
	Undelegate,
	Unlock,
	VestedTransfer,
	Vest,
	NotePreimage,
	UnnotePreimage,
	SetIdentity,
	ClearIdentity,
	Payout,
	Slash,
	SlashPool,
	ApplyPoolSlash,
	PassBlocks,
	PassEra,
	PassBondingTime,
];

/// An amount, given as it is or relative to what there is.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
	Units(Balance),
	Percent(Balance),
	AllBut(Balance),
}

impl Amount {
	fn of(self, base: Balance) -> Balance {
		match self {
			Self::Units(units) => units,
			Self::Percent(percent) => base / 100 * percent,
			Self::AllBut(rest) => base.saturating_sub(rest),
		}
	}
}

/// One step; `number` stands for whatever else an action can choose.
#[derive(Clone, Debug)]
pub struct Step {
	pub who: usize,
	pub other: usize,
	pub action: Action,
	pub amount: Amount,
	pub number: u8,
}

fn any_amount() -> impl Strategy<Value = Amount> {
	prop_oneof![
		1 => Just(Amount::AllBut(0)),
		1 => (0..3 * EXISTENTIAL_DEPOSIT).prop_map(Amount::Units),
		4 => (1..=60u128).prop_map(Amount::Percent),
		2 => (0..2 * EXISTENTIAL_DEPOSIT).prop_map(Amount::AllBut),
	]
}

/// Generates any step of any of the five accounts.
pub fn any_step() -> impl Strategy<Value = Step> {
	(0..5usize, 0..5usize, select(&ACTIONS[..]), any_amount(), any::<u8>()).prop_map(
		|(who, other, action, amount, number)| Step { who, other, action, amount, number },
	)
}

/// A chain with five accounts to which things happen.
#[derive(Clone)]
pub struct Simulation {
	/// A validator, two rich accounts and two of 500 BTR.
	pub accounts: [AccountId; 5],
	session: SessionIndex,
}

impl Simulation {
	/// Goes on from the genesis of the `local` chain, with an open referendum and with a pool that
	/// nominates all validators.
	pub fn begin() -> Self {
		let pool_owner = account(Sr25519Keyring::Dave);
		assert_ok!(Referenda::submit(
			RuntimeOrigin::signed(account(Sr25519Keyring::Bob)),
			Box::new(OriginCaller::system(RawOrigin::Root)),
			Bounded::Inline(vec![0].try_into().unwrap()),
			DispatchTime::After(1),
		));
		let owner = || RuntimeOrigin::signed(pool_owner.clone());
		let owner_address = || pool_owner.clone().into();
		assert_ok!(NominationPools::create(
			owner(),
			1_000 * BTR,
			owner_address(),
			owner_address(),
			owner_address(),
		));
		assert_ok!(NominationPools::nominate(owner(), POOL, validators()));
		let accounts = [
			validators()[0].clone(),
			account(Sr25519Keyring::Eve),
			account(Sr25519Keyring::Ferdie),
			account(Sr25519Keyring::One),
			account(Sr25519Keyring::Two),
		];
		for poor in &accounts[3..] {
			let rich = RuntimeOrigin::signed(account(Sr25519Keyring::Charlie));
			assert_ok!(Balances::transfer_keep_alive(rich, poor.clone().into(), 500 * BTR));
		}
		let mut simulation = Self { accounts, session: 0 };
		pallet_timestamp::Now::<Runtime>::put(era_ms());
		Staking::on_finalize(System::block_number());
		simulation.pass_eras(1);
		simulation
	}

	/// Takes one step. Returns `true` if it did anything.
	pub fn take(&mut self, step: &Step) -> bool {
		let who = &self.accounts[step.who];
		let other = &self.accounts[step.other];
		let Some(call) = calls::call(step, who, other) else { return self.happen(step) };
		System::inc_account_nonce(who);
		System::reset_events();
		call.dispatch(RuntimeOrigin::signed(who.clone())).is_ok()
	}

	/// Returns the step, or one that must come before it if no account is in a position to take it.
	/// The first account that is takes it, counted from the step's own.
	pub fn possible(&self, mut step: Step) -> Step {
		loop {
			let mut accounts = (step.who..step.who + 5).map(|index| index % 5);
			let able = accounts.find(|index| is_able(step.action, &self.accounts[*index]));
			match (able, first(step.action)) {
				(Some(who), _) => return Step { who, ..step },
				(None, Some(action)) => step.action = action,
				(None, None) => return step,
			}
		}
	}

	/// Takes a step that is no transaction. Returns `true` if it did anything.
	fn happen(&mut self, step: &Step) -> bool {
		match step.action {
			Slash => slash(&self.accounts[step.who], step.amount),
			SlashPool => slash(&NominationPools::generate_bonded_account(POOL), step.amount),
			PassBlocks => {
				System::set_block_number(System::block_number() + u32::from(step.number));
				true
			},
			PassEra => self.pass_eras(1),
			PassBondingTime => self.pass_eras(timing().bonding_eras),
			_ => false,
		}
	}

	/// Runs whole eras in which all validators author blocks.
	pub fn pass_eras(&mut self, eras: u32) -> bool {
		for _ in 0..eras {
			Staking::reward_by_ids(validators().into_iter().map(|one| (one, 20)));
			pallet_timestamp::Now::<Runtime>::mutate(|now| *now += era_ms());
			for _ in 0..timing().epochs_per_era {
				<Staking as SessionManager<AccountId>>::end_session(self.session);
				self.session += 1;
				<Staking as SessionManager<AccountId>>::start_session(self.session);
				<Staking as SessionManager<AccountId>>::new_session(self.session + 1);
			}
			System::set_block_number(System::block_number() + 1);
			Staking::on_finalize(System::block_number());
		}
		true
	}
}

/// Returns the validators of the `local` chain. Derives them only once: a stash takes tens
/// of milliseconds.
pub fn validators() -> Vec<AccountId> {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave};
	static VALIDATORS: LazyLock<[AccountId; 4]> =
		LazyLock::new(|| [Alice, Bob, Charlie, Dave].map(stash));
	VALIDATORS.to_vec()
}

/// Returns the action that brings an account into the position that `action` needs.
fn first(action: Action) -> Option<Action> {
	Some(match action {
		BondExtra | Nominate | Unbond | Slash => Bond,
		WithdrawUnbonded => Unbond,
		PoolBondExtra | PoolUnbond | PoolClaim => JoinPool,
		PoolWithdraw => PoolUnbond,
		ApplyPoolSlash => SlashPool,
		RemoveVote => Vote,
		Undelegate => Delegate,
		Vest => VestedTransfer,
		ClearIdentity => SetIdentity,
		UnnotePreimage => NotePreimage,
		_ => return None,
	})
}

/// Returns `true` if an account is in a position to take an action.
fn is_able(action: Action, who: &AccountId) -> bool {
	let ledger = pallet_staking::Ledger::<Runtime>::get(who);
	let member = pallet_nomination_pools::PoolMembers::<Runtime>::get(who);
	let voting = pallet_conviction_voting::VotingFor::<Runtime>::get(who, CLASS);
	match action {
		Bond | JoinPool => ledger.is_none() && member.is_none(),
		BondExtra | Nominate | Unbond | Slash => ledger.is_some(),
		WithdrawUnbonded => ledger.is_some_and(|one| !one.unlocking.is_empty()),
		PoolBondExtra | PoolUnbond | PoolClaim => member.is_some(),
		ApplyPoolSlash => NominationPools::api_member_pending_slash(who.clone()) > 0,
		PoolWithdraw => member.is_some_and(|one| !one.unbonding_eras.is_empty()),
		RemoveVote => matches!(voting, Voting::Casting(cast) if !cast.votes.is_empty()),
		Undelegate => matches!(voting, Voting::Delegating(_)),
		Vest => pallet_vesting::Vesting::<Runtime>::contains_key(who),
		ClearIdentity => pallet_identity::IdentityOf::<Runtime>::contains_key(who),
		UnnotePreimage => pallet_balances::Holds::<Runtime>::get(who)
			.iter()
			.any(|hold| matches!(hold.id, RuntimeHoldReason::Preimage(_))),
		_ => true,
	}
}

/// Takes a part of a stake, as an applied offence does.
fn slash(who: &AccountId, amount: Amount) -> bool {
	let Ok(ledger) = Staking::ledger(StakingAccount::Stash(who.clone())) else { return false };
	let value = amount.of(ledger.total) / 4;
	let mut reward = 0;
	let mut slashed = pallet_staking::NegativeImbalanceOf::<Runtime>::zero();
	let era = pallet_staking::ActiveEra::<Runtime>::get().unwrap().index;
	do_slash::<Runtime>(who, value, &mut reward, &mut slashed, era);
	<Runtime as pallet_staking::Config>::Slash::on_unbalanced(slashed);
	value > 0
}

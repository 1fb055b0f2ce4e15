// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions of a simulation, by topic.

use super::{validators, Action::*, Step, CLASS, POOL};
use crate::chain::account;
use batara_runtime::{
	AccountId, Balance, Balances, Hashing, Runtime, RuntimeCall, Staking, System,
};
use polkadot_sdk::{
	frame_support::traits::{
		fungible::Inspect,
		tokens::{Fortitude, Preservation},
	},
	pallet_conviction_voting::{AccountVote, Conviction},
	pallet_identity::{legacy::IdentityInfo, Data},
	pallet_nomination_pools::BondExtra,
	pallet_staking::RewardDestination,
	pallet_vesting::VestingInfo,
	sp_keyring::Sr25519Keyring,
	sp_runtime::traits::Hash,
	sp_staking::StakingAccount,
	*,
};

/// The referendum that is open during a simulation.
const REFERENDUM: u32 = 0;

/// Returns the call that `who` sends in this step, or `None` if the step is no transaction.
pub fn call(step: &Step, who: &AccountId, other: &AccountId) -> Option<RuntimeCall> {
	let movable = Balances::reducible_balance(who, Preservation::Expendable, Fortitude::Polite);
	let free = Balances::free_balance(who);
	payment(step, other, step.amount.of(movable))
		.or_else(|| stake(step, who, step.amount.of(free)))
		.or_else(|| pool(step, who, step.amount.of(free)))
		.or_else(|| vote(step, who, other))
		.or_else(|| deposit(step))
}

fn payment(step: &Step, other: &AccountId, value: Balance) -> Option<RuntimeCall> {
	let dest = other.clone().into();
	Some(match step.action {
		Transfer => {
			RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { dest, value })
		},
		TransferKeepAlive => {
			RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value })
		},
		Burn => RuntimeCall::Balances(pallet_balances::Call::burn {
			value: value / 10,
			keep_alive: false,
		}),
		Pay => RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference {
			dest,
			value,
			reference: vec![step.number].try_into().unwrap(),
		}),
		VestedTransfer => {
			let start = System::block_number() + u32::from(step.number % 8);
			let per_block = value / (1 + u128::from(step.number)) + 1;
			let schedule = VestingInfo::new(value, per_block, start);
			RuntimeCall::Vesting(pallet_vesting::Call::vested_transfer { target: dest, schedule })
		},
		Vest => RuntimeCall::Vesting(pallet_vesting::Call::vest {}),
		_ => return None,
	})
}

fn stake(step: &Step, who: &AccountId, value: Balance) -> Option<RuntimeCall> {
	let validators = validators();
	let active = Staking::ledger(StakingAccount::Stash(who.clone())).map_or(0, |one| one.active);
	Some(match step.action {
		Bond => {
			let payee = match step.number % 3 {
				0 => RewardDestination::Staked,
				1 => RewardDestination::Stash,
				_ => RewardDestination::Account(account(Sr25519Keyring::One)),
			};
			RuntimeCall::Staking(pallet_staking::Call::bond { value, payee })
		},
		BondExtra => {
			RuntimeCall::Staking(pallet_staking::Call::bond_extra { max_additional: value })
		},
		Nominate => RuntimeCall::Staking(pallet_staking::Call::nominate {
			targets: validators.into_iter().map(Into::into).collect(),
		}),
		Unbond => {
			RuntimeCall::Staking(pallet_staking::Call::unbond { value: step.amount.of(active) })
		},
		WithdrawUnbonded => {
			RuntimeCall::Staking(pallet_staking::Call::withdraw_unbonded { num_slashing_spans: 0 })
		},
		Payout => {
			let newest = pallet_staking::ActiveEra::<Runtime>::get().unwrap().index;
			let era = newest.saturating_sub(1 + u32::from(step.number / 4 % 3));
			let validator_stash = validators[usize::from(step.number % 4)].clone();
			RuntimeCall::Staking(pallet_staking::Call::payout_stakers { validator_stash, era })
		},
		_ => return None,
	})
}

fn pool(step: &Step, who: &AccountId, value: Balance) -> Option<RuntimeCall> {
	let member_account = || who.clone().into();
	let points =
		pallet_nomination_pools::PoolMembers::<Runtime>::get(who).map_or(0, |one| one.points);
	Some(match step.action {
		JoinPool => RuntimeCall::NominationPools(pallet_nomination_pools::Call::join {
			amount: value,
			pool_id: POOL,
		}),
		PoolBondExtra => {
			let extra = match step.number % 2 {
				0 => BondExtra::FreeBalance(value),
				_ => BondExtra::Rewards,
			};
			RuntimeCall::NominationPools(pallet_nomination_pools::Call::bond_extra { extra })
		},
		PoolUnbond => RuntimeCall::NominationPools(pallet_nomination_pools::Call::unbond {
			member_account: member_account(),
			unbonding_points: step.amount.of(points),
		}),
		PoolWithdraw => {
			RuntimeCall::NominationPools(pallet_nomination_pools::Call::withdraw_unbonded {
				member_account: member_account(),
				num_slashing_spans: 0,
			})
		},
		PoolClaim => RuntimeCall::NominationPools(pallet_nomination_pools::Call::claim_payout {}),
		ApplyPoolSlash => {
			RuntimeCall::NominationPools(pallet_nomination_pools::Call::apply_slash {
				member_account: member_account(),
			})
		},
		_ => return None,
	})
}

fn vote(step: &Step, who: &AccountId, other: &AccountId) -> Option<RuntimeCall> {
	let conviction = Conviction::try_from(step.number % 7).unwrap();
	let balance = step.amount.of(Balances::total_balance(who));
	let vote = pallet_conviction_voting::Vote { aye: step.number > 127, conviction };
	Some(match step.action {
		Vote => RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::vote {
			poll_index: REFERENDUM,
			vote: AccountVote::Standard { vote, balance },
		}),
		RemoveVote => RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::remove_vote {
			class: Some(CLASS),
			index: REFERENDUM,
		}),
		Delegate => {
			let to = other.clone().into();
			RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::delegate {
				class: CLASS,
				to,
				conviction,
				balance,
			})
		},
		Undelegate => RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::undelegate {
			class: CLASS,
		}),
		Unlock => {
			let target = other.clone().into();
			RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::unlock {
				class: CLASS,
				target,
			})
		},
		_ => return None,
	})
}

fn deposit(step: &Step) -> Option<RuntimeCall> {
	// One of two, so that it is found again.
	let bytes = vec![step.number % 2; 100];
	let name = Data::Raw(bytes[..10].to_vec().try_into().unwrap());
	Some(match step.action {
		NotePreimage => RuntimeCall::Preimage(pallet_preimage::Call::note_preimage { bytes }),
		UnnotePreimage => {
			let hash = Hashing::hash(&bytes);
			RuntimeCall::Preimage(pallet_preimage::Call::unnote_preimage { hash })
		},
		SetIdentity => {
			let info = IdentityInfo {
				additional: Default::default(),
				display: name.clone(),
				legal: Data::None,
				web: if step.number > 127 { name } else { Data::None },
				riot: Data::None,
				email: Data::None,
				pgp_fingerprint: None,
				image: Data::None,
				twitter: Data::None,
			};
			RuntimeCall::Identity(pallet_identity::Call::set_identity { info: Box::new(info) })
		},
		ClearIdentity => RuntimeCall::Identity(pallet_identity::Call::clear_identity {}),
		_ => return None,
	})
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sources of the accounts pallet's views: the storage of the stock pallets. Nothing here is
//! written, and no block depends on it.

use crate::{
	AccountId, Balance, Balances, NominationPools, Runtime, RuntimeHoldReason, Staking, System,
	Treasury, Validators,
};
use alloc::vec::Vec;
use pallet_accounts::{AccountTies, SupplySources};
use polkadot_sdk::{
	pallet_balances, pallet_conviction_voting, pallet_nomination_pools,
	pallet_staking::{self, StakingLedger},
	pallet_vesting,
	sp_runtime::traits::{BlockNumberProvider, ConvertInto},
	sp_staking::StakingAccount,
};

/// The ties of an account to Balances, Staking, NominationPools, Vesting and ConvictionVoting.
pub struct PalletTies;

/// Returns the stake of an account that stakes by itself.
fn ledger(who: &AccountId) -> Option<StakingLedger<Runtime>> {
	Staking::ledger(StakingAccount::Stash(who.clone())).ok()
}

fn sum(amounts: impl Iterator<Item = Balance>) -> Balance {
	amounts.fold(0, Balance::saturating_add)
}

impl AccountTies<AccountId, Balance, RuntimeHoldReason> for PalletTies {
	fn frozen(who: &AccountId) -> Balance {
		System::account(who).data.frozen
	}

	fn holds(who: &AccountId) -> Vec<(RuntimeHoldReason, Balance)> {
		let holds = pallet_balances::Holds::<Runtime>::get(who);
		holds.into_iter().map(|hold| (hold.id, hold.amount)).collect()
	}

	fn bonded(who: &AccountId) -> Balance {
		ledger(who).map_or(0, |ledger| ledger.active)
	}

	fn unbonding(who: &AccountId) -> Balance {
		ledger(who).map_or(0, |ledger| sum(ledger.unlocking.iter().map(|chunk| chunk.value)))
	}

	fn pooled(who: &AccountId) -> Balance {
		pallet_nomination_pools::PoolMembers::<Runtime>::get(who).map_or(0, |member| {
			NominationPools::api_points_to_balance(member.pool_id, member.points)
		})
	}

	fn pool_unbonding(who: &AccountId) -> Balance {
		NominationPools::api_member_total_balance(who.clone()).saturating_sub(Self::pooled(who))
	}

	// From the schedules: the lock in Balances stays as large as it was at the last `vest`.
	fn vesting(who: &AccountId) -> Balance {
		let now = <Runtime as pallet_vesting::Config>::BlockNumberProvider::current_block_number();
		let schedules = pallet_vesting::Vesting::<Runtime>::get(who).unwrap_or_default();
		sum(schedules.iter().map(|schedule| schedule.locked_at::<ConvertInto>(now)))
	}

	fn locked_in_votes(who: &AccountId) -> Balance {
		let locks = pallet_conviction_voting::ClassLocksFor::<Runtime>::get(who);
		locks.into_iter().map(|(_class, amount)| amount).max().unwrap_or_default()
	}
}

/// The figures of the supply from Staking, Treasury and the fee policy.
pub struct PalletSources;

impl SupplySources<Balance> for PalletSources {
	fn staked() -> Balance {
		pallet_staking::ActiveEra::<Runtime>::get()
			.map_or(0, |era| pallet_staking::ErasTotalStake::<Runtime>::get(era.index))
	}

	fn treasury() -> Balance {
		Balances::free_balance(Treasury::account_id())
	}

	fn fees_burned() -> Balance {
		crate::FeePolicy::fees_burned()
	}

	fn fees_to_treasury() -> Balance {
		crate::FeePolicy::fees_to_treasury()
	}

	fn emission_per_era() -> Balance {
		let emission = Validators::planned_emission();
		emission.stakers.saturating_add(emission.treasury)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The expected view of an account, put together from raw storage and in other ways than the view.

use batara_runtime::{
	constants::money::EXISTENTIAL_DEPOSIT, AccountId, Balance, NominationPools, Runtime, System,
};
use pallet_accounts::AccountOverviewOf;
use polkadot_sdk::{sp_core::U256, *};

/// Returns the expected view of `who`, put together from raw storage.
pub fn stored(who: &AccountId) -> AccountOverviewOf<Runtime> {
	let account = frame_system::Account::<Runtime>::get(who);
	let data = account.data;
	let locks = pallet_balances::Locks::<Runtime>::get(who);
	let freezes = pallet_balances::Freezes::<Runtime>::get(who);
	let frozen = (locks.iter().map(|lock| lock.amount))
		.chain(freezes.iter().map(|freeze| freeze.amount))
		.max()
		.unwrap_or_default();
	let lock =
		|id: &[u8; 8]| locks.iter().find(|lock| &lock.id == id).map_or(0, |lock| lock.amount);
	let bound = frozen.saturating_sub(data.reserved);
	let may_die = data.free == 0 || account.consumers == 0 || account.providers > 1;
	let (bonded, unbonding) = stored_stake(who);
	let (pooled, pool_unbonding) = stored_pool_stake(who);
	let vesting = stored_vesting(who);
	assert!(vesting <= lock(b"vesting "), "the lock follows the schedules");
	AccountOverviewOf::<Runtime> {
		nonce: account.nonce,
		free: data.free,
		reserved: data.reserved,
		holds: (pallet_balances::Holds::<Runtime>::get(who).into_iter())
			.map(|hold| (hold.id, hold.amount))
			.collect(),
		frozen,
		transferable: data.free.saturating_sub(bound.max(EXISTENTIAL_DEPOSIT)),
		transferable_all: (data.free).saturating_sub(if may_die {
			bound
		} else {
			bound.max(EXISTENTIAL_DEPOSIT)
		}),
		bonded,
		unbonding,
		pooled,
		pool_unbonding,
		vesting,
		locked_in_votes: lock(b"pyconvot"),
	}
}

/// Returns the bonded and the unbonding amount of a stash that is its own controller, from
/// its ledger.
fn stored_stake(who: &AccountId) -> (Balance, Balance) {
	let Some(ledger) = pallet_staking::Ledger::<Runtime>::get(who) else { return (0, 0) };
	(ledger.active, ledger.total - ledger.active)
}

/// Returns the worth of a member's points, active and unbonding.
fn stored_pool_stake(who: &AccountId) -> (Balance, Balance) {
	let Some(member) = pallet_nomination_pools::PoolMembers::<Runtime>::get(who) else {
		return (0, 0);
	};
	let worth = |points: Balance, of_points: Balance, balance: Balance| match of_points {
		0 => 0,
		_ => (U256::from(points) * U256::from(balance) / U256::from(of_points)).as_u128(),
	};
	let pool = pallet_nomination_pools::BondedPools::<Runtime>::get(member.pool_id).unwrap();
	let bonded = stored_stake(&NominationPools::generate_bonded_account(member.pool_id)).0;
	let active = worth(member.points, pool.points, bonded);
	let unbonding = pallet_nomination_pools::SubPoolsStorage::<Runtime>::get(member.pool_id)
		.map_or(0, |pools| {
			let worth_in = |(era, points): (&u32, &Balance)| {
				let pool = pools.with_era.get(era).unwrap_or(&pools.no_era);
				worth(*points, pool.points, pool.balance)
			};
			member.unbonding_eras.iter().map(worth_in).sum()
		});
	(active, unbonding)
}

/// Returns the amount that no schedule has released yet.
fn stored_vesting(who: &AccountId) -> Balance {
	let now = System::block_number();
	let schedules = pallet_vesting::Vesting::<Runtime>::get(who).unwrap_or_default();
	let locked = |one: &pallet_vesting::VestingInfo<Balance, u32>| {
		let passed = Balance::from(now.saturating_sub(one.starting_block()));
		one.locked().saturating_sub(passed * one.per_block())
	};
	schedules.iter().map(locked).sum()
}

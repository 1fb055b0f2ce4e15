// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Views of validators and eras, for clients.

use crate::{
	emission::EraEmission, BalanceOf, ChainTiming, Config, Jail, LivenessRecords, PaidTime, Pallet,
	PayoutProgress, Unpaid,
};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, Encode};
use core::ops::Bound;
use polkadot_sdk::{
	frame_support::traits::Get,
	pallet_babe, pallet_session, pallet_staking,
	sp_runtime::{traits::SaturatedConversion, Perbill, Permill},
	sp_staking::{EraIndex, SessionIndex, StakingAccount},
};
use scale_info::TypeInfo;

/// The most validators that one answer lists.
pub const PAGE_LIMIT: u32 = 100;
/// The points with which staking credits the author of a block.
const POINTS_PER_BLOCK: u32 = 20;

/// The state of a validator.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub enum ValidatorState {
	/// It authors blocks and votes on finality now.
	#[codec(index = 0)]
	Active,
	/// It will from the next epoch on.
	#[codec(index = 1)]
	Elected,
	/// A candidate of the next election.
	#[codec(index = 2)]
	Waiting,
	/// It was jailed because it authored no blocks, and either serves its term or has not sent
	/// `rejoin`, which makes it a candidate again.
	#[codec(index = 3)]
	Jailed,
	/// It has left and waits for its bond.
	#[codec(index = 4)]
	Leaving,
}

/// One validator.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct ValidatorStatus<AccountId, Balance> {
	/// Its account, which is also its stash.
	pub account: AccountId,
	/// Its state. One that was jailed or leaves stays active until the next election.
	pub state: ValidatorState,
	/// Whether it authors blocks now.
	pub is_active: bool,
	/// Its own stake, in base units: in this era if it is active, else what it has bonded.
	pub own_stake: Balance,
	/// With the stakes of those who nominate it, in base units. Known of active validators only.
	pub total_stake: Balance,
	/// The nominators that back it in this era.
	pub nominators: u32,
	/// The share of its rewards that it takes before they are divided by stake.
	pub commission: Perbill,
	/// The blocks that it authored in this era.
	pub blocks_in_era: u32,
	/// The whole epochs since it authored one. Governance sets how many are too many.
	pub silent_epochs: u32,
	/// Whether it has session keys. Without them it cannot be elected.
	pub has_keys: bool,
	/// The first epoch for which it can be elected again, while it serves a jail term.
	pub jailed_until: Option<SessionIndex>,
}

/// The present era.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct EraStatus<Balance> {
	/// Its number.
	pub index: EraIndex,
	/// The epoch in it, counted from 0.
	pub epoch: u32,
	/// The epochs that it has.
	pub epochs: u32,
	/// The time at which it began, in milliseconds of Unix time.
	pub started_ms: Option<u64>,
	/// Its planned length, in milliseconds.
	pub planned_ms: u64,
	/// The part of its slots that has passed.
	pub progress: Permill,
	/// The stake of all active validators and their nominators, in base units.
	pub staked: Balance,
	/// The amount that stakers get at its end, in base units, if it takes as long as planned.
	pub stakers_reward: Balance,
	/// The amount that the treasury gets then, in base units.
	pub treasury_reward: Balance,
	/// Rewards of ended eras that are not paid yet, in base units.
	pub unpaid: Balance,
	/// The era whose rewards are being paid.
	pub paying: Option<EraIndex>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_validators(
		after: Option<T::AccountId>,
		count: u32,
	) -> Vec<ValidatorStatus<T::AccountId, BalanceOf<T>>> {
		let active: BTreeSet<_> = pallet_session::Pallet::<T>::validators().into_iter().collect();
		let queued: BTreeSet<_> =
			pallet_session::Pallet::<T>::queued_keys().into_iter().map(|(who, _)| who).collect();
		let mut all: BTreeSet<_> = pallet_staking::Validators::<T>::iter_keys().collect();
		all.extend(Jail::<T>::iter_keys());
		all.extend(crate::Leavers::<T>::iter_keys());
		all.extend(active.iter().chain(&queued).cloned());
		let points = pallet_staking::ErasRewardPoints::<T>::get(Self::active_era()).individual;
		let blocks_of =
			|who| points.get(who).and_then(|points| points.checked_div(POINTS_PER_BLOCK));
		let from = after.map_or(Bound::Unbounded, Bound::Excluded);
		all.range::<T::AccountId, _>((from, Bound::Unbounded))
			.take(count.min(PAGE_LIMIT).saturated_into())
			.map(|who| ValidatorStatus {
				blocks_in_era: blocks_of(who).unwrap_or_default(),
				..Self::status(who, active.contains(who), queued.contains(who))
			})
			.collect()
	}

	/// Returns the status of one validator, without its blocks.
	fn status(
		who: &T::AccountId,
		is_active: bool,
		is_queued: bool,
	) -> ValidatorStatus<T::AccountId, BalanceOf<T>> {
		let era = Self::active_era();
		let exposure = pallet_staking::ErasStakersOverview::<T>::get(era, who);
		let bonded = pallet_staking::Pallet::<T>::ledger(StakingAccount::Stash(who.clone()))
			.map_or_else(|_| Default::default(), |ledger| ledger.active);
		let preferences = Jail::<T>::get(who)
			.and_then(|term| term.preferences)
			.filter(|_| !Self::is_candidate(who))
			.unwrap_or_else(|| pallet_staking::Validators::<T>::get(who));
		ValidatorStatus {
			account: who.clone(),
			state: Self::state(who, is_active, is_queued),
			is_active,
			own_stake: exposure.as_ref().map_or(bonded, |exposure| exposure.own),
			total_stake: exposure.as_ref().map_or(bonded, |exposure| exposure.total),
			nominators: exposure.map_or(0, |exposure| exposure.nominator_count),
			commission: preferences.commission,
			blocks_in_era: 0,
			silent_epochs: LivenessRecords::<T>::get(who).silent_epochs,
			has_keys: Self::has_keys(who),
			jailed_until: Self::jailed_until(who),
		}
	}

	/// Tells whether an account was jailed and has not come back.
	fn may_rejoin(who: &T::AccountId) -> bool {
		!Self::is_candidate(who)
			&& Jail::<T>::get(who).is_some_and(|term| term.preferences.is_some())
	}

	fn state(who: &T::AccountId, is_active: bool, is_queued: bool) -> ValidatorState {
		if Self::is_leaving(who) {
			ValidatorState::Leaving
		} else if Self::is_serving(who) || Self::may_rejoin(who) {
			ValidatorState::Jailed
		} else if is_active {
			ValidatorState::Active
		} else if is_queued {
			ValidatorState::Elected
		} else {
			ValidatorState::Waiting
		}
	}

	pub(crate) fn do_era() -> EraStatus<BalanceOf<T>> {
		let timing = ChainTiming::<T>::get();
		let era = pallet_staking::ActiveEra::<T>::get();
		let index = era.as_ref().map_or(0, |era| era.index);
		let session = pallet_session::Pallet::<T>::current_index();
		let first = pallet_staking::ErasStartSessionIndex::<T>::get(index).unwrap_or(session);
		let epoch = session.saturating_sub(first);
		let planned_ms = crate::timing::planned_era::<T>();
		let emission = Self::planned_emission();
		EraStatus {
			index,
			epoch,
			epochs: timing.epochs_per_era,
			started_ms: era.and_then(|era| era.start),
			planned_ms,
			progress: Permill::from_rational(
				u64::from(epoch)
					.saturating_mul(timing.epoch_slots.into())
					.saturating_add(Self::slots_into_epoch())
					.min(timing.era_slots()),
				timing.era_slots(),
			),
			staked: pallet_staking::ErasTotalStake::<T>::get(index),
			stakers_reward: emission.stakers,
			treasury_reward: emission.treasury,
			unpaid: Unpaid::<T>::get(),
			paying: PayoutProgress::<T>::get().map(|payout| payout.era),
		}
	}

	/// Returns what the present era emits if it takes as long as planned.
	pub fn planned_emission() -> EraEmission<BalanceOf<T>> {
		let issuance = pallet_staking::asset::total_issuance::<T>();
		let planned_ms = crate::timing::planned_era::<T>();
		T::Emission::get().of_era(issuance, planned_ms, PaidTime::<T>::get())
	}

	/// Returns the slots since the epoch began.
	pub(crate) fn slots_into_epoch() -> u64 {
		let start = pallet_babe::Pallet::<T>::current_epoch_start();
		(*pallet_babe::Pallet::<T>::current_slot()).saturating_sub(*start)
	}
}

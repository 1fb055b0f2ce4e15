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
	/// A validator that authors blocks and votes on finality now.
	#[codec(index = 0)]
	Active,
	/// A validator that will author blocks and vote on finality from the next epoch on.
	#[codec(index = 1)]
	Elected,
	/// A candidate of the next election.
	#[codec(index = 2)]
	Waiting,
	/// A validator that was jailed because it authored no blocks. It either serves its term or has
	/// not sent `rejoin`, which makes it a candidate again.
	#[codec(index = 3)]
	Jailed,
	/// A validator that has left and waits for its bond.
	#[codec(index = 4)]
	Leaving,
}

/// One validator.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct ValidatorStatus<AccountId, Balance> {
	/// The account of the validator, which is also its stash.
	pub account: AccountId,
	/// The state. A validator that was jailed or is leaving stays active until the next election.
	pub state: ValidatorState,
	/// `true` if the validator authors blocks now.
	pub is_active: bool,
	/// The validator's own stake, in base units: in this era if it is active, else what it has
	/// bonded.
	pub own_stake: Balance,
	/// The stake of the validator and of those who nominate it, in base units. Nominations are
	/// known of active validators only.
	pub total_stake: Balance,
	/// The number of nominators that back the validator in this era.
	pub nominators: u32,
	/// The share of the rewards that the validator takes before they are divided by stake.
	pub commission: Perbill,
	/// The number of blocks that the validator has authored in this era.
	pub blocks_in_era: u32,
	/// The number of whole epochs since the validator authored a block. Governance sets how many
	/// are too many.
	pub silent_epochs: u32,
	/// `true` if the validator has session keys. Without them it cannot be elected.
	pub has_keys: bool,
	/// The first epoch for which the validator can be elected again, while it serves a jail term.
	pub jailed_until: Option<SessionIndex>,
}

/// The present era.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct EraStatus<Balance> {
	/// The number of the era.
	pub index: EraIndex,
	/// The present epoch in the era, counted from 0.
	pub epoch: u32,
	/// The number of epochs in the era.
	pub epochs: u32,
	/// The time at which the era began, in milliseconds of Unix time.
	pub started_ms: Option<u64>,
	/// The planned length of the era, in milliseconds.
	pub planned_ms: u64,
	/// The share of the era's slots that has passed.
	pub progress: Permill,
	/// The stake of all active validators and their nominators, in base units.
	pub staked: Balance,
	/// The amount that stakers get at the end of the era, in base units, if it takes as long as
	/// planned.
	pub stakers_reward: Balance,
	/// The amount that the treasury gets at the end of the era, in base units, if it takes as long
	/// as planned.
	pub treasury_reward: Balance,
	/// The rewards of ended eras that are not paid yet, in base units.
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

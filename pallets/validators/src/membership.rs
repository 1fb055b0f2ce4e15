// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Joining and leaving. Each call sends the stock calls that would otherwise be sent by hand: all
//! of them take effect, or none.

use crate::{
	BalanceOf, Config, Error, Event, Jail, Leavers, LeaversOf, NextPayout, NextRelease, Pallet,
};
use alloc::vec::Vec;
use polkadot_sdk::{
	frame_support::{ensure, storage::with_storage_layer},
	frame_system::RawOrigin,
	pallet_session,
	pallet_staking::{self, RewardDestination, ValidatorPrefs},
	sp_runtime::{
		traits::{SaturatedConversion, Saturating, Zero},
		DispatchError, DispatchResult, Perbill,
	},
	sp_staking::{EraIndex, StakingAccount},
};

/// The most eras with slashes that a stash may have for the chain to withdraw its stake: the weight
/// of the withdrawal counts that many. Others withdraw by hand.
pub(crate) const MOST_SPANS: u32 = 32;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_join(
		who: T::AccountId,
		bond: BalanceOf<T>,
		commission: Perbill,
		keys: <T as pallet_session::Config>::Keys,
		proof: Vec<u8>,
	) -> DispatchResult {
		let origin = || T::RuntimeOrigin::from(RawOrigin::Signed(who.clone()));
		// Staking would bond what there is.
		ensure!(
			pallet_staking::asset::free_to_stake::<T>(&who) >= bond,
			pallet_staking::Error::<T>::InsufficientBond
		);
		pallet_staking::Pallet::<T>::bond(origin(), bond, RewardDestination::Staked)?;
		pallet_session::Pallet::<T>::set_keys(origin(), keys, proof)?;
		pallet_staking::Pallet::<T>::validate(
			origin(),
			ValidatorPrefs { commission, blocked: false },
		)?;
		Self::deposit_event(Event::Joined { validator: who, bond, commission });
		Ok(())
	}

	pub(crate) fn do_rotate_keys(
		who: T::AccountId,
		keys: <T as pallet_session::Config>::Keys,
		proof: Vec<u8>,
	) -> DispatchResult {
		ensure!(Self::has_keys(&who), Error::<T>::NotValidator);
		pallet_session::Pallet::<T>::set_keys(RawOrigin::Signed(who.clone()).into(), keys, proof)?;
		Self::deposit_event(Event::KeysRotated { validator: who });
		Ok(())
	}

	pub(crate) fn do_rejoin(who: T::AccountId) -> DispatchResult {
		let term = Jail::<T>::get(&who).ok_or(Error::<T>::NotJailed)?;
		let preferences = term.preferences.ok_or(Error::<T>::NotJailed)?;
		ensure!(Self::has_keys(&who), Error::<T>::NotValidator);
		ensure!(!Self::is_candidate(&who), Error::<T>::NotJailed);
		pallet_staking::Pallet::<T>::validate(Self::controller_of(&who)?, preferences)?;
		Self::give_up_rejoining(&who);
		Self::deposit_event(Event::Rejoined { validator: who });
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
		ensure!(Self::has_keys(&who) || Self::is_candidate(&who), Error::<T>::NotValidator);
		ensure!(!Self::is_leaving(&who), Error::<T>::AlreadyLeaving);
		let ledger = Self::ledger_of(&who)?;
		pallet_staking::Pallet::<T>::chill(Self::controller_of(&who)?)?;
		if !ledger.active.is_zero() {
			pallet_staking::Pallet::<T>::unbond(Self::controller_of(&who)?, ledger.active)
				.map_err(|failed| failed.error)?;
		}
		// Rewards that are still to come would be bonded again.
		if pallet_staking::Pallet::<T>::payee(StakingAccount::Stash(who.clone()))
			== Some(RewardDestination::Staked)
		{
			let controller = Self::controller_of(&who)?;
			pallet_staking::Pallet::<T>::set_payee(controller, RewardDestination::Stash)?;
		}
		Self::give_up_rejoining(&who);
		Self::forget_leave(&who);
		let free_in = Self::last_unlock(&who)?;
		Leavers::<T>::insert(&who, free_in);
		LeaversOf::<T>::insert(free_in, &who, ());
		Self::deposit_event(Event::Leaving { validator: who, free_in });
		Ok(())
	}

	/// Takes the right to rejoin from an account. A term that still lasts is served to its end.
	fn give_up_rejoining(who: &T::AccountId) {
		if Self::is_serving(who) {
			Jail::<T>::mutate_extant(who, |term| term.preferences = None);
		} else {
			Jail::<T>::remove(who);
		}
	}

	/// Returns the era, not yet begun, in which everything that a stash is unbonding is free.
	fn last_unlock(who: &T::AccountId) -> Result<EraIndex, DispatchError> {
		let next = Self::active_era().saturating_add(1);
		let chunks = Self::ledger_of(who)?.unlocking;
		Ok(chunks.iter().map(|chunk| chunk.era).fold(next, EraIndex::max))
	}

	/// Tells whether an account has left and has not come back with stock calls since.
	pub(crate) fn is_leaving(who: &T::AccountId) -> bool {
		Leavers::<T>::contains_key(who) && !Self::is_candidate(who)
	}

	fn forget_leave(who: &T::AccountId) {
		if let Some(era) = Leavers::<T>::take(who) {
			LeaversOf::<T>::remove(era, who);
		}
	}

	/// Lets the next leaver go whose stake is free. Returns whether there was anything to do.
	pub(crate) fn release_next() -> bool {
		let active = Self::active_era();
		let due = NextRelease::<T>::get();
		// Whose stake is gone cannot be paid any more: first the eras in which leavers served.
		if due > active || NextPayout::<T>::get() < due {
			return false;
		}
		match LeaversOf::<T>::iter_key_prefix(due).next() {
			Some(who) => Self::release(&who, active),
			None => NextRelease::<T>::put(due.saturating_add(1)),
		}
		true
	}

	fn release(who: &T::AccountId, active: EraIndex) {
		Self::forget_leave(who);
		if Self::is_candidate(who) {
			return;
		}
		if Self::elected().contains(who) {
			// No election could replace it. It goes as soon as one has.
			let later = active.saturating_add(1);
			Leavers::<T>::insert(who, later);
			LeaversOf::<T>::insert(later, who, ());
			return;
		}
		// What the stock calls refuse stays as it is: the account can still send them itself.
		if let Ok(returned) = with_storage_layer(|| Self::let_go(who)) {
			Self::deposit_event(Event::Left { validator: who.clone(), returned });
		}
	}

	fn let_go(who: &T::AccountId) -> Result<BalanceOf<T>, DispatchError> {
		let before = Self::ledger_of(who).map(|ledger| ledger.total).unwrap_or_default();
		if Self::has_keys(who) {
			pallet_session::Pallet::<T>::purge_keys(RawOrigin::Signed(who.clone()).into())?;
		}
		if !before.is_zero() {
			let spans = pallet_staking::SlashingSpans::<T>::get(who)
				.map_or(0, |spans| spans.prior.len().saturating_add(1).saturated_into());
			ensure!(spans <= MOST_SPANS, DispatchError::Exhausted);
			pallet_staking::Pallet::<T>::withdraw_unbonded(Self::controller_of(who)?, spans)
				.map_err(|failed| failed.error)?;
		}
		let after = Self::ledger_of(who).map(|ledger| ledger.total).unwrap_or_default();
		Ok(before.saturating_sub(after))
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The ends of epochs and eras, between the session pallet and staking.
//!
//! The session pallet drops whoever has no keys from the next set, down to an empty set, which ends
//! the chain. So the sets that it gets from here are never empty, and nobody in them is without
//! keys.

use crate::{payouts, BalanceOf, Config, Event, Jail, PaidTime, Pallet, WeightInfo};
use alloc::vec::Vec;
use polkadot_sdk::{
	frame_support::{defensive, dispatch::DispatchClass, traits::Get},
	frame_system,
	pallet_session::{self, SessionInterface, SessionManager},
	pallet_staking::{self, Forcing},
	sp_runtime::traits::SaturatedConversion,
	sp_staking::{EraPayout, SessionIndex},
};

// Session counts a whole block for the one that ends a session: what is done here is in it.
impl<T: Config> SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let elected = T::Sessions::new_session(index);
		match &elected {
			Some(elected) => Self::note_election(elected),
			None if Self::election_was_due(index) => Self::note_refusal(),
			None => {},
		}
		Self::with_keys(elected)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let elected = T::Sessions::new_session_genesis(index);
		if let Some(elected) = &elected {
			Self::note_backers(elected);
		}
		elected
	}

	fn start_session(index: SessionIndex) {
		T::Sessions::start_session(index);
	}

	fn end_session(index: SessionIndex) {
		let validators = Self::close_epoch();
		T::Sessions::end_session(index);
		payouts::note_ended_era::<T>();
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<T as Config>::WeightInfo::close_epoch(validators),
			DispatchClass::Mandatory,
		);
	}
}

impl<T: Config> Pallet<T> {
	fn note_election(elected: &[T::AccountId]) {
		for who in elected {
			if !Self::is_eligible(who) {
				defensive!("elections see eligible candidates only; qed");
			}
			Jail::<T>::remove(who);
		}
		Self::note_backers(elected);
		Self::note_nominations();
	}

	/// Tells whether staking should have elected validators for epoch `index`.
	fn election_was_due(index: SessionIndex) -> bool {
		let planned = pallet_staking::CurrentEra::<T>::get().unwrap_or_default();
		let start = pallet_staking::ErasStartSessionIndex::<T>::get(planned).unwrap_or_default();
		match pallet_staking::ForceEra::<T>::get() {
			Forcing::ForceNone => false,
			Forcing::ForceNew | Forcing::ForceAlways => true,
			Forcing::NotForcing => {
				index.saturating_sub(start) >= <T as pallet_staking::Config>::SessionsPerEra::get()
			},
		}
	}

	fn note_refusal() {
		Self::deposit_event(Event::ElectionRefused {
			eligible: Self::eligible_candidates(),
			minimum: Self::minimum_validators(),
		});
	}

	/// Returns the set for the epoch after the next, in which everybody has keys; none if the
	/// present set goes on unchanged.
	fn with_keys(elected: Option<Vec<T::AccountId>>) -> Option<Vec<T::AccountId>> {
		let all = elected.clone().unwrap_or_else(pallet_session::Pallet::<T>::validators);
		let (mut set, gone): (Vec<_>, Vec<_>) = all.into_iter().partition(Self::has_keys);
		if gone.is_empty() {
			return elected;
		}
		let minimum: usize = Self::minimum_validators().saturated_into();
		if set.len() >= minimum {
			for validator in gone {
				Self::deposit_event(Event::LeftWithoutKeys { validator });
			}
		} else {
			set.extend(Self::restore_keys(gone));
		}
		(!set.is_empty()).then_some(set)
	}

	/// Registers again the keys with which `gone` author now, except those that others have taken.
	/// Returns the validators that have keys again.
	fn restore_keys(gone: Vec<T::AccountId>) -> Vec<T::AccountId> {
		let in_use = pallet_session::Pallet::<T>::queued_keys();
		gone.into_iter()
			.filter(|who| {
				let keys = in_use.iter().find(|(queued, _)| queued == who);
				let restored = keys.is_some_and(|(_, keys)| {
					<pallet_session::Pallet<T> as SessionInterface>::set_keys(who, keys.clone())
						.is_ok()
				});
				if restored {
					Self::deposit_event(Event::KeysRestored { validator: who.clone() });
				}
				restored
			})
			.collect()
	}
}

/// The emission of an era. It is paid for its planned length at most: a chain that stood still owes
/// nothing for the time in which nobody validated.
impl<T: Config> EraPayout<BalanceOf<T>> for Pallet<T> {
	fn era_payout(
		_total_staked: BalanceOf<T>,
		total_issuance: BalanceOf<T>,
		era_duration_millis: u64,
	) -> (BalanceOf<T>, BalanceOf<T>) {
		let length = era_duration_millis.min(crate::timing::planned_era::<T>());
		let paid = PaidTime::<T>::get();
		let emission = T::Emission::get().of_era(total_issuance, length, paid);
		PaidTime::<T>::put(paid.saturating_add(length));
		(emission.stakers, emission.treasury)
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What happens when epochs and eras end: between the session pallet and staking.

use crate::{payouts, BalanceOf, Config, PaidTime, Pallet, WeightInfo};
use alloc::vec::Vec;
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, traits::Get},
	frame_system,
	pallet_session::SessionManager,
	sp_staking::{EraPayout, SessionIndex},
};

impl<T: Config> SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		T::Sessions::new_session(index)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		T::Sessions::new_session_genesis(index)
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

/// What an era pays. It is paid for its planned length at most: a chain that stood still owes
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

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The number of nominators that a report of an equivocation can slash, which its weight declares.

use crate::{timing::MAX_BONDING_ERAS, ChainTiming, Config, MostBackers, Pallet};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		traits::{ConstU32, Get},
		BoundedVec,
	},
	pallet_staking,
	sp_staking::EraIndex,
};

/// The largest number of backers of one validator, for each era that can still be slashed: the eras
/// of a bond, the present one and the planned one.
pub(crate) type BackersByEra = BoundedVec<(EraIndex, u32), ConstU32<{ MAX_BONDING_ERAS + 2 }>>;

impl<T: Config> Pallet<T> {
	/// Notes the largest number of backers that a validator elected for the planned era has.
	pub(crate) fn note_backers(elected: &[T::AccountId]) {
		let era = pallet_staking::CurrentEra::<T>::get().unwrap_or_default();
		let backers_of = |who| {
			pallet_staking::ErasStakersOverview::<T>::get(era, who)
				.map_or(0, |overview| overview.nominator_count)
		};
		let most = elected.iter().map(backers_of).max().unwrap_or_default();
		let bonded = ChainTiming::<T>::get().bonding_eras.saturating_add(1);
		MostBackers::<T>::mutate(|known| {
			known.retain(|(old, _)| *old != era && old.saturating_add(bonded) >= era);
			// As many eras as are kept at most have room; qed.
			let _ = known.try_push((era, most));
		});
	}
}

/// The largest number of nominators behind one validator in an era that can still be slashed, for
/// the weight of equivocation reports.
pub struct SlashableBackers<T>(PhantomData<T>);

impl<T: Config> Get<u32> for SlashableBackers<T> {
	fn get() -> u32 {
		MostBackers::<T>::get().iter().map(|(_, most)| *most).max().unwrap_or_default()
	}
}

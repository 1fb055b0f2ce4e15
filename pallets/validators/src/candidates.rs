// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The bounded list of candidates, on which more stake always wins a place.
//!
//! Newcomers enter with stock `validate`, `join` or `rejoin`, in each block as many as
//! [`ElectionLimits::newcomers`] allows. The next block begins with a look at all candidates, and
//! those that rank last and are not elected lose their places until no more are left than
//! `targets`. So elections, which come later in a block, never see more than they take.
//!
//! Candidates rank by their own stake and the stake that nominates them; a nominator's stake is
//! divided equally among those it names. A candidate without session keys ranks last. Own stake
//! counts at once. Nominations count as the last election saw them, and only once the list is
//! [crowded](Pallet::is_crowded): before that nobody loses a place.

use crate::{
	timing::ElectionLimits, Config, ElectionLimit, Error, Event, NominatedStake, Pallet, WeightInfo,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::cmp::Reverse;
use polkadot_sdk::{
	frame_election_provider_support::VoteWeight,
	frame_support::{defensive, ensure, traits::Get, weights::Weight, BoundedBTreeMap},
	pallet_session,
	pallet_staking::{self, Pallet as Staking},
	sp_runtime::{traits::SaturatedConversion, DispatchResult, Percent},
};

/// The threshold of a chain that names none, from which on staking lets anybody chill candidates:
/// places are won by stake long before.
pub(crate) const CHILL_THRESHOLD: Percent = Percent::from_percent(75);

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_election_limits(limits: ElectionLimits) -> DispatchResult {
		let ElectionLimits { voters, targets } = limits;
		ensure!(limits.are_valid(), Error::<T>::LimitsOutOfBounds);
		ensure!(pallet_staking::Validators::<T>::count() <= targets, Error::<T>::TooManyCandidates);
		Self::put_election_limits(limits);
		pallet_staking::ChillThreshold::<T>::mutate(|known| {
			known.get_or_insert(CHILL_THRESHOLD);
		});
		Self::deposit_event(Event::ElectionLimitsSet { voters, targets });
		Ok(())
	}

	/// Stores the limits, and sets staking's bound above them: it leaves room for the newcomers of
	/// a block.
	pub(crate) fn put_election_limits(limits: ElectionLimits) {
		ElectionLimit::<T>::put(limits);
		pallet_staking::MaxValidatorsCount::<T>::put(limits.candidates());
	}

	/// Tells whether at least a quarter of the places is taken.
	fn is_crowded() -> bool {
		let places = ElectionLimit::<T>::get().targets;
		pallet_staking::Validators::<T>::count() >= places / 4
	}

	/// Returns the vote weight by which a candidate keeps its place.
	fn rank(who: &T::AccountId, nominated: &BTreeMap<T::AccountId, VoteWeight>) -> VoteWeight {
		if !Self::has_keys(who) {
			return 0;
		}
		let own = Staking::<T>::weight_of(who);
		own.saturating_add(nominated.get(who).copied().unwrap_or_default())
	}

	/// Returns the accounts of the active set and of the next one.
	pub(crate) fn elected() -> BTreeSet<T::AccountId> {
		let queued = pallet_session::Pallet::<T>::queued_keys().into_iter().map(|(who, _)| who);
		pallet_session::Pallet::<T>::validators().into_iter().chain(queued).collect()
	}

	/// Takes the places of the lowest candidates that are not elected, until no more candidates are
	/// left than there are places. If all others are elected, one stays to stand against them.
	/// Returns the weight of this work.
	pub(crate) fn make_room() -> Weight {
		let places = ElectionLimit::<T>::get().targets;
		let candidates = pallet_staking::Validators::<T>::count();
		let surplus = candidates.saturating_sub(places);
		if surplus == 0 {
			return T::DbWeight::get().reads(2);
		}
		let nominated = NominatedStake::<T>::get();
		let elected = Self::elected();
		let mut others: Vec<_> = pallet_staking::Validators::<T>::iter_keys()
			.filter(|who| !elected.contains(who))
			.map(|who| (Self::rank(&who, &nominated), who))
			.collect();
		others.sort_by_key(|(rank, _)| *rank);
		let one_stays = others.len().saturating_sub(1);
		for (_, who) in others.into_iter().take(one_stays.min(surplus.saturated_into())) {
			Staking::<T>::do_remove_validator(&who);
			Self::deposit_event(Event::Outranked { validator: who });
		}
		<T as Config>::WeightInfo::make_room(candidates)
	}

	/// Notes the stake that nominates each account with session keys, if the list is crowded: the
	/// largest amounts, as many as there can be candidates. Otherwise keeps nothing.
	pub(crate) fn note_nominations() {
		if !Self::is_crowded() {
			NominatedStake::<T>::kill();
			return;
		}
		let mut nominated = BTreeMap::<T::AccountId, VoteWeight>::new();
		let bounds = crate::timing::Bounds::<T>::get().voters;
		for (voter, stake, targets) in Staking::<T>::get_npos_voters(bounds) {
			let part = stake.checked_div(targets.len().saturated_into()).unwrap_or_default();
			// The vote of a candidate for itself is its own stake.
			for target in targets.into_iter().filter(|target| *target != voter) {
				let sum = nominated.entry(target).or_default();
				*sum = sum.saturating_add(part);
			}
		}
		let mut largest: Vec<_> = nominated.into_iter().collect();
		largest.sort_by_key(|(_, stake)| Reverse(*stake));
		let places = ElectionLimit::<T>::get().candidates();
		let kept: BTreeMap<_, _> = largest
			.into_iter()
			.filter(|(who, _)| Self::has_keys(who))
			.take(places.saturated_into())
			.collect();
		match BoundedBTreeMap::try_from(kept) {
			Ok(kept) => NominatedStake::<T>::put(kept),
			Err(()) => {
				defensive!("no more are kept than can be candidates; qed");
			},
		}
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Fees paid out of the budgets of sponsorships.

use crate::{
	profile::Profile, BalanceOf, Config, CreditOf, HoldReason, Pallet, SponsorshipOf, Sponsorships,
};
use polkadot_sdk::{
	frame_support::{
		defensive,
		traits::{
			fungible::{Balanced, BalancedHold, MutateHold},
			Imbalance,
		},
	},
	frame_system,
	sp_runtime::traits::{Saturating, Zero},
};

impl<T: Config> Pallet<T> {
	/// Tells whether a sponsorship pays `fee` for this transaction. A sponsorship that is declined
	/// pays for the call that declines it, whatever its scope and limit: else an account without
	/// BTR could not get rid of it.
	fn pays(
		sponsorship: &SponsorshipOf<T>,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> bool {
		let covers = sponsorship.per_transaction >= fee && sponsorship.scope.covers(profile);
		let is_declined = profile.declines.as_ref() == Some(&sponsorship.sponsor);
		sponsorship.expires > frame_system::Pallet::<T>::block_number()
			&& sponsorship.budget >= fee
			&& (covers || is_declined)
	}

	/// Tells whether an account may have sponsorships. An account without any has no sufficient
	/// reference of ours, so most senders are told apart without reading the map.
	pub(crate) fn may_be_sponsored(who: &T::AccountId) -> bool {
		!frame_system::Pallet::<T>::sufficients(who).is_zero()
	}

	/// Tells whether a sponsor would pay `fee`.
	pub(crate) fn has_sponsor(
		who: &T::AccountId,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> bool {
		!fee.is_zero()
			&& Self::may_be_sponsored(who)
			&& Sponsorships::<T>::get(who)
				.iter()
				.any(|sponsorship| Self::pays(sponsorship, profile, fee))
	}

	/// Takes `fee` out of the budget of a sponsorship that pays for the transaction, if there is
	/// one: the one that is declined, or else the oldest.
	pub(crate) fn charge_sponsor(
		who: &T::AccountId,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> Option<(T::AccountId, CreditOf<T>)> {
		if fee.is_zero() || !Self::may_be_sponsored(who) {
			return None;
		}
		let mut sponsorships = Sponsorships::<T>::get(who);
		let sponsorship = sponsorships
			.iter_mut()
			.filter(|sponsorship| Self::pays(sponsorship, profile, fee))
			.min_by_key(|sponsorship| profile.declines.as_ref() != Some(&sponsorship.sponsor))?;
		let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
		let (credit, missing) = T::Currency::slash(&reason, &sponsorship.sponsor, fee);
		if !missing.is_zero() {
			defensive!("the whole budget is on hold; qed");
		}
		sponsorship.budget = sponsorship.budget.saturating_sub(fee);
		let sponsor = sponsorship.sponsor.clone();
		Sponsorships::<T>::insert(who, sponsorships);
		Some((sponsor, credit))
	}

	/// Puts the part of the fee that a transaction did not need back into the budget. If the
	/// sponsorship has ended meanwhile, the sponsor gets it. Returns what cannot be given back.
	pub(crate) fn refund(
		who: &T::AccountId,
		sponsor: &T::AccountId,
		refund: CreditOf<T>,
	) -> Option<CreditOf<T>> {
		let amount = refund.peek();
		if amount.is_zero() {
			return None;
		}
		if let Err(refused) = T::Currency::resolve(sponsor, refund) {
			return Some(refused);
		}
		Sponsorships::<T>::mutate_extant(who, |sponsorships| {
			let sponsorship = sponsorships.iter_mut().find(|known| known.sponsor == *sponsor);
			let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
			if let Some(sponsorship) = sponsorship {
				if T::Currency::hold(&reason, sponsor, amount).is_ok() {
					sponsorship.budget = sponsorship.budget.saturating_add(amount);
				}
			}
		});
		None
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Fees paid out of a sponsor's budget.

use crate::{
	profile::{Profile, Reach},
	BalanceOf, Config, CreditOf, EndReason, Error, Event, HoldReason, Pallet, SponsorshipOf,
	Sponsorships, SponsorshipsOf,
};
use batara_primitives::lanes::Lane;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		defensive, ensure,
		traits::{
			fungible::{Balanced, BalancedHold, MutateHold},
			tokens::Precision,
			Get, Imbalance,
		},
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{
		traits::{Saturating, Zero},
		DispatchError, DispatchResult,
	},
};
use scale_info::TypeInfo;

/// The transactions whose fees a sponsor pays.
#[derive(
	Clone, Debug, Eq, PartialEq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Scope<AccountId> {
	/// All transactions.
	#[codec(index = 0)]
	Any,
	/// The transactions that call this contract and nothing else.
	#[codec(index = 1)]
	Contract(AccountId),
	/// The transactions whose calls all belong to this lane.
	#[codec(index = 2)]
	Lane(Lane),
}

impl<AccountId: PartialEq> Scope<AccountId> {
	fn covers(&self, profile: &Profile<AccountId>) -> bool {
		match self {
			Self::Any => true,
			Self::Contract(contract) => {
				matches!(&profile.reach, Reach::Contract(called) if called == contract)
			},
			Self::Lane(lane) => profile.only_lane() == Some(*lane),
		}
	}
}

/// A sponsor's promise to pay fees of an account.
#[derive(
	Clone, Debug, Eq, PartialEq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sponsorship<AccountId, Balance, BlockNumber> {
	/// The account that pays.
	pub sponsor: AccountId,
	/// The amount that is left to pay with, on hold in the sponsor's account, in base units.
	pub budget: Balance,
	/// The highest fee of one transaction that is paid, in base units.
	pub per_transaction: Balance,
	/// The first block in which nothing is paid any more.
	pub expires: BlockNumber,
	/// The transactions that are paid for.
	pub scope: Scope<AccountId>,
	/// The deposit for the storage of this sponsorship, on hold, in base units.
	pub deposit: Balance,
}

impl<T: Config> Pallet<T> {
	/// Makes a sponsorship, whose deposit is set here. All that can be refused is checked before
	/// anything is stored.
	pub(crate) fn do_sponsor(
		beneficiary: T::AccountId,
		mut sponsorship: SponsorshipOf<T>,
	) -> DispatchResult {
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(sponsorship.sponsor != beneficiary, Error::<T>::SelfSponsorship);
		Self::ensure_pays_something(&sponsorship, now)?;
		sponsorship.deposit = T::SponsorshipDeposit::get();
		let known = Sponsorships::<T>::get(&beneficiary);
		let is_first = known.is_empty();
		let (sponsorships, displaced) = Self::with_new(known, &sponsorship, now)?;

		let Sponsorship { sponsor, budget, per_transaction, expires, scope, deposit } = sponsorship;
		T::Currency::hold(&HoldReason::SponsorshipBudget.into(), &sponsor, budget)?;
		T::Currency::hold(&HoldReason::SponsorshipDeposit.into(), &sponsor, deposit)?;
		Sponsorships::<T>::insert(&beneficiary, sponsorships);
		if let Some(displaced) = displaced {
			Self::pay_back(&beneficiary, &displaced, EndReason::Displaced);
		}
		Self::deposit_event(Event::Sponsored {
			sponsor,
			beneficiary: beneficiary.clone(),
			budget,
			per_transaction,
			expires,
			scope,
		});
		if is_first {
			// The account may send its first transaction without ever having held BTR.
			frame_system::Pallet::<T>::inc_sufficients(&beneficiary);
		}
		Ok(())
	}

	/// Returns the sponsorships of an account with a new one, and the one whose place that takes if
	/// all places are taken.
	fn with_new(
		mut known: SponsorshipsOf<T>,
		new: &SponsorshipOf<T>,
		now: BlockNumberFor<T>,
	) -> Result<(SponsorshipsOf<T>, Option<SponsorshipOf<T>>), Error<T>> {
		ensure!(!known.iter().any(|one| one.sponsor == new.sponsor), Error::<T>::AlreadySponsored);
		let displaced = if known.is_full() {
			let index =
				Self::displaced_by(&known, new, now).ok_or(Error::<T>::TooManySponsorships)?;
			Some(known.remove(index))
		} else {
			None
		};
		known.try_push(new.clone()).map_err(|_| Error::<T>::TooManySponsorships)?;
		Ok((known, displaced))
	}

	/// Refuses a sponsorship that would pay nothing: its time is over, its limit is zero, or its
	/// budget is too small.
	fn ensure_pays_something(
		sponsorship: &SponsorshipOf<T>,
		now: BlockNumberFor<T>,
	) -> DispatchResult {
		ensure!(sponsorship.expires > now, Error::<T>::AlreadyExpired);
		ensure!(!sponsorship.per_transaction.is_zero(), Error::<T>::NothingPerTransaction);
		ensure!(sponsorship.budget >= T::MinimumBudget::get(), Error::<T>::BudgetTooSmall);
		ensure!(sponsorship.budget >= sponsorship.per_transaction, Error::<T>::BudgetTooSmall);
		Ok(())
	}

	/// Returns the place of the sponsorship that makes room for a new one: an expired one, else the
	/// one with the least left, if that is less than the new one has.
	fn displaced_by(
		known: &[SponsorshipOf<T>],
		new: &SponsorshipOf<T>,
		now: BlockNumberFor<T>,
	) -> Option<usize> {
		let left = |one: &SponsorshipOf<T>| {
			if one.expires <= now {
				Zero::zero()
			} else {
				one.budget
			}
		};
		let (index, weakest) = known.iter().enumerate().min_by_key(|(_, one)| left(one))?;
		(left(weakest) < new.budget).then_some(index)
	}

	pub(crate) fn do_top_up(
		sponsor: T::AccountId,
		beneficiary: T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		Sponsorships::<T>::try_mutate(&beneficiary, |sponsorships| {
			let sponsorship = sponsorships
				.iter_mut()
				.find(|known| known.sponsor == sponsor)
				.ok_or(Error::<T>::NotSponsored)?;
			let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
			T::Currency::hold(&reason, &sponsor, amount)?;
			sponsorship.budget = sponsorship.budget.saturating_add(amount);
			Self::deposit_event(Event::ToppedUp {
				sponsor: sponsor.clone(),
				beneficiary: beneficiary.clone(),
				amount,
				budget: sponsorship.budget,
			});
			Ok(())
		})
	}

	/// Ends a sponsorship and gives the sponsor back what is left. `allowed` can refuse that.
	pub(crate) fn do_end(
		sponsor: &T::AccountId,
		beneficiary: &T::AccountId,
		reason: EndReason,
		allowed: impl FnOnce(&SponsorshipOf<T>) -> Result<(), DispatchError>,
	) -> DispatchResult {
		Sponsorships::<T>::try_mutate_exists(beneficiary, |stored| {
			let sponsorships = stored.as_mut().ok_or(Error::<T>::NotSponsored)?;
			let index = sponsorships
				.iter()
				.position(|known| known.sponsor == *sponsor)
				.ok_or(Error::<T>::NotSponsored)?;
			if let Some(sponsorship) = sponsorships.get(index) {
				allowed(sponsorship)?;
				Self::pay_back(beneficiary, sponsorship, reason);
			}
			sponsorships.remove(index);
			if sponsorships.is_empty() {
				*stored = None;
				frame_system::Pallet::<T>::dec_sufficients(beneficiary);
			}
			Ok(())
		})
	}

	fn pay_back(beneficiary: &T::AccountId, sponsorship: &SponsorshipOf<T>, reason: EndReason) {
		let holds = [
			(HoldReason::SponsorshipBudget, sponsorship.budget),
			(HoldReason::SponsorshipDeposit, sponsorship.deposit),
		];
		for (hold, amount) in holds {
			let hold: T::RuntimeHoldReason = hold.into();
			let released =
				T::Currency::release(&hold, &sponsorship.sponsor, amount, Precision::BestEffort);
			if released != Ok(amount) {
				defensive!("budgets and deposits are on hold in full; qed");
			}
		}
		Self::deposit_event(Event::SponsorshipEnded {
			sponsor: sponsorship.sponsor.clone(),
			beneficiary: beneficiary.clone(),
			returned: sponsorship.budget,
			reason,
		});
	}

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

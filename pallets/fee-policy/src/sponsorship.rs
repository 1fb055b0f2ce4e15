// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Sponsorships: how they are made and topped up, and how they end. `budgets` pays fees out of
//! them.

use crate::{
	profile::{Profile, Reach},
	BalanceOf, Config, EndReason, Error, Event, HoldReason, Pallet, SponsorshipOf, Sponsorships,
	SponsorshipsOf,
};
use batara_primitives::lanes::Lane;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		defensive, ensure,
		traits::{fungible::MutateHold, tokens::Precision, Get},
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
	/// Tells whether a transaction is among those that are paid for.
	pub(crate) fn covers(&self, profile: &Profile<AccountId>) -> bool {
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

/// A sponsorship of the genesis: sponsor, beneficiary, budget, limit for each transaction, block of
/// expiry.
pub type GenesisSponsorship<T> = (
	<T as frame_system::Config>::AccountId,
	<T as frame_system::Config>::AccountId,
	BalanceOf<T>,
	BalanceOf<T>,
	BlockNumberFor<T>,
);

impl<T: Config> Pallet<T> {
	/// Makes a sponsorship of the genesis, which pays for every transaction.
	pub(crate) fn do_sponsor_at_genesis(genesis: &GenesisSponsorship<T>) -> DispatchResult {
		let (sponsor, beneficiary, budget, per_transaction, expires) = genesis.clone();
		let (scope, deposit) = (Scope::Any, Zero::zero());
		Self::do_sponsor(
			beneficiary,
			Sponsorship { sponsor, budget, per_transaction, expires, scope, deposit },
		)
	}

	/// Makes a sponsorship, whose deposit is set here. All but the holds is checked before anything
	/// is stored; if one of these fails, the caller rolls back, as every call does.
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

	/// Ends a sponsorship whose time is over.
	pub(crate) fn do_clear_expired(
		sponsor: &T::AccountId,
		beneficiary: &T::AccountId,
	) -> DispatchResult {
		let now = frame_system::Pallet::<T>::block_number();
		Self::do_end(sponsor, beneficiary, EndReason::Expired, |sponsorship| {
			ensure!(sponsorship.expires <= now, Error::<T>::NotExpired);
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
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Fees paid out of a sponsor's budget.

use crate::{
	lanes::{Profile, Reach},
	BalanceOf, Config, CreditOf, EndReason, Error, Event, HoldReason, Pallet, SponsorshipOf,
	Sponsorships,
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
	/// All of them.
	#[codec(index = 0)]
	Any,
	/// Those that call this contract and nothing else.
	#[codec(index = 1)]
	Contract(AccountId),
	/// Those whose calls all belong to this lane.
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
	/// Who pays.
	pub sponsor: AccountId,
	/// What is left to pay with, on hold in the sponsor's account, in base units.
	pub budget: Balance,
	/// The highest fee of one transaction that is paid, in base units.
	pub per_transaction: Balance,
	/// The block from which on nothing is paid any more.
	pub expires: BlockNumber,
	/// The transactions that are paid for.
	pub scope: Scope<AccountId>,
	/// On hold for the storage of this promise, in base units.
	pub deposit: Balance,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sponsor(
		beneficiary: T::AccountId,
		mut sponsorship: SponsorshipOf<T>,
	) -> DispatchResult {
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(sponsorship.sponsor != beneficiary, Error::<T>::SelfSponsorship);
		ensure!(sponsorship.expires > now, Error::<T>::AlreadyExpired);
		ensure!(!sponsorship.per_transaction.is_zero(), Error::<T>::NothingPerTransaction);
		ensure!(sponsorship.budget >= T::MinimumBudget::get(), Error::<T>::BudgetTooSmall);
		ensure!(sponsorship.budget >= sponsorship.per_transaction, Error::<T>::BudgetTooSmall);

		let mut promises = Sponsorships::<T>::get(&beneficiary);
		let first = promises.is_empty();
		ensure!(
			!promises.iter().any(|known| known.sponsor == sponsorship.sponsor),
			Error::<T>::AlreadySponsored
		);
		if promises.is_full() {
			let displaced = Self::weakest(&promises, now)
				.filter(|weakest| weakest.expires <= now || weakest.budget < sponsorship.budget)
				.map(|weakest| weakest.sponsor.clone())
				.ok_or(Error::<T>::TooManySponsorships)?;
			promises.retain(|known| {
				let stays = known.sponsor != displaced;
				if !stays {
					Self::pay_back(&beneficiary, known, EndReason::Displaced);
				}
				stays
			});
		}

		sponsorship.deposit = T::SponsorshipDeposit::get();
		let budget: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
		let deposit: T::RuntimeHoldReason = HoldReason::SponsorshipDeposit.into();
		T::Currency::hold(&budget, &sponsorship.sponsor, sponsorship.budget)?;
		T::Currency::hold(&deposit, &sponsorship.sponsor, sponsorship.deposit)?;
		Self::deposit_event(Event::Sponsored {
			sponsor: sponsorship.sponsor.clone(),
			beneficiary: beneficiary.clone(),
			budget: sponsorship.budget,
			per_transaction: sponsorship.per_transaction,
			expires: sponsorship.expires,
			scope: sponsorship.scope.clone(),
		});
		promises.try_push(sponsorship).map_err(|_| Error::<T>::TooManySponsorships)?;
		Sponsorships::<T>::insert(&beneficiary, promises);
		if first {
			// The account may send its first transaction without ever having held BTR.
			frame_system::Pallet::<T>::inc_sufficients(&beneficiary);
		}
		Ok(())
	}

	/// What makes room for another one: an expired one, else the one with the least left.
	fn weakest(promises: &[SponsorshipOf<T>], now: BlockNumberFor<T>) -> Option<&SponsorshipOf<T>> {
		promises.iter().min_by_key(
			|known| {
				if known.expires <= now {
					Zero::zero()
				} else {
					known.budget
				}
			},
		)
	}

	pub(crate) fn do_top_up(
		sponsor: T::AccountId,
		beneficiary: T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		Sponsorships::<T>::try_mutate(&beneficiary, |promises| {
			let promise = promises
				.iter_mut()
				.find(|known| known.sponsor == sponsor)
				.ok_or(Error::<T>::NotSponsored)?;
			let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
			T::Currency::hold(&reason, &sponsor, amount)?;
			promise.budget = promise.budget.saturating_add(amount);
			Self::deposit_event(Event::ToppedUp {
				sponsor: sponsor.clone(),
				beneficiary: beneficiary.clone(),
				amount,
				budget: promise.budget,
			});
			Ok(())
		})
	}

	/// Ends a sponsorship and gives the sponsor back what is left. `allowed` looks at it first.
	pub(crate) fn do_end(
		sponsor: &T::AccountId,
		beneficiary: &T::AccountId,
		reason: EndReason,
		allowed: impl FnOnce(&SponsorshipOf<T>) -> Result<(), DispatchError>,
	) -> DispatchResult {
		Sponsorships::<T>::try_mutate_exists(beneficiary, |stored| {
			let promises = stored.as_mut().ok_or(Error::<T>::NotSponsored)?;
			let index = promises
				.iter()
				.position(|known| known.sponsor == *sponsor)
				.ok_or(Error::<T>::NotSponsored)?;
			if let Some(promise) = promises.get(index) {
				allowed(promise)?;
				Self::pay_back(beneficiary, promise, reason);
			}
			promises.remove(index);
			if promises.is_empty() {
				*stored = None;
				frame_system::Pallet::<T>::dec_sufficients(beneficiary);
			}
			Ok(())
		})
	}

	fn pay_back(beneficiary: &T::AccountId, promise: &SponsorshipOf<T>, reason: EndReason) {
		let holds = [
			(HoldReason::SponsorshipBudget, promise.budget),
			(HoldReason::SponsorshipDeposit, promise.deposit),
		];
		for (hold, amount) in holds {
			let hold: T::RuntimeHoldReason = hold.into();
			let released =
				T::Currency::release(&hold, &promise.sponsor, amount, Precision::BestEffort);
			if released != Ok(amount) {
				defensive!("budgets and deposits are on hold in full; qed");
			}
		}
		Self::deposit_event(Event::SponsorshipEnded {
			sponsor: promise.sponsor.clone(),
			beneficiary: beneficiary.clone(),
			returned: promise.budget,
			reason,
		});
	}

	/// Whether a promise pays `fee` for this transaction. The oldest one that does pays.
	fn pays(
		promise: &SponsorshipOf<T>,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> bool {
		promise.expires > frame_system::Pallet::<T>::block_number()
			&& promise.per_transaction >= fee
			&& promise.budget >= fee
			&& promise.scope.covers(profile)
	}

	/// Without a sponsorship an account has no sufficient reference of ours: most senders are told
	/// apart without reading the map.
	pub(crate) fn may_be_sponsored(who: &T::AccountId) -> bool {
		!frame_system::Pallet::<T>::sufficients(who).is_zero()
	}

	/// Whether a sponsor would pay `fee`.
	pub(crate) fn has_sponsor(
		who: &T::AccountId,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> bool {
		Self::may_be_sponsored(who)
			&& Sponsorships::<T>::get(who).iter().any(|promise| Self::pays(promise, profile, fee))
	}

	/// Takes `fee` out of a sponsor's budget, if one covers the transaction.
	pub(crate) fn draw(
		who: &T::AccountId,
		profile: &Profile<T::AccountId>,
		fee: BalanceOf<T>,
	) -> Option<(T::AccountId, CreditOf<T>)> {
		if fee.is_zero() {
			return None;
		}
		let mut promises = Sponsorships::<T>::get(who);
		let promise = promises.iter_mut().find(|promise| Self::pays(promise, profile, fee))?;
		let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
		let (credit, missing) = T::Currency::slash(&reason, &promise.sponsor, fee);
		if !missing.is_zero() {
			defensive!("the whole budget is on hold; qed");
		}
		promise.budget = promise.budget.saturating_sub(fee);
		let sponsor = promise.sponsor.clone();
		Sponsorships::<T>::insert(who, promises);
		Some((sponsor, credit))
	}

	/// Puts what a transaction did not need back into the budget. If the sponsorship has ended
	/// meanwhile it goes to the sponsor. Returns what cannot be given back.
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
		Sponsorships::<T>::mutate_extant(who, |promises| {
			let promise = promises.iter_mut().find(|known| known.sponsor == *sponsor);
			let reason: T::RuntimeHoldReason = HoldReason::SponsorshipBudget.into();
			if let Some(promise) = promise {
				if T::Currency::hold(&reason, sponsor, amount).is_ok() {
					promise.budget = promise.budget.saturating_add(amount);
				}
			}
		});
		None
	}
}

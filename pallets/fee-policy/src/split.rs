// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The split of fees.

use crate::{BalanceOf, Config, CreditOf, FeesDistributed, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::traits::{fungible::Balanced, Get, Imbalance, OnUnbalanced},
	sp_runtime::traits::{Saturating, Zero},
};
use scale_info::TypeInfo;

/// The fees that authors did not get so far, in base units.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FeeTotals<Balance> {
	/// The part that was burned: taken out of the issuance.
	pub burned: Balance,
	/// The part that was paid to the treasury.
	pub treasury: Balance,
}

/// The handler that splits a fee between the author, the treasury and what is burned; the tip is
/// the author's.
pub struct DistributeFee<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for DistributeFee<T> {
	fn on_unbalanceds(mut fee_then_tip: impl Iterator<Item = CreditOf<T>>) {
		let Some(fee) = fee_then_tip.next() else { return };
		let split = T::Split::get().fields();
		let amount = fee.peek();
		let (mut author, rest) = fee.split(split.author.mul_floor(amount));
		let (treasury, burned) = rest.split(split.treasury.mul_floor(amount));
		if let Some(tip) = fee_then_tip.next() {
			author.subsume(tip);
		}
		let unpaid = Self::pay_author(author);
		// Dropping a credit takes it out of the issuance.
		let burned = burned.merge(unpaid);
		Self::note(burned.peek(), treasury.peek());
		T::Treasury::on_unbalanced(treasury);
	}
}

impl<T: Config> Pallet<T> {
	/// Returns how much of all fees was burned so far, in base units.
	pub fn fees_burned() -> BalanceOf<T> {
		FeesDistributed::<T>::get().burned
	}

	/// Returns how much of all fees the treasury got so far, in base units.
	pub fn fees_to_treasury() -> BalanceOf<T> {
		FeesDistributed::<T>::get().treasury
	}
}

impl<T: Config> DistributeFee<T> {
	/// Pays the author. Returns what cannot be paid: there is no author, or its account does not
	/// exist and would stay below the existential deposit.
	fn pay_author(share: CreditOf<T>) -> CreditOf<T> {
		match T::Author::get() {
			Some(author) if !share.peek().is_zero() => {
				T::Currency::resolve(&author, share).err().unwrap_or_else(CreditOf::<T>::zero)
			},
			_ => share,
		}
	}

	fn note(burned: BalanceOf<T>, treasury: BalanceOf<T>) {
		if burned.is_zero() && treasury.is_zero() {
			return;
		}
		FeesDistributed::<T>::mutate(|totals| {
			totals.burned = totals.burned.saturating_add(burned);
			totals.treasury = totals.treasury.saturating_add(treasury);
		});
	}
}

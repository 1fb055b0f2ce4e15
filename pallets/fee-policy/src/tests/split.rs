// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The distribution of fees: to the author, to the treasury, or burned.

use crate::{
	mock::*,
	policy::{FeeSplit, SplitFields},
	split::DistributeFee,
};
use batara_primitives::lanes::Lane;
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{fungible::Balanced, OnUnbalanced},
	},
	sp_runtime::Permill,
};
use proptest::prelude::*;

#[test]
fn author_gets_the_tip_beside_its_share_of_the_fee() {
	new_test_ext().execute_with(|| {
		let issued = Balances::total_issuance();
		assert_eq!(run(1, &call_of(Lane::Payments), (100, 100), 7), Ok(107));
		assert_eq!(Balances::free_balance(1), RICH - 107);
		assert_eq!(Balances::free_balance(AUTHOR), 10 + 50 + 7);
		assert_eq!(Balances::free_balance(TREASURY), 10 + 30);
		assert_eq!(FeePolicy::fees_burned(), 20);
		assert_eq!(Balances::total_issuance(), issued - 20);
	});
}

#[test]
fn an_author_that_cannot_be_paid_burns_its_share() {
	new_test_ext().execute_with(|| {
		let issued = Balances::total_issuance();
		// Below the existential deposit, to an account that is gone.
		let all = Balances::free_balance(AUTHOR);
		drop(<Balances as Balanced<_>>::withdraw(
			&AUTHOR,
			all,
			polkadot_sdk::frame_support::traits::tokens::Precision::Exact,
			polkadot_sdk::frame_support::traits::tokens::Preservation::Expendable,
			polkadot_sdk::frame_support::traits::tokens::Fortitude::Polite,
		));
		assert_ok!(run(1, &call_of(Lane::Payments), (10, 10), 0));
		assert_eq!(FeePolicy::fees_burned(), 5 + 2);
		assert_eq!(Balances::total_issuance(), issued - all - 7);
	});
}

proptest! {
	#[test]
	fn parts_of_any_fee_add_up(
		fee in 0..u128::from(u64::MAX),
		tip in 0..u128::from(u64::MAX),
		author in 0..=1_000_000u32,
		treasury in 0..=1_000_000u32,
	) {
		new_test_ext().execute_with(|| {
			let terms = SplitFields {
				author: Permill::from_parts(author),
				treasury: Permill::from_parts(treasury.min(1_000_000 - author)),
			};
			Split::set(FeeSplit::new(terms).unwrap());
			let fee_then_tip = [Balances::issue(fee), Balances::issue(tip)];
			let issued = Balances::total_issuance();
			DistributeFee::<Test>::on_unbalanceds(fee_then_tip.into_iter());
			let to_author = Balances::free_balance(AUTHOR) - 10;
			let to_treasury = Balances::free_balance(TREASURY) - 10;
			let burned = FeePolicy::fees_burned();
			prop_assert_eq!(to_author, terms.author.mul_floor(fee) + tip);
			prop_assert_eq!(to_treasury, terms.treasury.mul_floor(fee));
			prop_assert_eq!(to_author + to_treasury + burned, fee + tip);
			prop_assert_eq!(Balances::total_issuance(), issued - burned);
			Ok(())
		})?;
	}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The payouts of the chain itself, page by page, and the remainder that rounding leaves.
//!
//! Of an era's 1,000 units the first validator earns a third, 333: 83 for itself and each of its
//! three nominators, in pages of two. The second earns 667. So 999 are paid and one is left.

use crate::{
	mock::*,
	payouts::{note_ended_era, Payout},
	Event, NextPayout, Overpaid, Pallet, PayoutProgress, Unpaid, WeightInfo,
};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::Hooks, weights::Weight},
	pallet_staking::{self, EraRewardPoints, ErasRewardPoints, ErasValidatorReward},
	sp_runtime::Permill,
};

const REWARD: Balance = 1_000;
/// The reward of each of the first validator's backers, itself included.
const SHARE: Balance = 83;
/// The reward of the second validator.
const SECOND: Balance = 667;

/// Ends the active era, in which the second validator authored twice as much as the first.
fn end_era(reward: Balance) {
	let era = Pallet::<Test>::active_era();
	let [first, second] = VALIDATORS;
	let points = EraRewardPoints { total: 60, individual: [(first, 20), (second, 40)].into() };
	ErasRewardPoints::<Test>::insert(era, points);
	ErasValidatorReward::<Test>::insert(era, reward);
	note_ended_era::<Test>();
	for who in VALIDATORS {
		let exposure = pallet_staking::EraInfo::<Test>::get_full_exposure(era, &who);
		pallet_staking::EraInfo::<Test>::set_exposure(era + 1, &who, exposure);
	}
	begin_era(era + 1);
}

/// Returns the weight that payouts and one page need.
fn one_page() -> Weight {
	<() as WeightInfo>::resume_payouts(2).saturating_add(Pallet::<Test>::largest_page())
}

fn idle(remaining: Weight) {
	Validators::on_idle(1, remaining);
}

/// Returns the stakes, validators first.
fn stakes() -> Vec<Balance> {
	let ledger = |who| pallet_staking::Ledger::<Test>::get(who).map_or(0, |ledger| ledger.total);
	VALIDATORS.into_iter().chain(NOMINATORS).map(ledger).collect()
}

fn treasury() -> Balance {
	Balances::free_balance(TREASURY) - RICH
}

/// Returns the payouts that were completed: era, paid, remainder.
fn completed() -> Vec<(u32, Balance, Balance)> {
	let told = System::read_events_for_pallet::<Event<Test>>().into_iter();
	told.filter_map(|event| match event {
		Event::PayoutsCompleted { era, paid, remainder } => Some((era, paid, remainder)),
		_ => None,
	})
	.collect()
}

#[docify::export]
#[test]
fn an_era_is_paid_to_the_last_unit() {
	run(|| {
		let issuance = Balances::total_issuance();
		end_era(REWARD);
		assert_eq!(Unpaid::<Test>::get(), REWARD);
		idle(Weight::MAX);
		let backer = STAKE + SHARE;
		assert_eq!(stakes(), [backer, STAKE + SECOND, backer, backer, backer]);
		assert_eq!(completed(), [(0, 999, 1)]);
		assert_eq!(treasury(), 1);
		assert_eq!(Balances::total_issuance(), issuance + REWARD);
		assert_eq!((Unpaid::<Test>::get(), NextPayout::<Test>::get()), (0, 1));
	});
}

#[test]
fn an_era_is_paid_once() {
	run(|| {
		end_era(REWARD);
		idle(Weight::MAX);
		let issuance = Balances::total_issuance();
		idle(Weight::MAX);
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(completed().len(), 1);
	});
}

#[test]
fn the_active_era_is_not_paid() {
	run(|| {
		idle(Weight::MAX);
		assert_eq!(completed(), []);
		assert_eq!(NextPayout::<Test>::get(), 0);
	});
}

#[test]
fn a_block_with_room_for_one_page_pays_one() {
	run(|| {
		end_era(REWARD);
		let progress =
			|validator, page, paid| Some(Payout { era: 0, validator: Some(validator), page, paid });
		let [first, second] = VALIDATORS;
		idle(one_page());
		assert_eq!(PayoutProgress::<Test>::get(), progress(first, 1, 3 * SHARE));
		idle(one_page());
		assert_eq!(PayoutProgress::<Test>::get(), progress(second, 0, 4 * SHARE));
		assert_eq!(Unpaid::<Test>::get(), REWARD - 4 * SHARE);
		idle(one_page());
		assert_eq!(PayoutProgress::<Test>::get(), None);
		assert_eq!(completed(), [(0, 999, 1)]);
		let backer = STAKE + SHARE;
		assert_eq!(stakes(), [backer, STAKE + SECOND, backer, backer, backer]);
	});
}

#[test]
fn a_block_without_room_pays_nothing() {
	run(|| {
		end_era(REWARD);
		let before = stakes();
		let resume = <() as WeightInfo>::resume_payouts(2);
		for remaining in [Weight::zero(), resume, one_page() - Weight::from_parts(1, 0)] {
			idle(remaining);
			assert_eq!((stakes(), Unpaid::<Test>::get()), (before.clone(), REWARD));
		}
		idle(one_page());
		assert_eq!(Unpaid::<Test>::get(), REWARD - 3 * SHARE);
	});
}

#[test]
fn chain_without_a_share_of_blocks_pays_nothing() {
	run(|| {
		end_era(REWARD);
		PayoutShare::set(Permill::zero());
		idle(Weight::MAX);
		assert_eq!((completed(), Unpaid::<Test>::get()), (vec![], REWARD));
		assert_ok!(Staking::payout_stakers(RuntimeOrigin::signed(NEWCOMER), VALIDATORS[1], 0));
		assert_eq!(Unpaid::<Test>::get(), REWARD - SECOND);
		PayoutShare::set(Permill::from_percent(20));
		idle(Weight::MAX);
		assert_eq!(completed(), [(0, 4 * SHARE, 1)]);
	});
}

#[test]
fn page_paid_by_hand_is_not_paid_again() {
	run(|| {
		let issuance = Balances::total_issuance();
		end_era(REWARD);
		idle(one_page());
		// The page that comes next.
		let by_hand = || {
			let who = RuntimeOrigin::signed(NEWCOMER);
			Staking::payout_stakers_by_page(who, VALIDATORS[0], 0, 1)
		};
		assert_ok!(by_hand());
		assert_eq!(Unpaid::<Test>::get(), REWARD - 4 * SHARE);
		idle(Weight::MAX);
		assert_eq!(completed(), [(0, 3 * SHARE + SECOND, 1)]);
		let backer = STAKE + SHARE;
		assert_eq!(stakes(), [backer, STAKE + SECOND, backer, backer, backer]);
		assert_eq!(Balances::total_issuance(), issuance + REWARD);
		let refused = by_hand().map_err(|failed| failed.error);
		assert_eq!(refused, Err(pallet_staking::Error::<Test>::AlreadyClaimed.into()));
	});
}

#[test]
fn a_validator_without_stake_holds_nobody_up() {
	run(|| {
		end_era(REWARD);
		assert_ok!(Staking::force_unstake(RuntimeOrigin::root(), VALIDATORS[0], 0));
		idle(Weight::MAX);
		// Nobody can be paid for a validator that staking does not know any more.
		assert_eq!(stakes(), [0, STAKE + SECOND, STAKE, STAKE, STAKE]);
		assert_eq!(completed(), [(0, SECOND, REWARD - SECOND)]);
		assert_eq!(treasury(), REWARD - SECOND);
	});
}

#[test]
fn the_remainder_waits_until_all_eras_are_paid() {
	run(|| {
		let issuance = Balances::total_issuance();
		end_era(REWARD);
		end_era(REWARD);
		assert_eq!(Unpaid::<Test>::get(), 2 * REWARD);
		idle(Weight::MAX);
		assert_eq!((completed(), treasury()), (vec![(0, 999, 0)], 0));
		assert_eq!(Unpaid::<Test>::get(), REWARD + 1);
		idle(Weight::MAX);
		assert_eq!((completed(), treasury()), (vec![(0, 999, 0), (1, 999, 2)], 2));
		assert_eq!(Balances::total_issuance(), issuance + 2 * REWARD);
	});
}

/// Pays 1,005 units: a third is 335, of which each of four gets 83.75, and staking pays 84.
#[test]
fn rounding_up_leaves_no_debt() {
	run(|| {
		end_era(1_005);
		idle(Weight::MAX);
		let backer = STAKE + 84;
		assert_eq!(stakes(), [backer, STAKE + 670, backer, backer, backer]);
		assert_eq!((Unpaid::<Test>::get(), treasury()), (0, 0));
		assert_eq!(completed(), [(0, 1_006, 0)]);
		assert_eq!(Overpaid::<Test>::get(), 1);
	});
}

#[test]
fn the_next_era_makes_up_for_rounding() {
	run(|| {
		let issuance = Balances::total_issuance();
		end_era(1_005);
		idle(Weight::MAX);
		end_era(REWARD);
		idle(Weight::MAX);
		assert_eq!(completed(), [(0, 1_006, 0), (1, 999, 0)]);
		assert_eq!((Overpaid::<Test>::get(), treasury()), (0, 0));
		assert_eq!(Balances::total_issuance(), issuance + 1_005 + REWARD);
	});
}

#[test]
fn an_era_without_reward_is_passed() {
	run(|| {
		end_era(0);
		begin_era(2);
		idle(Weight::MAX);
		idle(Weight::MAX);
		assert_eq!(completed(), [(0, 0, 0), (1, 0, 0)]);
	});
}

#[test]
fn eras_older_than_the_history_are_passed_over() {
	run(|| {
		begin_era(100);
		idle(Weight::MAX);
		assert_eq!(completed(), [(16, 0, 0)]);
	});
}

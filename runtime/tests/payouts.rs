// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The chain pays rewards by itself: everybody, once, to the base unit, and no block is overfull.

mod stakers;

use crate::chain::slots::{active_era, BlockReport, Chain};
use batara_runtime::{
	parameters::dynamic_params::staking, AccountId, Balance, Balances, Parameters, Runtime,
	RuntimeOrigin, RuntimeParameters, Staking, System, Treasury, Validators,
};
use pallet_validators::{NextPayout, PayoutProgress, Unpaid};
use polkadot_sdk::{
	frame_support::{assert_ok, dispatch::DispatchClass, weights::Weight},
	frame_system::{self, limits::BlockWeights},
	pallet_staking,
	sp_runtime::Permill,
};
use stakers::{completed, owed_chain, pages, reward, rewarded, sum, Stakers, ERA};
use std::collections::BTreeMap;

/// The numbers of validators and nominators where few are enough: a page and a half of nominators
/// for each validator.
const FEW: (u32, u32) = (10, 960);

fn set_share(percent: u32) {
	put_share(Permill::from_percent(percent));
}

fn put_share(share: Permill) {
	let share = Some(share);
	assert_ok!(Parameters::set_parameter(
		RuntimeOrigin::root(),
		RuntimeParameters::Staking(staking::Parameters::PayoutShare(staking::PayoutShare, share)),
	));
}

fn limits() -> BlockWeights {
	<Runtime as frame_system::Config>::BlockWeights::get()
}

/// Authors blocks until all eras are paid. Returns what they used.
fn until_paid(chain: &mut Chain) -> Vec<BlockReport> {
	let mut reports = Vec::new();
	while chain.with(|| Unpaid::<Runtime>::get() > 0) {
		assert!(reports.len() < 10_000, "payouts do not end");
		reports.push(chain.block());
	}
	reports
}

/// Asserts that a block holds no more than it may. One that begins a session is full by declaration
/// and leaves nothing to hooks.
fn assert_within_limits(report: &BlockReport) {
	if report.begins_session {
		assert_eq!(report.idle, Weight::zero());
		return;
	}
	let limits = limits();
	let total = report.used.total();
	assert!(total.all_lte(limits.max_block), "{total} of {}", limits.max_block);
	for class in [DispatchClass::Normal, DispatchClass::Operational] {
		let most = limits.get(class).max_total.unwrap();
		assert!(report.used.get(class).all_lte(most), "{class:?}");
	}
}

/// Returns the most that all hooks take of what is left over in a block in which there is nothing
/// to pay, in picoseconds.
fn idle_without_payouts(chain: &mut Chain) -> u64 {
	assert_eq!(chain.with(Unpaid::<Runtime>::get), 0);
	(0..3).map(|_| chain.block().idle.ref_time()).max().unwrap()
}

#[test]
fn three_hundred_validators_with_twenty_thousand_nominators_are_paid() {
	let (mut chain, stakers) = owed_chain(300, 20_000);
	chain.take_events();
	let before = chain.with(|| stakers.owned());
	let issued = chain.with(Balances::total_issuance);
	let owed = chain.with(|| reward(ERA));

	let reports = until_paid(&mut chain);

	let events = chain.take_events();
	let paid = rewarded(&events);
	let pages = pages(&events);
	let share = Permill::from_percent(20) * limits().max_block.ref_time();
	let idle = idle_without_payouts(&mut chain);
	let most = reports.iter().map(|report| report.idle.ref_time()).max().unwrap();
	println!(
		"{} pages in {} blocks, at most {} % of a block in on_idle, {} base units left of {owed}",
		pages.len(),
		reports.len(),
		most * 100 / limits().max_block.ref_time(),
		owed - sum(&paid),
	);
	// Within five minutes, whatever the declared weights will be.
	assert!((2..=100).contains(&reports.len()), "{} blocks", reports.len());
	reports.iter().for_each(assert_within_limits);
	assert!(most > share / 2 && most <= share + idle, "{most} of {share}, {idle} of others");

	let [(era, by_chain, remainder)] = completed(&events)[..] else { panic!("one era") };
	assert_eq!((era, by_chain), (ERA, sum(&paid)));
	assert_eq!(by_chain + remainder, owed);
	// Shares are parts of 10^9.
	assert!(remainder < owed / 100_000, "{remainder} of {owed}");
	chain.with(|| {
		let after = stakers.owned();
		let treasury = Treasury::account_id();
		assert_eq!(after[&treasury], before[&treasury] + remainder);
		assert_eq!(Balances::total_issuance(), issued + owed);
		assert_eq!(
			(PayoutProgress::<Runtime>::get(), NextPayout::<Runtime>::get()),
			(None, ERA + 1)
		);
		assert!(after.iter().all(|(who, owns)| owns > &before[who]));
	});
	assert_everybody_once(&stakers, &paid, &pages);
}

/// Asserts that nominators are rewarded once and validators once for each page, in the order of
/// accounts and pages.
fn assert_everybody_once(
	stakers: &Stakers,
	paid: &[(AccountId, Balance)],
	pages: &[(AccountId, u32)],
) {
	assert!(pages.windows(2).all(|pair| pair[0] < pair[1]), "out of order, or twice");
	let mut times = BTreeMap::<&AccountId, usize>::new();
	for (who, _) in paid {
		*times.entry(who).or_default() += 1;
	}
	assert!(stakers.nominators.iter().all(|who| times[who] == 1));
	for who in &stakers.validators {
		assert_eq!(times[who], pages.iter().filter(|(stash, _)| stash == who).count());
	}
}

/// Pays a page by hand, unless somebody has done so. Returns whether it did.
fn pay_by_hand(payer: &AccountId, validator: &AccountId, page: u32) -> bool {
	let origin = RuntimeOrigin::signed(payer.clone());
	Staking::payout_stakers_by_page(origin, validator.clone(), ERA, page).is_ok()
}

#[test]
fn payout_is_the_same_whoever_pays() {
	let (chain, stakers) = owed_chain(FEW.0, FEW.1);
	let [mut by_chain, by_hand] = chain.fork();
	let [mut by_hand, mut by_both] = by_hand.fork();

	until_paid(&mut by_chain);
	let expected = by_chain.with(|| stakers.owned());
	let [(_, all, remainder)] = completed(&by_chain.events)[..] else { panic!("one era") };

	// Everything by hand. Authors of the era are in it, too.
	by_hand.with(|| set_share(0));
	let authors = by_hand.with(batara_runtime::Session::validators);
	by_hand.block_with(|| {
		for validator in stakers.validators.iter().chain(&authors) {
			let pages = (0..2).filter(|page| pay_by_hand(&stakers.nominators[0], validator, *page));
			assert!(pages.count() > 0);
		}
		set_share(20);
	});
	until_paid(&mut by_hand);
	assert_eq!(completed(&by_hand.events), [(ERA, 0, remainder)]);
	assert_eq!(by_hand.with(|| stakers.owned()), expected);

	// Both at once: each page is tried by hand once, before, while or after the chain pays it.
	by_both.with(|| set_share(2));
	let tries = stakers.validators.iter().flat_map(|who| [(who, 1), (who, 0)]).collect::<Vec<_>>();
	let mut sent = 0;
	for (validator, page) in tries.iter().rev().chain(&tries) {
		by_both.block_with(|| sent += u32::from(pay_by_hand(validator, validator, *page)));
	}
	until_paid(&mut by_both);
	let [(_, paid, left)] = completed(&by_both.events)[..] else { panic!("one era") };
	assert!(sent > 0 && paid < all && left == remainder, "{sent} pages, {paid} of {all}");
	assert_eq!(by_both.with(|| stakers.owned()), expected);
	assert_eq!(sum(&rewarded(&by_both.events)), all);
}

#[test]
fn a_validator_that_is_gone_costs_nobody_else_anything() {
	let (chain, stakers) = owed_chain(FEW.0, FEW.1);
	let [mut chain, mut undisturbed] = chain.fork();
	until_paid(&mut undisturbed);
	let expected = undisturbed.with(|| stakers.owned());
	let everything = rewarded(&undisturbed.events);

	// The one whose first page is paid, one that comes later, and one that only wants to leave.
	chain.with(|| set_share(2));
	let (half_paid, later, leaving) =
		(&stakers.validators[4], &stakers.validators[7], &stakers.validators[8]);
	while !pages(&chain.events).contains(&(half_paid.clone(), 0)) {
		chain.block();
	}
	assert!(!pages(&chain.events).contains(&(half_paid.clone(), 1)), "a smaller share is needed");
	chain.block_with(|| {
		for who in [half_paid, later] {
			assert_ok!(Staking::force_unstake(RuntimeOrigin::root(), who.clone(), 0));
		}
		let origin = RuntimeOrigin::signed(leaving.clone());
		assert_ok!(Staking::unbond(origin, Balance::MAX));
	});
	until_paid(&mut chain);

	let paid = rewarded(&chain.events);
	let lost = everything.iter().filter(|one| !paid.contains(one)).map(|(who, _)| who);
	let behind = |who: &AccountId| {
		let exposure = pallet_staking::EraInfo::<Runtime>::get_full_exposure(ERA, who);
		exposure.others.into_iter().map(|one| one.who).chain([who.clone()]).collect::<Vec<_>>()
	};
	let concerned = chain.with(|| [behind(half_paid), behind(later)].concat());
	let lost = lost.collect::<Vec<_>>();
	assert!(!lost.is_empty() && lost.iter().all(|who| concerned.contains(who)));
	let owned = chain.with(|| stakers.owned());
	for who in stakers.validators.iter().chain(&stakers.nominators) {
		assert!(concerned.contains(who) || owned[who] == expected[who], "{who}");
	}
	let [(_, by_chain, remainder)] = completed(&chain.events)[..] else { panic!("one era") };
	assert_eq!(by_chain, sum(&paid));
	assert_eq!(by_chain + remainder, chain.with(|| reward(ERA)));
}

#[test]
fn a_share_of_zero_pays_nothing() {
	let (mut chain, stakers) = owed_chain(FEW.0, FEW.1);
	chain.with(|| set_share(0));
	let (owned, owed) = chain.with(|| (stakers.owned(), Unpaid::<Runtime>::get()));
	for _ in 0..20 {
		chain.block();
	}
	assert_eq!(chain.with(|| (stakers.owned(), Unpaid::<Runtime>::get())), (owned, owed));
	chain.with(|| set_share(20));
	until_paid(&mut chain);
	assert_eq!(completed(&chain.events).len(), 1);
}

/// Asserts that a share that is smaller than a page, 1.7 % of a block, pays an era within the next
/// one, and takes little more than a page of a block.
fn assert_pays_within_an_era(share: Permill) {
	let (mut chain, _) = owed_chain(FEW.0, FEW.1);
	let owed = chain.with(|| {
		put_share(share);
		Unpaid::<Runtime>::get()
	});
	while chain.with(active_era) == ERA + 1 {
		let report = chain.block();
		assert_within_limits(&report);
		assert!(report.idle.ref_time() < limits().max_block.ref_time() / 20, "{}", report.idle);
	}
	let [(era, paid, remainder)] = completed(&chain.events)[..] else { panic!("one era") };
	assert_eq!((era, paid + remainder), (ERA, owed));
	assert_eq!(paid, sum(&rewarded(&chain.events)));
}

#[test]
fn a_share_of_a_hundredth_pays_an_era_within_the_next() {
	assert_pays_within_an_era(Permill::from_percent(1));
}

#[test]
fn a_share_of_a_thousandth_pays_an_era_within_the_next() {
	assert_pays_within_an_era(Permill::from_parts(1_000));
}

#[test]
fn payouts_never_take_more_than_half_a_block() {
	let (mut chain, _) = owed_chain(40, 2_560);
	chain.with(|| set_share(100));
	let reports = until_paid(&mut chain);
	let idle = idle_without_payouts(&mut chain);
	let half = limits().max_block.ref_time() / 2;
	let most = reports.iter().map(|report| report.idle.ref_time()).max().unwrap();
	assert!(most > half / 2 && most <= half + idle, "{most} of {half}");
	reports.iter().for_each(assert_within_limits);
}

#[test]
fn payouts_wait_while_blocks_are_full() {
	let (mut chain, _) = owed_chain(FEW.0, FEW.1);
	let owed = chain.with(Unpaid::<Runtime>::get);
	for _ in 0..5 {
		let report = chain.block_with(|| {
			let room = limits().max_block.saturating_sub(System::block_weight().total());
			// 10 ms: not enough for a page.
			let rest = Weight::from_parts(10_000_000_000, u64::MAX / 2);
			let used = room.saturating_sub(rest);
			System::register_extra_weight_unchecked(used, DispatchClass::Mandatory);
		});
		assert_within_limits(&report);
	}
	assert_eq!(chain.with(Unpaid::<Runtime>::get), owed);
	until_paid(&mut chain).iter().for_each(assert_within_limits);
}

#[test]
fn eras_that_were_not_paid_in_time_are_paid_in_order() {
	let (mut chain, _) = owed_chain(FEW.0, FEW.1);
	chain.with(|| set_share(0));
	chain.end_eras(2);
	let owed = chain.with(|| (0..3).map(reward).sum::<Balance>());
	assert_eq!(chain.with(|| Validators::era().unpaid), owed);
	chain.with(|| set_share(20));
	until_paid(&mut chain);
	let done = completed(&chain.events);
	assert_eq!(done.iter().map(|(era, ..)| *era).collect::<Vec<_>>(), [0, 1, 2]);
	let told = done.iter().map(|(_, paid, remainder)| paid + remainder).sum::<Balance>();
	assert_eq!(told, owed);
	assert_eq!(sum(&rewarded(&chain.events)), done.iter().map(|(_, paid, _)| paid).sum());
}
